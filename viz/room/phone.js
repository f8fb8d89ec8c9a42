(function () {
  'use strict';
  var base = location.pathname.replace(/\/+$/, ''), store = 'leefwereld' + base, lang = document.documentElement.lang, w = WORDS[lang];
  var phone = '', name = '', version = '', round = null, shownKey = '', draft = null, sent = false, word = '', busy = false, joined = false;
  var $ = function (id) { return document.getElementById(id); };
  try { var kept = JSON.parse(sessionStorage.getItem(store)) || {}; phone = kept.phone || ''; name = kept.name || ''; if (WORDS[kept.lang]) setLang(kept.lang); } catch (e) { /* a browser that keeps nothing */ }
  function keep() { try { sessionStorage.setItem(store, JSON.stringify({ phone: phone, name: name, lang: lang })); } catch (e) { /* the same */ } }
  function setLang(code) { lang = code; w = WORDS[code]; document.documentElement.lang = code; document.title = w.title; }
  function fill(text, fields) { return text.replace(/\{(\w+)\}/g, function (all, key) { return fields[key] === undefined ? all : fields[key]; }); }
  function el(tag, props, children) {
    var made = document.createElement(tag);
    Object.keys(props || {}).forEach(function (key) {
      if (key === 'text') made.textContent = props[key]; else if (key.slice(0, 2) === 'on') made.addEventListener(key.slice(2), props[key]);
      else if (props[key] !== null && props[key] !== undefined && props[key] !== false) made.setAttribute(key, props[key] === true ? '' : props[key]);
    });
    (children || []).forEach(function (child) { if (child) made.appendChild(child); });
    return made;
  }
  function number(value, kind) {
    var digits = { percent: 0, zero: 0, euro: 0, one: 1, two: 2 }[kind], n = kind === 'percent' ? value * 100 : value;
    var text = n.toLocaleString(lang === 'nl' ? 'nl-NL' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return kind === 'percent' ? text + (lang === 'nl' ? '\u00a0%' : '%') : kind === 'euro' ? '€\u00a0' + text : text;
  }
  function against(line, value) {
    var gap = value - line.base, size = Math.abs(gap);
    if (size < line.smallest) return w.same;
    var told = line.kind === 'percent' ? fill(w.points, { gap: Math.round(size * 100) }) : number(size, line.kind);
    return fill(gap > 0 ? w.higher : w.lower, { gap: told });
  }
  function say(text) { $('said').textContent = ''; setTimeout(function () { $('said').textContent = text; }, 50); }

  /* ---------------------------------------------------------------- the server */
  function ask(method, path, body) {
    var options = { method: method, headers: { 'x-leefwereld-phone': phone }, cache: 'no-store', credentials: 'omit' };
    if (body) { options.body = JSON.stringify(body); options.headers['content-type'] = 'application/json'; }
    return fetch(base + path + (path.indexOf('?') < 0 ? '?' : '&') + 'lang=' + lang, options).then(function (answer) {
      $('lost').hidden = true;
      if (answer.status === 204) return null;
      return answer.json().then(function (told) { if (answer.ok) return told; var error = new Error(told.word); error.why = told.why; throw error; });
    }, function (error) { $('lost').textContent = w.lost; $('lost').hidden = false; throw error; });
  }
  function look() {
    if (!joined || busy) return;
    busy = true;
    ask('GET', '/state?version=' + encodeURIComponent(version)).then(function (told) {
      busy = false;
      if (told) { version = told.version; take(told.round); }
    }, function (error) {
      busy = false;
      if (error.why === 'unknown') { joined = false; join(true); }  /* the server began anew: come in again under the same name */
    });
  }
  function join(silent) {
    word = '';
    ask('POST', '/join', { name: name }).then(function (told) { phone = told.phone; joined = true; version = ''; keep(); if (!silent) { shownKey = ''; take(null); } look(); },
      function (error) { joined = false; word = error.why ? error.message : ''; shownKey = ''; draw(); });
  }
  function send() {
    var body = { round: round.number };
    if (round.kind === 'vote') body.choice = draft.choice; else { body.values = draft.values; body.drawn = draft.drawn; }
    word = '';
    ask('POST', '/answer', body).then(function () { sent = true; draft.touched = false; foot(); say(w.sent); },
      function (error) { if (!error.why) return; word = error.message; foot(); say(word); if (error.why === 'closed') { version = ''; look(); } });
  }
  function take(told) {
    var same = round && told && round.number === told.number;
    if (!same) { draft = { values: {}, drawn: [], choice: null, touched: false }; sent = false; word = ''; }
    if (told && told.mine && !draft.touched) { draft.values = told.mine.values; draft.drawn = told.mine.drawn; draft.choice = told.mine.choice; sent = true; }
    round = told; draw();
  }

  /* ---------------------------------------------------------------- the page */
  function draw() {
    var key = JSON.stringify([joined, lang, round, word]);
    if (key === shownKey) return;
    var fresh = shownKey !== ''; shownKey = key;
    document.title = w.title; $('language').textContent = w.language; $('language').lang = lang === 'nl' ? 'en' : 'nl';
    var main = $('main'); main.textContent = '';
    (!joined ? door() : !round ? [el('h1', { text: w.wait })] : round.kind === 'vote' ? vote() : guess()).forEach(function (part) { if (part) main.appendChild(part); });
    foot(); paint();
    if (fresh && joined) { main.focus({ preventScroll: true }); window.scrollTo(0, 0); var head = main.querySelector('h1'); if (head) say(head.textContent); }
  }
  function door() {
    var field = el('input', { type: 'text', id: 'name', maxlength: 40, autocomplete: 'nickname', value: name });
    return [el('h1', { text: w.title }), el('p', { text: w.intro }), el('form', { onsubmit: function (e) { e.preventDefault(); name = field.value; join(false); } }, [
      el('p', {}, [el('label', { 'for': 'name', text: w.name }), field]), word && el('p', { 'class': 'word', role: 'alert', text: word }),
      el('button', { 'class': 'go', type: 'submit', text: w.join })]), el('p', { 'class': 'soft', text: w['private'] })];
  }
  function worlds() {
    return el('div', {}, [el('ul', { 'class': 'worlds' }, round.worlds.map(function (title, k) {
      return el('li', {}, [el('span', { 'class': 'badge ' + 'ab'[k], text: 'AB'[k] }), el('span', { text: title })]); })), el('p', { 'class': 'soft', text: w.people })]);
  }
  function open() { return round.stage === 'open'; }
  function head(text) {
    var told = round.stage === 'closed' ? w.closed_now : round.stage === 'revealed' && round.kind === 'guess' ? w.revealed : '';
    return [el('h1', { text: told && round.stage === 'revealed' ? told : text }), told && round.stage === 'closed' && el('p', { text: told })];
  }
  function guess() {
    var parts = head(fill(round.years > 1 ? w.guess_lead : w.guess_lead_one, { years: round.years }));
    if (round.stage === 'revealed') parts.push(el('p', { text: round.mine ? round.foreseen[1] ? fill(w.score, { right: round.foreseen[0], asked: round.foreseen[1] }) : '' : w.no_answer }));
    parts.push(worlds());
    round.lines.forEach(function (line) { parts.push(open() ? scale(line) : found(line)); });
    if (round.curve) parts.push(drawing());
    if (open()) parts.push(footer());
    return parts;
  }
  function scale(line) {
    var given = draft.values[line.name], value = el('span', { 'class': 'value' }), away = el('span', { 'class': 'soft' });
    var range = el('input', { type: 'range', min: 0, max: line.top, step: line.step, 'aria-label': line.title, 'data-line': line.name });
    function show() {
      var known = draft.values[line.name] !== undefined, told = known ? number(draft.values[line.name], line.kind) : w.not_yet;
      value.textContent = told; value.className = known ? 'value' : 'value none';
      away.textContent = known ? against(line, draft.values[line.name]) : '';
      range.setAttribute('aria-valuetext', known ? told + ', ' + away.textContent : told);
    }
    function set(v) { draft.values[line.name] = Math.min(Math.max(v, 0), line.top); draft.touched = true; show(); foot(); }
    range.value = given === undefined ? line.base : given;
    range.addEventListener('input', function () { set(+range.value); });
    /* A thumb that stands where it already was tells nobody that it was meant: pressing it counts. */
    range.addEventListener('click', function () { if (draft.values[line.name] === undefined) set(+range.value); });
    show();
    return el('fieldset', {}, [el('legend', { text: line.title }), el('p', { 'class': 'soft', text: line.about }), el('div', { 'class': 'row' }, [el('span', { text: fill(w.in_a, { value: number(line.base, line.kind) }) }),
      el('button', { type: 'button', text: w.as_a, 'aria-label': line.title + ': ' + w.as_a, onclick: function () { range.value = line.base; set(line.base); } })]),
      el('div', { 'class': 'scale' }, [mark(line), range]), el('div', { 'class': 'row' }, [value, away])]);
  }
  function mark(line) { var at = el('i', { 'aria-hidden': 'true' }); at.style.left = 'calc(8px + (100% - 16px) * ' + Math.min(1, line.base / line.top) + ')'; return at; }
  function found(line) {
    var rows = [[fill(w.in_a, { value: '' }).replace(/:\s*$/, ''), line.base], [w.you, round.mine ? round.mine.values[line.name] : undefined]];
    if (round.stage === 'revealed') rows.push([w.room, line.middle], [w.came_out, line.came_out]);
    return el('section', { 'class': 'card' }, [el('h2', { text: line.title }), el('table', {}, rows.map(function (row) {
      return el('tr', {}, [el('th', { scope: 'row', text: row[0] }), el('td', { text: row[1] === undefined || row[1] === null ? '–' : number(row[1], line.kind) })]); })),
      line.words && el('p', { 'class': 'found', text: line.words })]);
  }
  function vote() {
    var parts = head(round.text), total = (round.counts || []).reduce(function (s, n) { return s + n; }, 0);
    parts.push(el('fieldset', {}, [el('legend', { 'class': 'sr', text: round.text })].concat(round.options.map(function (text, k) {
      var chosen = draft.choice === k;
      if (!open()) return el('div', {}, [el('div', { 'class': 'row' }, [el('span', { text: text + (round.mine && round.mine.choice === k ? ' (' + w.chosen + ')' : '') }), el('b', { text: String(round.counts[k]) })]), bar(total ? round.counts[k] / total : 0)]);
      var box = el('input', { type: 'radio', name: 'choice', value: k, onchange: function () { draft.choice = k; draft.touched = true; foot(); } }); box.checked = chosen;
      return el('label', { 'class': 'option' }, [box, el('span', { text: text })]);
    }))));
    if (open()) parts.push(footer()); else parts.push(el('p', { 'class': 'soft', text: fill(w.votes, { count: total }) }));
    return parts;
  }
  function bar(share) { var made = el('div', { 'class': 'bar', 'aria-hidden': 'true' }); made.style.width = 100 * share + '%'; return made; }
  function footer() { return el('div', { 'class': 'send' }, [el('p', { id: 'foot' }), el('button', { 'class': 'go', type: 'button', id: 'send', onclick: send })]); }
  function foot() {
    var line = $('foot'); if (!line) return;
    line.textContent = word || (draft.touched && sent ? w.changed : sent ? w.sent : ''); line.className = word ? 'word' : 'soft';
    $('send').textContent = sent ? w.send_again : w.send;
  }

  /* ---------------------------------------------------------------- the line to draw */
  var canvas = null, last = null, UNDER = 24;  /* pixels for the years below the line */
  function drawing() {
    var curve = round.curve, years = round.years, step = (curve.knots - 1) / years;
    canvas = el('canvas', { role: 'img', 'aria-label': curve.title + '. ' + w.draw_lead });
    if (!open()) return el('section', { 'class': 'card' }, [el('h2', { text: curve.title }), canvas, keyOf()]);
    canvas.addEventListener('pointerdown', function (e) { canvas.setPointerCapture(e.pointerId); last = null; pen(e); });
    canvas.addEventListener('pointermove', function (e) { if (e.buttons) pen(e); });
    var sliders = [];
    for (var y = 0; y <= years; y++) sliders.push(knot(y, Math.round(y * step)));
    canvas.sliders = sliders;
    return el('fieldset', {}, [el('legend', { text: curve.title }), el('p', { text: w.draw_lead }), el('p', { 'class': 'soft', text: curve.about }), canvas,
      el('button', { type: 'button', text: w.wipe, onclick: function () { draft.drawn = []; draft.touched = true; foot(); paint(); } }),
      el('details', {}, [el('summary', { text: w.draw_keys })].concat(sliders.map(function (s) { return s.label; })))]);
  }
  function keyOf() {
    return el('p', { 'class': 'soft' }, [['var(--a)', 'A'], ['var(--b)', w.you]].concat(round.stage === 'revealed' ? [['var(--soft)', w.room], ['var(--ink)', w.came_out]] : []).map(function (pair) {
      var line = el('i', { 'class': 'key' }); line.style.borderColor = pair[0]; return el('span', {}, [line, document.createTextNode(pair[1] + '  ')]); }));
  }
  function line() { if (!draft.drawn.length) draft.drawn = knots(round.curve.base, round.curve.knots); return draft.drawn; }
  function knots(values, count) {
    var made = [];
    for (var i = 0; i < count; i++) { var at = i / (count - 1) * (values.length - 1), k = Math.min(values.length - 2, Math.floor(at)); made.push(values[k] + (values[k + 1] - values[k]) * (at - k)); }
    return made;
  }
  function knot(year, index) {
    var range = el('input', { type: 'range', min: 0, max: round.curve.top, step: round.curve.top / 40, 'data-year': year });
    range.addEventListener('input', function () { bend(index, +range.value); });
    return { index: index, range: range, label: el('label', { text: year ? fill(w.draw_at, { year: year }) : w.draw_start }, [range]) };
  }
  /* One year set by key takes the weeks between it and its neighbours along, in a straight line. */
  function bend(index, value) {
    var values = line(), step = (values.length - 1) / round.years;
    [-1, 1].forEach(function (side) {
      var other = Math.round(index + side * step);
      if (other < 0 || other >= values.length) return;
      for (var i = index; i !== other; i += side) values[i] = value + (values[other] - value) * Math.abs(i - index) / Math.abs(other - index);
    });
    values[index] = value; draft.touched = true; foot(); paint();
  }
  function pen(e) {
    var box = canvas.getBoundingClientRect(), values = line(), curve = round.curve, clamp = function (v) { return Math.min(1, Math.max(0, v)); };
    var now = { at: Math.round(clamp((e.clientX - box.left) / box.width) * (values.length - 1)), value: clamp(1 - (e.clientY - box.top - 8) / (box.height - 8 - UNDER)) * curve.top };
    var from = last || now, steps = Math.max(1, Math.abs(now.at - from.at));
    for (var i = 0; i <= steps; i++) values[from.at + Math.round((now.at - from.at) * i / steps)] = from.value + (now.value - from.value) * i / steps;
    last = now; draft.touched = true; foot(); paint();
  }
  function paint() {
    if (!canvas || !canvas.isConnected || !round || !round.curve) return;
    var box = canvas.getBoundingClientRect(), scale = window.devicePixelRatio || 1, c = canvas.getContext('2d'), css = getComputedStyle(document.documentElement), curve = round.curve;
    canvas.width = box.width * scale; canvas.height = box.height * scale; c.scale(scale, scale);
    var colour = function (n) { return css.getPropertyValue('--' + n).trim(); }, y = function (v) { return 8 + (1 - Math.min(v, curve.top) / curve.top) * (box.height - 8 - UNDER); };
    function stroke(values, name, wide, dash) {
      if (!values || !values.length) return;
      c.beginPath(); c.strokeStyle = colour(name); c.lineWidth = wide; c.setLineDash(dash || []); c.lineJoin = 'round';
      values.forEach(function (v, i) { var x = i / (values.length - 1) * box.width; if (i) c.lineTo(x, y(v)); else c.moveTo(x, y(v)); }); c.stroke();
    }
    c.fillStyle = colour('soft'); c.font = '13px sans-serif'; c.textBaseline = 'top';
    [0, .5, 1].forEach(function (part) { var v = curve.top * part; stroke([v, v], 'rule', 1); if (part) c.fillText(number(v, curve.top < 10 ? curve.kind : 'zero'), 4, y(v) + 2); });
    for (var k = 0; k <= round.years; k++) { c.textAlign = k ? 'right' : 'left'; c.textBaseline = 'bottom'; c.fillText(k === round.years ? fill(w.draw_at, { year: k }) : String(k), k ? k / round.years * box.width - 4 : 4, box.height - 3); } c.textAlign = 'left';
    stroke(curve.base, 'a', 3, [7, 5]);
    stroke(open() ? draft.drawn : round.mine && round.mine.drawn, 'b', 4);
    if (round.stage === 'revealed') { stroke(curve.middle, 'soft', 3, [2, 4]); stroke(curve.happened, 'ink', 4); }
    (canvas.sliders || []).forEach(function (s) { var v = (draft.drawn.length ? draft.drawn : knots(curve.base, curve.knots))[s.index]; s.range.value = v; s.range.setAttribute('aria-valuetext', number(v, curve.kind)); });
  }

  $('language').addEventListener('click', function () { setLang(lang === 'nl' ? 'en' : 'nl'); keep(); version = ''; shownKey = ' '; draw(); look(); });
  window.addEventListener('resize', paint); document.addEventListener('visibilitychange', function () { if (!document.hidden) look(); });
  setInterval(function () { if (!document.hidden) look(); }, 1500);
  setLang(lang);
  if (phone) { joined = true; draw(); look(); } else draw();
})();
