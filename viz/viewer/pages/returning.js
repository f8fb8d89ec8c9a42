/* What lives on: the tab that comes back, the Back button, the address, files in and out. */
({
  /* What this tab shows is kept in the tab: after a reload, Back, or when another server answers, it is asked for again. */
  comeBack() {
    let kept = null; try { kept = JSON.parse(window.sessionStorage.getItem('leefwereld')); } catch (e) { /* a browser that keeps nothing */ }
    if (!kept || !kept.left || !kept.own) { this.greet(); if (this.fromAddress()) return; try { this.lastTime = JSON.parse(window.localStorage.getItem('leefwereld')); } catch (e) { /* the same */ } return; }
    if (this.state.week || this.state.undo) return;
    Object.keys(this.ownState()).forEach(n => { if (kept.own[n] !== undefined) this[n] = kept.own[n]; });
    if (kept.left !== this.state.left) { this.asked = true; this.send('back', { left: kept.left }); }
  },
  /* The Back button takes back: each change that can be undone is a step of the browser's own history. */
  trail() {
    const depth = this.state.depth, before = this.depth; this.depth = depth;
    if (before === undefined || depth < before) window.history.replaceState({ lw: depth }, '');
    else if (depth > before) window.history.pushState({ lw: depth }, '');
  },
  popped(e) {
    const to = e.state && e.state.lw; if (typeof to !== 'number') return;
    if (to < this.depth) this.send('undo'); else if (to === this.depth && to > 0) window.history.back();
  },
  /* The session stands in the address, packed, so that it can be kept as a bookmark of the browser or sent to somebody. */
  address(text) {
    if (!window.CompressionStream || text === this.addressed) return;
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => {
      this.addressed = text;
      new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer().then(packed => {
        const bytes = new Uint8Array(packed); let all = ''; bytes.forEach(b => { all += String.fromCharCode(b); });
        if (bytes.length < 20000) window.history.replaceState(window.history.state, '', '#s=' + btoa(all).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''));
      });
    }, 600);
  },
  fromAddress() {
    const packed = (window.location.hash.match(/^#s=([\w-]+)$/) || [])[1]; if (!packed || !window.DecompressionStream) return false;
    let bytes; try { bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)); } catch (e) { bytes = new Uint8Array(); }
    this.asked = true; this.page = 'worlds';
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text().then(text => this.send('back', { left: text }), () => this.send('back', { left: '' }));
    return true;
  },
  ownState() { return { page: this.page, view: this.view, by: this.by, dark: this.dark, large: this.large, guide: this.guide, keysOn: this.keysOn }; },
  keep() {
    if (this.asked && !this.state.returned) return;
    if (this.state.week || this.state.undo) this.address(this.state.left);
    try { const text = JSON.stringify({ left: this.state.left, own: this.ownState() }); window.sessionStorage.setItem('leefwereld', text); if (this.state.week || this.state.undo) window.localStorage.setItem('leefwereld', text); } catch (e) { /* the same */ }
  },
  goOn() { const kept = this.lastTime; this.lastTime = null; Object.keys(this.ownState()).forEach(n => { if (kept.own[n] !== undefined) this[n] = kept.own[n]; }); if (this.page === 'story') this.page = 'worlds'; this.send('back', { left: kept.left }); },
  loaded(e) { const file = e.target.files[0]; if (!file) return; const reader = new FileReader(); reader.onload = () => this.send('load', { text: String(reader.result), name: file.name }); reader.readAsText(file); e.target.value = ''; },
  download(file) { const a = document.createElement('a'), url = URL.createObjectURL(new Blob([file.base64 ? Uint8Array.from(atob(file.base64), c => c.charCodeAt(0)) : file.text], { type: file.type || 'application/json' })); a.href = url; a.download = file.name; a.click(); setTimeout(() => URL.revokeObjectURL(url), 2000); },
})
