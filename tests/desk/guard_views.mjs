// SPDX-License-Identifier: Apache-2.0
// The views of a memory and of a store, by requests: who is served, bad requests,
// and what is written.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, check, equal, harbour, until, work } from './server.mjs';

const evil = '<script>document.title="owned"</script>';
const units = [
  ['港口今天关闭。', 'The harbour is closed today.'],
  ['船在早上六点离开港口。', 'The boat leaves the harbour at six in the morning.'],
  ['他买了三本书。', 'The weather was fine in the mountains.'],
  [`坏文本${evil}\u202eabc`, `A bad text ${evil}\u202eabc`],
  [`很长${'一条很长的行，没有空格，'.repeat(2000)}`, `Long${'averyveryverylongwordwithoutaspace'.repeat(400)}`],
  ['港口今天关闭。', 'The harbour is closed today.'],
];
const xml = (s) => s.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
const unit = ([zh, en], n) => `<tu tuid="${n}"><note>n${n}</note><tuv xml:lang="zh-CN"><seg>${xml(zh)}</seg></tuv><tuv xml:lang="en"><seg>${xml(en)}</seg></tuv></tu>\n`;
export const tmxOf = (list) => `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="zh-CN" segtype="sentence" creationtool="t" creationtoolversion="1" o-tmf="t" adminlang="en" datatype="plaintext"/>\n<body>\n${list.map(([u, n]) => unit(u, n)).join('')}</body></tmx>\n`;
const numbered = units.map((u, n) => [u, n]);
export const tmx = tmxOf(numbered);

// Each route, and what its answer is to a page of the desk; [method, path, body].
const memoryRoutes = (w) => [['GET', `${w}/page`], ['GET', `${w}/entries`], ['GET', `${w}/saved`], ['POST', `${w}/marks`, '[]'], ['POST', `${w}/save/tmx`, ''], ['POST', `${w}/as/memory`, '']];
const storeRoutes = [['GET', '/store'], ['GET', '/store/state'], ['GET', '/store/documents'], ['GET', '/store/document?id=x'], ['GET', '/store/found'], ['POST', '/store/find', 'x'], ['GET', '/store/nothing']];

async function checkRoutes(desk, routes) {
  for (const [method, path, body] of routes) {
    const ask = async (how) => (await desk.send(method, path, { body, ...how })).status;
    const what = `${method} ${path.replace(/[0-9a-f]{16}/, 'ID')}`;
    const page = /\/(page|store)$/.test(path);
    equal(`${what}: cookie, key, both`, [await ask({ key: null }), await ask({ cookie: null }), await ask({ cookie: null, key: null })], [page ? 200 : 403, 403, 403]);
    equal(`${what}: foreign`, [await ask({ headers: { Host: 'evil.example' } }), await ask({ headers: { Origin: 'http://evil.example' } }), await ask({ headers: { Origin: 'null' } }), await ask({ headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' } }), await ask({ headers: { 'Sec-Fetch-Site': 'same-site' } })], [421, 403, 403, 403, 403]);
    if (method === 'POST') equal(`${what}: no Origin; a long body`, [await ask({ headers: { Origin: null } }), await ask({ headers: { 'Content-Length': '20000000' }, body: undefined }).catch(() => 413)], [403, 413]);
    for (const other of ['GET', 'POST', 'PUT', 'DELETE']) if (other !== method) check(`${other} instead of ${what}`, (await desk.send(other, path, { body: other === 'GET' || other === 'DELETE' ? undefined : '' })).status >= 400);
  }
}

// ---- a memory ----

async function settled(desk, id) {
  let state;
  await until('it is done', async () => { state = await desk.json('GET', `/work/${id}`); return !['new', 'queued', 'running'].includes(state.stage); });
  return state;
}
async function put(desk, name, bytes) {
  const { id } = await desk.json('POST', '/work');
  await desk.send('PUT', `/work/${id}/input/0?name=${encodeURIComponent(name)}`, { body: bytes });
  await desk.send('POST', `/work/${id}/start`, { body: '' });
  return { id, state: await settled(desk, id) };
}
async function saved(desk, id, how) {
  equal(`save ${how}`, (await desk.send('POST', `/work/${id}/save/${how}`, { body: '' })).status, 204);
  const { message } = await settled(desk, id);
  equal(`saved ${how}`, message, '');
  return (await desk.send('GET', `/work/${id}/saved`)).bytes;
}

async function testEntries(desk, id) {
  const of = async (query) => desk.json('GET', `/work/${id}/entries?${query}`);
  const numbers = async (query) => (await of(query)).entries.map((e) => e.n);
  const { entries, counts, end } = await of('');
  check('the doubtful ones first', entries[0].score < 0.5 && entries.every((e, k) => !k || e.score >= entries[k - 1].score), JSON.stringify(entries.map((e) => e.score)));
  equal('all are counted', [counts.all, counts.keep, counts.drop, end], [6, 0, 0, true]);
  equal('with reasons', entries.find((e) => e.n === 2).why.length > 0, true);
  equal('a long text is cut, and that is said', entries.find((e) => e.n === 4).zh.map((p) => typeof p), ['string', 'number']);
  equal('texts are as they are', entries.find((e) => e.n === 3).en, [units[3][1]]);
  equal('in the order of the file', await numbers('order=file'), [0, 1, 2, 3, 4, 5]);
  equal('a page', await numbers('order=file&from=2&most=2'), [2, 3]);
  equal('by text, in either case', [await numbers('order=file&text=HARBOUR'), await numbers(`order=file&text=${encodeURIComponent('三本')}`)], [[0, 1, 5], [2]]);
  equal('the match is marked', (await of('order=file&text=harbour&most=1')).entries[0].en, ['The ', 'harbour', ' is closed today.']);
  equal('arguments that are none', [await numbers('order=file&from=-1&most=x'), await numbers('from=999999999999'), await numbers('text=%20'), (await desk.send('GET', `/work/${id}/entries?text=%ff%fe`)).status], [[0, 1, 2, 3, 4, 5], [], await numbers(''), 200]);
}

async function testMarks(desk, id) {
  const mark = async (body) => (await desk.send('POST', `/work/${id}/marks`, { body })).status;
  for (const body of ['', '{', '{}', '1', '[1]', '[[1]]', '[[6,1]]', '[[-1,1]]', '[[0,3]]', '[[0,-1]]', '[["a",1]]', '[[0,1.5]]', '['.repeat(5000), JSON.stringify(Array.from({ length: 1001 }, () => [0, 1]))])
    equal(`marks ${body.slice(0, 20)}`, await mark(body), 400);
  equal('none of them has an effect', (await desk.json('GET', `/work/${id}/entries`)).counts.drop, 0);
  equal('marks', (await desk.json('POST', `/work/${id}/marks`, '[[0,2],[2,2],[1,1],[3,2],[3,0]]')).counts, { all: 6, below: (await desk.json('GET', `/work/${id}/entries`)).counts.below, keep: 1, drop: 2 });
  const shown = async (show) => (await desk.json('GET', `/work/${id}/entries?order=file&show=${show}`)).entries.map((e) => e.n);
  equal('by their marks', [await shown('drop'), await shown('keep'), await shown('open')], [[0, 2], [1], [3, 4, 5]]);
}

async function testSaving(desk, id) {
  equal('nothing is saved yet', (await desk.send('GET', `/work/${id}/saved`)).status, 404);
  for (const how of ['exe', '', '../x', 'moses', 'csv']) equal(`save ${how}`, (await desk.send('POST', `/work/${id}/save/${how}`, { body: '' })).status, 400);
  const left = tmxOf(numbered.filter(([, n]) => n !== 0 && n !== 2));
  equal('the copy has all but the units that are dropped', (await saved(desk, id, 'same')).toString(), left);
  const before = JSON.stringify([await desk.json('GET', '/work'), await desk.json('GET', `/work/${id}/entries`)]);
  for (const verb of ['marks', 'save/tmx', 'save/same', 'as/texts', 'as/memory']) await desk.send('GET', `/work/${id}/${verb}`);
  equal('no GET has an effect', JSON.stringify([await desk.json('GET', '/work'), await desk.json('GET', `/work/${id}/entries`)]), before);
}

// As two texts and back; the marks stay.
async function testViews(desk, id) {
  equal('no such view', (await desk.send('POST', `/work/${id}/as/x`, { body: '' })).status, 404);
  await desk.send('POST', `/work/${id}/as/texts`, { body: '' });
  const texts = await settled(desk, id);
  equal('the file is aligned, and may be a memory', [texts.stage, texts.facts.view, texts.facts.either], ['done', 'texts', true]);
  equal('it has no entries then', (await desk.send('GET', `/work/${id}/entries`)).status, 404);
  check('but the page of an alignment', (await desk.send('GET', `/work/${id}/page`)).text.includes('id="data"'));
  await desk.send('POST', `/work/${id}/as/memory`, { body: '' });
  equal('back', [(await settled(desk, id)).facts.view, (await desk.json('GET', `/work/${id}/entries`)).counts.drop], ['memory', 2]);
}

// Of each kind of file: entries, the copy without one of them, TMX.
async function testKinds(desk, zhen) {
  const pairs = units.slice(0, 3);
  const made = (format) => { const f = join(work, `made.${format}`), from = join(work, 'made.tsv'); writeFileSync(from, pairs.map((p) => `${p.join('\t')}\n`).join('')); execFileSync(zhen, ['filter', '-q', '--only-given', '--force', from, '-f', format, '-o', f]); return readFileSync(f); };
  const po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n';
  const message = ([zh, en]) => `\n#: a.c:1\nmsgid "${en}"\nmsgstr "${zh}"\n`;
  const csv = ([zh, en]) => `"${en}",x,${zh}\r\n`;
  for (const [name, bytes, left] of [
    ['a.po', po + pairs.map(message).join(''), po + pairs.slice(1).map(message).join('')],
    ['a.csv', `English,note,Chinese\r\n${pairs.map(csv).join('')}`, `English,note,Chinese\r\n${pairs.slice(1).map(csv).join('')}`],
    ['a.jsonl', pairs.map(([zh, en]) => `${JSON.stringify({ x: 1, zh, en })}\n`).join(''), pairs.slice(1).map(([zh, en]) => `${JSON.stringify({ x: 1, zh, en })}\n`).join('')],
    ['a.xlf', made('xliff'), null], ['a.xlsx', made('xlsx'), null]]) {
    const { id, state } = await put(desk, name, bytes);
    equal(`${name}: entries`, [state.stage, state.facts.view, state.facts.entries, state.facts.copies], ['done', 'memory', 3, true]);
    await desk.send('POST', `/work/${id}/marks`, { body: '[[0,2]]' });
    const same = await saved(desk, id, 'same');
    if (left !== null) equal(`${name}: the copy`, same.toString(), left);
    const again = await put(desk, name, same);
    equal(`${name}: the copy is read again`, [again.state.stage, again.state.facts.entries, again.state.message], ['done', 2, '']);
    const out = (await saved(desk, id, 'tmx')).toString();
    check(`${name}: TMX`, out.split('<tu').length > 2 && !out.includes(pairs[0][1]) && out.includes(pairs[2][1]), out.slice(0, 200));
    for (const one of [id, again.id]) await desk.json('DELETE', `/work/${one}`);
  }
}

async function testBadMemories(desk) {
  for (const [name, bytes] of [['cut.tmx', tmx.slice(0, 900)], ['deep.tmx', tmx.replace('<body>', `<body>${'<x>'.repeat(20000)}`)], ['none.tmx', tmxOf([])]]) {
    const { id, state } = await put(desk, name, bytes);
    check(`${name} is refused with a reason`, state.stage === 'failed' && state.message.startsWith(`${name}:`) && !state.message.includes('/works/'), JSON.stringify(state));
    await desk.json('DELETE', `/work/${id}`);
  }
}

async function testMemory(zhen) {
  const file = join(work, 'old.tmx'), state = join(work, 'memory');
  writeFileSync(file, tmx);
  let desk = await Desk.begin(zhen, [file], state);
  await desk.enter();
  const { id } = (await desk.json('GET', '/work')).works[0];
  const { facts } = await settled(desk, id);
  equal('a file of pairs is a memory', [facts.view, facts.either, facts.entries, facts.format, facts.copies], ['memory', true, 6, 'tmx', true]);
  await testEntries(desk, id);
  await testMarks(desk, id);
  await testSaving(desk, id);
  await testViews(desk, id);
  await testBadMemories(desk);
  await testKinds(desk, zhen);
  await checkRoutes(desk, memoryRoutes(`/work/${id}`));
  await settled(desk, id);
  await desk.stop('SIGKILL');

  // What was scored and marked is there at once, unless it is damaged.
  desk = await Desk.begin(zhen, [], state);
  await desk.enter();
  equal('a kill loses nothing', [(await desk.json('GET', `/work/${id}`)).stage, (await desk.json('GET', `/work/${id}/entries`)).counts.drop], ['done', 2]);
  await desk.stop('SIGTERM');
  for (const change of [(b) => b.subarray(0, 100), (b) => Buffer.concat([b.subarray(0, -100), Buffer.alloc(100, 255)]), (b) => { b.writeUInt32LE(0xfffffff0, 32); return b; }]) {
    const entries = join(state, 'zhen', 'desk', 'works', id, 'entries'), whole = readFileSync(entries);
    writeFileSync(entries, change(Buffer.from(whole)));
    desk = await Desk.begin(zhen, [], state);
    await desk.enter();
    await desk.send('GET', `/work/${id}/entries`);
    equal('damaged entries do no harm', (await desk.send('GET', '/work')).status, 200);
    await desk.stop('SIGTERM');
    writeFileSync(entries, whole);
  }
}

// ---- a store ----

export function makeStore(zhen) {
  const store = join(work, 'corpus.db'), manifest = join(work, 'manifest.tsv');
  const zh = join(work, 'evil.zh.txt'), en = join(work, 'evil.en.txt');
  writeFileSync(zh, `他说${evil}。\n\n今天天气很好。\n\n${units[4][0]}。\n\n船离开了港口。\n`);
  writeFileSync(en, `He said ${evil}.\n\nThe weather is fine today.\n\n${units[4][1]}.\n\nThe boat left the harbour \u202eabc.\n`);
  writeFileSync(manifest, `harbour\t${harbour.join('\t')}\n../../etc/passwd\t${zh}\t${en}\n<img src=x onerror=alert(1)>\t${harbour.join('\t')}\nnone\t${work}/no.txt\t${work}/no.txt\n`);
  spawnSync(zhen, ['build', '-q', '--follow', manifest, '-o', store]);
  return store;
}

async function testDocuments(desk) {
  const list = async (query = '') => (await desk.json('GET', `/store/documents?${query}`)).documents.map((d) => d.id);
  const ids = ['../../etc/passwd', '<img src=x onerror=alert(1)>', 'harbour', 'none'];
  equal('documents by their ids', await list(), ids);
  await until('all are listed', async () => (await desk.json('GET', '/store/state')).listed);
  const all = (await desk.json('GET', '/store/documents?sort=mean-')).documents;
  check('by mean, those without one last', all[3].id === 'none' && all[0].mean >= all[1].mean && all[1].mean >= all[2].mean, JSON.stringify(all));
  equal('the other way', (await list('sort=mean')).at(-1), 'none');
  equal('from the second on; past the end', [await list('from=3'), await list('from=99'), await list('sort=pairs&from=99')], [['none'], [], []]);
  equal('sorted by what is not', (await desk.send('GET', '/store/documents?sort=x')).status, 409);
  check('a failure has its reason', /no\.txt/.test(all[3].failure), all[3].failure);
  const d = await desk.json('GET', '/store/document?id=harbour');
  check('a document', d.count === d.beads.length && d.pairs === 30 && d.relation === 'parallel' && d.beads.some((b) => b.fate === 'unaligned') && d.sentences.join() === '34,37', JSON.stringify(d).slice(0, 300));
  const again = await desk.json('GET', `/store/document?id=${encodeURIComponent(ids[1])}`);
  check('repeated pairs say which they repeat', again.beads.every((b) => b.fate !== 'dropped' || b.of === 'harbour') || d.beads.every((b) => b.fate !== 'dropped' || b.of === ids[1]));
  for (const id of ['', 'no', '../harbour', '%2e%2e%2fpasswd', 'none', "x'%20OR%201=1--"]) equal(`document ${id}`, (await desk.send('GET', `/store/document?id=${id}`)).status, 404);
}

async function testFound(desk) {
  const find = async (text, query = '') => {
    equal(`find ${text}`, (await desk.send('POST', `/store/find?${query}`, { body: text })).status, 204);
    return until('it is found', async () => { const f = await desk.json('GET', '/store/found'); return !f.searching && f; });
  };
  const hits = (await find('harbour')).hits;
  check('pairs with what is around them', hits.length > 0 && hits.every((h) => h.bead.en.length > 1 || h.bead.zh.length > 1) && hits.some((h) => h.before.length && h.after.length), JSON.stringify(hits).slice(0, 300));
  equal('nothing', (await find('nothing of that kind')).hits, []);
  check('dropped ones, if they are asked for', (await find('wind', 'all=1')).hits.length > (await find('wind')).hits.length);
  equal('those after some', (await find('wind', 'skip=1')).hits.length, (await find('wind')).hits.length - 1);
  for (const body of ['', 'x'.repeat(1001), 'a\0b']) equal(`find ${body.slice(0, 5)}`, (await desk.send('POST', '/store/find', { body })).status, 400);
  for (const body of [' ', '\xff', '%', "'", '"', '*', 'a OR b', '\u202e']) await find(body);
  equal('a page of what was found', (await desk.json('GET', '/store/found?from=99999')).hits, []);
}

async function testStore(zhen) {
  const store = makeStore(zhen), before = readFileSync(store), beside = readdirSync(work).sort();
  const desk = await Desk.begin(zhen, [store], join(work, 'stores'));
  await desk.enter();
  equal('the start page knows it', (await desk.json('GET', '/work')).store, 'corpus.db');
  await testDocuments(desk);
  const state = await until('all is counted', async () => { const s = await desk.json('GET', '/store/state'); return s.failures && s.rules.every((r) => r.samples) && s; });
  check('counts, rules with samples, failures', state.counts.documents === 4 && state.counts.failed === 1 && state.rules.every((r) => r.samples.length > 0 && r.samples.length <= 10) && state.failures[0].id === 'none' && !JSON.stringify(state).includes(work.slice(1) + '/corpus'), JSON.stringify(state).slice(0, 400));
  await testFound(desk);
  await checkRoutes(desk, storeRoutes);
  await desk.send('POST', '/store/find', { body: 'x' });
  await desk.stop('SIGINT');
  check('the store is as it was', before.equals(readFileSync(store)));
  equal('and nothing is beside it', readdirSync(work).filter((n) => n !== 'stores').sort(), beside.filter((n) => n !== 'stores'));
}

function testBadStores(zhen) {
  const store = join(work, 'corpus.db'), bad = join(work, 'bad.db');
  const run = (...files) => spawnSync(zhen, ['desk', ...files], { encoding: 'utf8', timeout: 5000, env: { ...process.env, XDG_STATE_HOME: join(work, 'bad'), DISPLAY: '' } });
  equal('a store and a file', run(store, harbour[0]).status, 2);
  writeFileSync(bad, Buffer.concat([readFileSync(store).subarray(0, 16), Buffer.alloc(5000, 7)]));
  equal('a database that is none', run(bad).status, 3);
  execFileSync('sh', ['-c', `head -c 20 ${store} > ${bad}`]);
  equal('one that is cut', run(bad).status, 3);
}

async function testDamagedStore(zhen) {
  const bad = join(work, 'damaged.db'), bytes = readFileSync(join(work, 'corpus.db'));
  bytes.fill(0x5a, 4096 * 3);
  writeFileSync(bad, bytes);
  const desk = await Desk.begin(zhen, [bad], join(work, 'damaged'));
  await desk.enter();
  for (const path of ['/store/documents', '/store/document?id=harbour', '/store/documents?sort=mean']) check(`damaged: ${path}`, [200, 400, 404, 409].includes((await desk.send('GET', path)).status));
  await until('it says so', async () => (await desk.json('GET', '/store/state')).error);
  await desk.stop();
}

export async function testTheViews(zhen) {
  await testMemory(zhen);
  await testStore(zhen);
  testBadStores(zhen);
  await testDamagedStore(zhen);
}
