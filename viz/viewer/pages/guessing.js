/* A guess, and a line that is drawn by hand or by key. */
({
  drawGuess() {
    const g = this.guess, n = g.base.length, t = this.theme, list = [{ colour: t.worlds[0], values: g.base }];
    const most = Math.max(...g.base, ...(g.happened || [0]), ...(g.lines || []).reduce((all, l) => all.concat(l), [0]), 4) * 1.5;
    this.guessTop = g.revealed ? most : Math.max(30, 2 * Math.max(...g.base));
    if (g.happened) list.push({ colour: t.worlds[1], values: g.happened });
    (g.lines || []).forEach(l => { if (l.length) list.push({ colour: t.soft, dash: [4, 4], values: this.stretch(l, n) }); });
    if (!g.revealed && this.drawn.length) list.push({ colour: t.ink, dash: [4, 4], values: this.drawn });
    list.push({ colour: 'transparent', values: [0, g.revealed ? most / 1.5 : this.guessTop] });
    this.guessAxes = this.L.lines(this.ref('draw'), list, { dark: this.dark, lang: this.lang, kind: 'zero', weeks: n, shown: g.revealed ? n : 0, years: this.state.place.years, year: this.w.year });
  },
  stretch(values, n) { const found = []; for (let i = 0; i < n; i++) { const x = i * (values.length - 1) / (n - 1), k = Math.floor(x); found.push(values[k] + (values[Math.min(k + 1, values.length - 1)] - values[k]) * (x - k)); } return found; },
  penDown(e) { if (this.guess.revealed || !this.guessAxes) return; this.pen = true; this.lastPoint = null; e.target.setPointerCapture(e.pointerId); this.penMove(e); },
  penMove(e) {
    if (!this.pen || this.guess.revealed) return;
    const box = e.target.getBoundingClientRect(), a = this.guessAxes, n = this.guess.base.length;
    const k = Math.max(0, Math.min(n - 1, Math.round((e.clientX - box.left - a.left) / (a.right - a.left) * n) - 1));
    const v = Math.max(0, a.low + (a.high - a.low) * (1 - (e.clientY - box.top - a.top) / (a.bottom - a.top)));
    const line = this.drawn.length === n ? this.drawn.slice() : new Array(n).fill(null), from = this.lastPoint || [k, v], steps = Math.max(1, Math.abs(k - from[0]));
    for (let s = 0; s <= steps; s++) line[Math.round(from[0] + (k - from[0]) * s / steps)] = from[1] + (v - from[1]) * s / steps;
    this.lastPoint = [k, v]; this.drawn = line;
  },
  addGuess() {
    const points = this.drawn.filter(v => v !== null), whole = points.length > 1 ? this.filled(this.drawn) : [];
    this.send('guess', { what: 'add', who: this.who, answers: this.answers, drawn: whole });
    this.answers = {}; this.drawn = []; this.who = '';
  },
  /* A drawing with its gaps filled in straight lines. */
  filled(line) {
    const known = []; line.forEach((v, i) => { if (v !== null) known.push([i, v]); });
    return line.map((v, i) => {
      if (v !== null) return v;
      const after = known.find(p => p[0] > i), before = known.filter(p => p[0] < i).pop();
      if (!after) return before[1]; if (!before) return after[1];
      return before[1] + (after[1] - before[1]) * (i - before[0]) / (after[0] - before[0]);
    });
  },
})
