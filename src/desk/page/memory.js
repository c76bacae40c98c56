// A memory: its entries, the doubtful ones first, which are kept or dropped. Marks
// are stored by the program at once.
(() => {
  const { $, t, make, say, percent, number, headers, ask, attempt, textCell, heads, roles, pager, begin } = view;
  const more = {
    en: {
      skip: 'Skip to the entries', saveSame: (f) => `Save the cleaned ${f}`, saveTmx: 'Save as TMX', show: 'Show', order: 'Order', list: 'Entries', actions: 'Review the selected entry', cancel: 'Cancel',
      all: 'all', doubt: 'below 50 %', open: 'not decided', keep: 'Keep', drop: 'Drop', clear: 'Clear', up: 'Previous', down: 'Next', byDoubt: 'doubtful first', byFile: 'as in the file', line: 'Line', why: 'Doubts',
      kept: 'kept', dropped: 'dropped', counts: (n, below, keep, drop) => `${n} entries, ${below} below 50 %; ${drop} dropped, ${keep} marked to keep`, here: (n) => `${n} entries here`, notStored: (why) => `Not stored: ${why}`,
      saving: 'Saving …', saved: (n) => `Saved: ${n} entries.`, searching: 'Searching …', skipped: (n) => `${n} malformed lines or units without both languages are not shown.`, noReason: '',
      empty: 'a side is empty', language: '中文', wrong_language: 'wrong language', number_zh: 'number only in Chinese', number_en: 'number only in English', name_en: 'name only in English', only_zh: 'not matched in Chinese', only_en: 'not matched in English', short_zh: 'Chinese is short', short_en: 'English is short', not_zh: 'negation only in Chinese', not_en: 'negation only in English',
    },
    zh: {
      skip: '跳到条目', saveSame: (f) => `保存清理后的 ${f}`, saveTmx: '另存为 TMX', show: '显示', order: '顺序', list: '条目', actions: '校对所选条目', cancel: '取消',
      all: '全部', doubt: '低于 50 %', open: '未决定', keep: '保留', drop: '删除', clear: '清除', up: '上一条', down: '下一条', byDoubt: '可疑的在前', byFile: '按文件顺序', line: '行', why: '疑点',
      kept: '保留', dropped: '已删除', counts: (n, below, keep, drop) => `${n} 条，${below} 条低于 50 %；${drop} 条已删除，${keep} 条标为保留`, here: (n) => `此处 ${n} 条`, notStored: (why) => `未能保存：${why}`,
      saving: '正在保存…', saved: (n) => `已保存 ${n} 条。`, searching: '正在查找…', skipped: (n) => `${n} 行格式有误或缺少一种语言，未显示。`, noReason: '',
      empty: '一侧为空', language: 'English', wrong_language: '语言不符', number_zh: '仅中文有数字', number_en: '仅英文有数字', name_en: '仅英文有专名', only_zh: '中文未匹配', only_en: '英文未匹配', short_zh: '中文偏短', short_en: '英文偏短', not_zh: '仅中文有否定', not_en: '仅英文有否定',
    },
  };
  const PAGE = 50, base = location.pathname.replace(/\/page$/, '');
  const marks = ['open', 'keep', 'drop'];
  let work = null, counts = null, entries = [], starts = [0], next = 0, end = true, at = 0, loading = 0;

  // ---- entries ----

  const isWhole = () => !$('find').value.trim() && $('show').value === 'all';
  const query = (from, most) => new URLSearchParams({ from, most, order: $('order').value, show: $('show').value, text: $('find').value.trim() });

  // The server searches a while, then says from where to go on.
  async function load(from, select = 0) {
    const now = ++loading;
    let got = [], place = from;
    delete document.documentElement.dataset.ready;
    try {
      do {
        const answer = await ask('GET', `${base}/entries?${query(place, PAGE - got.length)}`);
        if (now !== loading) return;
        got = [...got, ...answer.entries];
        ({ next: place, end, counts } = answer);
        if (!end && got.length < PAGE) say(t('searching'));
      } while (!end && got.length < PAGE);
      say('');
    } catch (error) {
      if (now === loading) say(error.message);
      return;
    }
    entries = got;
    next = place;
    for (const [n, mark] of pending) { const e = entries.find((x) => x.n === n); if (e) e.mark = mark; }
    at = Math.min(select < 0 ? entries.length - 1 : select, Math.max(0, entries.length - 1));
    draw();
    document.documentElement.dataset.ready = '1';
  }
  const reload = () => { starts = [0]; return load(0); };
  const forth = (focus) => { starts.push(next); return load(next).then(() => { scrollTo(0, 0); if (focus) focusRow(); }); };
  const back = (select, focus) => { starts.pop(); return load(starts[starts.length - 1], select).then(() => { if (focus) focusRow(); }); };

  function reasons(e) {
    const list = make('td', 'fate');
    for (const [what, text] of e.why) {
      const line = make('div', '', t(what === 'language' ? 'wrong_language' : what));
      if (text) line.append(': ', make('bdi', '', text[0].length > 60 ? `${text[0].slice(0, 60)}…` : text[0]));
      list.append(line);
    }
    return list;
  }
  function markCell(e) {
    const cell = make('td', 'fate'), box = make('span', 'buttons');
    for (const mark of [2, 1]) {
      const b = make('button', '', t(marks[mark]));
      b.type = 'button';
      b.tabIndex = -1; // the keys and the buttons below do the same
      b.dataset.row = mark;
      b.setAttribute('aria-pressed', e.mark === mark);
      if (e.mark === mark) b.className = 'strong';
      box.append(b);
    }
    cell.append(box);
    return cell;
  }
  function drawRow(e, k) {
    const row = make('tr', [e.mark === 2 ? 'drop' : e.mark === 1 ? 'keep' : '', k === at ? 'now' : ''].join(' ').trim());
    row.tabIndex = k === at ? 0 : -1;
    row.dataset.k = k;
    if (k === at) row.setAttribute('aria-current', 'true');
    row.append(make('td', 'num', e.line ? String(e.line) : '–'), textCell(e.zh, 'zh'), textCell(e.en, 'en'), make('td', `num ${e.score < 0.5 ? 'doubt' : ''}`, percent(e.score)), reasons(e), markCell(e));
    return row;
  }
  function drawCounts() {
    if (counts) $('counts').textContent = t('counts', number(counts.all), number(counts.below), number(counts.keep), number(counts.drop)) + (work?.facts.skipped ? ` ${t('skipped', number(work.facts.skipped))}` : '');
  }
  function draw() {
    heads($('heads'), [[t('line'), 'num'], [t('chinese')], [t('english')], [t('score'), 'num'], [t('why')], [`${t('drop')} / ${t('keep')}`]]);
    $('rows').replaceChildren(...entries.map(drawRow));
    roles($('list'));
    const first = starts[starts.length - 1];
    pager($('pages'), { place: !entries.length ? t('none') : isWhole() ? t('places', number(first + 1), number(first + entries.length), number(counts.all)) : t('here', number(entries.length)), back: starts.length > 1 && (() => back(0)), forth: !end && (() => forth()) });
    drawCounts();
  }
  function redraw(k) {
    const had = $('rows').children[k];
    if (!had) return;
    const focused = had === document.activeElement, row = drawRow(entries[k], k);
    had.replaceWith(row);
    roles($('list'));
    if (focused) row.focus({ preventScroll: true });
  }
  function focusRow() {
    const row = $('rows').children[at];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
  function choose(k) {
    const had = at;
    at = k;
    redraw(had);
    redraw(at);
  }
  function move(step) {
    if (at + step >= entries.length) { if (!end) forth(true); return; }
    if (at + step < 0) { if (starts.length > 1) back(-1, true); return; }
    choose(at + step);
    focusRow();
  }

  // ---- marks: stored one request at a time ----

  const pending = new Map();
  let storing = false;
  async function store() {
    if (storing) return;
    storing = true;
    while (pending.size) {
      const sent = [...pending].slice(0, 500);
      try {
        ({ counts } = await ask('POST', `${base}/marks`, JSON.stringify(sent)));
      } catch (error) {
        say(t('notStored', error.message));
        break;
      }
      for (const [n, mark] of sent) if (pending.get(n) === mark) pending.delete(n);
      drawCounts();
    }
    storing = false;
  }
  function mark(k, value, step) {
    const e = entries[k];
    if (!e) return;
    const was = e.mark;
    e.mark = was === value ? 0 : value;
    pending.set(e.n, e.mark);
    say('');
    redraw(k);
    store();
    if (step && e.mark) move(1);
  }

  // ---- saving ----

  const nameOf = (how) => {
    const whole = work.names[0].replace(/\.(gz|xz|zst|bz2)$/i, ''), dot = whole.lastIndexOf('.');
    const stem = dot > 0 ? whole.slice(0, dot) : whole, ending = dot > 0 ? whole.slice(dot) : '';
    return `${stem}.clean${how === 'tmx' ? '.tmx' : ending}`;
  };
  async function save(how) {
    if (!work || (how === 'same' && !work.facts.copies)) return;
    await store();
    if (pending.size) return; // said why
    say(t('saving'));
    if ((await attempt(() => ask('POST', `${base}/save/${how}`, '').then(() => true))) === null) return;
    $('saving').hidden = false;
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      work = (await attempt(() => ask('GET', base))) ?? work;
      $('bar').max = work.total || 1;
      if (work.total) $('bar').value = work.at; else $('bar').removeAttribute('value');
    } while (work.stage === 'queued' || work.stage === 'running');
    $('saving').hidden = true;
    if (!work.facts.saved) return say(work.message);
    const file = await attempt(() => fetch(`${base}/saved`, { headers }).then((r) => (r.ok ? r.blob() : Promise.reject(new Error(r.statusText)))));
    if (!file) return;
    const a = make('a');
    a.href = URL.createObjectURL(file);
    a.download = nameOf(how);
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 60000);
    say(t('saved', number(work.facts.kept)));
  }
  $('cancel').addEventListener('click', () => attempt(() => ask('POST', `${base}/cancel`)));

  // ---- keys, buttons ----

  addEventListener('keydown', (event) => {
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && key === 's') { event.preventDefault(); save(work?.facts.copies ? 'same' : 'tmx'); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input, select')) { if (key === 'Escape') focusRow(); return; }
    const act = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), x: () => mark(at, 2, true), r: () => mark(at, 1, true), u: () => { if (entries[at]?.mark) mark(at, entries[at].mark, false); }, n: () => { if (!end) forth(true); }, p: () => { if (starts.length > 1) back(0, true); }, Home: () => { choose(0); focusRow(); }, End: () => { choose(entries.length - 1); focusRow(); }, '/': () => $('find').focus() }[key];
    if (!act || (key.length > 1 && !event.target.closest('#rows') && event.target !== document.body)) return;
    event.preventDefault();
    act();
  });
  $('actions').addEventListener('click', (event) => {
    const b = event.target.closest('button');
    if (!b) return;
    if (b.dataset.move) move(Number(b.dataset.move));
    else if (b.dataset.mark === '0') { if (entries[at]?.mark) mark(at, entries[at].mark, false); } else mark(at, Number(b.dataset.mark), true);
  });
  $('rows').addEventListener('click', (event) => {
    const row = event.target.closest('tr'), k = Number(row?.dataset.k), value = event.target.dataset.row;
    if (!row) return;
    choose(k);
    if (value) mark(k, Number(value), false);
    else if (!getSelection().toString()) focusRow();
  });
  for (const b of document.querySelectorAll('[data-save]')) b.addEventListener('click', () => save(b.dataset.save));
  let typing = 0;
  $('find').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(reload, 200); });
  $('tools').addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(typing); reload().then(focusRow); });
  for (const id of ['show', 'order']) $(id).addEventListener('change', reload);
  addEventListener('pagehide', () => { if (pending.size) fetch(`${base}/marks`, { method: 'POST', body: JSON.stringify([...pending]), headers, keepalive: true }); });
  // Another tab may have marked some meanwhile.
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && counts) load(starts[starts.length - 1], at); });

  function options(node, all) {
    const value = node.value || all[0][0];
    node.replaceChildren(...all.map(([name, text]) => { const o = make('option', '', text); o.value = name; return o; }));
    node.value = value;
  }
  function relabel() {
    options($('show'), [['all', t('all')], ['doubt', t('doubt')], ['open', t('open')], ['drop', t('dropped')], ['keep', t('kept')]]);
    options($('order'), [['doubt', t('byDoubt')], ['file', t('byFile')]]);
    $('bar').setAttribute('aria-label', t('saving'));
    const same = document.querySelector('[data-save="same"]'), format = work?.facts.format ?? '';
    same.textContent = t('saveSame', format.toUpperCase());
    same.hidden = !work?.facts.copies;
    document.querySelector('[data-save="tmx"]').hidden = format === 'tmx';
    if (counts) draw();
  }
  begin(more, relabel);
  attempt(() => ask('GET', base)).then((got) => {
    if (!got) return;
    work = got;
    $('name').textContent = work.names[0];
    document.title = `${work.names[0]} – zhen`;
    relabel();
    reload();
  });
})();
