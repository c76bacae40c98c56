'use strict';
// The desk: files are dropped, aligned, and lead to their pages. Names and
// messages are only inserted as text.
(() => {
  const $ = (id) => document.getElementById(id);
  const LARGEST = 256 * 1024 * 1024;
  const words = {
    en: {
      drop: 'Drop two files here, a text and its translation, or one file with both.', choose: 'Choose files …', alone: 'This file has both languages',
      other: (n) => `${n}: now the other file`, works: 'Your texts', none: 'None yet.', private: 'Everything stays on this machine.',
      many: 'More than two files; drop one or two.', large: (n) => `${n}: more than 256 MiB`, lost: 'zhen desk does not answer. Run it again; your work is kept.', stale: 'This page is of an earlier zhen desk. Run it again; your work is kept.',
      review: 'Review', again: 'Align', swap: 'Swap the sides', cancel: 'Cancel', remove: 'Remove', really: 'Really remove?', chinese: 'Chinese', english: 'English',
      sentences: (n) => `${n} sentences`, pairs: (n, p) => `${n} pairs, mean probability ${p} %`, traditional: 'traditional', simplified: 'simplified',
      queued: 'Waiting …', running: 'Working …', cancelled: 'Cancelled.', fresh: 'Not aligned yet.', reviewed: 'has corrections',
      parallel: 'Translations of each other.', part: 'Translations of each other only in part', comparable: 'Comparable, but not translations', unrelated: 'These texts do not look like translations of each other',
      share: (p) => `${p} % parallel`, done: 'Aligned', language: '中文',
      memory: (n, d) => `A memory: ${n} entries, ${d} below 50 %`, asTexts: 'Align it as two texts', asMemory: 'Show it as a memory', isTexts: 'Aligned as two texts; the file also has pairs.',
    },
    zh: {
      drop: '把两个文件（原文和译文）拖到这里，或一个双语文件。', choose: '选择文件…', alone: '这个文件包含两种语言',
      other: (n) => `${n}：请再选另一个文件`, works: '您的文本', none: '还没有。', private: '一切都留在本机。',
      many: '文件多于两个；请拖入一个或两个。', large: (n) => `${n}：超过 256 MiB`, lost: 'zhen desk 没有响应。请重新运行；您的工作已保存。', stale: '此页面属于先前的 zhen desk。请重新运行；您的工作已保存。',
      review: '校对', again: '对齐', swap: '交换两侧', cancel: '取消', remove: '删除', really: '确定删除？', chinese: '中文', english: '英文',
      sentences: (n) => `${n} 句`, pairs: (n, p) => `${n} 对，平均概率 ${p} %`, traditional: '繁体', simplified: '简体',
      queued: '等待中…', running: '正在处理…', cancelled: '已取消。', fresh: '尚未对齐。', reviewed: '有修改',
      parallel: '互为译文。', part: '只有一部分互为译文', comparable: '内容相关，但不是译文', unrelated: '这两个文本看来不是译文',
      share: (p) => `${p} % 平行`, done: '已对齐', language: 'English',
      memory: (n, d) => `记忆库：${n} 条，${d} 条低于 50 %`, asTexts: '作为两个文本对齐', asMemory: '作为记忆库显示', isTexts: '已作为两个文本对齐；文件本身也有句对。',
    },
  };
  let lang = /^zh/i.test(navigator.language) ? 'zh' : 'en';
  try { lang = localStorage.getItem('zhen.language') ?? lang; } catch { /* kept nowhere */ }
  if (!words[lang]) lang = 'en';
  const t = (key, ...rest) => { const w = words[lang][key] ?? key; return typeof w === 'function' ? w(...rest) : w; };
  let key = '';
  try { key = localStorage.getItem('zhen.key') ?? ''; } catch { /* kept nowhere */ }
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const say = (text) => { $('say').textContent = text; };
  const percent = (p) => Math.min(p >= 0.99995 ? 100 : 99, Math.floor(p * 100 + 1e-9));

  async function ask(method, url, body) {
    let reply;
    try { reply = await fetch(url, { method, body, headers: { 'X-Zhen-Key': key } }); } catch { throw new Error(t('lost')); }
    if (reply.status === 204) return null;
    if (reply.status === 403) throw new Error(t('stale'));
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.error);
    return answer;
  }
  const attempt = async (what) => { try { return await what(); } catch (error) { say(error.message); return null; } };

  // ---- files ----

  let first = null;
  async function send(files) {
    const { id } = await ask('POST', '/work');
    for (const [k, file] of files.entries()) await ask('PUT', `/work/${id}/input/${k}?name=${encodeURIComponent(file.name)}`, file);
    await ask('POST', `/work/${id}/start`);
    await refresh();
  }
  function take(list) {
    const files = [...(first ? [first] : []), ...list];
    const large = files.find((f) => f.size > LARGEST);
    say('');
    if (files.length > 2 || large) {
      first = null;
      showPending();
      return say(large ? t('large', large.name) : t('many'));
    }
    first = files.length === 1 ? files[0] : null;
    showPending();
    if (files.length === 2) attempt(() => send(files));
  }
  function showPending() {
    $('pending').textContent = first ? t('other', first.name) : '';
    $('alone').hidden = !first;
  }
  $('alone').addEventListener('click', () => { const file = first; first = null; showPending(); attempt(() => send([file])); });
  $('choose').addEventListener('click', () => $('files').click());
  $('files').addEventListener('change', () => { take([...$('files').files]); $('files').value = ''; });
  for (const name of ['dragover', 'dragleave', 'drop'])
    addEventListener(name, (event) => {
      event.preventDefault();
      $('drop').classList.toggle('over', name === 'dragover');
      if (name === 'drop' && event.dataTransfer.files.length) take([...event.dataTransfer.files]);
    });

  // ---- works ----

  function sideLine(name, side) {
    const what = [side.name, side.kind, side.encoding, side.han && t(side.han), t('sentences', side.sentences)].filter(Boolean).join(' · ');
    return make('p', 'note', `${t(name)}: ${what}`);
  }
  function button(label, act, cls) {
    const node = make('button', cls, label);
    node.type = 'button';
    node.dataset.act = act;
    return node;
  }
  function buttonsOf(w) {
    const node = make('p', 'buttons');
    const busy = w.stage === 'queued' || w.stage === 'running';
    if (w.stage === 'done') {
      const link = make('a', 'button strong', t('review'));
      link.href = `/work/${w.id}/page`;
      node.append(link);
    }
    if (busy) node.append(button(t('cancel'), 'cancel'));
    else {
      if (w.stage !== 'done') node.append(button(t('again'), 'start'));
      if (w.names.length === 2) node.append(button(t('swap'), 'swap'));
      if (w.facts.either) node.append(w.facts.view === 'memory' ? button(t('asTexts'), 'as/texts') : button(t('asMemory'), 'as/memory'));
      node.append(button(t('remove'), 'remove'));
    }
    return node;
  }
  function linesOf(w) {
    const { zh, en, relation, parallel, pairs, mean } = w.facts, out = [];
    if (zh) out.push(sideLine('chinese', zh));
    if (en) out.push(sideLine('english', en));
    if (w.stage === 'done' && w.facts.view === 'memory') {
      out.push(make('p', '', t('memory', w.facts.entries, w.facts.below)));
    } else if (w.stage === 'done') {
      if (w.facts.either) out.push(make('p', 'note', t('isTexts')));
      out.push(make('p', '', `${t('pairs', pairs, percent(mean))}${w.reviewed ? `, ${t('reviewed')}` : ''}`));
      out.push(make('p', relation === 'parallel' ? '' : 'doubt', relation === 'parallel' ? t(relation) : `${t(relation)}: ${t('share', percent(parallel))}`));
    } else if (w.stage === 'running' || w.stage === 'queued') {
      const bar = make('progress');
      bar.setAttribute('aria-label', t(w.stage));
      if (w.total) { bar.max = w.total; bar.value = w.at; }
      out.push(make('p', '', t(w.stage)), bar);
    } else {
      out.push(make('p', w.stage === 'failed' ? 'doubt' : '', w.stage === 'failed' ? w.message : t(w.stage === 'new' ? 'fresh' : w.stage)));
    }
    return out;
  }
  // Only what has changed is drawn again, so that the focus stays.
  const drawn = new Map();
  function draw(works) {
    const list = works.filter((w) => w.names.length);
    for (const [id, { node }] of drawn) if (!list.some((w) => w.id === id)) { node.remove(); drawn.delete(id); }
    for (const w of list) {
      const now = `${lang}${JSON.stringify(w)}`, had = drawn.get(w.id);
      if (had?.now === now) continue;
      const node = had?.node ?? make('li'), act = node.contains(document.activeElement) ? document.activeElement.dataset.act : '';
      node.dataset.id = w.id;
      node.dataset.stage = w.stage;
      node.replaceChildren(make('h3', '', w.names.join(' ↔ ')), ...linesOf(w), buttonsOf(w));
      if (!had) $('works').prepend(node);
      if (act) (node.querySelector(`[data-act="${act}"]`) ?? node.querySelector('button, a')).focus();
      drawn.set(w.id, { node, now });
    }
    if (!list.length) $('works').replaceChildren(make('li', 'note', t('none')));
    else $('works').querySelector('li:not([data-id])')?.remove();
  }
  let timer = 0;
  async function refresh() {
    clearTimeout(timer);
    const answer = await attempt(() => ask('GET', '/work'));
    if (answer) draw(answer.works);
    const busy = answer?.works.some((w) => w.stage === 'queued' || w.stage === 'running');
    timer = setTimeout(refresh, busy ? 150 : 3000);
  }
  $('works').addEventListener('click', async (event) => {
    const act = event.target.dataset.act, id = event.target.closest('li')?.dataset.id;
    if (!act || !id) return;
    say('');
    if (act === 'remove' && !event.target.classList.contains('strong')) {
      event.target.classList.add('strong');
      event.target.textContent = t('really');
      return;
    }
    await attempt(() => (act === 'remove' ? ask('DELETE', `/work/${id}`) : ask('POST', `/work/${id}/${act}`)));
    refresh();
  });

  // ---- language, tabs ----

  function relabel() {
    document.documentElement.lang = lang;
    for (const [id, key] of [['drop-text', 'drop'], ['choose', 'choose'], ['alone', 'alone'], ['works-title', 'works'], ['private', 'private'], ['language', 'language']]) $(id).textContent = t(key);
    $('language').lang = lang === 'zh' ? 'en' : 'zh';
    showPending();
  }
  $('language').addEventListener('click', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    try { localStorage.setItem('zhen.language', lang); } catch { /* kept nowhere */ }
    relabel();
    refresh();
  });
  const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, '0')).join('');
  const tell = () => fetch('/tab', { method: 'POST', body: tab, headers: { 'X-Zhen-Key': key } }).catch(() => {});
  tell();
  setInterval(tell, 20000);
  addEventListener('pagehide', () => navigator.sendBeacon('/leave', key + tab));
  addEventListener('pageshow', (event) => { if (event.persisted) { tell(); refresh(); } });
  relabel();
  refresh().then(() => { document.documentElement.dataset.ready = '1'; });
})();
