/* Sliders that are held, let go and told; the time line. */
({
  scrubTo(week) { this.send('seek', { week: week }); },
  pair(one, other) { if (one !== other) this.send('pair', { one: one, other: other }); },
  scrub(week) { this.scrubbing = week; this.released = false; this.send('seek', { week: week }); },
  /* A slider shows what the hand made of it until the worlds say what they have; else redrawing would take it from the hand.
     A row of key presses is one change: it is sent when the hand rests. */
  dragged(name, k, v) { this.$set(this.drag, name + k, { name: name, k: k, v: v, sent: false }); },
  held(name, k, v) { const h = this.drag[name + k]; return h === undefined ? v : h.v; },
  set(name, k, v) {
    const key = name + k; this.dragged(name, k, v); clearTimeout(this.timers[key]);
    this.timers[key] = setTimeout(() => { delete this.timers[key]; const h = this.drag[key]; if (!h) return; h.sent = true; this.send('lever', { world: k, lever: name, value: h.v }); }, 250);
  },
  letGo(name, k) { const h = this.drag[name + k]; if (h && !h.sent && !this.timers[name + k]) this.$delete(this.drag, name + k); },
  arrived() {
    const refused = this.state.notices > this.noticesSeen; this.noticesSeen = this.state.notices; this.configured(refused);
    /* The time line stands where the hand left it until the worlds are there, or key after key would begin from the former week. */
    if (this.released && this.scrubbing !== null && this.state.shown === Math.min(this.scrubbing, this.state.week)) this.scrubbing = null;
    Object.keys(this.drag).forEach(key => {
      const h = this.drag[key], i = this.setup.levers.findIndex(l => l.name === h.name), at = this.state.levers[h.k];
      if (h.sent && !this.timers[key] && (refused || !at || Math.abs(at.now[i] - h.v) < 1e-3)) this.$delete(this.drag, key);
    });
  },
})
