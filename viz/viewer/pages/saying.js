/* Numbers and worlds in words, for the eye and for who listens. */
({
  num(v) { return (+v.toFixed(Math.abs(v) >= 20 ? 1 : 2)).toLocaleString(this.lang === 'nl' ? 'nl-NL' : 'en-GB'); },
  at(week) { return (100 * week / (this.state.weeks || 1)) + '%'; },
  homes(k, n) { return this.picture.worlds[k] ? this.picture.worlds[k].homes[n] : ''; },
  done(k) { return (this.picture.deeds || [])[k] || { most: [], endings: [], classes: [] }; },
  endings(k) { return this.done(k).endings.map((count, n) => ({ name: this.setup.endings[n], count: count })).filter(e => e.count).sort((a, b) => b.count - a.count); },
  count(k, n) { return this.picture.worlds[k] ? this.picture.worlds[k].counts[n] : ''; },
  spoken(k) { const p = this.picture.worlds[k]; return p ? this.setup.statuses.map((s, n) => s + ' ' + p.counts[n]).join(', ') : ''; },
  spokenTeams(k) {
    const p = this.picture.worlds[k]; if (!p) return '';
    return p.queue.map((q, n) => { const m = p.staff.filter(x => x[0] === n && x[1] >= 0), files = m.reduce((sum, x) => sum + x[3], 0); return this.w.team + ' ' + (n + 1) + ': ' + this.fill(this.w.queue, { desk: q[0], file: q[1] }) + '; ' + this.fill(this.w.spoken_staff, { staff: m.length, sick: m.filter(x => x[1] === 2).length, files: files }); }).join('. ');
  },
  spokenDesks(k) { const f = this.picture.worlds[k] && this.picture.worlds[k].flows; return f ? this.setup.desks.map(d => d.name + ': ' + [[this.w.granted, 3], [this.w.refused, 1], [this.w.passed_on, 2], [this.w.undecided, 0]].map(x => x[0] + ' ' + f[x[1]][d.agency]).join(', ')).join('. ') : ''; },
  spokenLine(n) { this.tick; return this.setup.lines[n].title + ', ' + this.setup.lines[n].about + '. ' + this.w.week + ' ' + this.state.shown + ': ' + this.setup.worlds.map((x, k) => x.letter + ' ' + this.now(k, n)).join(', '); },
  spokenGap(n) { this.tick; return this.setup.lines[n].title + ', ' + this.names.other + ' − ' + this.names.one + ', ' + this.w.week + ' ' + this.state.shown + ': ' + this.gapNow(n) + (this.verdict(n) ? ', ' + this.w[this.verdict(n)] : ''); },
  changesIn(k) { return this.state.marks.filter(m => m.world === k).length; },
  /* What was put on the preset of a world: measures, layers of the case, or how many levers were changed. */
  onTop(k) {
    const layers = this.setup.case ? this.setup.case.layers.filter(y => this.state.toggles[k][y.name]).map(y => y.title.split(':')[0]) : [], changed = layers.length ? 0 : this.changesIn(k);
    return [...this.setup.worlds[k].measures, ...layers, ...(changed ? [changed + ' ' + this.w.changed] : [])];
  },
  changedIn(group) { return this.setup.levers.some((l, i) => l.group === group && this.state.levers.some(x => Math.abs(x.now[i] - x.preset[i]) > 1e-9)); },
  about(name) { const p = this.setup.presets.find(x => x.name === name); return p ? p.about : ''; },
  markText(m) { const l = this.setup.levers.find(x => x.name === m.lever); return this.setup.worlds[m.world].letter + ', ' + this.w.week + ' ' + m.week + ': ' + l.title + ' → ' + this.num(m.value); },
  now(k, n) { this.tick; const v = this.series(k, n)[this.state.shown - 1]; const t = this.L.number(v, this.setup.lines[n].kind, this.lang); return t === null ? '–' : n.startsWith('wait_') ? t + (v >= 104 ? '+ ' : ' ') + this.w.weeks_short : t + this.people(k, n, v); },
  /* A share of so few staff is told as people too: with four of them, 25 points is one. */
  people(k, n, v) { const all = (this.picture.worlds[k] || {}).working; return (n === 'burnout' || n === 'sick') && all > 0 && all <= 40 ? ' (' + this.fill(this.w.of_staff, { count: Math.round(v * all), all: all }) + ')' : ''; },
  /* A line for the whole municipality, where a place is in force: people and millions beside a share or a mean. */
  whole(n, v, sign) { const p = (this.setup.whole.lines || {})[n]; return !p || v === null || v === undefined || !isFinite(v) ? '' : '≈ ' + this.L.number(v * p.by, 'two', this.lang, sign, p.digits) + ' ' + p.unit; },
  wholeNow(k, n) { this.tick; return this.whole(n, this.series(k, n)[this.state.shown - 1]); },
  wholeGap(n) { this.tick; return this.whole(n, this.gaps(n)[this.state.shown - 1], true); },
  said(n, v, sign) { const t = this.L.number(v, this.setup.lines[n].kind, this.lang, sign); return t === null ? '–' : t; },
  gapNow(n) { this.tick; const t = this.L.number(this.gaps(n)[this.state.shown - 1], this.setup.lines[n].kind, this.lang, true); return t === null ? '–' : t; },
  /* Whoever guessed the way that most futures go, and by less than matters on average, was not simply wrong. */
  halfRight(x) { return x.came.answer === 'same' && x.came.pairs > 3 && x.came.verdict.includes('size unsure') && x.answer === (x.came.gap < 0 ? 'lower' : 'higher'); },
  verdict(n) { const b = this.band; if (!b || b.epoch !== this.state.epoch || b.pairs < 3 || !b.verdicts[n]) return ''; return b.verdicts[n].verdict; },
  presetTitle(name) { const p = this.setup.presets.find(x => x.name === name); return p ? p.title : name; },
  num3(v) { return v === null || v === undefined ? '–' : (+v.toPrecision(4)).toLocaleString(this.lang === 'nl' ? 'nl-NL' : 'en-GB', { maximumFractionDigits: 6 }); },
})
