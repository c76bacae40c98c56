'use strict';
// The page of `zhen report`. Text is only inserted as text nodes, so the data is
// never parsed as markup. Only visible rows are drawn.
(async () => {
  const $ = (id) => document.getElementById(id);
  // A served page asks for its data, with the key that its cookie does not have.
  const secret = () => { try { return localStorage.getItem('zhen.key') ?? ''; } catch { return ''; } };
  const ask = (url, how = {}) => fetch(url, { ...how, headers: { 'X-Zhen-Key': secret() } });
  let data;
  try {
    data = JSON.parse($('data').textContent || await (await ask('data')).text());
    if (data.error) throw new Error(data.error);
  } catch (error) { $('summary').textContent = `zhen desk: ${error.message}`; return; }
  const sides = ['zh', 'en'];
  const tags = { zh: data.languages[0], en: data.languages[1] };
  // A memory: the pairs of a file, to be judged but not changed.
  const memory = data.memory ?? '';
  const DOUBT = 0.8, MOST = 8, SMALL = 0.005, CONFIRMED = 'right', REFUSED = 'wrong';

  // ---- beads: as aligned, and as reviewed ----

  const original = [];
  const originOf = { zh: new Int32Array(data.zh.length), en: new Int32Array(data.en.length) };

  function readBeads() {
    let z = 0, e = 0;
    for (const [nz, ne, p, terms, words, z_, margin, rival, within = 1e4] of data.beads) {
      const bead = { z0: z, z1: z + nz, e0: e, e1: e + ne, p: p / 1e4, mark: '', edited: false,
        row: original.length, terms, words, deviation: z_, margin, rival, within: within / 1e4 };
      originOf.zh.fill(original.length, z, z + nz);
      originOf.en.fill(original.length, e, e + ne);
      original.push(bead);
      z += nz; e += ne;
    }
  }
  readBeads();
  let beads = original.slice();

  const hasText = (side, from, to) => {
    for (let i = from; i < to; i++) if (data[side][i]) return true;
    return false;
  };
  const hasZh = (b) => hasText('zh', b.z0, b.z1), hasEn = (b) => hasText('en', b.e0, b.e1);
  const isPair = (b) => hasZh(b) && hasEn(b);
  const isEmpty = (b) => !hasZh(b) && !hasEn(b);
  const isTouched = (b) => b.edited || b.mark !== '';
  const chance = (b) => (b.mark === CONFIRMED || b.edited ? 1 : b.p);
  const shape = (b) => `${b.z1 - b.z0}–${b.e1 - b.e0}`;
  const shadeOf = (p) => (p < 0.5 ? 'p0' : p < DOUBT ? 'p1' : p < 0.95 ? 'p2' : 'p3');
  // Rounded down: only a certain pair shows 100 %.
  const percent = (p) => `${p >= 0.99995 ? 100 : Math.min(99, Math.floor(p * 100 + 1e-9))} %`;
  const plural = (n, one, many) => `${n.toLocaleString('en')} ${n === 1 ? one : many ?? one + 's'}`;

  // Rows that share no sentence with a passage where the texts are parallel.
  const inPassage = { zh: new Uint8Array(data.zh.length), en: new Uint8Array(data.en.length) };
  for (let k = 0; k < data.passages.length; k += 4) {
    inPassage.zh.fill(1, data.passages[k], data.passages[k + 1]);
    inPassage.en.fill(1, data.passages[k + 2], data.passages[k + 3]);
  }
  const isApart = (b) => data.relation !== 'parallel' &&
    !inPassage.zh.subarray(b.z0, b.z1).includes(1) && !inPassage.en.subarray(b.e0, b.e1).includes(1);

  // The text of a side, joined as `zhen align` joins it.
  const GAP = /[\t-\r\x1c-\x1f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const trim = (s) => s.replace(/^[\t-\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+|[\t-\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+$/g, '');
  function joined(side, from, to, exact) {
    let out = '';
    for (let i = from; i < to; i++) {
      let s = trim(data[side][i]);
      if (!exact) s = s.replace(GAP, ' ');
      if (!s) continue;
      const spaced = side === 'en' || (out && out.charCodeAt(out.length - 1) < 0x2000 && s.charCodeAt(0) < 0x2000) || (/\p{Script=Han}$/u.test(out.slice(-2)) && /^\p{Script=Han}/u.test(s));
      out += (out && spaced ? ' ' : '') + s;
    }
    return out;
  }

  // ---- content keys: XXH64 of the text without white space ----

  const M = (1n << 64n) - 1n, P1 = 11400714785074694791n, P2 = 14029467366897019727n,
    P3 = 1609587929392839161n, P4 = 9650029242287828579n, P5 = 2870177450012600261n;
  const rotate = (x, r) => ((x << r) | (x >> (64n - r))) & M;
  const round = (acc, lane) => (rotate((acc + lane * P2) & M, 31n) * P1) & M;
  function xxh64(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), n = bytes.length;
    let at = 0, h;
    if (n >= 32) {
      const v = [(P1 + P2) & M, P2, 0n, (M + 1n - P1) & M];
      for (; at + 32 <= n; at += 32)
        for (let k = 0; k < 4; k++) v[k] = round(v[k], view.getBigUint64(at + 8 * k, true));
      h = (rotate(v[0], 1n) + rotate(v[1], 7n) + rotate(v[2], 12n) + rotate(v[3], 18n)) & M;
      for (const lane of v) h = (((h ^ round(0n, lane)) * P1) + P4) & M;
    } else {
      h = P5;
    }
    h = (h + BigInt(n)) & M;
    for (; at + 8 <= n; at += 8)
      h = (rotate(h ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & M;
    if (at + 4 <= n) {
      h = (rotate(h ^ ((BigInt(view.getUint32(at, true)) * P1) & M), 23n) * P2 + P3) & M;
      at += 4;
    }
    for (; at < n; at++) h = (rotate(h ^ ((BigInt(bytes[at]) * P5) & M), 11n) * P1) & M;
    h = ((h ^ (h >> 33n)) * P2) & M;
    h = ((h ^ (h >> 29n)) * P3) & M;
    return h ^ (h >> 32n);
  }
  const BARE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;
  const bare = (side, from, to) => {
    let s = '';
    for (let i = from; i < to; i++) s += data[side][i].replace(BARE, '');
    return s;
  };
  const hex = (bytes) => xxh64(bytes).toString(16).padStart(16, '0');
  // The bare text of a side, and where its sentences start in it.
  const whole = {};
  function wholeOf(side) {
    if (!whole[side]) {
      const begin = new Map(), starts = [];
      let text = '';
      data[side].forEach((s, i) => {
        if (!begin.has(text.length)) begin.set(text.length, i);
        starts.push(text.length);
        text += s.replace(BARE, '');
      });
      begin.set(text.length, begin.get(text.length) ?? data[side].length);
      starts.push(text.length);
      whole[side] = { text, begin, starts };
    }
    return whole[side];
  }
  // Where a bare text occurs between sentence boundaries.
  function placesOf(side, s) {
    const w = wholeOf(side), out = [];
    if (!s) return out;
    for (let at = w.text.indexOf(s); at >= 0; at = w.text.indexOf(s, at + 1))
      if (w.begin.has(at) && w.begin.has(at + s.length)) out.push(at);
    return out;
  }
  function keyOf(side, from, to) {
    const s = bare(side, from, to);
    if (!s) return '-';
    const places = placesOf(side, s), bytes = new TextEncoder().encode(s);
    const key = `${hex(bytes)}:${bytes.length}`;
    if (places.length < 2) return key;
    return `${key}@${places.indexOf(wholeOf(side).starts[from]) + 1}/${places.length}`;
  }

  // ---- review: each action replaces beads and can be undone ----

  const undone = [], done = [];
  function replace(at, removed, inserted, message) {
    const act = { at, old: beads.slice(at, at + removed), new: inserted, message };
    done.push(act);
    undone.length = 0;
    apply(act.at, act.old.length, act.new);
    announce(`${message}. Press z to undo.`);
  }
  function apply(at, removed, inserted) {
    beads.splice(at, removed, ...inserted);
    changed(inserted.length ? inserted[0] : beads[Math.min(at, beads.length - 1)]);
  }
  function undo() {
    const act = done.pop();
    if (!act) return announce('Nothing to undo.');
    undone.push(act);
    apply(act.at, act.new.length, act.old);
    announce(`Undone: ${act.message}`);
  }
  function redo() {
    const act = undone.pop();
    if (!act) return announce('Nothing to redo.');
    done.push(act);
    apply(act.at, act.old.length, act.new);
    announce(`Redone: ${act.message}`);
  }
  // The bead with these bounds; the aligned one if it exists.
  function beadOf(z0, z1, e0, e1) {
    const origin = original[z1 > z0 ? originOf.zh[z0] : originOf.en[e0]];
    if (origin && origin.z0 === z0 && origin.z1 === z1 && origin.e0 === e0 && origin.e1 === e1) return { ...origin, mark: CONFIRMED };
    return { z0, z1, e0, e1, p: 1, mark: '', edited: true };
  }
  const notNone = (b) => b.z1 > b.z0 || b.e1 > b.e0;

  const acts = {
    right: (i) => mark(i, CONFIRMED),
    wrong: (i) => mark(i, REFUSED),
    joinDown: (i) => join(i, i + 1),
    joinUp: (i) => join(i - 1, i),
    split,
    pairUp,
    zhUp: (i) => move(i, 'z', -1), zhDown: (i) => move(i, 'z', 1),
    enUp: (i) => move(i, 'e', -1), enDown: (i) => move(i, 'e', 1),
    why: (i) => { const b = beads[i]; if (opened.has(b)) opened.delete(b); else opened.add(b); b.height = 0; refresh(); },
    nextDoubt: () => doubt(1),
  };
  function mark(i, what) {
    const b = beads[i], off = b.mark === what;
    replace(i, 1, [{ ...b, height: 0, mark: off ? '' : what }], off ? 'Mark removed' : `Marked ${what}`);
    if (!off && order() === 'text') step(1);
  }
  function join(i, j) {
    if (i < 0 || j >= beads.length) return announce('No pair to merge with.');
    const a = beads[i], b = beads[j];
    if (b.z1 - a.z0 > MOST || b.e1 - a.e0 > MOST) return announce(`A pair can have at most ${MOST} sentences per language.`);
    replace(i, 2, [beadOf(a.z0, b.z1, a.e0, b.e1)], 'Pairs merged');
  }
  // Make a pair of the doubtful pair that an unaligned sentence may be in. The
  // other unaligned sentences between its sides stay unaligned, around it.
  function pairUp(i) {
    const k = doubtOf(beads[i]);
    if (k < 0) return announce('This sentence is in no doubtful pair.');
    const [z0, z1, e0, e1] = data.doubtful.slice(k, k + 4), touches = (b) => (b.z0 < z1 && z0 < b.z1) || (b.e0 < e1 && e0 < b.e1);
    let first = i, last = i;
    for (let n = 0; n < beads.length; n++) if (touches(beads[n])) { first = Math.min(first, n); last = Math.max(last, n); }
    const between = beads.slice(first, last + 1);
    if (between.some(isPair)) return announce('Another pair is between the two sides.');
    let z = between[0].z0, e = between[0].e0;
    const around = (list) => list.map((b) => {
      const moved = { ...b, height: 0, matched: undefined, z0: z, z1: z + b.z1 - b.z0, e0: e, e1: e + b.e1 - b.e0 };
      z = moved.z1; e = moved.e1;
      return moved;
    });
    const isBefore = (b) => (b.z1 > b.z0 ? b.z1 <= z0 : b.e1 <= e0), others = between.filter((b) => !touches(b));
    const before = around(others.filter(isBefore)), pair = beadOf(z0, z1, e0, e1);
    if (z !== z0 || e !== e0) return announce('Join these sentences one by one.');
    z = z1; e = e1;
    replace(first, between.length, [...before, pair, ...around(others.filter((b) => !isBefore(b)))], 'Sentences paired');
    choose(pair);
  }
  const lengthOf = (side, from, to) => {
    let n = 0;
    for (let k = from; k < to; k++) n += data[side][k].length;
    return n;
  };
  // Of all ways to split a bead in two, the one whose lengths fit best; both
  // parts are pairs if possible.
  function split(i) {
    const b = beads[i];
    let best = null;
    for (let z = b.z0; z <= b.z1; z++)
      for (let e = b.e0; e <= b.e1; e++) {
        if ((z === b.z0 && e === b.e0) || (z === b.z1 && e === b.e1)) continue;
        if (b.z1 - b.z0 + b.e1 - b.e0 === 2 ? e !== b.e0 && b.e1 - b.e0 === 1 : false) continue;
        const unaligned = (z === b.z0 || e === b.e0 ? 1 : 0) + (z === b.z1 || e === b.e1 ? 1 : 0);
        const x = lengthOf('zh', b.z0, z) * ratio, y = lengthOf('en', b.e0, e);
        const u = lengthOf('zh', z, b.z1) * ratio, v = lengthOf('en', e, b.e1);
        const misfit = Math.abs(Math.log((x + 9) / (y + 9))) + Math.abs(Math.log((u + 9) / (v + 9)));
        if (!best || unaligned < best.unaligned || (unaligned === best.unaligned && misfit < best.misfit)) best = { z, e, unaligned, misfit };
      }
    if (!best) return announce('A pair of single sentences cannot be split.');
    replace(i, 1, [beadOf(b.z0, best.z, b.e0, best.e), beadOf(best.z, b.z1, best.e, b.e1)].filter(notNone), 'Pair split');
  }
  // Move the first sentence of a side to the previous bead, or the last to the next.
  function move(i, side, way) {
    const b = beads[i], at = way < 0 ? i - 1 : i, other = beads[way < 0 ? i - 1 : i + 1];
    const s0 = side + '0', s1 = side + '1';
    if (b[s1] === b[s0]) return announce('No sentence to move.');
    if (!other) return announce('No pair to move it to.');
    const bounds = ['z0', 'z1', 'e0', 'e1'];
    const mine = Object.fromEntries(bounds.map((k) => [k, b[k]])), its = Object.fromEntries(bounds.map((k) => [k, other[k]]));
    if (other[s1] - other[s0] >= MOST) return announce(`A pair can have at most ${MOST} sentences per language.`);
    if (way < 0) { mine[s0]++; its[s1]++; } else { mine[s1]--; its[s0]--; }
    const two = (way < 0 ? [its, mine] : [mine, its]).filter(notNone).map((x) => beadOf(x.z0, x.z1, x.e0, x.e1));
    replace(at, 2, two, `Moved a ${side === 'z' ? 'Chinese' : 'English'} sentence ${way < 0 ? 'up' : 'down'}`);
    choose(two.length > 1 && way < 0 ? two[1] : two[0]);
  }

  // ---- stored in the browser ----

  const store = `zhen.review.${data.key}`;
  let keeps = true;
  const bounds = (b) => [b.z0, b.z1, b.e0, b.e1, b.mark, b.edited ? 1 : 0];
  function keep() {
    if (data.served) { keepServed(); return; }
    const touched = beads.filter(isTouched).map(bounds);
    try {
      if (touched.length) localStorage.setItem(store, JSON.stringify(touched));
      else localStorage.removeItem(store);
    } catch { keeps = false; }
  }
  // A served page keeps its corrections with the program, one request at a time.
  // Another tab may have changed them meanwhile; then this one must not. What
  // cannot be stored, on a full disk, is tried again until it is.
  const RETRY_MS = 1000;
  let revision = 0, sending = false, loading = false, again = false, retry = 0;
  async function keepServed() {
    if (loading) return;
    if (sending) { again = true; return; }
    clearTimeout(retry);
    sending = true;
    do {
      again = false;
      try {
        const reply = await ask(`review?revision=${revision}`, { method: 'POST', body: saves.zpatch() });
        const { revision: next, error } = await reply.json();
        if (reply.ok && !keeps) { showVerdict(); announce('Stored.'); }
        revision = next ?? revision;
        keeps = reply.ok;
        if (error) announceFailure(error);
        if (reply.status >= 500) retry = setTimeout(keepServed, RETRY_MS);
      } catch {
        keeps = false;
        announceFailure('zhen desk does not answer; save the patch');
        retry = setTimeout(keepServed, RETRY_MS);
      }
    } while (again);
    sending = false;
  }
  function announceFailure(why) {
    $('verdict').hidden = false;
    $('verdict').textContent = `Not stored: ${why}`;
    announce($('verdict').textContent);
  }
  // The program ends with the last tab.
  function serveTab() {
    const id = [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, '0')).join('');
    const tell = () => ask('/tab', { method: 'POST', body: id }).catch(() => {});
    tell();
    setInterval(tell, 20000);
    addEventListener('pagehide', () => navigator.sendBeacon('/leave', secret() + id));
    addEventListener('pageshow', (event) => { if (event.persisted) tell(); });
  }
  async function recallServed() {
    const state = await (await ask(location.pathname.replace(/\/page$/, ''))).json();
    revision = state.revision;
    if (!state.reviewed) return;
    const text = await (await ask('review')).text();
    if (!text.includes('\n') || text.trim() === 'zpatch 1') return;
    loading = true;
    const [problem, ...rest] = takeIn(text);
    loading = false;
    if (rest.length) announceFailure(`not all corrections fit this text: ${problem}`);
  }
  // Replace the beads that decided beads overlap; their remaining sentences
  // become beads of their own. Null if decided beads cross.
  function withDecided(list) {
    const out = [], decided = list.slice().sort((a, b) => a.z0 - b.z0 || a.e0 - b.e0 || a.z1 - b.z1 || a.e1 - b.e1);
    let z = 0, e = 0, k = 0;
    const rest = (zTo, eTo) => { // the sentences before a decided bead
      while (z < zTo || e < eTo) {
        const o = original[k];
        if (o && o.z0 === z && o.e0 === e && o.z1 <= zTo && o.e1 <= eTo) { out.push(o); z = o.z1; e = o.e1; k++; continue; }
        const next = original.findIndex((x, n) => n >= k && x.z0 >= z && x.e0 >= e && x.z1 <= zTo && x.e1 <= eTo);
        const to = next < 0 ? { z0: zTo, e0: eTo } : original[next];
        for (; z < to.z0; z++) out.push({ z0: z, z1: z + 1, e0: e, e1: e, p: 0, mark: '', edited: false });
        for (; e < to.e0; e++) out.push({ z0: z, z1: z, e0: e, e1: e + 1, p: 0, mark: '', edited: false });
        k = next < 0 ? k : next;
        if (next < 0) break;
      }
    };
    for (const d of decided) {
      if (d.z0 < z || d.e0 < e) return null;
      rest(d.z0, d.e0);
      out.push(d);
      z = d.z1; e = d.e1;
      while (original[k] && (original[k].z1 <= z && original[k].e1 <= e)) k++;
    }
    rest(data.zh.length, data.en.length);
    return out;
  }
  function recall() {
    let list;
    if (data.served) return;
    try { list = JSON.parse(localStorage.getItem(store) ?? '[]'); } catch { keeps = false; return; }
    if (!Array.isArray(list) || !list.length) return;
    const back = withDecided(list.map(([z0, z1, e0, e1, mark, edited]) => ({ ...beadOf(z0, z1, e0, e1), mark, edited: !!edited })));
    if (back) { beads = back; announce(`${plural(list.length, 'correction')} restored from an earlier session.`); }
  }

  // ---- statistics ----

  const ratio = (() => {
    let zh = 0, en = 0;
    for (const b of original) if (isPair(b)) { zh += lengthOf('zh', b.z0, b.z1); en += lengthOf('en', b.e0, b.e1); }
    return zh && en ? en / zh : 3.1;
  })();
  const numbersAt = { zh: new Map(), en: new Map() };
  for (const n of data.numbers) {
    if (n.zh) numbersAt.zh.set(n.zh[0], n);
    if (n.en) numbersAt.en.set(n.en[0], n);
  }
  const numbersDiffer = (b) => {
    for (let i = b.z0; i < b.z1; i++) if (numbersAt.zh.has(i)) return true;
    for (let i = b.e0; i < b.e1; i++) if (numbersAt.en.has(i)) return true;
    return false;
  };

  // ---- filters ----

  let shown = [];              // indices in `beads`
  const order = () => $('order').value;
  const kinds = {
    all: () => true,
    doubtful: (b) => isPair(b) && chance(b) < DOUBT,
    one: (b) => b.z1 - b.z0 === 1 && b.e1 - b.e0 === 1,
    many: (b) => isPair(b) && (b.z1 - b.z0 > 1 || b.e1 - b.e0 > 1),
    unaligned: (b) => !isPair(b),
    numbers: numbersDiffer,
    apart: isApart,
    open: (b) => !isTouched(b),
    done: isTouched,
  };
  function filter() {
    const wanted = kinds[$('kind').value], query = $('find').value.trim().toLowerCase();
    const from = (Number($('from').value) || 0) / 100, upto = $('upto').value === '' ? 1 : Number($('upto').value) / 100;
    const open = from <= 0 && upto >= 1;
    shown = [];
    beads.forEach((b, i) => {
      if (isEmpty(b) || !wanted(b)) return;
      if (!open && !(isPair(b) && chance(b) >= from && (chance(b) < upto || upto >= 1))) return;
      if (query && !joined('zh', b.z0, b.z1).toLowerCase().includes(query) &&
          !joined('en', b.e0, b.e1).toLowerCase().includes(query)) return;
      shown.push(i);
    });
    if (order() === 'doubt') shown.sort((a, b) => chance(beads[a]) - chance(beads[b]) || a - b);
    const all = shown.length === beads.length;
    $('count').textContent = all ? `${plural(shown.length, 'row')}` : `${shown.length.toLocaleString('en')} of ${plural(beads.length, 'row')}`;
    $('reset').hidden = $('kind').value === 'all' && !query && open;
    $('nothing').hidden = shown.length > 0;
    layOut();
  }
  function showAll() {
    $('kind').value = 'all'; $('find').value = ''; $('from').value = 0; $('upto').value = 100;
    filter(); drawHistogram(); reveal(true);
  }

  // ---- the list: visible rows and the selected one ----

  const list = $('list'), rows = $('rows'), opened = new Set();
  let current = beads[0], tops = new Float64Array(1), drawn = new Map(), printing = false, width = 0;

  const estimate = (b) => {
    if (b.height) return b.height;
    const narrow = width < 640, w = Math.max(200, Math.min(width, 1180) - (narrow ? 24 : 130));
    const zh = lengthOf('zh', b.z0, b.z1) * 15.5 / (narrow ? w : w * 0.41), en = lengthOf('en', b.e0, b.e1) * 7.3 / (narrow ? w - 10 : w * 0.59);
    const lines = narrow ? Math.ceil(zh) + Math.ceil(en) + 1 : Math.max(2.4, Math.ceil(zh), Math.ceil(en));
    return 19 + lines * 23;
  };
  function layOut() {
    tops = new Float64Array(shown.length + 1);
    for (let k = 0; k < shown.length; k++) tops[k + 1] = tops[k] + estimate(beads[shown[k]]);
    rows.style.height = `${tops[shown.length]}px`;
    draw();
  }
  const rowAt = (y) => {
    let low = 0, high = shown.length;
    while (low < high) { const mid = (low + high) >> 1; if (tops[mid + 1] <= y) low = mid + 1; else high = mid; }
    return low;
  };
  const placeOf = (b) => { const i = beads.indexOf(b); return order() === 'text' ? search(shown, i) : shown.indexOf(i); };
  function search(sorted, x) {
    let low = 0, high = sorted.length;
    while (low < high) { const mid = (low + high) >> 1; if (sorted[mid] < x) low = mid + 1; else high = mid; }
    return sorted[low] === x ? low : -1;
  }
  function draw() {
    const top = list.scrollTop, height = list.clientHeight || 800;
    const first = printing ? 0 : Math.max(0, rowAt(top - 400)), last = printing ? shown.length : Math.min(shown.length, rowAt(top + height + 400) + 1);
    const wanted = new Map();
    for (let k = first; k < last; k++) wanted.set(beads[shown[k]], k);
    const here = placeOf(current);
    if (here >= 0) wanted.set(current, here);
    for (const [b, row] of drawn) if (!wanted.has(b)) { row.remove(); drawn.delete(b); }
    const fresh = [];
    let after = null;
    for (const [b, k] of [...wanted].sort((x, y) => x[1] - y[1])) {
      let row = drawn.get(b);
      if (!row) { row = makeRow(b); drawn.set(b, row); fresh.push([b, row]); }
      row.setAttribute('aria-rowindex', k + 1);
      row.style.top = `${tops[k]}px`;
      const before = after ? after.nextSibling : rows.firstChild;
      if (before !== row) rows.insertBefore(row, before);
      after = row;
    }
    list.setAttribute('aria-rowcount', shown.length);
    if (!printing) measure(fresh, top);
  }
  function measure(fresh, top) {
    let moved = 0, changedAny = false;
    for (const [b, row] of fresh) {
      const height = row.offsetHeight, guess = estimate(b);
      b.height = height;
      if (Math.abs(height - guess) < 0.5) continue;
      changedAny = true;
      if (tops[placeOf(b)] + guess <= top) moved += height - guess;
    }
    if (!changedAny) return;
    for (let k = 0; k < shown.length; k++) tops[k + 1] = tops[k] + estimate(beads[shown[k]]);
    rows.style.height = `${tops[shown.length]}px`;
    if (moved) list.scrollTop = top + moved;
    draw();
  }
  let waiting = false;
  list.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); drawView(); });
  }, { passive: true });

  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  // Control characters (bidi marks, for example) are shown by code point.
  const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|[\u{e0000}-\u{e007f}]/u;
  const controlName = (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  function putText(parent, s) {
    let plain = '';
    for (const c of s) {
      if (!STEERS.test(c)) { plain += c; continue; }
      if (plain) parent.append(plain);
      plain = '';
      parent.append(make('span', 'control', controlName(c)));
    }
    if (plain) parent.append(plain);
  }

  // The place of a unit of a bead as aligned: its sentence, and the unit of that.
  function placeIn(side, i, to, at) {
    for (; i + 1 < to && at >= data[side][i].length; i++) at -= data[side][i].length;
    return [i, at];
  }
  function linksOf(o) {
    const from = original[o], flat = data.links?.[o] ?? [], out = [];
    for (let k = 0, z = 0, e = 0; k + 4 < flat.length; k += 5) {
      const [zs, z0] = placeIn('zh', from.z0, from.z1, (z += flat[k])), [es, e0] = placeIn('en', from.e0, from.e1, (e += flat[k + 2]));
      out.push({ zs, z0, z1: z0 + flat[k + 1], es, e0, e1: e0 + flat[k + 3], linked: flat[k + 4] });
    }
    return out;
  }
  function matchesOf(o) {
    const from = original[o], flat = from.words ?? [], out = [];
    for (let k = 0; k + 7 < flat.length; k += 8)
      out.push({ zs: from.z0 + flat[k], z0: flat[k + 1], z1: flat[k + 2], es: from.e0 + flat[k + 3], e0: flat[k + 4], e1: flat[k + 5], kind: flat[k + 6], contribution: flat[k + 7] / 100 });
    return out;
  }
  const meets = { zh: (a, b) => a.zs === b.zs && a.z0 < b.z1 && b.z0 < a.z1, en: (a, b) => a.es === b.es && a.e0 < b.e1 && b.e0 < a.e1 };
  // Words of this bead that have a partner in it: word links, and matched words
  // that no link contradicts; `all` has every matched word.
  function wordsIn(b) {
    if (b.matched) return b.matched;
    const out = { zh: new Map(), en: new Map(), all: [], steps: [] };
    const origins = new Set(), inside = (w) => w.zs >= b.z0 && w.zs < b.z1 && w.es >= b.e0 && w.es < b.e1;
    for (let i = b.z0; i < b.z1; i++) origins.add(originOf.zh[i]);
    for (const o of origins) {
      const links = linksOf(o).filter(inside);
      for (const w of matchesOf(o).filter(inside)) {
        const near = links.filter((l) => meets.zh(l, w) || meets.en(l, w)), same = near.find((l) => meets.zh(l, w) && meets.en(l, w));
        if (same) Object.assign(same, { kind: w.kind, contribution: w.contribution });
        else if (near.length) w.silent = true;
        if (!same) out.all.push(w);
      }
      out.all.push(...links);
    }
    out.all.forEach((w, n) => {
      if (w.silent) return;
      if (!out.zh.has(w.zs)) out.zh.set(w.zs, []);
      if (!out.en.has(w.es)) out.en.set(w.es, []);
      out.zh.get(w.zs).push([w.z0, w.z1, n]);
      out.en.get(w.es).push([w.e0, w.e1, n]);
      out.steps.push(n);
    });
    out.steps.sort((x, y) => out.all[x].zs - out.all[y].zs || out.all[x].z0 - out.all[y].z0 || x - y);
    return (b.matched = out);
  }
  function foundIn(s) {
    const query = $('find').value.trim().toLowerCase(), out = [];
    if (!query) return out;
    const lower = s.toLowerCase();
    if (lower.length !== s.length) return out;
    for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, at + query.length)) out.push([at, at + query.length, -1]);
    return out;
  }
  function putSentence(parent, side, i, marks) {
    const s = data[side][i], node = make('span', 'sentence'), ranges = [...marks, ...foundIn(s)];
    const cuts = [...new Set([0, s.length, ...ranges.flatMap(([a, b]) => [a, b])])].sort((a, b) => a - b);
    for (let k = 0; k + 1 < cuts.length; k++) {
      const on = ranges.filter(([a, b]) => a <= cuts[k] && b >= cuts[k + 1]);
      const part = s.slice(cuts[k], cuts[k + 1]);
      if (!on.length) { putText(node, part); continue; }
      const span = make(on.some((r) => r[2] < 0) ? 'mark' : 'span', '');
      const words = on.filter((r) => r[2] >= 0).map((r) => r[2]);
      if (words.length) { span.classList.add('m'); span.dataset.words = words.join(' '); }
      if (words.length < on.length) span.classList.add('found');
      putText(span, part);
      node.append(span);
    }
    parent.append(node);
  }
  function putSide(row, b, side, from, to) {
    const cell = make('div', `text ${side}`);
    cell.setAttribute('role', 'gridcell');
    let n = 0;
    if (hasText(side, from, to)) {
      cell.lang = tags[side];
      const marks = wordsIn(b)[side];
      for (let i = from; i < to; i++) {
        if (!data[side][i]) continue;
        if (n++ && side === 'en') cell.append(' ');
        putSentence(cell, side, i, marks.get(i) ?? []);
      }
      if (n > 1) cell.classList.add('several');
    } else {
      cell.append(make('span', 'none', side === 'zh' ? 'no Chinese' : 'no English'));
    }
    row.append(cell);
  }
  function makeRow(b) {
    const pair = isPair(b), row = make('div', `row ${b.edited ? 'edited' : pair ? shadeOf(chance(b)) : 'unaligned'}`);
    if (b.mark) row.classList.add(`is-${b.mark}`);
    if (b === current) row.classList.add('now');
    if (startsParagraph(b)) row.classList.add('para');
    if (isApart(b)) row.classList.add('apart');
    row.setAttribute('role', 'row');
    row.tabIndex = b === current ? 0 : -1;
    row.setAttribute('aria-selected', b === current);
    const cell = make('div', 'chance');
    cell.setAttribute('role', 'rowheader');
    cell.append(make('span', 'number', `${beads.indexOf(b) + 1}.${memory ? '' : ` ${shape(b)}`}`));
    if (b.edited) cell.append(make('b', '', 'by you'));
    else if (pair) {
      cell.append(make('b', '', percent(b.p)));
      const bar = make('span', 'bar'), fill = make('i');
      bar.setAttribute('aria-hidden', 'true');
      fill.style.width = `${Math.round(b.p * 100)}%`;
      bar.append(fill);
      cell.append(bar);
    } else cell.append(make('b', '', 'unaligned'));
    if (doubtOf(b) >= 0) cell.append(make('span', 'flag', `${percent(data.doubtful[doubtOf(b) + 4] / 1e4)} a pair`));
    if (b.mark) cell.append(make('span', `mark is-${b.mark}`, b.mark === CONFIRMED ? '✓ right' : '✗ wrong'));
    if (numbersDiffer(b)) cell.append(make('span', 'flag', 'numbers differ'));
    if (isApart(b)) cell.append(make('span', 'place', 'not parallel'));
    row.append(cell);
    putSide(row, b, 'zh', b.z0, b.z1);
    putSide(row, b, 'en', b.e0, b.e1);
    if (opened.has(b)) row.append(makeWhy(b));
    rowBeads.set(row, b);
    return row;
  }
  const rowBeads = new WeakMap();
  const clock = (ms) => `${Math.floor(ms / 3600000)}:${new Date(ms).toISOString().slice(14, 23)}`;
  const startsParagraph = (b) => b.z1 > b.z0 && b.z0 > 0 && data.zhPara[b.z0] !== data.zhPara[b.z0 - 1];

  // ---- why: the terms of the score ----

  const signed = (x, digits = 2) => (x < 0 ? '−' : '+') + Math.abs(x).toFixed(digits);
  function makeWhy(b) {
    const box = make('div', 'why');
    box.setAttribute('role', 'gridcell');
    if (memory) return makeReasons(box, b);
    if (b.edited || !b.terms || !b.terms.length) {
      box.append(make('p', '', b.edited ? 'You edited this pair; it has no alignment score.' : 'This pair has no score to explain.'));
      return box;
    }
    const two = make('div', 'two'), table = make('table'), body = make('tbody');
    table.append(make('caption', '', 'Score terms (natural logarithms)'));
    let sum = 0;
    b.terms.forEach((value, k) => {
      sum += value;
      if (value) body.append(line([data.terms[k]], value));
    });
    const last = line(['Sum'], sum);
    last.className = 'sum';
    body.append(last);
    table.append(body);
    two.append(table);
    two.append(makeWords(b));
    for (const [side, name] of [['zh', 'Chinese'], ['en', 'English']]) {
      const time = timesOf(b)[`${side}_time`];
      if (time) box.append(make('p', '', `${name} captions: ${clock(time[0])} to ${clock(time[1])}`));
    }
    box.append(make('p', '', `Parallel here: ${percent(b.within)}.${isPair(b) && b.within >= SMALL ? ` These bounds, if parallel here: ${percent(b.p < b.within ? b.p / b.within : 1)}.` : ''}`));
    box.append(two);
    const notes = [];
    if (typeof b.deviation === 'number') notes.push(`Length: ${signed(b.deviation, 1)} standard deviations from the length expected in this text.`);
    if (typeof b.margin === 'number') notes.push(`Margin against the best alternative: ${signed(b.margin, 1)}: ${rivalText(b)}.`);
    for (const n of data.numbers) if ((n.zh && n.zh[0] >= b.z0 && n.zh[0] < b.z1) || (n.en && n.en[0] >= b.e0 && n.en[0] < b.e1)) notes.push(numberText(n));
    for (const n of notes) box.append(make('p', '', n));
    return box;
  }
  function makeReasons(box, b) {
    const k = original[b.z1 > b.z0 ? originOf.zh[b.z0] : originOf.en[b.e0]].row;
    const reasons = make('p');
    putText(reasons, `${data.reasons[k]}.`);
    box.append(make('p', '', `Line ${data.lines[k].toLocaleString('en')} of the file.`), reasons);
    if (isPair(b)) box.append(makeWords(b));
    for (const n of data.numbers) if ((n.zh && n.zh[0] >= b.z0 && n.zh[0] < b.z1) || (n.en && n.en[0] >= b.e0 && n.en[0] < b.e1)) box.append(make('p', '', numberText(n)));
    return box;
  }
  function line(heads, value) {
    const tr = make('tr');
    for (const h of heads) tr.append(make('td', '', h));
    tr.append(make('td', `number ${value < 0 ? 'against' : 'for'}`, signed(value)));
    return tr;
  }
  function makeWords(b) {
    const table = make('table'), body = make('tbody');
    table.append(make('caption', '', 'Matched words'));
    const words = wordsIn(b).all.filter((w) => w.kind !== undefined).sort((x, y) => y.contribution - x.contribution);
    let most = Math.min(words.length, 16);
    while (most > 4 && words[most - 1].contribution < 0.3) most--;
    for (const w of words.slice(0, most)) {
      const tr = make('tr');
      for (const [side, i, from, to] of [['zh', w.zs, w.z0, w.z1], ['en', w.es, w.e0, w.e1]]) {
        const td = make('td');
        td.lang = tags[side];
        putText(td, data[side][i].slice(from, to));
        tr.append(td);
      }
      tr.append(make('td', '', data.kinds[w.kind]), make('td', 'number', signed(w.contribution)));
      body.append(tr);
    }
    if (words.length > most) body.append(line([`and ${words.length - most} more`, '', ''], words.slice(most).reduce((sum, w) => sum + w.contribution, 0)));
    if (!words.length) body.append(line(['none'], 0));
    table.append(body);
    return table;
  }
  function rivalText(b) {
    const r = b.rival ?? [], parts = [];
    let z = r[0], e = r[1];
    for (let k = 2; k + 1 < r.length; k += 2) {
      const name = (n, at, what) => (n === 0 ? `no ${what}` : `${what} ${n === 1 ? at + 1 : `${at + 1} to ${at + n}`}`);
      parts.push(`${name(r[k], z, 'Chinese')} with ${name(r[k + 1], e, 'English')}`);
      z += r[k]; e += r[k + 1];
    }
    return parts.length ? parts.join(', ') : 'there is no alternative';
  }

  // ---- selecting ----

  function choose(b, focus = true) {
    if (!b) return;
    const old = drawn.get(current);
    current = b;
    if (old) { old.classList.remove('now'); old.tabIndex = -1; old.setAttribute('aria-selected', 'false'); }
    reveal();
    const row = drawn.get(b);
    if (row) { row.classList.add('now'); row.tabIndex = 0; row.setAttribute('aria-selected', 'true'); if (focus) row.focus({ preventScroll: true }); }
    lit = -1;
    showChosen();
  }
  // Scroll the selected row into view, centered if it was far away.
  function reveal(middle) {
    const k = placeOf(current);
    if (k < 0) return draw();
    for (let again = 0; again < 3; again++) {
      const top = tops[k], bottom = tops[k + 1], height = list.clientHeight, far = top > list.scrollTop + 2 * height || bottom < list.scrollTop - height;
      if (middle || far) list.scrollTop = Math.max(0, (top + bottom - height) / 2);
      else if (top < list.scrollTop) list.scrollTop = top - 8;
      else if (bottom > list.scrollTop + height) list.scrollTop = Math.min(top, bottom - height + 8);
      draw();
    }
    drawView();
  }
  function step(by) {
    if (!shown.length) return;
    let k = placeOf(current);
    if (k < 0) k = by > 0 ? -1 : shown.length;
    choose(beads[shown[Math.max(0, Math.min(shown.length - 1, k + by))]]);
  }
  function doubt(way) {
    const n = beads.length, from = beads.indexOf(current);
    for (let k = 1; k <= n; k++) {
      const b = beads[(from + way * k + n * 2) % n];
      if (!isEmpty(b) && !isTouched(b) && (!isPair(b) || chance(b) < DOUBT)) {
        if (placeOf(b) < 0) showAll();
        return choose(b);
      }
    }
    announce('No more pairs below 80 % to review.');
  }
  function goTo(b) {
    if (placeOf(b) < 0) showAll();
    choose(b);
    reveal(true);
  }
  function showChosen() {
    const i = beads.indexOf(current);
    $('chosen').textContent = i < 0 ? '' : `Pair ${i + 1}`;
    for (const button of document.querySelectorAll('#actions [data-do]')) {
      const what = button.dataset.do;
      if (what === 'right' || what === 'wrong') button.setAttribute('aria-pressed', String(current?.mark === what));
      if (what === 'pairUp') button.disabled = !current || doubtOf(current) < 0;
    }
  }
  const announce = (text) => { $('say').textContent = text; };

  // ---- words and their partners, highlighted on both sides ----

  let lit = -1;
  function light(row, words) {
    for (const span of row.querySelectorAll('.m')) span.classList.toggle('lit', span.dataset.words.split(' ').some((w) => words.includes(w)));
  }
  function tell(row, words) {
    const b = rowBeads.get(row), all = wordsIn(b).all;
    return words.map((n) => {
      const w = all[n];
      const how = [];
      if (w.linked !== undefined) how.push(`link ${w.linked} %`);
      if (w.kind !== undefined) how.push(`${data.kinds[w.kind]}, score ${signed(w.contribution)}`);
      return `${data.zh[w.zs].slice(w.z0, w.z1)} = ${data.en[w.es].slice(w.e0, w.e1)}: ${how.join('; ')}`;
    });
  }
  list.addEventListener('mouseover', (event) => {
    const span = event.target.closest?.('.m');
    if (!span) return;
    const row = span.closest('.row'), words = span.dataset.words.split(' ');
    light(row, words);
    const tip = $('tip'), at = span.getBoundingClientRect();
    tip.replaceChildren(...tell(row, words).map((t) => { const d = make('div'); putText(d, t); return d; }));
    tip.hidden = false;
    tip.style.left = `${Math.max(6, Math.min(at.left, innerWidth - tip.offsetWidth - 6))}px`;
    tip.style.top = `${at.top - tip.offsetHeight - 8 > 0 ? at.top - tip.offsetHeight - 8 : at.bottom + 8}px`;
  });
  list.addEventListener('mouseout', (event) => {
    const span = event.target.closest?.('.m');
    if (!span) return;
    light(span.closest('.row'), []);
    $('tip').hidden = true;
  });
  function nextWord() {
    const row = drawn.get(current);
    if (!row) return;
    const steps = wordsIn(current).steps;
    if (!steps.length) return announce('No word of this pair has a partner.');
    lit = (lit + 1) % steps.length;
    light(row, [String(steps[lit])]);
    announce(tell(row, [steps[lit]]).join());
  }

  // ---- map, statistics, tables ----

  const colors = () => {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name}`).trim();
  };
  function canvas(id) {
    const node = $(id), scale = devicePixelRatio || 1, w = node.clientWidth, h = node.clientHeight;
    if (!w || !h) return null;
    node.width = Math.round(w * scale); node.height = Math.round(h * scale);
    const c = node.getContext('2d');
    c.scale(scale, scale);
    return { c, w, h, node };
  }
  const PAD = 10;
  let mapPicture = null;
  function drawMap() {
    const k = canvas('path');
    if (!k) return;
    const { c, w, h, node } = k, color = colors(), n = data.zh.length || 1, m = data.en.length || 1;
    const x = (i) => PAD + (w - 2 * PAD) * i / n, y = (j) => PAD + (h - 2 * PAD) * j / m;
    if (data.corridor.length) {
      c.beginPath();
      const band = data.corridor;
      for (let r = 0; r < band.length; r += 3) c.lineTo(x(band[r]), y(band[r + 1]));
      for (let r = band.length - 3; r >= 0; r -= 3) c.lineTo(x(band[r]), y(band[r + 2]));
      c.closePath();
      c.fillStyle = color('line'); c.globalAlpha = 0.55; c.fill(); c.globalAlpha = 1;
    }
    if (data.relation !== 'parallel') {
      c.strokeStyle = color('accent'); c.lineWidth = 1;
      for (let k = 0; k < data.passages.length; k += 4) {
        const [z0, z1, e0, e1] = data.passages.slice(k, k + 4);
        c.strokeRect(x(z0) - 2, y(e0) - 2, x(z1) - x(z0) + 4, y(e1) - y(e0) + 4);
      }
    }
    let unaligned = 0;
    const doubtful = [];
    for (const b of beads) {
      const pair = isPair(b);
      if (isEmpty(b)) continue;
      if (pair && chance(b) < DOUBT) doubtful.push(b);
      c.beginPath();
      c.setLineDash(pair ? [] : [3, 2]);
      c.lineWidth = pair ? 2.5 : 4;
      c.strokeStyle = color(b.edited ? 'accent' : pair ? shadeOf(chance(b)) : 'soft');
      if (!pair) unaligned++;
      c.moveTo(x(b.z0), y(b.e0)); c.lineTo(x(b.z1), y(b.e1));
      c.stroke();
    }
    c.setLineDash([]);
    for (const b of doubtful) { // last and larger, to be visible
      c.fillStyle = color(shadeOf(chance(b)));
      c.fillRect((x(b.z0) + x(b.z1)) / 2 - 3, (y(b.e0) + y(b.e1)) / 2 - 3, 6, 6);
    }
    node.setAttribute('aria-label', `Map: a path from the start to the end of both texts; ${plural(beads.length - unaligned, 'pair')}, ${plural(unaligned, 'unaligned row')}, listed under Unaligned`);
    mapPicture = c.getImageData(0, 0, node.width, node.height);
    drawView();
  }
  // The part of the map that the list shows, and the selected pair.
  function drawView() {
    const node = $('path');
    if (!mapPicture || !node.clientWidth || $('map').hidden) return;
    const c = node.getContext('2d'), w = node.clientWidth, h = node.clientHeight, n = data.zh.length || 1, m = data.en.length || 1;
    c.putImageData(mapPicture, 0, 0);
    const x = (i) => PAD + (w - 2 * PAD) * i / n, y = (j) => PAD + (h - 2 * PAD) * j / m, color = colors();
    if (order() === 'text' && shown.length) {
      const a = beads[shown[Math.min(shown.length - 1, rowAt(list.scrollTop))]], b = beads[shown[Math.min(shown.length - 1, rowAt(list.scrollTop + list.clientHeight - 1))]];
      c.strokeStyle = color('soft'); c.lineWidth = 1;
      c.strokeRect(x(a.z0) - 2, y(a.e0) - 2, Math.max(4, x(b.z1) - x(a.z0) + 4), Math.max(4, y(b.e1) - y(a.e0) + 4));
    }
    if (current) {
      c.beginPath(); c.fillStyle = color('accent');
      c.arc((x(current.z0) + x(current.z1)) / 2, (y(current.e0) + y(current.e1)) / 2, 4.5, 0, 7); c.fill();
    }
  }
  $('path').addEventListener('click', (event) => {
    const w = event.target.clientWidth, h = event.target.clientHeight, n = data.zh.length, m = data.en.length;
    const i = (event.offsetX - PAD) / (w - 2 * PAD) * n, j = (event.offsetY - PAD) / (h - 2 * PAD) * m;
    let best = null, near = Infinity;
    for (const b of beads) {
      const d = Math.hypot(((b.z0 + b.z1) / 2 - i) / n, ((b.e0 + b.e1) / 2 - j) / m);
      if (d < near) { near = d; best = b; }
    }
    goTo(best);
  });
  function drawLegend() {
    const items = [['p3', '95 % or more'], ['p2', '80 to 95 %'], ['p1', '50 to 80 %'], ['p0', 'below 50 %'], ['unaligned null', 'unaligned']];
    if (data.corridor.length) items.push(['band', 'search band']);
    if (data.relation !== 'parallel' && data.passages.length) items.push(['passage', 'parallel passage']);
    $('legend').replaceChildren(...items.map(([c, text]) => { const li = make('li', c); const i = make('i'); i.setAttribute('aria-hidden', 'true'); li.append(i, text); return li; }));
  }
  function drawHistogram() {
    const bins = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100], counts = new Array(bins.length - 1).fill(0);
    for (const b of beads) if (isPair(b)) {
      let k = bins.length - 2;
      while (k > 0 && chance(b) * 100 < bins[k]) k--;
      counts[k]++;
    }
    const most = Math.max(1, ...counts);
    $('histogram').replaceChildren(...counts.map((n, k) => {
      const button = make('button', shadeOf((bins[k] + 0.01) / 100)), bar = make('span', 'bar');
      button.type = 'button';
      button.append(make('span', '', `${bins[k]}–${bins[k + 1]} %`), bar, make('span', 'n', n.toLocaleString('en')));
      bar.style.width = `${n ? Math.max(2, 100 * n / most) : 0}%`;
      const on = Number($('from').value) === bins[k] && Number($('upto').value) === bins[k + 1];
      button.setAttribute('aria-pressed', on);
      button.setAttribute('aria-label', `${bins[k]} to ${bins[k + 1]} percent: ${plural(n, 'pair')}`);
      button.addEventListener('click', () => {
        $('from').value = on ? 0 : bins[k]; $('upto').value = on ? 100 : bins[k + 1];
        filter(); drawHistogram(); reveal();
        $('histogram').children[k].focus();
      });
      return button;
    }));
  }
  let dots = [];
  function drawScatter() {
    const k = canvas('scatter');
    if (!k) return;
    const { c, w, h, node } = k, color = colors(), left = 34, low = 22;
    dots = [];
    let zMax = 10, eMax = 10;
    const sizes = beads.map((b) => {
      if (!isPair(b)) return null;
      const z = lengthOf('zh', b.z0, b.z1), e = lengthOf('en', b.e0, b.e1);
      zMax = Math.max(zMax, z); eMax = Math.max(eMax, e);
      return [z, e];
    });
    const x = (z) => left + (w - left - 8) * Math.log(z) / Math.log(zMax * 1.1), y = (e) => h - low - (h - low - 8) * Math.log(e) / Math.log(eMax * 1.1);
    c.font = '11px system-ui, sans-serif'; c.fillStyle = color('soft'); c.strokeStyle = color('line'); c.lineWidth = 1;
    for (const t of [1, 3, 10, 30, 100, 300, 1000, 3000]) {
      c.textAlign = 'center';
      if (t <= zMax) { c.beginPath(); c.moveTo(x(t), 6); c.lineTo(x(t), h - low); c.stroke(); c.fillText(t, x(t), h - 7); }
      c.textAlign = 'right';
      if (t <= eMax) { c.beginPath(); c.moveTo(left, y(t)); c.lineTo(w - 8, y(t)); c.stroke(); c.fillText(t, left - 4, y(t) + 4); }
    }
    c.strokeStyle = color('soft');
    c.beginPath(); c.save(); c.rect(left, 4, w - left - 8, h - low - 4); c.clip(); c.beginPath(); c.moveTo(x(1), y(ratio)); c.lineTo(x(zMax), y(ratio * zMax)); c.stroke(); c.restore();
    let pairs = 0;
    beads.forEach((b, i) => {
      if (!sizes[i]) return;
      pairs++;
      const [px, py] = [x(sizes[i][0]), y(sizes[i][1])];
      dots.push([px, py, b]);
      c.fillStyle = color(b.edited ? 'accent' : shadeOf(chance(b)));
      c.globalAlpha = 0.75; c.beginPath();
      if (chance(b) < DOUBT) c.rect(px - 3, py - 3, 6, 6); else c.arc(px, py, 2.6, 0, 7);
      c.fill(); c.globalAlpha = 1;
    });
    node.setAttribute('aria-label', `Scatter plot of lengths: ${plural(pairs, 'pair')}; ${ratio.toFixed(2)} English characters per Chinese character`);
  }
  $('scatter').addEventListener('click', (event) => {
    let best = null, near = 400;
    for (const [x, y, b] of dots) {
      const d = (x - event.offsetX) ** 2 + (y - event.offsetY) ** 2;
      if (d < near) { near = d; best = b; }
    }
    if (best) goTo(best);
  });
  function drawShapes() {
    const counts = new Map();
    for (const b of beads) if (!isEmpty(b)) counts.set(shape(b), (counts.get(shape(b)) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    $('shapes').tBodies[0].replaceChildren(...sorted.map(([s, n]) => { const tr = make('tr'); const th = make('th', '', s); th.scope = 'row'; tr.append(th, make('td', 'number', n.toLocaleString('en'))); return tr; }));
  }
  // Adjacent unaligned beads of one side are one gap.
  function findGaps() {
    const out = [];
    let open = null;
    for (const b of beads) {
      const side = hasZh(b) && !hasEn(b) ? 'zh' : !hasZh(b) && hasEn(b) ? 'en' : '';
      if (isEmpty(b)) continue;
      const [from, to] = side === 'zh' ? [b.z0, b.z1] : [b.e0, b.e1];
      if (open && side === open.side && from <= open.to) { open.to = to; continue; }
      open = side ? { side, from, to, bead: b } : null;
      if (open) out.push(open);
    }
    return out;
  }
  const range = (a, b) => (a === b ? `${a + 1}` : `${a + 1}–${b + 1}`);
  const chars = (side, from, to) => { let n = 0; for (let i = from; i < to; i++) n += [...data[side][i]].length; return n; };
  function goButton(b, text) {
    const button = make('button');
    button.type = 'button';
    putText(button, text);
    button.addEventListener('click', () => { goTo(beads.includes(b) ? b : beads.find((x) => x.z1 > b.z0 || x.e1 > b.e0)); });
    return button;
  }
  const start = (s) => { const t = [...s].slice(0, 40).join(''); return t.length < s.length ? t + '…' : t; };
  function tableOf(id, heads, lines, none) {
    const box = $(id);
    if (!lines.length) return box.replaceChildren(make('p', 'note', none));
    const table = make('table'), head = make('thead'), tr = make('tr'), body = make('tbody');
    for (const [h, c] of heads) { const th = make('th', c, h); th.scope = 'col'; tr.append(th); }
    head.append(tr);
    for (const cells of lines) { const row = make('tr'); row.append(...cells); body.append(row); }
    table.append(head, body);
    box.replaceChildren(table);
  }
  const MOST_ROWS = 500;
  function drawGaps() {
    const gaps = findGaps();
    tableOf('gaps', [['Position', ''], ['Characters', 'number']], gaps.slice(0, MOST_ROWS).map((g) => {
      const para = data[`${g.side}Para`], td = make('td'), what = g.side === 'zh' ? 'Chinese' : 'English', other = g.side === 'zh' ? 'English' : 'Chinese';
      const a = para[g.from], z = para[g.to - 1], several = a !== z;
      td.append(goButton(g.bead, `${what} ${several ? 'paragraphs' : 'paragraph'} ${range(a, z)}`));
      const n = chars(g.side, g.from, g.to);
      const small = make('small', '', `${plural(g.to - g.from, 'sentence')}, ${plural(n, 'character')}, ${g.to - g.from === 1 ? 'has' : 'have'} no ${other}`);
      td.append(small);
      const quote = make('small');
      quote.lang = tags[g.side];
      putText(quote, start(data[g.side][g.from]));
      td.append(quote);
      return [td, make('td', 'number', n.toLocaleString('en'))];
    }), 'Every sentence is aligned.');
    if (gaps.length > MOST_ROWS) $('gaps').append(make('p', 'note', `and ${(gaps.length - MOST_ROWS).toLocaleString('en')} more; set the filter to “unaligned” to see all`));
    $('tab-gaps').textContent = gaps.length ? `Unaligned ${gaps.length}` : 'Unaligned';
  }
  function numberText(n) {
    const zh = n.zh && data.zh[n.zh[0]].slice(n.zh[1], n.zh[2]), en = n.en && data.en[n.en[0]].slice(n.en[1], n.en[2]);
    if (zh && en) return `Numbers: ${zh} (${n.zh[3]}) is ${Math.abs(n.power) === 1 ? 'ten' : `10^${Math.abs(n.power)}`} times ${n.power > 0 ? 'less' : 'more'} than ${en} (${n.en[3]}).`;
    return zh ? `Numbers: ${zh} (${n.zh[3]}) is missing from the English.` : `Numbers: ${en} (${n.en[3]}) is missing from the Chinese.`;
  }
  function drawNumbers() {
    tableOf('numbers', [['Chinese', ''], ['English', ''], ['Difference', '']], data.numbers.slice(0, MOST_ROWS).map((n) => {
      const b = beads.find((x) => (n.zh ? n.zh[0] >= x.z0 && n.zh[0] < x.z1 : n.en[0] >= x.e0 && n.en[0] < x.e1));
      const cell = (side) => {
        const td = make('td');
        if (!n[side]) { td.append('—'); return td; }
        const [i, from, to, value] = n[side];
        td.append(goButton(b, data[side][i].slice(from, to)), make('small', '', `= ${value}`));
        td.lang = tags[side];
        return td;
      };
      const what = n.zh && n.en ? `off by 10${sup(Math.abs(n.power))}` : n.zh ? 'missing from English' : 'missing from Chinese';
      return [cell('zh'), cell('en'), make('td', '', what)];
    }), 'No differing numbers.');
    $('tab-numbers').textContent = data.numbers.length ? `Numbers ${data.numbers.length}` : 'Numbers';
  }
  const sup = (n) => [...String(n)].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d]).join('');

  // ---- how the texts are related ----

  const MOST_PASSAGES = 3;
  function passagesText() {
    const p = data.passages, parts = [];
    for (let k = 0; k < p.length && parts.length < MOST_PASSAGES; k += 4) parts.push(`Chinese ${range(p[k], p[k + 1] - 1)} with English ${range(p[k + 2], p[k + 3] - 1)}`);
    if (p.length > 4 * MOST_PASSAGES) parts.push(`and ${p.length / 4 - MOST_PASSAGES} more`);
    return parts.length ? `: ${parts.join(', ')}` : '';
  }
  function showVerdict() {
    const words = {
      part: `These texts are translations of each other only in part${passagesText()}.`,
      comparable: 'These texts look comparable, not parallel.',
      unrelated: 'These texts do not look like translations of each other.',
    };
    $('verdict').textContent = words[data.relation] ?? '';
    $('verdict').hidden = data.relation === 'parallel';
    if (data.relation === 'parallel') $('kind').querySelector('[value="apart"]')?.remove();
  }

  // ---- redraw after the beads changed ----

  function changed(to) {
    current = beads.includes(to) ? to : beads.find((b) => b.z0 === to.z0 && b.e0 === to.e0) ?? beads[0];
    for (const row of drawn.values()) row.remove();
    drawn.clear();
    keep();
    filter();
    redrawStatistics();
    choose(current);
  }
  function refresh() {
    for (const row of drawn.values()) row.remove();
    drawn.clear();
    layOut();
    choose(current);
  }
  function redrawStatistics() {
    const pairs = beads.filter(isPair), touched = beads.filter(isTouched).length;
    const mean = pairs.reduce((sum, b) => sum + chance(b), 0) / (pairs.length || 1);
    const unaligned = beads.filter((b) => !isPair(b) && !isEmpty(b)).length;
    $('summary').textContent = `${plural(pairs.length, 'pair')}, ${unaligned ? plural(unaligned, 'unaligned row') : 'no unaligned rows'}, mean probability ${percent(mean)}, ${plural(pairs.filter((b) => chance(b) < DOUBT).length, 'pair')} below 80 %${memory ? '' : `, ${percent(data.parallel)} of the text parallel`}${touched ? `; ${touched.toLocaleString('en')} reviewed` : ''}`;
    $('undo').disabled = !done.length;
    $('redo').disabled = !undone.length;
    drawGaps();
    drawNumbers();
    drawPanel();
  }
  function drawPanel() {
    if (!$('map').hidden) drawMap();
    if (!$('statistics').hidden) { drawHistogram(); drawScatter(); drawShapes(); }
  }

  // ---- saving ----

  const xml = (s) => s.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\r/g, '&#13;');
  const score = (b) => Math.min(1, chance(b)).toFixed(4);
  const ids = (from, to) => Array.from({ length: to - from }, (_, k) => from + k);
  const timesOf = (b) => {
    const times = {};
    if (data.zhTime && b.z1 > b.z0) times.zh_time = [data.zhTime[2 * b.z0], data.zhTime[2 * b.z1 - 1]];
    if (data.enTime && b.e1 > b.e0) times.en_time = [data.enTime[2 * b.e0], data.enTime[2 * b.e1 - 1]];
    return times;
  };
  const bytesOf = (side, from, to) => (from < to ? [data[`${side}At`][2 * from], data[`${side}At`][2 * to - 1]] : null);
  // The position on the other side of an unaligned sentence that was moved.
  function movedTo(b) {
    if (isPair(b)) return {};
    const within = (from, to, k) => from < to && from >= data.moved[k] && to <= data.moved[k + 1];
    for (let k = 0; k < data.moved.length; k += 4) {
      if (within(b.z0, b.z1, k)) return { moved: ids(data.moved[k + 2], data.moved[k + 3]) };
      if (within(b.e0, b.e1, k + 2)) return { moved: ids(data.moved[k], data.moved[k + 1]) };
    }
    return {};
  }
  // Where the doubtful pair of an unaligned sentence is among the data; -1: none.
  function doubtOf(b) {
    let low = 0, high = data.doubtful.length / 5;
    if (isPair(b) || isEmpty(b)) return -1;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (data.doubtful[5 * mid + 1] <= b.z0 && data.doubtful[5 * mid + 3] <= b.e0) low = mid + 1;
      else high = mid;
    }
    const [z0, z1, e0, e1] = data.doubtful.slice(5 * low, 5 * low + 4);
    return (hasZh(b) ? z0 <= b.z0 && b.z1 <= z1 : e0 <= b.e0 && b.e1 <= e1) ? 5 * low : -1;
  }
  function doubtToSave(b) {
    const k = doubtOf(b), from = k + (hasZh(b) ? 2 : 0);
    return k < 0 ? {} : { doubtful: ids(data.doubtful[from], data.doubtful[from + 1]), doubtful_score: data.doubtful[k + 4] / 1e4 };
  }
  function* rowsToSave(unaligned) {
    let n = 0;
    for (const b of beads) {
      if (b.mark === REFUSED || !(unaligned ? !isEmpty(b) : isPair(b))) continue;
      yield [b, ++n];
    }
  }
  const saves = {
    tsv(unaligned) {
      let out = '';
      const cell = (s) => s.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/[\x0b\x0c\x1c-\x1f\u0085\u2028\u2029]/g, ' ');
      for (const [b] of rowsToSave(unaligned))
        out += [cell(joined('zh', b.z0, b.z1, true)), cell(joined('en', b.e0, b.e1, true)), score(b), shape(b).replace('–', '-'), ids(b.z0, b.z1).join(), ids(b.e0, b.e1).join()].join('\t') + '\n';
      return out;
    },
    jsonl(unaligned) {
      let out = '';
      for (const [b, n] of rowsToSave(unaligned))
        out += JSON.stringify({ schema: 'zhen.pair/1', id: n, zh: joined('zh', b.z0, b.z1, true), en: joined('en', b.e0, b.e1, true), score: Number(score(b)), bead: shape(b).replace('–', '-'), zh_ids: ids(b.z0, b.z1), en_ids: ids(b.e0, b.e1),
          zh_para: b.z1 > b.z0 ? data.zhPara[b.z0] : null, en_para: b.e1 > b.e0 ? data.enPara[b.e0] : null, zh_bytes: bytesOf('zh', b.z0, b.z1), en_bytes: bytesOf('en', b.e0, b.e1), ...timesOf(b), zh_file: data.files[0], en_file: data.files[1], ...movedTo(b), ...doubtToSave(b), parallel: data.parallel, relation: data.relation }) + '\n';
      return out;
    },
    tmx() {
      const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
      const hash = (...texts) => {
        let h = 2166136261;
        for (const t of texts) for (const byte of new TextEncoder().encode(t)) h = Math.imul(h ^ byte, 16777619);
        return (h >>> 0).toString(16).padStart(8, '0');
      };
      let out = `<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n <header creationtool="zhen" creationtoolversion="${xml(data.version)}" segtype="sentence" o-tmf="zhen" adminlang="en" srclang="${xml(data.languages[0])}" datatype="plaintext" creationdate="${date}"/>\n <body>\n`;
      const verdict = data.relation === 'parallel' ? '' : `   <prop type="x-zhen-parallel">${data.parallel.toFixed(4)}</prop>\n   <prop type="x-zhen-relation">${data.relation}</prop>\n`;
      for (const [b, n] of rowsToSave(false)) {
        const [z, e] = [bytesOf('zh', b.z0, b.z1), bytesOf('en', b.e0, b.e1)];
        const texts = { zh: joined('zh', b.z0, b.z1), en: joined('en', b.e0, b.e1) };
        out += `  <tu tuid="${hash(texts.zh, texts.en)}-${n}" creationid="zhen" creationdate="${date}" changedate="${date}">\n   <prop type="x-zhen-prob">${score(b)}</prop>\n${memory ? '' : `   <prop type="x-zhen-bead">${shape(b).replace('–', '-')}</prop>\n${verdict}   <prop type="x-source-file">${xml(data.files[0])}</prop>\n   <prop type="x-target-file">${xml(data.files[1])}</prop>\n   <prop type="x-offsets">${z[0]}-${z[1]} ${e[0]}-${e[1]}</prop>\n`}` +
          sides.map((side) => `   <tuv xml:lang="${xml(tags[side])}"><seg>${xml(texts[side])}</seg></tuv>\n`).join('') + '  </tu>\n';
      }
      return out + ' </body>\n</tmx>\n';
    },
    zpatch() {
      const brief = (s) => { const t = [...s.replace(/[\s\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')]; return t.length > 24 ? t.slice(0, 23).join('') + '…' : t.join(''); };
      let out = `zpatch 1\n`;
      for (const b of beads) {
        if (!isTouched(b) || isEmpty(b)) continue;
        out += [b.mark === REFUSED ? '-' : '+', keyOf('zh', b.z0, b.z1), keyOf('en', b.e0, b.e1), brief(joined('zh', b.z0, b.z1)), brief(joined('en', b.e0, b.e1))].join('\t') + '\n';
      }
      return out;
    },
  };
  const types = { tsv: 'text/tab-separated-values', jsonl: 'application/jsonl', tmx: 'application/xml', zpatch: 'text/plain' };
  const stem = () => baseName(data.files[0]).replace(/(\.zh)?\.[a-z0-9]+$/i, '') || 'review';
  const endings = { xliff: 'xlf' };
  const beadsToSend = () => {
    const sent = [];
    for (const b of beads) if (b.z1 > b.z0 || b.e1 > b.e0) sent.push(b.z1 - b.z0, b.e1 - b.e0, Math.round(chance(b) * 1e4), b.mark === REFUSED ? 1 : 0);
    return JSON.stringify(sent);
  };
  // The program may have to align the text again first, after it was restarted.
  async function askToSave(kind) {
    for (;;) {
      const reply = await ask(`save/${kind}`, { method: 'POST', body: beadsToSend() });
      if (reply.status !== 503) return reply;
      announce('Preparing the file …');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  async function downloadServed(kind) {
    try {
      const reply = await askToSave(kind);
      if (!reply.ok) return announceFailure((await reply.json()).error);
      offer(await reply.blob(), endings[kind] ?? kind);
    } catch { announceFailure('zhen desk does not answer; save the patch'); }
  }
  function download(kind) {
    const here = !data.served || ['zpatch', 'tsv', 'jsonl'].includes(kind);
    if (here) offer(new Blob([saves[kind]($('with-unaligned').checked)], { type: types[kind] }), kind);
    else downloadServed(kind);
    if (here && data.served) askToSave('tsv').catch(() => {}); // for later work
  }
  function offer(blob, kind) {
    const link = make('a'), url = URL.createObjectURL(blob);
    link.href = url;
    link.download = `${stem()}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    announce(`Saved ${link.download}`);
  }

  // ---- loading a patch ----

  // The ranges of sentences that match a key.
  function findKey(side, key) {
    const m = /^([0-9a-f]{16}):(\d+)(?:@(\d+)\/(\d+))?$/.exec(key);
    if (!m) return null;
    const w = wholeOf(side), out = [], encoder = new TextEncoder(), size = Number(m[2]);
    if (!w.bytes) w.bytes = data[side].map((s) => encoder.encode(s.replace(BARE, '')));
    for (let i = 0; i < w.bytes.length; i++) {
      let n = 0, k = i;
      if (!w.bytes[i].length) continue;
      while (k < w.bytes.length && n < size) n += w.bytes[k++].length;
      if (n === size && hex(encoder.encode(bare(side, i, k))) === m[1]) out.push([i, k]);
    }
    if (m[3]) return out.length === Number(m[4]) ? [out[m[3] - 1]] : [];
    return out;
  }
  // Position of an unaligned bead on the other side: unchanged, but between the
  // pairs around it.
  function placeUnaligned(d, pairs) {
    const own = d[0] < d[1] ? 0 : 2, other = 2 - own, side = own ? 'en' : 'zh';
    const o = original[originOf[side][d[own]]], far = own ? [o.z0, o.z1] : [o.e0, o.e1];
    let at = d[own] > (own ? o.e0 : o.z0) ? far[1] : far[0];
    for (const p of pairs) {
      if (p[own + 1] <= d[own]) at = Math.max(at, p[other + 1]);
      if (p[own] >= d[own + 1]) at = Math.min(at, p[other]);
    }
    d[other] = d[other + 1] = at;
  }
  function takeIn(text) {
    const lines = text.split('\n'), decided = [], messages = [];
    if (lines[0].trim() !== 'zpatch 1') return ['Not a zhen patch: the file does not begin with “zpatch 1”.'];
    lines.forEach((line, k) => {
      if (k === 0 || !line.trim() || line.startsWith('#')) return;
      const [sign, zhKey, enKey] = line.split('\t');
      const zh = zhKey === '-' ? [[0, 0]] : findKey('zh', zhKey), en = enKey === '-' ? [[0, 0]] : findKey('en', enKey ?? '');
      if ((sign !== '+' && sign !== '-') || !zh || !en) return messages.push(`Line ${k + 1}: not a patch line.`);
      if (zh.length !== 1 || en.length !== 1) return messages.push(`Line ${k + 1}: does not match this text.`);
      let [[z0, z1]] = zh, [[e0, e1]] = en;
      decided.push([z0, z1, e0, e1, sign === '-' ? REFUSED : CONFIRMED]);
    });
    const pairs = decided.filter(([z0, z1, e0, e1]) => z1 > z0 && e1 > e0);
    for (const d of decided) if (d[0] === d[1] || d[2] === d[3]) placeUnaligned(d, pairs);
    const next = withDecided(decided.map(([z0, z1, e0, e1, mark]) => ({ ...beadOf(z0, z1, e0, e1), mark })));
    if (!next) return [...messages, 'Lines of the patch contradict each other; nothing was loaded.'];
    replace(0, beads.length, next, `Loaded ${plural(decided.length, 'line')}`);
    return [...messages, `${plural(decided.length, 'line')} loaded.`];
  }
  $('patch').addEventListener('change', async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    $('patch-report').replaceChildren(...takeIn(await file.text()).map((t) => make('p', '', t)));
    event.target.value = '';
  });

  // ---- keys, buttons, themes ----

  function openSave() {
    $('kept').textContent = keeps && data.served ? 'Your review is also stored on this machine.' : keeps ? 'Your review is also stored in this browser.' : 'This browser stores nothing; save the patch before you close the page.';
    $('save-box').showModal();
  }
  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    PageDown: () => step(8), PageUp: () => step(-8), Home: () => step(-1e9), End: () => step(1e9),
    n: () => doubt(1), N: () => doubt(-1), w: nextWord, z: undo, Z: redo,
    '/': () => { $('find').focus(); $('find').select(); }, '?': () => $('keys-box').showModal(), Escape: () => choose(current),
  };
  const letters = { r: 'right', x: 'wrong', m: 'joinDown', M: 'joinUp', s: 'split', p: 'pairUp', u: 'zhUp', d: 'zhDown', U: 'enUp', D: 'enDown', e: 'why' };
  if (memory) {
    const fixed = ['joinUp', 'joinDown', 'split', 'pairUp', 'zhUp', 'zhDown', 'enUp', 'enDown'];
    for (const key of Object.keys(letters)) if (fixed.includes(letters[key])) delete letters[key];
    for (const button of document.querySelectorAll('#actions [data-do]')) button.hidden = fixed.includes(button.dataset.do);
    for (const group of document.querySelectorAll('#actions .group')) group.hidden = !group.querySelector('button:not([hidden])');
    for (const node of document.querySelectorAll('.aligned')) node.hidden = true;
    for (const node of document.querySelectorAll('.of-memory')) node.hidden = false;
    $('order').value = 'doubt';
    $('map').hidden = true;
  }
  const act = (what) => { const i = beads.indexOf(current); if (i >= 0) acts[what](i); };
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    const field = event.target.closest('input, select, textarea');
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      if (key === 's') { event.preventDefault(); openSave(); }
      if (key === 'z' && !field) { event.preventDefault(); if (event.shiftKey) redo(); else undo(); }
      return;
    }
    if (event.altKey || (field && event.key !== 'Escape')) return;
    const tab = event.target.closest('[role="tablist"], [role="tabpanel"]');
    if (tab && /^(Arrow|Home|End|Page)/.test(event.key)) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); } else if (letters[event.key]) { event.preventDefault(); act(letters[event.key]); }
  });
  list.addEventListener('click', (event) => {
    const row = event.target.closest('.row');
    if (row && rowBeads.get(row) !== current) choose(rowBeads.get(row));
  });
  list.addEventListener('focus', () => { const row = drawn.get(current); if (row) row.focus({ preventScroll: true }); });
  $('actions').addEventListener('click', (event) => { const button = event.target.closest('[data-do]'); if (button) act(button.dataset.do); });
  $('undo').addEventListener('click', undo);
  $('redo').addEventListener('click', redo);
  $('save').addEventListener('click', openSave);
  $('help').addEventListener('click', () => $('keys-box').showModal());
  $('save-box').addEventListener('click', (event) => { const b = event.target.closest('[data-save]'); if (b) download(b.dataset.save); });
  let typing = 0;
  $('find').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(refilter, 120); });
  for (const id of ['kind', 'from', 'upto', 'order']) $(id).addEventListener('change', refilter);
  $('reset').addEventListener('click', showAll);
  $('fold').addEventListener('click', () => $('fold').setAttribute('aria-expanded', String($('fold').getAttribute('aria-expanded') !== 'true')));
  function refilter() {
    for (const row of drawn.values()) row.remove();
    drawn.clear();
    if (order() === 'doubt') list.scrollTop = 0;
    filter();
    if (placeOf(current) < 0 && shown.length) { list.scrollTop = 0; choose(beads[shown[0]], false); } else reveal();
    list.setAttribute('aria-label', order() === 'text' ? 'Sentence pairs in text order' : 'Sentence pairs, lowest probability first');
    if (!$('statistics').hidden) drawHistogram();
  }

  const tabs = [...document.querySelectorAll('[role="tab"]:not([hidden])')], aside = document.querySelector('aside');
  function openTab(tab) {
    for (const t of tabs) {
      const on = t === tab;
      t.setAttribute('aria-selected', on);
      t.tabIndex = on ? 0 : -1;
      $(t.getAttribute('aria-controls')).hidden = !on;
    }
    aside.classList.remove('shut');
    drawPanel();
  }
  for (const tab of tabs) {
    tab.addEventListener('click', () => {
      if (narrow.matches && tab.getAttribute('aria-selected') === 'true' && !aside.classList.contains('shut')) { aside.classList.add('shut'); draw(); } else openTab(tab);
    });
    tab.addEventListener('keydown', (event) => {
      const k = tabs.indexOf(tab) + (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : NaN);
      if (isNaN(k)) return;
      const next = tabs[(k + tabs.length) % tabs.length];
      openTab(next);
      next.focus();
    });
  }

  const dark = matchMedia('(prefers-color-scheme: dark)'), narrow = matchMedia('(max-width: 1000px)');
  const themes = ['auto', 'light', 'dark'];
  let theme = 'auto';
  try { theme = themes.includes(localStorage.getItem('zhen.theme')) ? localStorage.getItem('zhen.theme') : 'auto'; } catch { /* kept nowhere */ }
  function setTheme() {
    document.documentElement.toggleAttribute('data-dark', theme === 'dark' || (theme === 'auto' && dark.matches));
    $('theme-name').textContent = theme;
    drawPanel();
  }
  $('theme').addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % 3];
    try { localStorage.setItem('zhen.theme', theme); } catch { /* kept nowhere */ }
    setTheme();
  });
  dark.addEventListener('change', setTheme);
  addEventListener('beforeprint', () => { printing = true; draw(); });
  addEventListener('afterprint', () => { printing = false; draw(); });
  new ResizeObserver(() => {
    if (list.clientWidth !== width) {
      width = list.clientWidth;
      for (const b of beads) b.height = 0;
      for (const row of drawn.values()) row.remove();
      drawn.clear();
      layOut();
      reveal();
    } else draw();
    drawPanel();
  }).observe(list);

  // ---- begin ----

  const baseName = (name) => name.replace(/^.*[\\/](?=.)/, '');
  putText($('zh-name'), baseName(data.files[0]));
  if (data.files[1] === data.files[0]) for (const node of document.querySelectorAll('h1 .arrow, h1 .unseen, #en-name')) node.remove();
  else putText($('en-name'), baseName(data.files[1]));
  document.title = `${$('zh-name').textContent} – zhen report`;
  if (narrow.matches) aside.classList.add('shut');
  width = list.clientWidth;
  recall();
  current = beads.find((b) => !isEmpty(b)) ?? beads[0];
  setTheme();
  showVerdict();
  drawLegend();
  if (memory) openTab(tabs[0]);
  filter();
  redrawStatistics();
  if (memory) choose(beads[shown[0]] ?? current, false);
  showChosen();
  if (data.served) {
    const home = make('a', '', 'Desk');
    home.id = 'home';
    home.href = '/';
    $('undo').before(home);
    for (const node of document.querySelectorAll('.served')) node.hidden = false;
    recallServed().catch(() => announceFailure('zhen desk does not answer'));
    serveTab();
  }
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
