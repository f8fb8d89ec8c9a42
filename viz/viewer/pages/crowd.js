/* Where the guesses of a room stand on their strips, and how a strip is read aloud. */
({
  spotAt(l, v) { return 20 + 600 * Math.min(1, Math.max(0, v / l.top)); },
  /* The label of A stands on the side where B is not. */
  leftOfSpot(l) { return l.came_out === undefined ? l.base > 0.8 * l.top : l.came_out >= l.base; },
  dotSize(l) { return Math.min(6, 35 / Math.max(1, ...l.bins)); },
  mostFutures() { return this.round.stage === 'revealed' ? Math.max(0, ...(this.round.lines || []).map(l => l.low === undefined || l.low === null ? 0 : l.futures)) : 0; },
  spokenStrip(l) { return [l.title, 'A ' + l.a, l.ways, l.middle_words, l.came_words, l.off_words, l.words].filter(Boolean).join('. '); },
  crowdPath(values) { return values.map((v, i) => (i ? 'L' : 'M') + (20 + 600 * i / (values.length - 1)).toFixed(1) + ' ' + (170 - 160 * Math.min(1, v / this.round.curve.top)).toFixed(1)).join(''); },
})
