/* What is taken along: numbers as a table, as CSV, as a file; and figures of one's own that are brought. */
({
  ask() { this.asker = '' + Math.random(); this.send('numbers', { view: this.takes, for: this.asker }); },
  cell(s, v) { if (v === null) return '–'; const t = this.L.number(v, s.form, this.lang); return s.form === 'euro' || s.form === 'percent' ? t : this.num(+v); },
  csv(s) { const quoted = v => v === null ? '' : /[",\n]/.test('' + v) ? '"' + ('' + v).replace(/"/g, '""') + '"' : '' + v; return [s.columns, ...s.rows].map(r => r.map(quoted).join(',')).join('\n') + '\n'; },
  copy(s) {
    const text = this.csv(s), done = () => { this.copied = s.name; };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done, () => this.copyByHand(text, done)); return; }
    this.copyByHand(text, done);
  },
  /* Where the browser keeps its clipboard shut, as on an address of the network: by a field that is selected. */
  copyByHand(text, done) { const field = document.createElement('textarea'); field.value = text; this.$el.appendChild(field); field.select(); document.execCommand('copy'); field.remove(); done(); },
  brought(e) { const file = e.target.files[0]; if (!file) return; const reader = new FileReader(); reader.onload = () => this.send('figures', { text: String(reader.result).slice(0, 200000), name: file.name }); reader.readAsText(file); e.target.value = ''; },
  /* Lines of one's own that no side shows stand with what is lived. */
  linesOf(side) { const shown = this.sides.flatMap(s => s.lines); return side.two ? side.lines : [...side.lines, ...Object.keys(this.state.figures).filter(n => !shown.includes(n))]; },
  own(n) { return this.state.figures[n] || []; },
})
