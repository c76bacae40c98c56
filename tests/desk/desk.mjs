// SPDX-License-Identifier: Apache-2.0
// node desk.mjs ZHEN CHROMIUM [TROUBLE]: `zhen desk` in a real browser: drop, align,
// correct, save, two tabs, cancel, kill and resume, hostile names and texts, a full
// disk, the keyboard alone.
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from '../browser/devtools.mjs';
import { audit } from '../browser/access.mjs';
import { Desk, check, counts, equal, finish, harbour, until, work } from './server.mjs';

const [,, zhen, chromium, trouble] = process.argv;
const saved = join(work, 'saved');
mkdirSync(saved);
const text = (page, selector) => page.run((s) => document.querySelector(s)?.textContent ?? null, selector);
// A page that is left meanwhile has no answer.
const when = (page, condition, what) => page.until(() => page.run(condition).catch(() => false), what);
const loaded = (page) => when(page, '!!document.documentElement?.dataset.ready', 'the page is ready');

async function openDesk(browser, desk, url = desk.url, how = {}) {
  const page = await browser.open(url, { downloads: saved, ...how });
  await loaded(page);
  return page;
}
// Files as if they had been dropped on the page.
async function drop(page, ...files) {
  await dropOn(page, '#drop', ...files);
}
async function dropOn(page, selector, ...files) {
  const [x, y] = await page.run((s) => { const n = document.querySelector(s); n.scrollIntoView({ block: 'nearest' }); const r = n.getBoundingClientRect(); return [r.left + 20, r.top + 10]; }, selector);
  const at = { x, y, data: { items: [], files, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await page.send('Input.dispatchDragEvent', { type, ...at });
}
const ask = (page, url) => page.run((u) => fetch(u, { headers: { 'X-Zhen-Key': localStorage.getItem('zhen.key') } }).then((r) => r.json()), url);
const stages = (page) => page.run('[...document.querySelectorAll("#works li[data-id]")].map((n) => n.dataset.stage)');
const isDone = (page, n = 1) => page.until(async () => { const s = await stages(page); return s.length >= n && s.every((x) => x === 'done' || x === 'failed' || x === 'cancelled'); }, 'it is aligned');
async function review(page) {
  await page.click('#works li:first-child a.button');
  await when(page, 'location.pathname.endsWith("/page") && !!document.documentElement?.dataset.ready', 'the page to review');
  await page.settle();
}
function checkQuiet(what, page, desk) {
  equal(`${what}: no error of a script or of the policy`, page.errors, []);
  equal(`${what}: no request leaves the desk`, page.requests.filter((url) => !url.startsWith(`${desk.origin}/`) && !url.startsWith('blob:')), []);
}
async function save(page, kind, ending = kind) {
  for (const name of readdirSync(saved)) rmSync(join(saved, name));
  await page.key('Ctrl+s');
  await page.click(`[data-save="${kind}"]`);
  const name = await until(`${kind} is saved`, () => readdirSync(saved).find((n) => n.endsWith(`.${ending}`)));
  await page.key('Escape');
  return readFileSync(join(saved, name));
}

async function testDrop(browser, desk) {
  const page = await openDesk(browser, desk);
  equal('the token is not in the URL any more', await page.run('location.href'), `${desk.origin}/`);
  check('no script sees the cookie', (await page.run('document.cookie')) === '');
  await drop(page, ...harbour);
  await isDone(page);
  const shown = await text(page, '#works');
  check('sides, kind and encoding are shown', /Chinese: harbour\.zh\.txt · text · UTF-8 · simplified · 34 sentences/.test(shown) && /English: harbour\.en\.txt · text · UTF-8 · 37 sentences/.test(shown), shown);
  check('and the verdict', /30 pairs, mean probability 99 %Translations of each other\./.test(shown), shown);
  await page.click('[data-act="swap"]');
  await page.until(async () => (await stages(page))[0] === 'failed', 'the sides are swapped');
  check('sides that cannot be are refused with a reason', /not Chinese|is English|Chinese/.test(await text(page, '#works .doubt')), await text(page, '#works .doubt'));
  await page.click('[data-act="swap"]');
  await isDone(page);
  await page.click('#language');
  await page.until(async () => /互为译文/.test(await text(page, '#works')), 'it is in Chinese');
  equal('the page says so', await page.run('document.documentElement.lang'), 'zh');
  for (const finding of await audit(page)) check(`Chinese: ${finding}`, false);
  await page.click('#language');
  checkQuiet('desk', page, desk);
  return page;
}

// A glossary on a text, one that is none, and what the user says of a file.
async function testSettings(page) {
  const file = (name, text) => { const f = join(work, name); writeFileSync(f, text); return f; };
  const card = '#works li:first-child', again = (stage) => page.until(async () => (await stages(page))[0] === stage && /^(done|failed)/.test(stage), `it is ${stage}`);
  await dropOn(page, card, file('terms.csv', '中文,English\n渔港,fishing port\n码头,quay\n'));
  await page.until(async () => /Glossary: terms\.csv · 2 terms/.test(await text(page, card)), 'the glossary is used');
  await isDone(page);
  await dropOn(page, card, file('none.csv', 'nothing\n'));
  await again('failed');
  check('a bad glossary is named', /^none\.csv: line 1/.test(await text(page, `${card} .doubt`)), await text(page, `${card} .doubt`));
  await page.click(`${card} [data-act="drop-1"]`);
  await again('done');
  await page.click(`${card} [data-act="drop-0"]`);
  await page.until(async () => !/terms\.csv/.test(await text(page, card)), 'it is removed');
  await isDone(page);
  const say = (act, value) => page.run((a, v) => { const n = document.querySelector(`#works li:first-child [data-act="${a}"]`); n.value = v; n.dispatchEvent(new Event('change', { bubbles: true })); }, act, value);
  check('what was detected can be read', /detected: UTF-8/.test(await text(page, `${card} details`)));
  await page.click(`${card} summary`);
  await say('read-1-kind', 'docx');
  await again('failed');
  check('a wrong kind is said', /harbour\.en\.txt/.test(await text(page, `${card} .doubt`)), await text(page, `${card} .doubt`));
  await say('read-1-kind', '');
  await again('done');
}

// 500 MB by mistake, a third text, a glossary beside two texts.
async function testMistakes(page, desk) {
  const huge = join(work, 'huge.txt');
  writeFileSync(huge, '');
  truncateSync(huge, 500e6);
  const before = page.requests.filter((url) => /input/.test(url)).length;
  await drop(page, huge, harbour[1]);
  await page.until(async () => /huge\.txt: more than 256 MiB/.test(await text(page, '#say')), '500 MB are refused');
  equal('before they are sent', page.requests.filter((url) => /input/.test(url)).length, before);
  const terms = join(work, 'beside.csv');
  writeFileSync(terms, '中文,English\n渔港,fishing port\n');
  await drop(page, ...harbour, terms);
  await page.until(async () => /beside\.csv · 1 term/.test(await text(page, '#works li:first-child .aids') ?? ''), 'a glossary beside two texts is used');
  await isDone(page);
  await page.click('#next-aids [data-act="drop-0"]');
  await page.click('#works li:first-child [data-act="remove"]');
  await page.key('Escape');
  check('Escape takes back the question', (await text(page, '#works li:first-child [data-act="remove"]')) === 'Remove');
  await page.click('#works li:first-child [data-act="remove"]');
  await page.click('#works li:first-child [data-act="remove"]');
  await page.until(async () => (await stages(page)).length === 1, 'it is removed');
}

// The keyboard alone: every control is reached, in order, and can be used.
async function testKeys(page) {
  const focus = () => page.run('(() => { const n = document.activeElement; return n.dataset.act || n.dataset.do || n.id || n.textContent; })()');
  const walk = async (n) => { const out = []; for (let k = 0; k < n; k++) { await page.key('Tab', false); out.push(await focus()); } return out; };
  await page.run('document.activeElement.blur(); document.querySelector("details").open = false; scrollTo(0, 0)');
  await page.run('document.getElementById("language").focus()');
  const card = ['review', 'swap', 'remove', 'fold'];
  equal('Tab goes from top to bottom', await walk(8), ['choose', 'add-glossary', 'add-memory', 'earlier', ...card]);
  check('what has the focus can be seen', await page.run('getComputedStyle(document.activeElement).outlineStyle !== "none"'));
  await page.key('Enter');
  equal('Enter unfolds', await page.run('document.activeElement.parentElement.open'), true);
  equal('what is unfolded', await walk(8), ['add-glossary', 'add-memory', 'read-0-language', 'read-0-kind', 'read-0-encoding', 'read-1-language', 'read-1-kind', 'read-1-encoding']);
  await page.key('ArrowDown');
  await page.until(async () => (await ask(page, '/work')).works[0].encodings[1] === 'UTF-8', 'an arrow chooses');
  await page.until(async () => /aligned, 30 pairs/.test(await text(page, '#live')), 'what was done is announced');
  equal('the focus stays', await focus(), 'read-1-encoding');
  await page.run('document.querySelector("#works [data-act=remove]").focus()');
  await page.key('Shift+Tab');
  equal('and back', await focus(), 'swap');
  await page.key('Shift+Tab');
  await page.key('Enter');
  await when(page, 'location.pathname.endsWith("/page") && !!document.documentElement?.dataset.ready', 'Enter opens the page to review');
  const seen = await walk(30);
  for (const id of ['home', 'save', 'theme', 'help', 'find', 'kind', 'tab-map']) check(`the review: Tab comes to ${id}`, seen.includes(id), seen.join());
  await page.run('document.getElementById("home").focus()');
  await page.key('Enter');
  await when(page, 'location.pathname === "/" && !!document.documentElement?.dataset.ready', 'and back to the desk');
}

// A full disk: the page says so, and stores when there is room again.
async function testFull(browser) {
  if (!trouble) return;
  const full = join(work, 'full');
  const desk = await Desk.begin(zhen, harbour, join(work, 'trouble'), { LD_PRELOAD: trouble, TROUBLE_FULL: full });
  const page = await openDesk(browser, desk);
  await isDone(page);
  await review(page);
  writeFileSync(full, '');
  await page.key('x');
  await page.until(async () => /Not stored: .*No space left/.test(await text(page, '#verdict')), 'a full disk is said');
  check('to those who do not see it, too', /No space left/.test(await text(page, '#say')));
  const file = join(desk.state, 'works', readdirSync(join(desk.state, 'works'))[0], 'review.zpatch');
  equal('nothing is stored', existsSync(file), false);
  rmSync(full);
  await until('it is stored when there is room', () => existsSync(file) && readFileSync(file, 'utf8').startsWith('zpatch 1\n-\t'));
  await page.until(() => page.run('document.getElementById("verdict").hidden'), 'the page does not complain any more');
  await page.close();
  await desk.stop();
}

async function testReview(page, desk) {
  await review(page);
  check('the keys are those of the report', (await page.run('document.querySelectorAll(".row").length')) > 5);
  const tmx = (await save(page, 'tmx')).toString();
  const wanted = execFileSync(zhen, ['align', '-q', ...harbour, '--no-parts', '-f', 'tmx'], { encoding: 'utf8', env: { ...process.env } });
  const plain = (s) => s.replace(/(creation|change)date="[^"]*"/g, '').replace(/<prop type="x-(source|target)-file">[^<]*<\/prop>/g, '');
  equal('TMX is what zhen align writes', plain(tmx), plain(wanted));
  await page.key('Home');
  await page.key('x');
  check('a pair marked wrong is not saved', (await save(page, 'tmx')).toString().split('<tu ').length === wanted.split('<tu ').length - 1);
  check('XLIFF', /<xliff/.test((await save(page, 'xliff', 'xlf')).toString()));
  for (const kind of ['xlsx', 'docx']) check(kind, (await save(page, kind)).subarray(0, 2).toString() === 'PK');
  check('HTML', /<!DOCTYPE html>/i.test((await save(page, 'html')).toString()));
  check('a patch', /^zpatch 1\n-\t/.test((await save(page, 'zpatch')).toString()));
  check('the review is stored by the program', (await page.run('Object.keys(localStorage).filter((k) => k.startsWith("zhen.review")).length')) === 0);
  const [id] = readdirSync(join(desk.state, 'works'));
  const patch = await until('it is stored', () => { const f = join(desk.state, 'works', id, 'review.zpatch'); return existsSync(f) && readFileSync(f, 'utf8'); });
  check('as a patch', /^zpatch 1\n-\t/.test(patch), patch);
  for (const finding of await audit(page)) check(`review: ${finding}`, false);
  checkQuiet('review', page, desk);
}

const mark = (page) => page.run('document.querySelector(".row.now")?.textContent.includes("wrong") ?? false');

// Two tabs of one text: the second cannot replace what it has not seen.
async function testTabs(browser, desk, page) {
  const url = await page.run('location.href');
  const other = await openDesk(browser, desk, url);
  await other.until(() => mark(other), 'the other tab has the correction');
  await page.send('Page.bringToFront');
  await page.key('j');
  await page.key('r');
  const file = join(desk.state, 'works', readdirSync(join(desk.state, 'works'))[0], 'review.zpatch');
  await until('it is stored', () => readFileSync(file, 'utf8').split('\n').length === 4);
  const kept = readFileSync(file, 'utf8');
  await other.send('Page.bringToFront');
  await other.key('j');
  await other.key('x');
  await other.until(() => other.run('/Not stored: corrected in another tab/.test(document.getElementById("verdict").textContent)'), 'the other tab says so');
  equal('nothing is overwritten', readFileSync(file, 'utf8'), kept);
  await other.close();
}

async function testHostile(browser, desk, page) {
  const zh = join(work, '坏<img src=x onerror=alert(1)>.txt'), en = join(work, 'bad"&\u202e.txt');
  writeFileSync(zh, '他说</script><script>document.title="owned"</script>。\n今天天气很好。\n');
  writeFileSync(en, 'He said </script><script>document.title="owned"</script>.\nThe weather is fine today.\n');
  await drop(page, zh, en);
  await isDone(page, 3);
  check('a name is text', (await text(page, '#works li:first-child h3')).includes('坏<img src=x onerror=alert(1)>.txt') && (await page.run('document.querySelectorAll("#works img, #works script").length')) === 0);
  const junk = join(work, 'junk.bin');
  writeFileSync(junk, Buffer.from([0, 1, 2, 255, 254, 0, 0, 0]));
  await drop(page, junk, en);
  await isDone(page, 4);
  check('a file that cannot be read has a reason', /junk\.bin: /.test(await text(page, '#works li:first-child .doubt')), await text(page, '#works li:first-child'));
  await drop(page, zh, en, junk);
  check('three files', /More than two/.test(await text(page, '#say')));
  await drop(page, join(harbour[0], '..', 'reading-room.txt'));
  await page.click('#alone');
  await isDone(page, 5);
  equal('one bilingual file', (await stages(page))[0], 'done');
  await review(page);
  check('no script of a text runs', !/owned/.test(await page.run('document.title')));
  checkQuiet('hostile', page, desk);
}

async function testCancel(page) {
  const long = (name, line) => { const f = join(work, name); writeFileSync(f, Array.from({ length: 30000 }, (_, k) => line(k)).join('')); return f; };
  const zh = long('long.zh.txt', (k) => `第${k}号船在${(k * 7) % 97}点钟离开了第${(k * 31) % 1009}个港口。\n\n`);
  const en = long('long.en.txt', (k) => `The boat with the number ${k} left the harbour with the number ${(k * 31) % 1009} and was at sea at ${(k * 7) % 97} o'clock.\n\n`);
  await drop(page, zh, en);
  await page.until(() => page.run('!!document.querySelector("[data-act=cancel]")'), 'it can be cancelled');
  check('progress is shown', await page.run('!!document.querySelector("#works progress")'));
  await page.until(() => page.run('document.activeElement.dataset.act === "cancel"'), 'Cancel has the focus');
  await page.key('Escape');
  await page.until(async () => (await stages(page))[0] === 'cancelled', 'it is cancelled');
}

async function testLooks(page) {
  for (const [width, height] of [[360, 740], [1920, 1080]])
    for (const scheme of ['light', 'dark']) {
      await page.size(width, height);
      await page.media('prefers-color-scheme', scheme);
      await page.settle();
      check(`${width} ${scheme}: nothing sticks out`, (await page.run('document.documentElement.scrollWidth - innerWidth')) <= 0);
      for (const finding of await audit(page)) check(`${width} ${scheme}: ${finding}`, false);
    }
  await page.media('prefers-color-scheme', 'light');
  await page.size(1280, 800);
}

// A page of another origin of this browser, which has the cookie.
async function testForeign(browser, desk) {
  let sent = '';
  const server = http.createServer((request, reply) => { sent = request.headers.cookie ?? sent; reply.setHeader('Content-Type', 'text/html'); reply.end('<!DOCTYPE html><title>evil</title>'); }).listen(0, '127.0.0.1');
  await until('it listens', () => server.address());
  const page = await browser.open(`http://localhost:${server.address().port}/`);
  const tried = await page.run(async (origin) => {
    const out = [];
    for (const how of [{}, { method: 'POST', body: 'x' }, { mode: 'no-cors' }, { mode: 'no-cors', method: 'POST', body: 'x' }, { credentials: 'include' }])
      out.push(await fetch(`${origin}/work`, how).then((r) => r.type === 'opaque' ? 'opaque' : r.status, () => 'refused'));
    return out;
  }, desk.origin);
  check('a foreign page reads nothing', tried.every((t) => t === 'refused' || t === 'opaque'), tried.join());
  const framed = await page.run((origin) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { resolve(frame.contentDocument === null ? 'apart' : frame.contentDocument.title); } catch { resolve('apart'); } };
    frame.src = `${origin}/`;
    setTimeout(() => resolve('no answer'), 1500);
    document.body.append(frame);
  }), desk.origin);
  check('nor frames it', framed !== 'zhen desk' && page.errors.some((e) => /frame-ancestors|Framing|ERR_BLOCKED/.test(e)), `${framed} ${page.errors.join()}`);
  // Another server of this machine is sent the cookie, and may say what it likes.
  await page.go(`http://127.0.0.1:${server.address().port}/`);
  check('a server at another port is sent the cookie', sent.includes(`zhen-${desk.port}=`), sent);
  const stolen = await fetch(`${desk.origin}/work`, { headers: { Cookie: sent, Origin: desk.origin, 'Sec-Fetch-Site': 'same-origin' } });
  equal('and is refused with it', stolen.status, 403);
  check('its pages do not see the key', (await page.run('localStorage.getItem("zhen.key")')) === null);
  await page.close();
  server.close();
}

const browser = await Browser.launch(chromium);
try {
  let desk = await Desk.begin(zhen);
  const page = await testDrop(browser, desk);
  await testSettings(page);
  await testReview(page, desk);
  await testTabs(browser, desk, page);
  await testForeign(browser, desk);
  const works = (await ask(page, '/work')).works.length;
  await desk.stop('SIGKILL');
  await page.close();

  desk = await Desk.begin(zhen);
  const again = await openDesk(browser, desk);
  equal('a kill loses nothing', (await stages(again)).length, works);
  check('corrections are there', (await ask(again, '/work')).works[0].reviewed);
  equal('nor what it came to', await stages(again), ['done']);
  check('which the page shows', /30 pairs, mean probability 99 %, has corrections/.test(await text(again, '#works')), await text(again, '#works'));
  await review(again);
  await again.until(() => mark(again), 'the correction is back');
  check('and it is saved as before', /<xliff/.test((await save(again, 'xliff', 'xlf')).toString()));
  await again.click('#home');
  await when(again, 'location.pathname === "/" && !!document.documentElement?.dataset.ready', 'the desk');
  await testKeys(again);
  await testMistakes(again, desk);
  await testCancel(again);
  await testLooks(again);
  await testHostile(browser, desk, again);
  await testFull(browser);
  await again.close();
  equal('it ends with the last tab', await desk.ended, 0);
} catch (error) {
  counts.failed++;
  console.log(error.stack);
} finally {
  await browser.close();
  finish();
}
process.exit();
