'use strict';
// The desk: files are dropped, aligned, and lead to their pages. Names and
// messages are only inserted as text.
(() => {
  const $ = (id) => document.getElementById(id);
  const LARGEST = 256 * 1024 * 1024;
  const words = {
    en: {
      drop: 'Drop two files here, a text and its translation, or one file with both; a glossary, too.', choose: 'Choose files …', alone: 'This file has both languages',
      other: (n) => `${n}: now the other file`, works: 'Your texts', none: 'None yet.', private: 'Everything stays on this machine.',
      many: 'More than two files; drop one or two.', large: (n) => `${n}: more than 256 MiB`, lost: 'zhen desk does not answer. Run it again; your work is kept.', stale: 'This page is of an earlier zhen desk. Run it again; your work is kept.',
      review: 'Review', again: 'Align', swap: 'Swap the sides', cancel: 'Cancel', remove: 'Remove', really: 'Really remove?', chinese: 'Chinese', english: 'English',
      sentences: (n) => `${n} sentences`, pairs: (n, p) => `${n} pairs, mean probability ${p} %`, traditional: 'traditional', simplified: 'simplified',
      queued: 'Waiting …', running: 'Working …', cancelled: 'Cancelled.', fresh: 'Not aligned yet.', reviewed: 'has corrections',
      parallel: 'Translations of each other.', part: 'Translations of each other only in part', comparable: 'Comparable, but not translations', unrelated: 'These texts do not look like translations of each other',
      share: (p) => `${p} % parallel`, done: 'Aligned', language: '中文',
      glossary: 'Glossary', earlier: 'Earlier work', addGlossary: 'Glossary …', addMemory: 'Earlier work …', saved: 'Saved here', choice: 'choose …', aids: 'Glossaries and earlier work', later: 'For the next texts', without: (n) => `Remove ${n}`,
      terms: (n) => `${n} ${n === 1 ? 'term' : 'terms'}`, learned: (n) => `words of ${n} ${n === 1 ? 'pair' : 'pairs'}`, how: 'Glossary, earlier work, how files are read', language_of: 'Language', kind_of: 'Kind', encoding_of: 'Encoding', detected: 'detected',
      seems: (l) => `looks like ${l}`, sending: (n) => `Sending ${n} …`, unsent: 'Not sent.', reading: 'Reading …', aligned: (n, p) => `${n}: aligned, ${p} pairs`, ended: (n, m) => `${n}: ${m}`, gone: (n) => `${n}: removed`, most: 'Eight glossaries and memories are used; remove one.',
      memory: (n, d) => `A memory: ${n} entries, ${d} below 50 %`, asTexts: 'Align it as two texts', asMemory: 'Show it as a memory', isTexts: 'Aligned as two texts; the file also has pairs.',
    },
    zh: {
      drop: '把两个文件（原文和译文）拖到这里，或一个双语文件；也可以加上术语表。', choose: '选择文件…', alone: '这个文件包含两种语言',
      other: (n) => `${n}：请再选另一个文件`, works: '您的文本', none: '还没有。', private: '一切都留在本机。',
      many: '文件多于两个；请拖入一个或两个。', large: (n) => `${n}：超过 256 MiB`, lost: 'zhen desk 没有响应。请重新运行；您的工作已保存。', stale: '此页面属于先前的 zhen desk。请重新运行；您的工作已保存。',
      review: '校对', again: '对齐', swap: '交换两侧', cancel: '取消', remove: '删除', really: '确定删除？', chinese: '中文', english: '英文',
      sentences: (n) => `${n} 句`, pairs: (n, p) => `${n} 对，平均概率 ${p} %`, traditional: '繁体', simplified: '简体',
      queued: '等待中…', running: '正在处理…', cancelled: '已取消。', fresh: '尚未对齐。', reviewed: '有修改',
      parallel: '互为译文。', part: '只有一部分互为译文', comparable: '内容相关，但不是译文', unrelated: '这两个文本看来不是译文',
      share: (p) => `${p} % 平行`, done: '已对齐', language: 'English',
      glossary: '术语表', earlier: '以前的译文', addGlossary: '术语表…', addMemory: '以前的译文…', saved: '本机已保存', choice: '请选择…', aids: '术语表和以前的译文', later: '用于接下来的文本', without: (n) => `移除 ${n}`,
      terms: (n) => `${n} 条术语`, learned: (n) => `学习 ${n} 对的用词`, how: '术语表、以前的译文、文件的读法', language_of: '语言', kind_of: '类型', encoding_of: '编码', detected: '自动检测',
      seems: (l) => `看来是 ${l}`, sending: (n) => `正在发送 ${n}…`, unsent: '未发送。', reading: '正在读取…', aligned: (n, p) => `${n}：已对齐，${p} 对`, ended: (n, m) => `${n}：${m}`, gone: (n) => `${n}：已删除`, most: '已用八个术语表和记忆库；请先移除一个。',
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
  const announce = (text) => { $('live').textContent = text; };
  const percent = (p) => Math.min(p >= 0.99995 ? 100 : 99, Math.floor(p * 100 + 1e-9));

  async function ask(method, url, body, signal) {
    let reply;
    try { reply = await fetch(url, { method, body, signal, headers: { 'X-Zhen-Key': key } }); } catch { throw new Error(t(signal?.aborted ? 'unsent' : 'lost')); }
    if (reply.status === 204) return null;
    if (reply.status === 403) throw new Error(t('stale'));
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.error);
    return answer;
  }
  const attempt = async (what) => { try { return await what(); } catch (error) { say(error.message); return null; } };

  // ---- files ----

  const AIDS = 8;
  const isGlossary = (f) => /\.tbx$/i.test(f.name), isTable = (f) => /\.(tbx|csv|tsv|tmx|xlf|xliff|po)$/i.test(f.name);
  const roleOf = (f) => (/\.(tmx|xlf|xliff|po)$/i.test(f.name) ? 'memory' : 'glossary');
  let first = null, sending = null, fresh = '';
  const aids = []; // for the next texts: { role, file } or { role, id, name }
  async function sendAid(id, aid, signal) {
    if (aid.id) await ask('POST', `/work/${id}/earlier`, aid.id, signal);
    else await ask('PUT', `/work/${id}/aid/${aid.role}?name=${encodeURIComponent(aid.file.name)}`, aid.file, signal);
  }
  async function send(files) {
    const stop = new AbortController(), { id } = await ask('POST', '/work');
    sending = { stop, names: files.map((f) => f.name).join(', ') };
    showPending();
    try {
      for (const [k, file] of files.entries()) await ask('PUT', `/work/${id}/input/${k}?name=${encodeURIComponent(file.name)}`, file, stop.signal);
      for (const aid of aids) await sendAid(id, aid, stop.signal);
      await ask('POST', `/work/${id}/start`, undefined, stop.signal);
      fresh = id;
    } catch (error) {
      await ask('DELETE', `/work/${id}`).catch(() => {});
      throw error;
    } finally {
      sending = null;
      showPending();
    }
    await refresh();
  }
  function tooLarge(files) {
    const large = files.find((f) => f.size > LARGEST);
    if (large) say(t('large', large.name));
    return !!large;
  }
  function take(list) {
    const given = [...(first ? [first] : []), ...list], texts = given.filter((f) => !isGlossary(f));
    const rest = texts.filter((f) => !isTable(f)), some = texts.length > 2 && rest.length === 2;
    const files = some ? rest : texts, more = given.filter((f) => !files.includes(f));
    say('');
    first = null;
    if (tooLarge(given) || files.length > 2) {
      showPending();
      if (files.length > 2) say(t('many'));
      return;
    }
    for (const file of more) addPending({ role: roleOf(file), file });
    if (files.length === 1) [first] = files;
    showPending();
    if (files.length === 2) attempt(() => send(files));
  }
  function addPending(aid) {
    if (aids.length === AIDS) return say(t('most'));
    aids.push(aid);
    showPending();
  }
  function showPending() {
    $('pending').textContent = sending ? t('sending', sending.names) : first ? t('other', first.name) : '';
    $('alone').hidden = !first;
    $('stop').hidden = !sending;
    $('next-aids').replaceChildren(aidList(aids.map((a) => ({ name: a.name ?? a.file.name, memory: a.role === 'memory', count: 0 }))), aidAdder('next'));
  }
  $('alone').addEventListener('click', () => { const file = first; first = null; showPending(); attempt(() => send([file])); });
  $('stop').addEventListener('click', () => { sending?.stop.abort(); $('choose').focus(); });
  $('choose').addEventListener('click', () => $('files').click());
  $('files').addEventListener('change', () => { take([...$('files').files]); $('files').value = ''; });
  async function takeAid(id, aid) {
    say('');
    if (aid.file && tooLarge([aid.file])) return;
    if (id === 'next') { addPending(aid); return; }
    await attempt(async () => { await sendAid(id, aid); await ask('POST', `/work/${id}/start`); });
    refresh();
  }
  for (const name of ['dragover', 'dragleave', 'drop'])
    addEventListener(name, (event) => {
      event.preventDefault();
      $('drop').classList.toggle('over', name === 'dragover');
      if (name !== 'drop' || !event.dataTransfer.files.length) return;
      const files = [...event.dataTransfer.files], card = event.target.closest?.('#works li[data-id]');
      if (card) files.forEach((file) => takeAid(card.dataset.id, { role: roleOf(file), file }));
      else take(files);
    });

  // ---- works ----

  const ENCODINGS = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE', 'windows-1252'];
  let kinds = [], saved = [];
  function sideLine(name, side) {
    const what = [side.name, side.kind, side.encoding, side.han && t(side.han), t('sentences', side.sentences), side.seems && t('seems', side.seems)].filter(Boolean).join(' · ');
    return make('p', side.seems ? 'doubt' : 'note', `${t(name)}: ${what}`);
  }
  function button(label, act, cls) {
    const node = make('button', cls, label);
    node.type = 'button';
    node.dataset.act = act;
    return node;
  }
  function select(label, act, options, chosen) {
    const node = make('label', 'field', label), list = make('select');
    list.dataset.act = act;
    for (const [value, text] of options) {
      const option = make('option', '', text);
      option.value = value;
      list.append(option);
    }
    list.value = chosen;
    node.append(list);
    return node;
  }
  // ---- glossaries and earlier work, of a text or of the next ones ----
  function aidList(all) {
    const list = make('ul', 'aids');
    for (const [k, aid] of all.entries()) {
      const item = make('li'), drop = button('✕', `drop-${k}`);
      drop.setAttribute('aria-label', t('without', aid.name));
      item.append(make('span', '', [`${t(aid.memory ? 'earlier' : 'glossary')}: ${aid.name}`, aid.count && t(aid.memory ? 'learned' : 'terms', aid.count)].filter(Boolean).join(' · ')), drop);
      list.append(item);
    }
    list.setAttribute('aria-label', t('aids'));
    list.hidden = !all.length;
    return list;
  }
  function aidAdder(id) {
    const node = make('p', 'buttons'), offered = saved.filter((w) => w.id !== id);
    node.append(button(t('addGlossary'), 'add-glossary'), button(t('addMemory'), 'add-memory'));
    if (offered.length) node.append(select(t('saved'), 'earlier', [['', t('choice')], ...offered.map((w) => [w.id, w.names[0]])], ''));
    return node;
  }
  let asking = null; // for which text a file is chosen, and what it is
  $('aid').addEventListener('change', () => { const [file] = $('aid').files; $('aid').value = ''; if (file && asking) takeAid(asking.id, { role: asking.role, file }); });
  function adding(id, act) {
    if (act !== 'add-glossary' && act !== 'add-memory') return false;
    asking = { id, role: act.slice(4) };
    $('aid').click();
    return true;
  }
  $('next-aids').addEventListener('click', (event) => {
    const act = event.target.dataset.act ?? '';
    if (adding('next', act) || !act.startsWith('drop-')) return;
    aids.splice(Number(act.slice(5)), 1);
    showPending();
    $('next-aids').querySelector('button').focus();
  });
  $('next-aids').addEventListener('change', (event) => {
    const work = saved.find((w) => w.id === event.target.value);
    if (work) addPending({ role: 'memory', id: work.id, name: work.names[0] });
    $('next-aids').querySelector('select')?.focus();
  });
  // How each file is read: what the user says, or what is detected.
  function readingOf(w) {
    return w.names.map((name, k) => {
      const box = make('fieldset'), legend = make('legend', '', name), found = [w.facts.zh, w.facts.en].find((s) => s?.file === k);
      const none = (text) => ['', text ? `${t('detected')}: ${text}` : t('detected')];
      const side = w.facts.zh?.file === k ? 'chinese' : w.facts.en?.file === k ? 'english' : '';
      const encoding = w.encodings[k], known = encoding && !ENCODINGS.includes(encoding) ? [...ENCODINGS, encoding] : ENCODINGS;
      box.append(legend);
      if (w.names.length === 2) box.append(select(t('language_of'), `read-${k}-language`, [none(w.zh < 0 && side && t(side)), ['zh', t('chinese')], ['en', t('english')]], w.zh < 0 ? '' : w.zh === k ? 'zh' : 'en'));
      box.append(select(t('kind_of'), `read-${k}-kind`, [none(!w.kinds[k] && found?.kind), ...kinds.map((x) => [x, x])], w.kinds[k]));
      box.append(select(t('encoding_of'), `read-${k}-encoding`, [none(!encoding && found?.encoding), ...known.map((x) => [x, x])], encoding));
      return box;
    });
  }
  const unfolded = new Map();
  function moreOf(w) {
    const node = make('details'), summary = make('summary', '', t('how'));
    summary.dataset.act = 'fold';
    node.open = unfolded.get(w.id) ?? w.stage === 'failed';
    node.addEventListener('toggle', () => unfolded.set(w.id, node.open));
    node.append(summary, aidAdder(w.id), ...readingOf(w));
    return node;
  }
  function buttonsOf(w) {
    const node = make('p', 'buttons');
    const busy = w.stage === 'queued' || w.stage === 'running';
    if (w.stage === 'done') {
      const link = make('a', 'button strong', t('review'));
      link.href = `/work/${w.id}/page`;
      link.dataset.act = 'review';
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
      const bar = make('progress'), doing = t(w.doing === 'reading' ? 'reading' : w.stage);
      bar.setAttribute('aria-label', doing);
      if (w.total) { bar.max = w.total; bar.value = w.at; }
      out.push(make('p', '', doing), bar);
    } else {
      out.push(make('p', w.stage === 'failed' ? 'doubt' : '', w.stage === 'failed' ? w.message : t(w.stage === 'new' ? 'fresh' : w.stage)));
    }
    return out;
  }
  // Only what has changed is drawn again, so that the focus stays.
  const drawn = new Map();
  let works = [];
  // The focus stays on what it was on, and comes back to it if it was away for
  // a while, unless the user has moved it meanwhile.
  function hold(node, act) {
    const find = (name) => name && node.querySelector(`[data-act="${name}"]:not(:disabled)`);
    const wanted = node.dataset.held ?? act, there = find(wanted);
    (there ?? find(act) ?? node.querySelector('button, a')).focus();
    if (there) delete node.dataset.held;
    else node.dataset.held = wanted;
  }
  for (const name of ['keydown', 'pointerdown'])
    $('works').addEventListener(name, (event) => { if (event.key !== 'Escape') delete event.target.closest('li[data-id]')?.dataset.held; }, true);
  function tellEnd(w, before) {
    const busy = ['queued', 'running'], names = w.names.join(' ↔ ');
    if (!before || !busy.includes(before) || busy.includes(w.stage)) return;
    announce(w.stage === 'done' ? t('aligned', names, w.facts.pairs) : t('ended', names, w.message || t(w.stage)));
  }
  function draw(all) {
    const list = works = all.filter((w) => w.names.length);
    for (const [id, { node }] of drawn) if (!list.some((w) => w.id === id)) { node.remove(); drawn.delete(id); }
    for (const w of list) {
      const busy = w.stage === 'queued' || w.stage === 'running', now = `${lang}${JSON.stringify([w, saved])}`, had = drawn.get(w.id);
      if (had?.now === now) continue;
      const node = had?.node ?? make('li'), act = node.contains(document.activeElement) ? document.activeElement.dataset.act : w.id === fresh ? 'cancel' : '';
      node.dataset.id = w.id;
      tellEnd(w, node.dataset.stage ?? (w.id === fresh ? 'queued' : ''));
      if (w.id === fresh) fresh = '';
      node.dataset.stage = w.stage;
      node.replaceChildren(make('h3', '', w.names.join(' ↔ ')), ...linesOf(w), aidList(w.aids), buttonsOf(w), ...(busy ? [] : [moreOf(w)]));
      for (const drop of node.querySelectorAll('.aids button')) drop.disabled = busy;
      if (!had) $('works').prepend(node);
      if (act) hold(node, act);
      drawn.set(w.id, { node, now });
    }
    if (!list.length) $('works').replaceChildren(make('li', 'note', t('none')));
    else $('works').querySelector(':scope > li:not([data-id])')?.remove();
  }
  let timer = 0;
  async function refresh() {
    clearTimeout(timer);
    const answer = await attempt(() => ask('GET', '/work'));
    if (answer) {
      const had = JSON.stringify(saved);
      ({ kinds } = answer);
      saved = answer.works.filter((w) => w.saved).reverse();
      if (JSON.stringify(saved) !== had) showPending();
      draw(answer.works);
    }
    const busy = answer?.works.some((w) => w.stage === 'queued' || w.stage === 'running');
    timer = setTimeout(refresh, busy ? 150 : 3000);
  }
  const arm = (node, armed) => { node.classList.toggle('strong', armed); node.textContent = t(armed ? 'really' : 'remove'); };
  async function act(id, what, card) {
    if (what === 'remove') {
      const next = card.nextElementSibling ?? card.previousElementSibling, name = card.querySelector('h3').textContent;
      await ask('DELETE', `/work/${id}`);
      (next?.querySelector('button, a') ?? $('choose')).focus();
      announce(t('gone', name));
    } else if (what.startsWith('drop-')) {
      await ask('DELETE', `/work/${id}/aid/${what.slice(5)}`);
      await ask('POST', `/work/${id}/start`);
    } else await ask('POST', `/work/${id}/${what}`);
  }
  $('works').addEventListener('click', async (event) => {
    const what = event.target.dataset.act, card = event.target.closest('li[data-id]'), id = card?.dataset.id;
    if (event.target.tagName !== 'BUTTON' || !what || !id || adding(id, what)) return;
    say('');
    if (what === 'remove' && !event.target.classList.contains('strong')) return arm(event.target, true);
    await attempt(() => act(id, what, card));
    refresh();
  });
  $('works').addEventListener('change', async (event) => {
    const what = event.target.dataset.act ?? '', id = event.target.closest('li[data-id]')?.dataset.id, { value } = event.target;
    const [, k, field] = what.split('-'), w = id && works.find((x) => x.id === id);
    if (!w || !value && what === 'earlier') return;
    if (what === 'earlier') { takeAid(id, { role: 'memory', id: value }); return; }
    const language = w.zh < 0 ? '' : w.zh === Number(k) ? 'zh' : 'en';
    say('');
    await attempt(async () => {
      await ask('POST', `/work/${id}/read/${k}`, JSON.stringify({ language, kind: w.kinds[k], encoding: w.encodings[k], [field]: value }));
      await ask('POST', `/work/${id}/start`);
    });
    refresh();
  });
  // Escape stops what is being done, or takes a question back.
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const armed = $('works').querySelector('[data-act="remove"].strong');
    const card = document.activeElement.closest('li[data-id]') ?? $('works').querySelector('li[data-stage="running"], li[data-stage="queued"]');
    if (armed) arm(armed, false);
    else if (sending) $('stop').click();
    else card?.querySelector('[data-act="cancel"]')?.click();
  });

  // ---- language, tabs ----

  function relabel() {
    document.documentElement.lang = lang;
    for (const [id, key] of [['drop-text', 'drop'], ['choose', 'choose'], ['alone', 'alone'], ['works-title', 'works'], ['private', 'private'], ['language', 'language'], ['stop', 'cancel'], ['next-title', 'later']]) $(id).textContent = t(key);
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
