/* The guided case, the language of the page, and its keys. */
({
  /* One step of the guided case: open the page that it is about, and mark what to press. */
  lead(step) { this.guide = step; if (step < 4) this.showAhead = false; const s = this.steps[step - 1]; this.page = s.page; if (s.view) this.view = s.view; },
  aim() {
    const name = this.guide > 0 ? this.steps[this.guide - 1].aim : null, aimed = name && this.$el.querySelector('[data-test="' + name + '"]');
    this.$el.querySelectorAll('.aimed').forEach(e => { if (e !== aimed) e.classList.remove('aimed'); });
    if (aimed) aimed.classList.add('aimed');
  },
  flagship() { this.send('configure', { worlds: [{ preset: 'dossier_count', measures: [] }, { preset: 'dossier_count', measures: [] }], households: 2000, years: 5, seed: 1, vignette: 'V12' }); this.lead(1); this.answers = {}; this.drawn = []; },
  sayLanguage() { document.documentElement.lang = this.lang; },
  /* What the browser says of its reader, for who comes for the first time. */
  greet() { if ((navigator.language || '').toLowerCase().startsWith('nl') && this.lang !== 'nl') this.language(); this.dark = window.matchMedia('(prefers-color-scheme: dark)').matches; },
  language() { this.send('lang', { lang: this.lang === 'nl' ? 'en' : 'nl' }); },
  key(e) {
    const on = e.target, typing = on && (on.tagName === 'SELECT' || on.tagName === 'TEXTAREA' || (on.tagName === 'INPUT' && on.type !== 'checkbox'));
    if (e.key === 'Escape') { if (this.table) this.table = null; else if (this.dialog) this.dialog = null; else if (on && on.blur) on.blur(); return; }
    if (e.key === 'Tab' && (this.dialog || this.table)) { this.stayInDialog(e); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey || this.dialog || this.table) return;
    const box = on && on.tagName === 'INPUT', k = e.key.toLowerCase();
    if (box && e.key === 'Enter') { on.click(); e.preventDefault(); return; }
    if ((box || (on && on.tagName === 'BUTTON')) && (k === ' ' || k === 'enter')) return; // what has the focus is pressed
    if (!this.keysOn || (this.page === 'story' && !'ltn'.includes(k))) return;
    if (k === ' ') this.send('play', { until: this.stopAt });
    else if (k === 'arrowright') this.send('step', { weeks: e.shiftKey ? 13 : 1 });
    else if (k === 'arrowleft') this.send('step', { weeks: e.shiftKey ? -13 : -1 });
    else if (k >= '1' && k <= '9' && k.length === 1) { if (+k <= this.state.bookmarks.length) this.send('to_bookmark', { index: +k - 1 }); }
    else if (k === 'b') this.send('bookmark', {}); else if (k === 'u') this.send('undo'); else if (k === 'd') this.send('first');
    else if (k === 'l') this.language(); else if (k === 't') this.large = !this.large; else if (k === 'n') this.dark = !this.dark;
    else return;
    e.preventDefault();
  },
})
