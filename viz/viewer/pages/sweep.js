/* The runs of a stored sweep: axes, sliders and a rectangle. */
({
  axis(list, name) { return list.find(o => o.name === name) || { title: name, unit: '', digits: 3 }; },
  column(name) { this.cols; return this.columns[name] || []; },
  openSweep(name) { if (!name) return; this.sw.name = name; this.send('sweep', { name: name }); },
  /* What came of the sweep: a newly opened one, or columns that were asked for. */
  swept() {
    const s = this.sweep; if (!s) return;
    if (s.open && (this.sw.open === null || s.open.name !== this.sw.open.name)) {
      this.columns = {}; this.brush = null;
      this.sw = { name: s.open.name, open: s.open, x: (s.open.varied[0] || {}).name || '', y: s.open.outcomes[0].name, filters: [] };
      this.need(); s.open.varied.slice(0, 4).forEach(o => this.addFilter(o.name));
    }
    else if (s.open) this.sw.open = s.open; // the same one, in another language
    if (s.columns && this.sw.open && s.of === this.sw.open.name) { Object.assign(this.columns, s.columns); this.sw.filters.forEach(f => this.span(f)); this.cols += 1; }
    this.later();
  },
  need() { this.brush = null; const lacking = [this.sw.x, this.sw.y].filter(n => n && !this.columns[n]); if (lacking.length) this.send('sweep', { columns: lacking }); this.later(); },
  /* A handle stands at a whole notch, and its first and last are the least and most value themselves: steps in fractions do not end there. */
  notch(f, v) { return f.max > f.min ? Math.round((v - f.min) / (f.max - f.min) * this.notches) : 0; },
  notched(f, at) { return at <= 0 ? f.min : at >= this.notches ? f.max : f.min + (f.max - f.min) * at / this.notches; },
  addFilter(name) { if (!name || this.sw.filters.some(f => f.name === name)) return; const f = { name: name, min: 0, max: 1, low: 0, high: 1, known: false }; this.sw.filters.push(f); if (this.columns[name]) this.span(f); else this.send('sweep', { columns: [name] }); },
  span(f) { const c = (this.columns[f.name] || []).filter(v => v !== null); if (f.known || !c.length) return; f.min = f.low = Math.min(...c); f.max = f.high = Math.max(...c); f.known = true; },
  drawCloud() {
    const o = this.sw.open; if (!o) return;
    const y = this.column(this.sw.y), x = this.column(this.sw.x), brush = this.brush, lit = new Set(this.behind);
    this.cloudAxes = this.L.cloud(this.ref('cloud'), { x: x.length ? x : y.map((v, i) => i), y: y, group: o.scenario, lit: lit, brush: brush, colours: this.cloudColours }, { dark: this.dark, lang: this.lang });
  },
  brushAt(e) { const box = e.target.getBoundingClientRect(), a = this.cloudAxes; return [a.x0 + (a.x1 - a.x0) * (e.clientX - box.left - a.left) / (a.right - a.left), a.y1 - (a.y1 - a.y0) * (e.clientY - box.top - a.top) / (a.bottom - a.top)]; },
  brushDown(e) { if (!this.cloudAxes) return; this.brushing = true; this.brushFrom = this.brushAt(e); this.brush = null; e.target.setPointerCapture(e.pointerId); },
  brushMove(e) { if (!this.brushing) return; const p = this.brushAt(e), q = this.brushFrom; this.brush = { x0: Math.min(p[0], q[0]), x1: Math.max(p[0], q[0]), y0: Math.min(p[1], q[1]), y1: Math.max(p[1], q[1]) }; },
})
