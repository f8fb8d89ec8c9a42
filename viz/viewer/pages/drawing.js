/* Weeks that arrive are joined to those that are here, and drawn. */
({
  /* Join new weeks of the lines to those that are here, draw, and tell the server that it was drawn. */
  take() {
    const p = this.picture; if (!p.worlds) return;
    if (p.epoch !== this.store.epoch) this.store = { epoch: p.epoch, worlds: p.lines.map(() => ({})) };
    const have = this.length();
    if (p.since > have) { this.event_do({ act: 'drawn', number: p.number, epoch: p.epoch, have: have }); this.send('show'); return; }
    p.lines.forEach((lines, k) => Object.keys(lines).forEach(n => { const kept = (this.store.worlds[k][n] || []).slice(0, p.since); this.store.worlds[k][n] = kept.concat(lines[n]); }));
    this.tick += 1;
    this.later(p.number);
  },
  length() { const first = this.store.worlds[0]; return first && first.unmet ? first.unmet.length : 0; },
  later(number) {
    if (number) this.toldNumber = number;
    if (this.waiting) return;
    this.waiting = true;
    this.$nextTick(() => window.requestAnimationFrame(() => {
      this.waiting = false; this.draw();
      if (this.toldNumber) { window.leefwereldDrawn = { number: this.toldNumber, shown: this.picture.shown, at: performance.now() }; this.event_do({ act: 'drawn', number: this.toldNumber, epoch: this.store.epoch, have: this.length() }); this.toldNumber = 0; }
    }));
  },
  series(k, n) { return (this.store.worlds[k] && this.store.worlds[k][n]) || []; },
  gaps(n) { const [a, b] = this.state.pair, one = this.series(a, n), other = this.series(b, n); return other.map((v, i) => v === null || one[i] === null || one[i] === undefined ? null : v - one[i]); },
  ref(name) { const r = this.$refs[name]; return Array.isArray(r) ? r[0] : r; },
  draw() {
    if (!this.picture.worlds) return;
    const common = { dark: this.dark, lang: this.lang, year: this.w.year, weeks: Math.min(this.state.weeks, Math.max(52, 52 * Math.ceil(this.state.week / 52))), shown: this.state.shown };
    if (this.page === 'worlds' && (this.view === 'people' || this.view === 'teams')) this.picture.worlds.forEach((world, k) => {
      const canvas = this.ref('main' + k); if (!canvas || world.status.length !== this.setup.neighbourhood.length) return;
      const rings = this.d && k === this.d.other ? this.d.slots : [];
      if (this.view === 'people') this.layouts[k] = this.L.people(canvas, world, this.setup, { dark: this.dark, by: this.by, name: this.w.neighbourhood, slots: rings, followed: this.state.followed, layout: this.layouts[k] });
      else this.L.teams(canvas, world, this.setup, { dark: this.dark, words: this.w });
    });
    if (this.page === 'worlds' && this.view === 'ledgers') this.sides.forEach(side => this.linesOf(side).forEach(n => this.L.lines(this.ref('line-' + n), this.setup.worlds.map((x, k) => ({ colour: this.theme.worlds[k], dash: this.L.dashes[k], values: this.series(k, n) })), Object.assign({ kind: this.setup.lines[n].kind, points: this.own(n), floor: true, least: 8 * (this.setup.lines[n].smallest || 0) }, common))));
    if (this.page === 'worlds' && this.view === 'difference' && this.setup.worlds.length > 1) this.different.forEach(n => this.L.lines(this.ref('gap-' + n), [{ colour: this.theme.worlds[this.state.pair[1]], values: this.gaps(n) }],
      Object.assign({ kind: this.setup.lines[n].kind, zero: true, least: 4 * (this.setup.lines[n].smallest || 0), smallest: this.setup.lines[n].smallest, band: this.band && this.band.epoch === this.state.epoch && this.band.pairs > 1 ? { low: this.band.low[n], high: this.band.high[n] } : null }, common)));
    if (this.page === 'follow' && this.story && this.told !== this.story.slot) { this.told = this.story.slot; this.toParting(); }
    if (this.page === 'sweep') this.drawCloud();
    if (this.page === 'story' && this.tale) this.tale.scenes.filter(x => x.ready).forEach(x => [0, 1].forEach(k => this.L.teams(this.ref('tale-' + x.name + k), x.teams[k], this.setup, { dark: this.dark, words: this.w })));
    if (this.page === 'guess' && this.guess && this.guess.base) this.drawGuess();
  },
  /* Every column at the week in which the lives part: where nothing was noted then, at what went before. */
  toParting() {
    const all = [].concat(...this.story.worlds.map(x => x.events)), parting = all.find(e => e.parting); if (!parting) return;
    this.$el.querySelectorAll('.story').forEach((column, k) => {
      const n = this.story.worlds[k].events.filter(e => e.week <= parting.week).length, event = column.querySelectorAll('.event')[n - 1];
      if (event) column.scrollTop = event.offsetTop - column.offsetTop - (column.clientHeight - event.clientHeight) / 2;
    });
  },
  /* The agencies in a ring round the team: arrows of decisions towards it, a loop at a desk for what it sends on. */
  desks(k) {
    const [open, refused, passed, granted, wait] = this.picture.worlds[k].flows, list = this.setup.desks, most = Math.max(1, ...open.map((v, i) => v + wait[i]));
    return list.map((d, j) => {
      const a = d.agency, angle = -Math.PI / 2 + 2 * Math.PI * j / list.length, c = Math.cos(angle), s = Math.sin(angle), x = 320 + 236 * c, y = 252 + 180 * s, b = c > -0.01 ? 0 : Math.PI, above = s < -0.5;
      const at = (t, o) => [x + (320 - x) * t - o * s, y + (252 - y) * t + o * c], arrow = o => 'M' + at(0.15, o) + ' L' + at(0.82, o), rim = (turn, far) => [x + far * Math.cos(b + turn), y + far * Math.sin(b + turn)];
      const flow = (key, count, path, place) => ({ key: key, count: count, path: path, x: place[0], y: place[1] + 5, wide: Math.max(2, Math.min(12, 2 + 1.2 * Math.sqrt(count))) });
      const flows = [flow('granted', granted[a], arrow(-9), at(0.38, -21)), flow('refused', refused[a], arrow(9), at(0.38, 21)), flow('passed_on', passed[a], 'M' + rim(-0.5, 38) + ' C' + rim(-0.6, 80) + ' ' + rim(0.6, 80) + ' ' + rim(0.5, 38), rim(0, 51))];
      return { agency: a, name: d.name, about: d.about, x: x, y: y, ly: above ? y - 59 : y + 55, open: open[a], wait: wait[a], ring: 1.5 + 8 * (open[a] + wait[a]) / most, flows: flows.filter(f => f.count) };
    });
  },
  deskTotals(k) {
    const [open, refused, passed, granted, wait] = this.picture.worlds[k].flows, sum = v => v.reduce((a, b) => a + b, 0), colours = this.flowColours;
    return [[this.w.granted, granted, colours.granted], [this.w.refused, refused, colours.refused], [this.w.passed_on, passed, colours.passed_on], [this.w.undecided, open, colours.undecided], [this.w.for_place, wait, colours.waiting]].map(x => ({ name: x[0], count: sum(x[1]), colour: x[2] }));
  },
  pick(e, k) {
    if (this.view !== 'people' || !this.layouts[k]) return;
    const box = e.target.getBoundingClientRect(), slot = this.L.nearest(this.layouts[k], e.clientX - box.left, e.clientY - box.top);
    if (slot !== null) { this.follow(slot); this.page = 'follow'; }
  },
  /* Pictures are fitted anew whenever the page gets or loses room, as when a bar above them closes. */
  watchMain() { const m = this.$el.querySelector('main'); if (m === this.watched) return; if (this.watched) this.watcher.unobserve(this.watched); this.watched = m; if (m) this.watcher.observe(m); },
})
