// SPDX-License-Identifier: Apache-2.0
// node report.mjs ZHEN CHROMIUM PICTURES: the page of `zhen report` in a real
// browser. Needs Debian's chromium and nodejs, nothing of npm. Pictures at two
// widths, light and dark, go to the directory PICTURES.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Browser } from './devtools.mjs';
import { audit } from './access.mjs';

const [,, zhen, chromium, pictures] = process.argv;
const samples = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'samples');
const work = mkdtempSync(join(tmpdir(), 'zhen-report-'));
const harbour = [join(samples, 'harbour.zh.txt'), join(samples, 'harbour.en.txt')];
let passed = 0, failed = 0;

function check(what, good, detail = '') {
  if (good) passed++;
  else failed++;
  if (!good) console.log(`FAILED: ${what}${detail ? `: ${detail}` : ''}`);
}
const equal = (what, a, b) => check(what, JSON.stringify(a) === JSON.stringify(b), `${JSON.stringify(a)?.slice(0, 300)} is not ${JSON.stringify(b)?.slice(0, 300)}`);
const run = (...args) => execFileSync(zhen, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

function makeReport(name, ...args) {
  const file = join(work, name);
  run('report', '-q', ...args, '-o', file);
  return pathToFileURL(file).href;
}
async function openReport(browser, url, how = {}) {
  const page = await browser.open(url, { downloads: work, ...how });
  await page.until(() => page.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
  await page.settle();
  return page;
}
// What no page may do, whatever was done with it.
function checkQuiet(name, page) {
  equal(`${name}: no error of a script or of the policy`, page.errors, []);
  const foreign = page.requests.filter((url) => !url.startsWith('file://') && !url.startsWith('blob:'));
  equal(`${name}: no request leaves the page`, foreign, []);
  const files = new Set(page.requests.filter((url) => url.startsWith('file://')));
  check(`${name}: it is one file`, files.size === 1, [...files].join(' '));
}
async function save(page, kind, unaligned = false) {
  for (const name of readdirSync(work)) if (name.endsWith(`.${kind}`)) rmSync(join(work, name));
  await page.key('Ctrl+s');
  if ((await page.run('document.getElementById("with-unaligned").checked')) !== unaligned) await page.click('#with-unaligned');
  await page.click(`[data-save="${kind}"]`);
  let name;
  await page.until(() => (name = readdirSync(work).find((n) => n.endsWith(`.${kind}`))), `${kind} is saved`);
  await page.key('Escape');
  return readFileSync(join(work, name), 'utf8');
}
const text = (page, selector) => page.run((s) => document.querySelector(s)?.textContent ?? null, selector);
const chosen = (page) => text(page, '.row.now .number');
const shown = (page) => text(page, '#count');
const setValue = (page, id, value) => page.run((i, v) => { const n = document.getElementById(i); n.value = v; n.dispatchEvent(new Event('change')); }, id, value);
const ids = (tsv) => tsv.trimEnd().split('\n').map((line) => line.split('\t').slice(3).join(' '));

// Every sentence of both sides exactly once, in order.
function checkWhole(what, tsv) {
  for (const column of [4, 5]) {
    const numbers = tsv.trimEnd().split('\n').flatMap((line) => line.split('\t')[column].split(',').filter(Boolean).map(Number));
    check(`${what}: nothing lost or twice`, numbers.every((n, k) => n === k), numbers.join());
  }
}

async function testFirstSight(page) {
  check('rows are drawn', (await page.run('document.querySelectorAll(".row").length')) > 5);
  check('the summary counts', /^\d+ pairs, .*mean probability \d+ %/.test(await text(page, '#summary')));
  equal('the names are there', await text(page, 'h1'), ' harbour.zh.txt ↔and harbour.en.txt'.trim());
  check('the Chinese is marked as such', (await page.run('document.querySelector(".text.zh").lang')) === 'zh-CN');
  check('unaligned sentences are in the list of gaps', /no English/.test(await text(page, '#gaps')));
  const ink = await page.run('(() => { const c = document.getElementById("path"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; })()');
  check('the map is drawn', ink > 500, String(ink));
}

async function testWords(page) {
  await page.over('.row:nth-child(2) .text.zh .m');
  const lit = await page.run('["zh", "en"].map((s) => document.querySelectorAll(`.text.${s} .m.lit`).length)');
  check('a word lights up on both sides', lit[0] > 0 && lit[1] > 0, lit.join());
  check('and shows why', /link \d+ %|score [+−]/.test(await text(page, '#tip')));
  await page.mouse(2, 2);
  await page.settle();
  check('and goes out again', (await page.run('document.querySelectorAll(".m.lit").length')) === 0);
  await page.key('w');
  check('the same by keyboard', (await page.run('document.querySelectorAll(".row.now .m.lit").length')) > 1 && /link|score/.test(await text(page, '#say')));
  await page.key('e');
  check('the terms of the score are shown', /Sum/.test(await text(page, '.row.now .why')) && /standard deviations/.test(await text(page, '.row.now .why')));
  await page.key('e');
  check('and put away', (await text(page, '.row.now .why')) === null);
}

// The key w goes through the word links that zhen explain lists, but those of
// marks.
async function testLinks(page) {
  const saved = join(work, 'links.jsonl');
  run('align', ...harbour, '-q', '-o', saved);
  const { links } = JSON.parse(run('explain', saved, '3', '--json'));
  const wanted = links.filter((l) => !/^[\p{P}]/u.test(l.zh.text)).map((l) => `${l.zh.text} = ${l.en.text}: link ${Math.floor(l.probability * 99.999)} %`);
  check('a pair has word links', wanted.length > 4, wanted.join());
  await page.key('Home');
  while (Number.parseInt(await chosen(page), 10) !== 3) await page.key('j');
  const shownLinks = new Set();
  for (let k = 0; k < 60; k++) {
    await page.key('w');
    shownLinks.add((await text(page, '#say')).split(';')[0]);
    const lit = await page.run('["zh", "en"].map((s) => document.querySelectorAll(`.row.now .text.${s} .m.lit`).length)');
    check('both partners light up', lit[0] > 0 && lit[1] > 0, lit.join());
  }
  for (const one of wanted) check('a link is announced', shownLinks.has(one), `${one} is not in ${[...shownLinks].join(', ')}`);
}

async function testFilters(page) {
  const all = await shown(page);
  await setValue(page, 'kind', 'many');
  const shapes = await page.run('[...document.querySelectorAll(".row .number")].map((n) => n.textContent.split(" ")[1])');
  check('only joined pairs', shapes.length > 2 && shapes.every((s) => s !== '1–1' && !/^0|0$/.test(s)), shapes.join());
  await setValue(page, 'kind', 'unaligned');
  check('only unaligned rows', (await page.run('[...document.querySelectorAll(".row b")].every((b) => b.textContent === "unaligned")')));
  await page.click('#reset');
  equal('all again', await shown(page), all);
  await page.key('/');
  await page.type('Ningbo');
  await page.until(async () => /^1 of/.test(await shown(page)), 'one row is found');
  check('what is found is marked', (await text(page, 'mark.found')) === 'Ningbo');
  await page.click('#reset');
  await page.click('#tab-statistics');
  await page.run('[...document.querySelectorAll("#histogram button")].find((b) => /^[1-9]/.test(b.querySelector(".n").textContent)).click()');
  check('a bar of the histogram filters', /^\d+ of/.test(await shown(page)) && (await page.run('document.activeElement.getAttribute("aria-pressed")')) === 'true');
  await page.click('#reset');
  await setValue(page, 'order', 'doubt');
  const sure = await page.run('[...document.querySelectorAll(".row")].map((r) => [parseFloat(r.style.top), parseFloat(r.querySelector("b").textContent)]).sort((a, b) => a[0] - b[0]).map((x) => x[1]).filter((x) => !isNaN(x))');
  check('the most doubtful first', sure.every((p, k) => k === 0 || sure[k - 1] <= p), sure.join());
  await setValue(page, 'order', 'text');
  await page.click('#tab-map');
}

async function testKeys(page) {
  await page.key('Escape');
  await page.key('Home');
  check('Home is the first', /^1\. /.test(await chosen(page)));
  await page.key('j');
  await page.key('ArrowDown');
  await page.key('k');
  check('j, down and k go', /^2\. /.test(await chosen(page)));
  check('the focus goes along', await page.run('document.activeElement.classList.contains("now")'));
  await page.key('End');
  const last = await chosen(page);
  check('End is the last', Number.parseInt(last, 10) === Number.parseInt(await shown(page), 10), last);
  await page.key('Home');
}

async function testReview(page) {
  const before = await save(page, 'tsv', true);
  checkWhole('as it was', before);
  const acts = ['m', 's', 'j', 'd', 'u', 'j', 'D', 'U', 'M', 'j', 's', 'x', 'j', 'r'];
  for (const key of acts) {
    await page.key(key);
    if (key !== 'j' && key !== 'r' && key !== 'x') checkWhole(`after ${key}`, await save(page, 'tsv', true));
  }
  check('it is reported', (await text(page, '#say')) !== '' && /reviewed/.test(await text(page, '#summary')));
  for (let k = 0; k < acts.length; k++) await page.key('z');
  check('nothing is left to undo', await page.run('document.getElementById("undo").disabled'));
  equal('undone is undone', await save(page, 'tsv', true), before);
  for (let k = 0; k < acts.length; k++) await page.key('Z');
  check('nothing is left to redo', await page.run('document.getElementById("redo").disabled'));
  for (let k = 0; k < acts.length; k++) await page.key('Ctrl+z');
  equal('undone again', await save(page, 'tsv', true), before);
  await page.key('Home');
  await page.click('[data-do="joinDown"]');
  check('the same by mouse', (await text(page, '.row.now b')) === 'by you');
  await page.click('#undo');
  equal('and undone', await save(page, 'tsv', true), before);
}

// The texts of a case of tests/cli.
function textsOf(group, name, change = (text) => text) {
  const cmd = readFileSync(join(samples, '..', 'tests', 'cli', group, name, 'cmd'), 'utf8');
  return ['zh', 'en'].map((side) => {
    const file = join(work, `${name}.${side}.txt`), text = cmd.match(new RegExp(`>${side}.txt <<'T'\\n([^]*?)\\nT\\n`))[1];
    writeFileSync(file, change(text));
    return file;
  });
}

// A doubtful pair becomes a pair by one key; its patch says so to the aligner.
async function testDoubtful(browser) {
  const files = textsOf('explain', 'doubtful', (text) => `${text}\n`), page = await openReport(browser, makeReport('doubtful.html', '--presplit', ...files));
  const before = await save(page, 'tsv', true), isOff = () => page.run('document.querySelector("[data-do=pairUp]").disabled');
  check('no doubtful pair at first', await isOff());
  await page.key('p');
  check('the key says so', /no doubtful pair/.test(await text(page, '#say')));
  while (!/% a pair/.test((await text(page, '.row.now .flag')) ?? '')) await page.key('j');
  check('the button is on', !(await isOff()));
  await page.key('p');
  check('they are a pair', (await text(page, '.row.now b')) === 'by you' && /1–1$/.test(await chosen(page)), await chosen(page));
  const after = await save(page, 'tsv', true), patch = await save(page, 'zpatch'), file = join(work, 'doubtful-fixed.zpatch');
  checkWhole('paired up', after);
  equal('one line of a patch', patch.split('\n').length, 3);
  writeFileSync(file, patch);
  equal('the aligner makes the same', ids(run('align', '--presplit', ...files, '--nulls', '-f', 'tsv', '--patch', file)).map((l) => l.replace(/^\S+ /, '')), ids(after).map((l) => l.replace(/^\S+ /, '')));
  await page.key('z');
  equal('undone', await save(page, 'tsv', true), before);
  checkQuiet('doubtful', page);
  await page.close();
}

async function testSaves(browser, page) {
  equal('TSV as zhen align writes it', await save(page, 'tsv', true), run('align', ...harbour, '--nulls', '-f', 'tsv'));
  equal('TSV without unaligned sentences', await save(page, 'tsv'), run('align', ...harbour, '-f', 'tsv'));
  const objects = (s) => s.trimEnd().split('\n').map((line) => JSON.parse(line));
  equal('JSONL as zhen align writes it', objects(await save(page, 'jsonl', true)), objects(run('align', ...harbour, '--nulls', '-f', 'jsonl')));
  const moved = textsOf('align', 'moved', (text) => text.replace(/工厂|factories/, '$&\t\\n\u2028')); // what TSV must escape
  const other = await openReport(browser, makeReport('moved.html', ...moved));
  const lines = objects(await save(other, 'jsonl', true));
  check('some passages are elsewhere', lines.some((line) => line.moved));
  equal('JSONL with moved passages and escapes', lines, objects(run('align', ...moved, '--nulls', '-f', 'jsonl')));
  equal('TSV with escapes', await save(other, 'tsv', true), run('align', ...moved, '--nulls', '-f', 'tsv'));
  await other.close();
  const undated = (s) => s.replace(/ (creation|change)date="[^"]*"/g, '');
  equal('TMX as zhen align writes it', undated(await save(page, 'tmx')), undated(run('align', ...harbour, '-f', 'tmx', '--no-parts')));
}

// Decisions are kept over a reload; their patch says the same to the aligner
// and to a fresh page.
async function testPatch(browser, page, url) {
  await page.key('Home');
  for (const key of ['r', 'j', 'm', 'j', 'j', 's', 'j', 'j', 'x']) await page.key(key);
  const patch = await save(page, 'zpatch'), tsv = await save(page, 'tsv', true);
  check('a patch is lines of text', /^zpatch 1\n(#.*\n|[+-]\t.*\n)+$/.test(patch), patch);
  await page.go(url);
  await page.until(() => page.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
  equal('kept over a reload', await save(page, 'tsv', true), tsv);
  const file = join(work, 'fixes.zpatch');
  writeFileSync(file, patch);
  const decided = ids(run('align', ...harbour, '--nulls', '-f', 'tsv', '--patch', file));
  for (const [k, line] of ids(tsv).entries()) {
    const made = patch.split('\n').some((l) => l.startsWith('+') && l.split('\t')[3] && tsv.split('\n')[k].startsWith(l.split('\t')[3].replace(/…$/, '')));
    if (made) check('what was decided is aligned so', decided.includes(line), line);
  }
  await page.run('localStorage.clear()');
  await page.go(url);
  await page.until(() => page.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
  check('a fresh page knows nothing', !/reviewed/.test(await text(page, '#summary')));
  const { root } = await page.send('DOM.getDocument');
  const { nodeId } = await page.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#patch' });
  await page.key('Ctrl+s');
  await page.send('DOM.setFileInputFiles', { nodeId, files: [file] });
  await page.until(() => text(page, '#patch-report'), 'the patch is loaded');
  check('all lines are loaded', /^\d+ lines loaded\.$/.test(await text(page, '#patch-report')), await text(page, '#patch-report'));
  await page.key('Escape');
  equal('and say the same', ids(await save(page, 'tsv', true)), ids(tsv));
  equal('and are saved the same', await save(page, 'zpatch'), patch);
  writeFileSync(file, 'zpatch 1\n+\t0123456789abcdef:3\t0123456789abcdef:9\tx\ty\n+\tnonsense\n');
  await page.key('Ctrl+s');
  await page.send('DOM.setFileInputFiles', { nodeId, files: [file] });
  await page.until(async () => /Line 3/.test(await text(page, '#patch-report')), 'the patch is read');
  check('what does not fit is reported', /Line 2: does not match.*Line 3: not a patch line/.test(await text(page, '#patch-report')));
  await page.key('Escape');
  await page.run('localStorage.clear()');
}

// A memory: doubtful pairs first, and a mark that zhen filter takes.
async function testMemory(browser) {
  const memory = join(work, 'memory.tmx'), unit = (zh, en) => `  <tu><note>kept</note>\n   <tuv xml:lang="zh-CN"><seg>${zh}</seg></tuv>\n   <tuv xml:lang="en"><seg>${en}</seg></tuv>\n  </tu>\n`;
  const units = [unit('船今天早上来了。', 'The boat came this morning.'), unit('他买了三本书。', 'The moon was full last night.'), unit('我们明天去学校。', 'We go to school tomorrow.')];
  const file = (list) => `<tmx version="1.4"><header/>\n <body>\n${list.join('')} </body>\n</tmx>\n`;
  writeFileSync(memory, file(units));
  const page = await openReport(browser, makeReport('memory.html', memory));
  check('the most doubtful pair is first', /^2\./.test(await chosen(page)), await chosen(page));
  equal('pairs are not changed here', await page.run('[...document.querySelectorAll("#actions button:not([hidden])")].map((b) => b.dataset.do)'), ['right', 'wrong', 'why', 'nextDoubt']);
  await page.key('e');
  check('it says why', /^Line 10 of the file\.words matched: /.test(await text(page, '.row.now .why')), await text(page, '.row.now .why'));
  await page.key('m');
  check('a key does not change them either', await page.run('document.getElementById("undo").disabled'));
  await page.key('x');
  const patch = join(work, 'memory.zpatch');
  check('the mark is saved', /^zpatch 1\n-\t/.test(await save(page, 'zpatch')));
  check('the TMX is without it', !(await save(page, 'tmx')).includes('moon'));
  writeFileSync(memory, file(units));
  writeFileSync(patch, await save(page, 'zpatch'));
  equal('zhen filter takes the pair out, and nothing else', run('filter', '-q', '--only-given', '--patch', patch, memory), file([units[0], units[2]]));
  checkQuiet('memory', page);
  await page.close();
}

// The page of a text with another verdict in its data.
function pageOf(url, relation, passages) {
  const name = join(work, `${relation}.html`), page = readFileSync(fileURLToPath(url), 'utf8');
  writeFileSync(name, page.replace(/"parallel":[0-9.]+/, '"parallel":0.4213').replace(/"relation":"[a-z]+"/, `"relation":"${relation}"`).replace(/"passages":\[[0-9,]*\]/, `"passages":[${passages}]`));
  return pathToFileURL(name).href;
}

async function testVerdict(browser, url) {
  const marked = (page) => page.run('[document.querySelectorAll(".row.apart").length, document.querySelectorAll(".row").length]');
  const plain = await openReport(browser, pageOf(url, 'parallel', ''));
  check('texts that are parallel have no verdict', await plain.run('document.getElementById("verdict").hidden && !document.querySelector(".row.apart, [value=apart]")'));
  await plain.close();
  for (const scheme of ['light', 'dark']) {
    const page = await browser.open('about:blank', { width: 360, height: 740 });
    await page.media('prefers-color-scheme', scheme);
    await page.go(pageOf(url, 'part', '0,4,0,5,9,12,10,14'));
    await page.until(() => page.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
    equal('the passages are named', await text(page, '#verdict'), 'These texts are translations of each other only in part: Chinese 1–4 with English 1–5, Chinese 10–12 with English 11–14.');
    check('and the share', /42 % of the text parallel/.test(await text(page, '#summary')));
    const [apart, rows] = await marked(page);
    check('rows outside of passages are marked', apart > 0 && apart < rows, `${apart} of ${rows}`);
    await setValue(page, 'kind', 'apart');
    const [found, shownRows] = await marked(page);
    check('and can be listed', found > 0 && found === shownRows, `${found} of ${shownRows}`);
    await page.key('e');
    check('the factors of the probability are shown', /Parallel here: \d+ %. These bounds, if parallel here: \d+ %/.test(await text(page, '.row.now .why')));
    for (const finding of await audit(page)) check(`verdict ${scheme}: ${finding}`, false);
    checkQuiet(`verdict ${scheme}`, page);
    await page.close();
  }
  const unrelated = await openReport(browser, pageOf(url, 'unrelated', ''));
  check('unrelated texts are reported', /do not look like translations/.test(await text(unrelated, '#verdict')));
  const [apart, rows] = await marked(unrelated);
  equal('all their rows are marked', apart, rows);
  await unrelated.close();
}

async function testHostile(browser) {
  const bad = ['</script><script>document.title="owned"</script>', '<img src=x onerror=document.title="owned">', '<!--', ']]>', '&amp;&lt;', '"\\u003c', '\u202Egnihtemos\u202C', '\u2066x\u2069', '\u001b[31mred', '${1+1}', '\u200f\ufeffmark', '<style>*{display:none}</style>', '@DATA@', '<meta http-equiv=refresh content=0;url=http://example.org/>', '<a href="http://example.org/">x</a>'];
  const zh = join(work, '坏<b>文件.txt'), en = join(work, 'bad"&.txt');
  writeFileSync(zh, bad.map((s) => `他说${s}这样的话，没有人听。\n`).join(''));
  writeFileSync(en, bad.map((s) => `He said ${s} and words like it, and nobody listened.\n`).join(''));
  const page = await openReport(browser, makeReport('hostile.html', '--markup', 'keep', '--zh', zh, '--en', en));
  check('no script of the text runs', !/owned/.test(await page.run('document.title')));
  const seen = await page.run('document.getElementById("rows").textContent');
  for (const s of bad.slice(0, 2)) check('markup shows as text', seen.includes(s), s);
  check('overrides are shown by their numbers', seen.includes('U+202E') && !seen.includes('\u202E') && seen.includes('U+001B'));
  check('only our elements', (await page.run('document.querySelectorAll("img, iframe, object, embed, style:not(:first-of-type), main a, main script").length')) === 0);
  check('the name is text, too', (await text(page, '#zh-name')) === '坏<b>文件.txt');
  for (const key of ['e', 'w', 'm', 's', 'z']) await page.key(key);
  const back = await save(page, 'tsv', true);
  check('saved as it is in the files', back.includes(bad[0]) && back.includes(bad[1]));
  checkQuiet('hostile text', page);
  await page.close();
}

async function testLarge(browser) {
  const lines = 5000, zh = join(work, 'large.zh'), en = join(work, 'large.en');
  writeFileSync(zh, Array.from({ length: lines }, (_, k) => `第${k + 1}号船在${(k * 7) % 97 + 11}点钟出海。\n`).join(''));
  writeFileSync(en, Array.from({ length: lines }, (_, k) => `Boat number ${k + 1} put to sea at ${(k * 7) % 97 + 11} o'clock.\n`).join(''));
  const page = await openReport(browser, makeReport('large.html', '--presplit', '--zh', zh, '--en', en));
  const drawn = () => page.run('document.querySelectorAll(".row").length');
  check('only what is visible is drawn', (await drawn()) < 60, String(await drawn()));
  await page.key('End');
  check('the end is there at once', Number.parseInt(await chosen(page), 10) > 4000 && (await drawn()) < 60, await chosen(page));
  check('and in sight', await page.run('(() => { const r = document.querySelector(".row.now").getBoundingClientRect(), l = document.getElementById("list").getBoundingClientRect(); return r.top >= l.top - 1 && r.bottom <= l.bottom + 1; })()'));
  for (let k = 0; k < 10; k++) {
    await page.run((f) => { const l = document.getElementById('list'); l.scrollTop = l.scrollHeight * f; }, k / 10);
    await page.settle();
    const gap = await page.run('(() => { const l = document.getElementById("list").getBoundingClientRect(); for (let y = l.top + 5; y < l.bottom; y += 20) if (!document.elementFromPoint(l.left + l.width / 2, y)?.closest(".row")) return y; return 0; })()');
    check('no hole while scrolling', gap === 0, `at ${k / 10}, ${gap}`);
  }
  await page.run('dispatchEvent(new Event("beforeprint"))');
  const whole = await drawn();
  check('all of it is printed', whole === Number.parseInt((await shown(page)).replace(',', ''), 10), String(whole));
  await page.run('dispatchEvent(new Event("afterprint"))');
  check('and no more than is visible after that', (await drawn()) < 80);
  checkQuiet('large text', page);
  await page.close();
}

// Nothing sticks out at any width; every theme can be read.
async function testLooks(browser, url) {
  for (const [width, height] of [[360, 740], [1920, 1080]])
    for (const scheme of ['light', 'dark']) {
      const page = await browser.open('about:blank', { width, height });
      await page.media('prefers-color-scheme', scheme);
      await page.go(url);
      await page.until(() => page.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
      for (const key of ['j', 'r', 'e', 'n']) await page.key(key);
      for (const tab of ['map', 'statistics', 'gaps', 'numbers']) {
        await page.run((t) => document.getElementById(`tab-${t}`).click(), tab);
        await page.settle();
        const out = await page.run('document.documentElement.scrollWidth - innerWidth');
        check(`${width} ${scheme} ${tab}: nothing sticks out`, out <= 0, String(out));
        for (const finding of await audit(page)) check(`${width} ${scheme} ${tab}: ${finding}`, false);
        passed++;
      }
      await page.run('document.getElementById("tab-map").click()');
      if (width < 1000) await page.run('document.getElementById("tab-map").click()');
      await page.picture(join(pictures, `report-${width}-${scheme}.png`));
      await page.run('localStorage.clear()');
      checkQuiet(`${width} ${scheme}`, page);
      await page.close();
    }
}

async function testTabs(browser, url) {
  const page = await openReport(browser, url);
  const wanted = await page.run('[...document.querySelectorAll("button, input, select, .skip, [role=tab]")].filter((n) => n.getClientRects().length && !n.disabled && n.tabIndex >= 0 && !n.closest("dialog")).length');
  const met = new Set();
  for (let k = 0; k < wanted + 20; k++) {
    await page.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
    met.add(await page.run('(() => { const n = document.activeElement; return n.id || n.dataset.do || n.className || n.tagName; })()'));
  }
  check('the Tab key leads to every control', met.size >= wanted, `${met.size} of ${wanted}`);
  for (const needed of ['find', 'kind', 'save', 'right', 'tab-map', 'theme']) check(`it leads to ${needed}`, met.has(needed));
  await page.close();
}

const browser = await Browser.launch(chromium);
try {
  mkdirSync(pictures, { recursive: true });
  const url = makeReport('harbour.html', ...harbour);
  const page = await openReport(browser, url);
  const has = process.env.ONLY ? (name) => process.env.ONLY.split(',').includes(name) : () => true;
  if (has('sight')) await testFirstSight(page);
  if (has('words')) await testWords(page);
  if (has('links')) await testLinks(page);
  if (has('filters')) await testFilters(page);
  if (has('keys')) await testKeys(page);
  if (has('review')) await testReview(page);
  if (has('saves')) await testSaves(browser, page);
  if (has('patch')) await testPatch(browser, page, url);
  checkQuiet('harbour', page);
  await page.close();
  if (has('doubtful')) await testDoubtful(browser);
  if (has('verdict')) await testVerdict(browser, url);
  if (has('memory')) await testMemory(browser);
  if (has('tabs')) await testTabs(browser, url);
  if (has('hostile')) await testHostile(browser);
  if (has('large')) await testLarge(browser);
  if (has('looks')) await testLooks(browser, url);
  for (const sample of ['reading-room.txt', 'headline.txt']) {
    const one = await openReport(browser, makeReport(`${sample}.html`, join(samples, sample)));
    await testKeys(one);
    checkQuiet(sample, one);
    await one.close();
  }
} catch (error) {
  failed++;
  console.log(error.stack);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed || !existsSync(pictures) ? 1 : 0;
