/* What a page looks like to who cannot look: for tests/test_viewer_access.py, which calls each by its name. */
({
  /* Controls and pictures without a name. */
  nameless: () => {
  const named = e => (e.getAttribute('aria-label') || '').trim() || (e.labels && e.labels.length && e.labels[0].innerText.trim())
    || e.innerText && e.innerText.trim() || (e.placeholder || '').trim() && e.type === 'search';
  return [...document.querySelectorAll('.lw button, .lw input, .lw select, .lw canvas, .lw svg[role], .lw [role=dialog]')]
    .filter(e => e.offsetParent !== null || e.tagName === 'svg').filter(e => !named(e)).map(e => e.outerHTML.slice(0, 150));
},
  /* Texts whose contrast with the first ground below them that is not transparent is too small. */
  faint: () => {
  const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1]; };
  const over = (a, b) => a.slice(0, 3).map((v, k) => v * a[3] + b[k] * (1 - a[3]));
  const lum = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { const layers = []; for (let n = e; n && n.nodeType === 1; n = n.parentElement) { const c = parse(getComputedStyle(n).backgroundColor); if (c[3] > 0) { layers.push(c); if (c[3] === 1) break; } }
    return layers.reverse().reduce((below, c) => over(c, below), [255, 255, 255]); };
  const found = [];
  document.querySelectorAll('.lw *').forEach(e => {
    if (e.closest('svg') || e.closest('[disabled]') || e.closest('.v-application kbd') || !e.getClientRects().length) return;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) return;
    const style = getComputedStyle(e), back = ground(e), ink = over(parse(style.color), back), a = lum(ink), b = lum(back);
    let clear = 1; for (let n = e; n && n.nodeType === 1; n = n.parentElement) clear *= +getComputedStyle(n).opacity;
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), size = parseFloat(style.fontSize), bold = +style.fontWeight >= 600;
    const need = size >= 24 || (bold && size >= 18.7) ? 3 : 4.5;
    if (ratio < need || clear < 0.99) found.push(ratio.toFixed(2) + ' ' + e.className + ' ' + e.innerText.slice(0, 40));
  });
  return [...new Set(found)];
},
  wide: () => [document.documentElement.scrollWidth, document.querySelector('.lw').scrollWidth, innerWidth],
  /* Charts too small to read. */
  flat: () => [...document.querySelectorAll('.lw main canvas, .lw main svg.desks')].map(c => c.getBoundingClientRect())
  .filter(b => b.height < 80 || b.width < 120).map(b => b.width + 'x' + b.height),
  /* What scrolls and no key gets to: nothing in it takes the focus, nor does it itself under a name. */
  unreached: () => {
  const more = (e, way) => /auto|scroll/.test(getComputedStyle(e)[way ? 'overflowX' : 'overflowY']) && (way ? e.scrollWidth - e.clientWidth : e.scrollHeight - e.clientHeight) > 1;
  const within = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), summary, [tabindex="0"]';
  const reached = e => (e.tabIndex >= 0 && e.getAttribute('aria-label')) || [...e.querySelectorAll(within)].some(c => c.getClientRects().length);
  return [...document.querySelectorAll('.lw, .lw *')].filter(e => e.getClientRects().length && (more(e, false) || more(e, true)) && !reached(e)).map(e => e.outerHTML.slice(0, 120));
},
  /* By how many pixels something sticks out of its panel. */
  covered: () => [...document.querySelectorAll('.lw main .panel, .lw main .card')].flatMap(p => {
  const box = p.getBoundingClientRect();
  return [...p.children].map(c => c.getBoundingClientRect()).filter(b => b.height > 4 && (b.bottom > box.bottom + 3 && getComputedStyle(p).overflowY === 'visible'))
    .map(b => Math.round(b.bottom - box.bottom)); }),
  /* From now on, keep where words are written on canvases; a canvas that is wiped has none. */
  listen: () => {
  const pen = CanvasRenderingContext2D.prototype, write = pen.fillText, wipe = pen.clearRect;
  if (window.written) return; window.written = new Map();
  pen.clearRect = function (...box) { window.written.set(this.canvas, []); return wipe.apply(this, box); };
  pen.fillText = function (text, x, y, most) {
    const m = this.measureText(text), wide = m.actualBoundingBoxLeft + m.actualBoundingBoxRight;
    (window.written.get(this.canvas) || []).push({ text: text, squeezed: most !== undefined && wide > most + 1, box: [x - m.actualBoundingBoxLeft, y - m.actualBoundingBoxAscent, x + m.actualBoundingBoxRight, y + m.actualBoundingBoxDescent] });
    return write.call(this, text, x, y, most);
  };
},
  /* Words on canvases that are cut at an edge, squeezed, or written over one another. */
  crossed: () => [...window.written].filter(([c]) => c.isConnected && c.getClientRects().length).flatMap(([c, words]) => {
  const size = c.getBoundingClientRect(), found = [];
  words.forEach((w, i) => {
    const [a, b, r, d] = w.box;
    if (w.squeezed) found.push('squeezed: ' + w.text);
    if (a < -1 || b < -1 || r > size.width + 1 || d > size.height + 1) found.push('cut: ' + w.text);
    words.slice(0, i).forEach(o => { if (Math.min(r, o.box[2]) - Math.max(a, o.box[0]) > 1 && Math.min(d, o.box[3]) - Math.max(b, o.box[1]) > 1) found.push(o.text + ' over ' + w.text); });
  });
  return found;
}),
})
