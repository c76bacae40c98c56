'use strict';
// What the pages of a store and of a memory share. Texts, names and messages are
// only inserted as text.
const view = (() => {
  const $ = (id) => document.getElementById(id);
  const words = {
    en: {
      lost: 'zhen desk does not answer. Run it again; your work is kept.', stale: 'This page is of an earlier zhen desk. Run it again; your work is kept.', language: '中文', home: 'All texts', chinese: 'Chinese', english: 'English',
      previous: 'Previous', next: 'Next', places: (a, b, n) => `${a} to ${b} of ${n}`, some: (a, b) => `${a} to ${b}`, none: 'Nothing.',
      cut: (n) => ` … (${n} more bytes)`, loading: 'Loading …', score: 'Probability', pairs: 'Pairs', search: 'Search', find: 'Chinese or English',
    },
    zh: {
      lost: 'zhen desk 没有响应。请重新运行；您的工作已保存。', stale: '此页面属于先前的 zhen desk。请重新运行；您的工作已保存。', language: 'English', home: '所有文本', chinese: '中文', english: '英文',
      previous: '上一页', next: '下一页', places: (a, b, n) => `第 ${a} 至 ${b} 条，共 ${n} 条`, some: (a, b) => `第 ${a} 至 ${b} 条`, none: '没有内容。',
      cut: (n) => ` …（还有 ${n} 字节）`, loading: '正在载入…', score: '概率', pairs: '句对', search: '查找', find: '中文或英文',
    },
  };
  let lang = /^zh/i.test(navigator.language) ? 'zh' : 'en';
  try { lang = localStorage.getItem('zhen.language') ?? lang; } catch { /* kept nowhere */ }
  if (!words[lang]) lang = 'en';
  const t = (key, ...rest) => { const w = words[lang][key] ?? key; return typeof w === 'function' ? w(...rest) : w; };
  let key = '';
  try { key = localStorage.getItem('zhen.key') ?? ''; } catch { /* kept nowhere */ }
  const headers = { 'X-Zhen-Key': key };
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const button = (text, act, cls) => { const node = make('button', cls, text); node.type = 'button'; node.dataset.act = act; return node; };
  const say = (text) => { $('say').textContent = text; };
  const percent = (p) => (p === null ? '–' : `${Math.min(p >= 0.99995 ? 100 : 99, Math.floor(p * 100 + 1e-9))} %`);
  const number = (n) => n.toLocaleString(lang);

  async function ask(method, url, body) {
    let reply;
    try { reply = await fetch(url, { method, body, headers }); } catch { throw new Error(t('lost')); }
    if (reply.status === 204) return null;
    if (reply.status === 403) throw new Error(t('stale'));
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.error);
    return answer;
  }
  const attempt = async (what) => { try { return await what(); } catch (error) { say(error.message); return null; } };

  // A text as the server sends it: every second part is a match; a number at the
  // end says how much was cut off.
  function fill(node, parts, language) {
    node.lang = language;
    node.dir = 'auto';
    for (const [k, part] of parts.entries())
      node.append(typeof part === 'number' ? make('span', 'note', t('cut', number(part))) : k % 2 ? make('mark', '', part) : part);
    return node;
  }
  const textCell = (parts, language) => fill(make('td', 'text'), parts, language);

  function heads(row, names) {
    row.replaceChildren(...names.map(([text, cls]) => { const th = make('th', cls, text); th.scope = 'col'; return th; }));
  }

  // Narrow pages show rows as blocks, which would end the table for a reader.
  function roles(table) {
    const all = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' };
    for (const node of [table, ...table.querySelectorAll('thead, tbody, tr, th, td')])
      node.setAttribute('role', all[node.tagName] ?? (node.scope === 'col' ? 'columnheader' : 'rowheader'));
    const names = [...table.querySelectorAll('thead th')].map((th) => th.textContent);
    for (const row of table.querySelectorAll('tbody tr'))
      for (const [k, cell] of [...row.children].entries()) if (cell.classList.contains('num')) cell.dataset.label = names[k] ?? '';
    return table;
  }

  // The buttons under a list: back, forth, and where one is.
  function pager(node, { place, back, forth }) {
    const had = node.contains(document.activeElement) ? document.activeElement.dataset.act : '';
    const previous = button(t('previous'), 'previous'), next = button(t('next'), 'next');
    previous.disabled = !back;
    next.disabled = !forth;
    previous.addEventListener('click', () => back());
    next.addEventListener('click', () => forth());
    node.replaceChildren(previous, make('span', '', place), next);
    if (had) (had === 'previous' && back ? previous : had === 'next' && forth ? next : back ? previous : next).focus();
  }

  function begin(more, relabel) {
    for (const name of ['en', 'zh']) Object.assign(words[name], more[name]);
    const label = () => {
      document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
      for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
      for (const node of document.querySelectorAll('[data-place]')) node.placeholder = t(node.dataset.place);
      for (const node of document.querySelectorAll('[data-name]')) node.setAttribute('aria-label', t(node.dataset.name));
      $('language').lang = lang === 'zh' ? 'en' : 'zh';
      relabel();
    };
    $('language').addEventListener('click', () => {
      lang = lang === 'zh' ? 'en' : 'zh';
      try { localStorage.setItem('zhen.language', lang); } catch { /* kept nowhere */ }
      label();
    });
    const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, '0')).join('');
    const tell = () => fetch('/tab', { method: 'POST', body: tab, headers }).catch(() => {});
    tell();
    setInterval(tell, 20000);
    addEventListener('pagehide', () => navigator.sendBeacon('/leave', key + tab));
    addEventListener('pageshow', (event) => { if (event.persisted) tell(); });
    label();
  }
  return { $, t, make, button, say, percent, number, headers, ask, attempt, fill, textCell, heads, roles, pager, begin };
})();
