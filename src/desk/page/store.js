// A store: documents, a document, rules with samples, search. The address after
// # says what is shown, so that Back and a new tab work.
(() => {
  const { $, t, make, button, say, percent, number, ask, attempt, textCell, heads, roles, pager, begin } = view;
  const more = {
    en: {
      skip: 'Skip to the content', parts: 'Parts of the store', documents: 'Documents', rules: 'Rules', also: 'also dropped and unaligned', reading: 'Read only; the store is not changed.',
      document: 'Document', verdict: 'Verdict', parallel: 'Parallel', kept: 'Kept', mean: 'Mean probability', failed: 'Failed', unknown: 'not known',
      'rel-parallel': 'translations', 'rel-part': 'in part', 'rel-comparable': 'comparable', 'rel-unrelated': 'unrelated', dropped: (rule) => `dropped: ${rule}`,
      counting: 'Counting …', incomplete: 'The build is not complete; run zhen build again to resume it.', sentences: 'sentences', unaligned: 'unaligned', nzh: 'Chinese sentences', nen: 'English sentences',
      nozh: 'Chinese, unaligned', noen: 'English, unaligned', np: 'not translations', what: 'What happened', threshold: (rule, v, th) => `dropped: ${rule} ${v}, threshold ${th}`, of: (rule, id) => `dropped: ${rule} of ${id}`,
      keptPair: 'kept', noPair: 'unaligned', samples: 'Samples', ruleName: 'Rule', nDropped: (n) => `${n} pairs`, noRules: 'No rule dropped a pair.', failures: 'Failed documents', why: 'Why',
      searching: 'Searching …', found: (n, more) => (more ? `The first ${n} pairs` : n === 1 ? '1 pair' : `${n} pairs`), foundFrom: (a, b) => `Pairs ${a} to ${b}`, nothing: 'Not found.', go: 'Open', sortUp: 'sorted, lowest first', sortDown: 'sorted, highest first',
      gone: 'No such document, or it could not be aligned.', nextFound: 'More', other: 'Another tab searches now; search again.',
    },
    zh: {
      skip: '跳到内容', parts: '语料库的各部分', documents: '文档', rules: '规则', also: '包括已删除和未对齐的', reading: '只读；不会改动语料库。',
      document: '文档', verdict: '判定', parallel: '平行程度', kept: '保留', mean: '平均概率', failed: '失败', unknown: '未知',
      'rel-parallel': '互为译文', 'rel-part': '部分互译', 'rel-comparable': '内容相关', 'rel-unrelated': '无关', dropped: (rule) => `已删除：${rule}`,
      counting: '正在统计…', incomplete: '构建尚未完成；再次运行 zhen build 可继续。', sentences: '句', unaligned: '未对齐', nzh: '中文句子', nen: '英文句子',
      nozh: '中文未对齐', noen: '英文未对齐', np: '不是译文', what: '结果', threshold: (rule, v, th) => `已删除：${rule} ${v}，阈值 ${th}`, of: (rule, id) => `已删除：${rule}，重复于 ${id}`,
      keptPair: '保留', noPair: '未对齐', samples: '样例', ruleName: '规则', nDropped: (n) => `${n} 对`, noRules: '没有规则删除过句对。', failures: '失败的文档', why: '原因',
      searching: '正在查找…', found: (n, more) => (more ? `前 ${n} 对` : `${n} 对`), foundFrom: (a, b) => `第 ${a} 至 ${b} 对`, nothing: '没有找到。', go: '打开', sortUp: '已排序，从低到高', sortDown: '已排序，从高到低',
      gone: '没有这个文档，或它未能对齐。', nextFound: '更多', other: '另一个标签页正在查找；请再次查找。',
    },
  };
  const PAGE = 50;
  const main = $('main');
  let state = {}, shown = 0;

  const address = () => { const [what, query = ''] = location.hash.slice(1).split('?'); return { what: what || 'documents', of: new URLSearchParams(query) }; };
  const link = (what, args) => `#${what}?${new URLSearchParams(args)}`;
  const plain = (x) => String(Math.round(x * 1e4) / 1e4);
  const isNow = (n) => n === shown;

  function table(names, rows, cls, caption) {
    const box = make('div', 'wide'), node = make('table', cls), head = make('thead'), row = make('tr'), body = make('tbody');
    node.append(make('caption', 'unseen', caption));
    heads(row, names);
    head.append(row);
    body.append(...rows);
    node.append(head, body);
    box.append(roles(node));
    return box;
  }
  function cells(...values) {
    const row = make('tr');
    for (const v of values) row.append(v instanceof Node ? v : make('td', typeof v === 'object' ? v.cls : '', typeof v === 'object' ? v.text : v));
    return row;
  }
  const num = (text) => ({ cls: 'num', text });

  // ---- counts, documents ----

  function counts() {
    const c = state.counts, list = make('dl', 'counts');
    if (!c) return make('p', 'note', state.error ?? t('counting'));
    for (const [name, n] of [['documents', c.documents], ['failed', c.failed], ['nzh', c.zh], ['nozh', c.zh_unaligned], ['nen', c.en], ['noen', c.en_unaligned], ['pairs', c.pairs], ['kept', c.kept]]) {
      const item = make('div');
      item.append(make('dt', '', t(name)), make('dd', '', number(n)));
      list.append(item);
    }
    return list;
  }
  const verdictOf = (d) => (d.failure ? `${t('failed')}: ${d.failure}` : [d.relation ? t(`rel-${d.relation}`) : t('unknown'), d.rule && t('dropped', d.rule)].filter(Boolean).join(', '));
  function documentRow(d) {
    const id = make('td', 'id');
    if (d.failure) id.append(make('bdi', '', d.id));
    else {
      const a = make('a');
      a.href = link('document', { id: d.id });
      a.append(make('bdi', '', d.id));
      id.append(a);
    }
    return cells(id, { cls: d.relation === 'parallel' ? '' : 'bad', text: verdictOf(d) }, num(percent(d.parallel)), num(number(d.pairs)), num(number(d.kept)), num(percent(d.mean)));
  }
  function sortable(box, sort, sorts) {
    const names = ['id', '', 'parallel', 'pairs', 'kept', 'mean'];
    for (const [k, th] of [...box.querySelectorAll('th')].entries()) {
      if (!names[k]) continue;
      const up = sort === names[k] || (names[k] === 'id' && !sort), down = sort === `${names[k]}-`;
      const b = button(`${th.textContent}${up ? ' ▲' : down ? ' ▼' : ''}`, `sort-${names[k]}`);
      if (up || down) th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      b.disabled = !sorts;
      b.addEventListener('click', () => { location.hash = link('documents', { sort: up ? `${names[k]}-` : names[k], by: '1' }); });
      th.replaceChildren(b);
    }
  }
  async function showDocuments(of, now) {
    const from = Number(of.get('from') ?? 0), sort = of.get('sort') ?? '';
    const got = await attempt(() => ask('GET', `/store/documents?${new URLSearchParams({ from, sort })}`));
    if (!got || !isNow(now)) return;
    const names = [[t('document')], [t('verdict')], [t('parallel'), 'num'], [t('pairs'), 'num'], [t('kept'), 'num'], [t('mean'), 'num']];
    const box = table(names, got.documents.map(documentRow), 'cards sorts', t('documents')), pages = make('p', 'buttons');
    sortable(box, sort, got.sorts);
    const to = (n) => () => { location.hash = link('documents', { from: n, sort }); };
    const all = state.counts?.documents, end = from + got.documents.length;
    pager(pages, { place: all ? t('places', number(from + (end > from)), number(end), number(all)) : t('some', number(from + 1), number(end)), back: from > 0 && to(Math.max(0, from - PAGE)), forth: got.documents.length === PAGE && (!all || end < all) && to(end) });
    const head = make('div', '');
    head.id = 'counts';
    head.append(counts());
    main.replaceChildren(make('h2', '', t('documents')), head, box, pages, make('p', 'note', state.counts?.complete === false ? t('incomplete') : t('reading')));
    if (of.get('by')) main.querySelector(`[data-act="sort-${sort.replace('-', '')}"]`)?.focus();
  }

  // ---- a document ----

  function fateOf(b) {
    if (b.fate === 'kept') return t('keptPair');
    if (b.fate === 'unaligned') return t('noPair');
    if (b.of !== undefined) return t('of', b.rule, `${b.of}:${b.of_n}`);
    return b.rule ? t('threshold', b.rule, plain(b.value), plain(b.threshold)) : t('noPair');
  }
  function beadRow(b, cls = '') {
    const row = cells(num(String(b.n)), textCell(b.zh, 'zh'), textCell(b.en, 'en'), num(percent(b.score)), { cls: `fate ${b.fate === 'dropped' ? 'bad' : ''}`, text: fateOf(b) });
    row.className = cls;
    return row;
  }
  const beadHeads = () => [['#', 'num'], [t('chinese')], [t('english')], [t('score'), 'num'], [t('what')]];
  async function showDocument(of, now) {
    const id = of.get('id') ?? '', at = of.get('at'), from = Number(of.get('from') ?? (at ? Math.floor(Number(at) / PAGE) * PAGE : 0));
    let d;
    try { d = await ask('GET', `/store/document?${new URLSearchParams({ id, from })}`); } catch (error) { d = null; say(error.message === 'not found' ? t('gone') : error.message); }
    if (!isNow(now)) return;
    if (!d) { main.replaceChildren(make('h2', '', id)); return; }
    const title = make('h2'), list = make('dl', 'counts'), pages = make('p', 'buttons');
    title.append(make('bdi', '', d.id));
    for (const [name, text] of [['verdict', d.relation ? t(`rel-${d.relation}`) : t('unknown')], ['parallel', percent(d.parallel)], ['mean', percent(d.mean)], ['pairs', number(d.pairs)], ['kept', number(d.kept)], ['nozh', number(d.zh_unaligned)], ['noen', number(d.en_unaligned)]]) {
      const item = make('div');
      item.append(make('dt', '', t(name)), make('dd', '', text));
      list.append(item);
    }
    const names = make('p', 'note');
    for (const [k, name] of d.names.entries()) names.append(k ? ' ↔ ' : '', make('bdi', '', name ?? '–'), ` (${number(d.sentences[k])} ${t('sentences')})`);
    const end = d.from + d.beads.length, to = (n) => () => { location.hash = link('document', { id, from: n }); };
    pager(pages, { place: t('places', number(d.from + (end > d.from)), number(end), number(d.count)), back: d.from > 0 && to(Math.max(0, d.from - PAGE)), forth: end < d.count && to(end) });
    main.replaceChildren(title, names, list, table(beadHeads(), d.beads.map((b) => beadRow(b, String(b.n) === at ? 'now' : '')), 'cards', d.id), pages);
    main.querySelector('tr.now')?.scrollIntoView({ block: 'center' });
  }

  // ---- rules ----

  const ruleOpen = new Set();
  function ruleBox(r) {
    const box = make('details'), head = make('summary');
    head.append(make('strong', '', r.rule), ` – ${t('nDropped', number(r.pairs))}`);
    box.append(head);
    box.open = ruleOpen.has(r.rule);
    box.addEventListener('toggle', () => { if (box.open) ruleOpen.add(r.rule); else ruleOpen.delete(r.rule); });
    if (!r.samples) { box.append(make('p', 'note', t('counting'))); return box; }
    box.append(table([[t('chinese')], [t('english')], [t('what')]], r.samples.map((s) => {
      const what = make('td', 'fate'), a = make('a');
      a.href = link('document', { id: s.id, at: s.n });
      a.append(make('bdi', '', `${s.id}:${s.n}`));
      what.append(t('threshold', r.rule, plain(s.value), plain(s.threshold)), make('br'), a);
      return cells(textCell(s.zh, 'zh'), textCell(s.en, 'en'), what);
    }), 'cards', `${t('samples')}: ${r.rule}`));
    return box;
  }
  function showRules() {
    const out = [make('h2', '', t('rules'))];
    if (!state.rules) out.push(make('p', 'note', state.error ?? t('counting')));
    else if (!state.rules.length) out.push(make('p', '', t('noRules')));
    else out.push(...state.rules.map(ruleBox));
    if (state.failures?.length) out.push(make('h2', '', t('failures')), table([[t('document')], [t('why')]], state.failures.map((f) => cells({ cls: 'id', text: f.id }, { cls: 'text', text: f.why })), 'cards', t('failures')));
    main.replaceChildren(...out);
  }

  // ---- search ----

  function hitRows(hit) {
    const at = { id: hit.id, at: hit.bead.n }, row = make('tr'), head = make('th', 'id'), a = make('a');
    a.href = link('document', at);
    a.append(make('bdi', '', `${hit.id}:${hit.bead.n}`));
    head.colSpan = 5;
    head.scope = 'rowgroup';
    head.append(a);
    row.append(head);
    const body = make('tbody');
    body.append(row, ...hit.before.map((b) => beadRow(b, 'beside')), beadRow(hit.bead, 'now'), ...hit.after.map((b) => beadRow(b, 'beside')));
    return body;
  }
  async function showFound(of, now) {
    const text = of.get('text') ?? '', all = of.get('all') === '1', skip = Number(of.get('skip') ?? 0);
    $('find').value = text;
    $('all').checked = all;
    const title = make('h2', '', t('searching')), bar = make('progress');
    bar.setAttribute('aria-label', t('searching'));
    const box = table(beadHeads(), [], 'cards', t('search')), node = box.querySelector('table'), pages = make('p', 'buttons');
    main.replaceChildren(title, bar, box, pages);
    if ((await attempt(() => ask('POST', `/store/find?${new URLSearchParams({ skip, all: all ? 1 : 0 })}`, text).then(() => true))) === null) return bar.remove();
    let n = 0, search = 0;
    for (;;) {
      const got = await attempt(() => ask('GET', `/store/found?from=${n}`));
      if (!got || !isNow(now)) return;
      search ||= got.search;
      if (got.search !== search) { bar.remove(); return say(t('other')); }
      node.append(...got.hits.map(hitRows));
      if (got.hits.length) roles(node);
      n += got.hits.length;
      title.textContent = n ? (skip ? t('foundFrom', skip + 1, skip + n) : t('found', n, got.more)) : t('searching');
      if (!got.searching) {
        if (!n) title.textContent = t('nothing');
        say(got.message);
        if (got.more) {
          const a = make('a', 'button', t('nextFound'));
          a.href = link('search', { text, all: all ? 1 : 0, skip: skip + n });
          pages.append(a);
        }
        bar.remove();
        box.hidden = !n;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  $('tools').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = $('find').value.trim(), to = link('search', { text, all: $('all').checked ? 1 : 0 });
    if (!text) return;
    if (location.hash === to) show();
    else location.hash = to;
  });

  // ---- what is shown ----

  async function show() {
    const { what, of } = address(), now = ++shown;
    delete document.documentElement.dataset.ready;
    say('');
    for (const a of document.querySelectorAll('nav a')) if (a.hash === `#${what}`) a.setAttribute('aria-current', 'page'); else a.removeAttribute('aria-current');
    if (what === 'document') await showDocument(of, now);
    else if (what === 'rules') showRules();
    else if (what === 'search') await showFound(of, now);
    else await showDocuments(of, now);
    if (isNow(now)) document.documentElement.dataset.ready = '1';
  }
  // Until all is counted.
  async function watch() {
    const had = JSON.stringify(state), got = await attempt(() => ask('GET', '/store/state'));
    if (got) state = got;
    $('name').textContent = state.name ?? '';
    document.title = `${state.name ?? 'zhen'} – zhen`;
    if (JSON.stringify(state) !== had) {
      const { what, of } = address();
      if (what === 'rules') showRules();
      else if (what === 'documents' && document.documentElement.dataset.ready) await showDocuments(of, shown);
    }
    if (!state.error && (!state.failures || !state.rules?.every((r) => r.samples))) setTimeout(watch, 300);
  }
  addEventListener('hashchange', () => { show().then(() => { scrollTo(0, 0); }); });
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select')) return;
    event.preventDefault();
    $('find').focus();
  });
  begin(more, () => { show(); });
  watch();
})();
