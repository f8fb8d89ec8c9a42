/* Drawing of the viewer: plain functions on a canvas, so that a picture of thousands of people costs milliseconds. */
window.Leefwereld = (function () {
  "use strict";
  /* at ease, coping alone, seeking, waiting, in care, out of view: each at least 2.8 to 1 on its ground, and the two that
     are alike to who sees no red have a shape of their own: waiting is a square, out of view an open ring */
  const STATUS = ["#919ca6", "#c98a00", "#d9730d", "#c1272d", "#1f6fb2", "#2b2b2b"];
  const STATUS_DARK = ["#66737f", "#e9c46a", "#f28e2b", "#ff5a5f", "#5eb1f5", "#f5f5f5"];
  const SHAPES = ["dot", "dot", "dot", "square", "dot", "hollow"];
  const SHADES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const LIGHT = { ink: "#1d2733", soft: "#5a6570", rule: "#d4dae0", paper: "#ffffff", worlds: ["#005a9c", "#b34700", "#00705a"], band: "rgba(90,101,112,.22)", ring: "#111111" };
  const DARK = { ink: "#e8edf2", soft: "#a7b3bf", rule: "#39434d", paper: "#1b232b", worlds: ["#6db6f2", "#f2a065", "#5fcfb0"], band: "rgba(167,179,191,.25)", ring: "#ffffff" };
  const DASHES = [[], [7, 4], [2, 3]];

  function theme(dark) { return dark ? DARK : LIGHT; }
  /* own house, rented home, on the street, nursing home, temporary home, shelter */
  const HOMES = ["#919ca6", "#6f8294", "#c1272d", "#7b6aa8", "#b5820a", "#d9730d"], HOMES_DARK = ["#66737f", "#8797a6", "#ff5a5f", "#a99bd6", "#f2c14e", "#f28e2b"];
  function shapeName(code) { return SHAPES[code]; }
  function homeColours(dark) { return dark ? HOMES_DARK : HOMES; }
  function statusColours(dark) { return dark ? STATUS_DARK : STATUS; }

  /* Fit a canvas to its box and to the screen's pixels; null when it is not to be seen. */
  function fit(canvas) {
    if (!canvas) return null;
    const box = canvas.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    if (box.width < 4 || box.height < 4) return null;
    const w = Math.round(box.width * ratio), h = Math.round(box.height * ratio);
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    const g = canvas.getContext("2d");
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, box.width, box.height);
    return { g: g, w: box.width, h: box.height };
  }

  function size(canvas) { return parseFloat(getComputedStyle(canvas).fontSize) || 15; }

  function shade(level, dark) {
    const t = level / 63, from = dark ? [42, 52, 61] : [232, 236, 240], to = dark ? [255, 170, 60] : [140, 20, 40];
    const c = from.map((v, k) => Math.round(v + (to[k] - v) * Math.sqrt(t)));
    return "rgb(" + c.join(",") + ")";
  }

  /* Where each household is drawn: neighbourhoods in rows by size, each filled by rows. Kept per size of the canvas. */
  function place(neighbourhood, count, w, h, top) {
    const sizes = new Array(count).fill(0);
    neighbourhood.forEach(k => { sizes[k] += 1; });
    const rows = count <= 2 ? 1 : count <= 6 ? 2 : Math.ceil(Math.sqrt(count / 1.6));
    const per = Math.ceil(count / rows), blocks = [], total = neighbourhood.length || 1;
    let y = 0;
    for (let r = 0; r < rows; r++) {
      const inRow = []; for (let k = r * per; k < Math.min(count, (r + 1) * per); k++) inRow.push(k);
      const sum = inRow.reduce((s, k) => s + sizes[k], 0), height = h * (sum / total);
      let x = 0;
      inRow.forEach(k => { const width = w * sizes[k] / (sum || 1); blocks[k] = { x: x, y: y, w: width, h: height, k: k }; x += width; });
      y += height;
    }
    let cell = 40;
    blocks.forEach(b => {
      const iw = b.w - 10, ih = b.h - top - 8, n = sizes[b.k];
      let c = 40;
      while (c > 1.2 && Math.floor(iw / c) * Math.floor(ih / c) < n) c -= 0.1;
      b.cell = c; if (n) cell = Math.min(cell, c);
    });
    if (cell > 6) cell = Math.floor(cell); // whole pixels, so that dots stand in even rows
    const seen = new Array(count).fill(0), at = new Float32Array(2 * total);
    neighbourhood.forEach((k, i) => {
      const b = blocks[k], cols = Math.max(1, Math.floor((b.w - 10) / cell)), n = seen[k]++;
      at[2 * i] = b.x + 5 + (n % cols + 0.5) * cell; at[2 * i + 1] = b.y + top + (Math.floor(n / cols) + 0.5) * cell;
    });
    return { at: at, cell: cell, blocks: blocks, key: [w, h, top, neighbourhood.length].join() };
  }

  /* Dots and rings are written into pixels: thousands of round paths a week are what a browser without a graphics card is slowest at. */
  function mask(across, wide, square) {
    const n = (Math.ceil(across + (wide || 0)) + 1) | 1, cover = new Uint8Array(n * n), r = across / 2, tiny = !wide && across <= 3;
    for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) {
      const dx = Math.abs(x + 0.5 - n / 2), dy = Math.abs(y + 0.5 - n / 2), d = tiny || square ? Math.max(dx, dy) : Math.hypot(dx, dy);
      cover[y * n + x] = 255 * Math.max(0, Math.min(1, (wide ? wide / 2 - Math.abs(d - r) : r - d) + 0.5));
    }
    return { n: n, cover: cover };
  }
  function paint(colour) {
    const c = colour[0] === "#" ? [1, 3, 5].map(k => parseInt(colour.slice(k, k + 2), 16)) : colour.match(/\d+/g).map(Number);
    return { c: c, whole: new Uint32Array(new Uint8ClampedArray([...c, 255]).buffer)[0] };
  }
  function put(image, made, x, y, colour) {
    const data = image.data, words = image.words, x0 = Math.round(x - made.n / 2), y0 = Math.round(y - made.n / 2), c = colour.c;
    for (let j = Math.max(0, -y0); j < made.n && y0 + j < image.height; j++) for (let i = Math.max(0, -x0); i < made.n && x0 + i < image.width; i++) {
      const cover = made.cover[j * made.n + i], at = (y0 + j) * image.width + x0 + i;
      if (cover === 255) { words[at] = colour.whole; continue; }
      if (!cover) continue;
      const k = 4 * at, part = data[k + 3] ? cover / 255 : 1;
      for (let n = 0; n < 3; n++) data[k + n] += (c[n] - data[k + n]) * part;
      if (cover > data[k + 3]) data[k + 3] = cover;
    }
  }

  function people(canvas, world, setup, opts) {
    const f = fit(canvas); if (!f) return null;
    const t = theme(opts.dark), fs = size(canvas), top = fs * 1.35, key = [f.w, f.h, top, setup.neighbourhood.length].join();
    const layout = opts.layout && opts.layout.key === key ? opts.layout : place(setup.neighbourhood, setup.neighbourhoods, f.w, f.h, top);
    const g = f.g, cell = layout.cell, size_ = Math.max(1, cell * 0.82), colours = opts.by === "home" ? homeColours(opts.dark) : statusColours(opts.dark), at = layout.at;
    const codes = opts.by === "unmet" ? world.unmet : opts.by === "home" ? world.home : world.status, ratio = window.devicePixelRatio || 1, paints = {}, pixels = g.createImageData(canvas.width, canvas.height);
    const image = { data: pixels.data, words: new Uint32Array(pixels.data.buffer), width: pixels.width, height: pixels.height };
    const dot = mask(size_ * ratio), ring = mask(cell * ratio, Math.max(1, cell * 0.13) * ratio), ringed = paint(t.ring);
    const painted = code => paints[code] || (paints[code] = paint(opts.by === "unmet" ? shade(SHADES.indexOf(code), opts.dark) : colours[+code]));
    const square = mask(size_ * ratio, 0, true), hollow = mask(size_ * 0.74 * ratio, size_ * 0.26 * ratio), shaped = code => opts.by !== "status" || size_ < 3 ? dot : code === "3" ? square : code === "5" ? hollow : dot;
    for (let i = 0; i < codes.length; i++) put(image, shaped(codes[i]), at[2 * i] * ratio, at[2 * i + 1] * ratio, painted(codes[i]));
    (opts.slots || []).forEach(i => put(image, ring, at[2 * i] * ratio, at[2 * i + 1] * ratio, ringed));
    g.putImageData(pixels, 0, 0);
    g.font = "600 " + (fs * 0.82) + "px sans-serif"; g.textBaseline = "top";
    layout.blocks.forEach(b => {
      g.strokeStyle = t.rule; g.strokeRect(b.x + 1.5, b.y + 1.5, b.w - 3, b.h - 3);
      const named = opts.name + " " + (b.k + 1); // its number alone where there is no room for the word
      g.fillStyle = t.soft; g.fillText(g.measureText(named).width <= b.w - 10 ? named : String(b.k + 1), b.x + 7, b.y + 5);
    });
    if (opts.followed !== null && opts.followed !== undefined && opts.followed < codes.length) {
      const x = at[2 * opts.followed], y = at[2 * opts.followed + 1], r = Math.max(9, cell * 1.5);
      g.strokeStyle = t.ring; g.lineWidth = 6; g.beginPath(); g.arc(x, y, r, 0, 6.2832); g.stroke();
      g.strokeStyle = "#ffc400"; g.lineWidth = 3; g.stroke(); g.lineWidth = 1;
    }
    return layout;
  }

  function nearest(layout, x, y) {
    let best = null, near = Math.max(8, layout.cell) ** 2;
    for (let i = 0; i < layout.at.length / 2; i++) {
      const d = (layout.at[2 * i] - x) ** 2 + (layout.at[2 * i + 1] - y) ** 2;
      if (d < near) { near = d; best = i; }
    }
    return best;
  }

  function strainColour(percent, dark) {
    const t = Math.max(0, Math.min(1, (percent - 20) / 60)), stops = dark ? [[94, 177, 245], [200, 190, 200], [255, 150, 80]] : [[31, 111, 178], [130, 120, 130], [190, 70, 0]];
    const k = t < 0.5 ? 0 : 1, u = (t - 0.5 * k) * 2, c = stops[k].map((v, n) => Math.round(v + (stops[k + 1][n] - v) * u));
    return "rgb(" + c.join(",") + ")";
  }

  /* A text on as few lines as its words need, none wider than there is room for. */
  function wrapped(g, text, room) {
    return text.split(" ").reduce((lines, word) => {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && g.measureText(longer).width <= room) lines[lines.length - 1] = longer; else lines.push(word);
      return lines;
    }, []);
  }

  /* Teams: the queue as a crowd at the door, professionals as figures with a bar of files. */
  function teams(canvas, world, setup, opts) {
    const f = fit(canvas); if (!f) return;
    const g = f.g, t = theme(opts.dark), fs = size(canvas), n = setup.teams, cols = n <= 3 ? 1 : n <= 8 ? 2 : Math.ceil(Math.sqrt(n)), rows = Math.ceil(n / cols);
    const bw = f.w / cols, bh = f.h / rows;
    const most = Math.max(25, ...world.staff.map(p => p[3]));
    for (let k = 0; k < n; k++) {
      const x0 = (k % cols) * bw, y0 = Math.floor(k / cols) * bh, members = world.staff.filter(p => p[0] === k && p[1] >= 0);
      g.strokeStyle = t.rule; g.strokeRect(x0 + 2, y0 + 2, bw - 4, bh - 4);
      g.fillStyle = t.ink; g.font = "600 " + fs + "px sans-serif"; g.textBaseline = "top"; g.textAlign = "left";
      const desk = world.queue[k][0], queue = desk + world.queue[k][1];
      g.fillText(opts.words.team + " " + (k + 1), x0 + 10, y0 + 8);
      const qx = x0 + 10, tx = qx + fs * (0.8 + 0.62 * String(queue).length);
      g.font = fs * 0.82 + "px sans-serif";
      const told = wrapped(g, opts.words.queue.replace("{desk}", desk).replace("{file}", queue - desk), x0 + bw - 8 - tx), foot = fs * (0.6 + 1.05 * told.length);
      const qw = bw * 0.4, qy = y0 + fs * 1.9, qh = Math.max(10, bh - fs * 2.2 - foot);
      let cell = 26; while (cell > 1.5 && Math.floor(qw / cell) * Math.floor(qh / cell) < queue) cell -= 0.25;
      const across = Math.max(1, Math.floor(qw / cell));
      /* Open dots wait for the front desk, full ones for somebody to take their file. */
      [[0, desk], [desk, queue]].forEach(([from, to], full) => {
        g.fillStyle = g.strokeStyle = statusColours(opts.dark)[3]; g.lineWidth = Math.max(1, cell * 0.1); g.beginPath();
        for (let i = from; i < to; i++) {
          const x = qx + (i % across + 0.5) * cell, y = qy + (Math.floor(i / across) + 0.5) * cell, r = cell * (full ? 0.38 : 0.33);
          g.moveTo(x + r, y); g.arc(x, y, r, 0, 6.2832);
        }
        full ? g.fill() : g.stroke();
      });
      g.lineWidth = 1; g.strokeStyle = t.rule;
      g.fillStyle = t.ink; g.font = "700 " + fs * 1.1 + "px sans-serif";
      g.fillText(String(queue), qx, y0 + bh - foot - fs * 0.1);
      g.font = fs * 0.82 + "px sans-serif"; g.fillStyle = t.soft;
      told.forEach((line, i) => g.fillText(line, tx, y0 + bh - foot + fs * 1.05 * i));
      const sx = x0 + bw * 0.47, sw = bw * 0.51, sh = bh - fs * 0.7 - foot, per = Math.min(members.length, Math.max(1, Math.round(Math.sqrt(members.length * sw / sh)))) || 1;
      const lines = Math.ceil(members.length / per) || 1, cw = sw / per, ch = sh / lines, s = Math.max(4, Math.min(cw * 0.36, ch * 0.42, (0.48 * ch - 0.85 * fs) / 0.78, 80)); // room is left for the label
      members.forEach((p, i) => {
        const cx = sx + (i % per + 0.36) * cw, cy = y0 + fs * 0.6 + (Math.floor(i / per) + 0.52) * ch;
        const away = p[1] === 0 ? t.rule : strainColour(p[2], opts.dark);
        g.globalAlpha = p[1] === 2 ? 0.4 : 1;
        g.fillStyle = away; g.strokeStyle = t.soft;
        g.beginPath(); g.arc(cx, cy - s * 0.45, s * 0.34, 0, 6.2832); p[1] === 0 ? g.stroke() : g.fill();
        g.beginPath(); g.arc(cx, cy + s * 0.62, s * 0.62, Math.PI, 0); g.closePath(); p[1] === 0 ? g.stroke() : g.fill();
        g.globalAlpha = 1;
        const bx = cx + s * 0.8, full = s * 1.7, tall = full * Math.min(1, p[3] / most);
        g.fillStyle = t.rule; g.fillRect(bx, cy - full / 2, Math.max(4, s * 0.2), full);
        g.fillStyle = t.ink; g.fillRect(bx, cy + full / 2 - tall, Math.max(4, s * 0.2), tall);
        g.font = fs * 0.8 + "px sans-serif"; g.fillStyle = t.ink; g.textAlign = "center";
        const text = p[1] === 0 ? opts.words.vacant : p[1] === 2 ? opts.words.sick_word : String(p[3]);
        g.fillText(text, cx, cy + s * 0.72);
        g.textAlign = "left";
      });
    }
  }

  function number(value, kind, lang, sign, digits) {
    if (value === null || value === undefined || !isFinite(value)) return null;
    const locale = lang === "nl" ? "nl-NL" : "en-GB", signed = text => (sign && value > 0 && /[1-9]/.test(text) ? "+" : "") + text; // what rounds to nothing has no sign
    const f = (v, d) => { const text = v.toLocaleString(locale, { minimumFractionDigits: d, maximumFractionDigits: d }); return text.replace("-", /[1-9]/.test(text) ? "\u2212" : ""); };
    if (kind === "percent") return signed(f(100 * value, digits === undefined ? 0 : Math.max(0, digits - 2))) + (sign ? (lang === "nl" ? "\u00a0punten" : "\u00a0points") : lang === "nl" ? "\u00a0%" : "%");
    if (kind === "euro") return signed(f(value, 0)).replace(/^([+\u2212]?)/, "$1€\u00a0");
    const usual = kind === "zero" ? 0 : kind === "one" ? 1 : 2;
    return signed(f(value, digits !== undefined ? digits : sign && usual === 2 ? 3 : usual));
  }

  /* Decimals that keep the ticks of an axis apart. */
  function decimals(ticks) { return ticks.length < 2 ? undefined : Math.max(0, -Math.floor(Math.log10(Math.abs(ticks[1] - ticks[0])) + 1e-9)); }

  function nice(low, high) {
    if (!(high > low)) { high = low + 1; }
    const raw = (high - low) / 3, power = Math.pow(10, Math.floor(Math.log10(raw))), n = raw / power;
    const step = power * (n < 1.5 ? 1 : n < 3.5 ? 2 : n < 7.5 ? 5 : 10), ticks = [];
    for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-6; v += step) ticks.push(Math.abs(v) < step * 1e-6 ? 0 : v);
    return ticks;
  }

  /* Lines over the weeks, with a band if there is one, and a cursor at the week that is shown. */
  function lines(canvas, series, opts) {
    const f = fit(canvas); if (!f) return;
    const g = f.g, t = theme(opts.dark), fs = size(canvas) * 0.8, right = 8, top = 6, bottom = fs * 1.5;
    const last = 1e9;
    let low = opts.zero ? 0 : Infinity, high = opts.zero ? 0 : -Infinity;
    const look = (v, k) => { if (v !== null && v !== undefined && k < last) { if (v < low) low = v; if (v > high) high = v; } };
    series.forEach(s => s.values.forEach(look));
    if (opts.band) { opts.band.low.forEach(look); opts.band.high.forEach(look); }
    const own = (opts.points || []).filter(p => p[0] <= opts.weeks); own.forEach(p => look(p[1], 0));
    if (!isFinite(low)) { low = 0; high = 1; }
    /* An axis never shows less than some smallest differences that matter, or noise would look like news. */
    if (opts.least && opts.zero) { low = Math.min(low, -opts.least / 2); high = Math.max(high, opts.least / 2); }
    else if (opts.least && high - low < opts.least) { const m = (low + high) / 2; low = m - opts.least / 2; if (low < 0 && m >= 0) low = 0; high = low + opts.least; }
    if (opts.floor && low > 0 && low < 0.6 * high) low = 0;
    const pad = (high - low) * 0.06; if (low !== 0) low -= pad; high += pad;
    g.font = fs + "px sans-serif";
    const ticks = nice(low, high), digits = decimals(ticks), marks = ticks.map(v => number(v, opts.kind, opts.lang, false, digits));
    const left = Math.max(fs * 3.6, 8 + Math.max(0, ...marks.map(mark => g.measureText(mark).width))); // no label is cut
    const X = k => left + (f.w - left - right) * (k / opts.weeks), Y = v => top + (f.h - top - bottom) * (1 - (v - low) / (high - low || 1));
    g.textBaseline = "middle"; g.textAlign = "right";
    ticks.forEach((v, n) => { g.strokeStyle = t.rule; g.beginPath(); g.moveTo(left, Y(v)); g.lineTo(f.w - right, Y(v)); g.stroke(); g.fillStyle = t.soft; g.fillText(marks[n], left - 5, Y(v)); });
    g.textAlign = "center"; g.textBaseline = "bottom";
    const years = opts.years || opts.weeks / 52;
    for (let y = 0; y <= years; y++) if (years <= 6 || y % 2 === 0) { const end = y >= years && opts.year; g.fillStyle = t.soft; g.textAlign = end ? "right" : "center"; g.fillText(end ? opts.year + " " + y : String(y), X(y * opts.weeks / years) + (end ? right : 0), f.h); }
    if (opts.zero) { g.strokeStyle = t.ink; g.beginPath(); g.moveTo(left, Y(0)); g.lineTo(f.w - right, Y(0)); g.stroke(); }
    if (opts.smallest) { g.strokeStyle = t.soft; g.setLineDash([1, 4]); [opts.smallest, -opts.smallest].forEach(v => { g.beginPath(); g.moveTo(left, Y(v)); g.lineTo(f.w - right, Y(v)); g.stroke(); }); g.setLineDash([]); }
    g.save(); g.beginPath(); g.rect(left, 0, f.w - left - right + 1, f.h - bottom + 1); g.clip();
    if (opts.band) {
      g.fillStyle = t.band; let open = false; const back = [];
      g.beginPath();
      opts.band.low.forEach((v, k) => { if (v === null || k >= last) return; const x = X(k + 1); open ? g.lineTo(x, Y(opts.band.high[k])) : g.moveTo(x, Y(opts.band.high[k])); open = true; back.push([x, Y(v)]); });
      back.reverse().forEach(p => g.lineTo(p[0], p[1])); g.closePath(); g.fill();
    }
    series.forEach(s => {
      g.strokeStyle = s.colour; g.lineWidth = 2.4; g.setLineDash(s.dash || []); g.beginPath(); let pen = false;
      s.values.forEach((v, k) => { if (v === null || k >= last) { pen = false; return; } pen ? g.lineTo(X(k + 1), Y(v)) : g.moveTo(X(k + 1), Y(v)); pen = true; });
      g.stroke();
      const v = s.values[opts.shown - 1];
      if (v !== null && v !== undefined && opts.shown - 1 < last) { g.setLineDash([]); g.fillStyle = s.colour; g.beginPath(); g.arc(X(opts.shown), Y(v), 4, 0, 6.2832); g.fill(); }
    });
    /* Figures of somebody's own place: diamonds, which no world has. */
    own.forEach(([week, v]) => { const x = X(week), y = Y(v), r = 5; g.setLineDash([]); g.fillStyle = t.ink; g.beginPath(); g.moveTo(x, y - r); g.lineTo(x + r, y); g.lineTo(x, y + r); g.lineTo(x - r, y); g.closePath(); g.fill(); });
    g.setLineDash([]); g.lineWidth = 1; g.restore();
    g.strokeStyle = t.soft; g.setLineDash([3, 3]); g.beginPath(); g.moveTo(X(opts.shown), top); g.lineTo(X(opts.shown), f.h - bottom); g.stroke(); g.setLineDash([]);
    return { X: X, Y: Y, low: low, high: high, left: left, right: f.w - right, top: top, bottom: f.h - bottom };
  }

  /* A cloud of runs: those within the sliders and the rectangle in colour, the others faint. */
  function cloud(canvas, data, opts) {
    const f = fit(canvas); if (!f) return null;
    const g = f.g, t = theme(opts.dark), fs = size(canvas) * 0.8, left = fs * 4.4, right = f.w - 10, top = 8, bottom = f.h - fs * 1.8;
    const span = values => { let low = Infinity, high = -Infinity; values.forEach(v => { if (v !== null && v !== undefined) { if (v < low) low = v; if (v > high) high = v; } }); if (!isFinite(low)) { low = 0; high = 1; } const pad = (high - low || Math.abs(high) || 1) * 0.05; return [low - pad, high + pad]; };
    const [x0, x1] = span(data.x), [y0, y1] = span(data.y), X = v => left + (right - left) * (v - x0) / (x1 - x0), Y = v => bottom - (bottom - top) * (v - y0) / (y1 - y0);
    g.font = fs + "px sans-serif"; g.fillStyle = t.soft; g.strokeStyle = t.rule;
    const across = nice(x0, x1), up = nice(y0, y1), write = (v, ticks) => v.toLocaleString(opts.lang === "nl" ? "nl-NL" : "en-GB", { maximumFractionDigits: decimals(ticks) || 0 });
    g.textAlign = "right"; g.textBaseline = "middle";
    up.forEach(v => { g.beginPath(); g.moveTo(left, Y(v)); g.lineTo(right, Y(v)); g.stroke(); g.fillText(write(v, up), left - 5, Y(v)); });
    g.textAlign = "center"; g.textBaseline = "top";
    across.forEach(v => { g.beginPath(); g.moveTo(X(v), top); g.lineTo(X(v), bottom); g.stroke(); g.fillText(write(v, across), X(v), bottom + 4); });
    const r = data.y.length > 4000 ? 1.8 : data.y.length > 800 ? 2.8 : 4;
    [false, true].forEach(lit => data.y.forEach((v, i) => {
      if (v === null || v === undefined || data.x[i] === null || data.x[i] === undefined || data.lit.has(i) !== lit) return;
      g.globalAlpha = lit ? 0.75 : 0.12; g.fillStyle = data.colours[data.group[i] % data.colours.length];
      g.beginPath(); data.group[i] % 2 ? g.rect(X(data.x[i]) - r * 0.9, Y(v) - r * 0.9, r * 1.8, r * 1.8) : g.arc(X(data.x[i]), Y(v), r, 0, 6.2832); g.fill();
    }));
    g.globalAlpha = 1;
    if (data.brush) { g.strokeStyle = t.ink; g.setLineDash([4, 3]); g.strokeRect(X(data.brush.x0), Y(data.brush.y1), X(data.brush.x1) - X(data.brush.x0), Y(data.brush.y0) - Y(data.brush.y1)); g.setLineDash([]); }
    return { x0, x1, y0, y1, left, right, top, bottom };
  }

  return { theme, cloud, shapeName, statusColours, homeColours, people, nearest, teams, lines, number, strainColour, shade, dashes: DASHES };
})();
