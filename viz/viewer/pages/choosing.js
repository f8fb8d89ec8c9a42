/* The dialog in which worlds are chosen. */
({
  openSetup() { const s = this.state; this.refused = ''; this.asking = false; this.dialog = { worlds: s.specs.map(x => ({ preset: x.preset, measures: x.measures.slice() })), households: s.place.households, years: s.place.years, seed: s.place.seed, vignette: s.place.vignette }; },
  /* The dialog stays until the worlds are there: what is refused can be mended in it. */
  configure() { this.refused = ''; this.asking = true; this.askedAt = this.state.epoch; this.send('configure', this.dialog); },
  configured(refused) {
    if (!this.asking) return;
    if (this.state.epoch !== this.askedAt) { this.asking = false; this.dialog = null; this.answers = {}; this.drawn = []; if (this.page !== 'levers') this.page = 'worlds'; }
    else if (refused) { this.asking = false; this.refused = this.state.notice; this.dismissed = this.state.notices; }
  },
  inDialog() { return [...this.$el.querySelectorAll('.dialog button, .dialog select, .dialog input, .dialog summary, .dialog [tabindex="0"]')].filter(x => !x.disabled && x.getClientRects().length); },
  enterDialog() { this.before = document.activeElement; this.$nextTick(() => { const all = this.inDialog(), first = all.find(x => x.tagName === 'SELECT') || all[0]; if (first) first.focus(); }); },
  leaveDialog() { const b = this.before; this.before = null; this.$nextTick(() => { if (b && b.focus && document.contains(b)) b.focus(); }); },
  stayInDialog(e) {
    const all = this.inDialog(), at = all.indexOf(document.activeElement), next = e.shiftKey ? (at <= 0 ? all.length - 1 : at - 1) : (at + 1) % all.length;
    if (all.length) { all[next].focus(); e.preventDefault(); }
  },
})
