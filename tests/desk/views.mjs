// SPDX-License-Identifier: Apache-2.0
// The pages of a memory and of a store in a browser.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../browser/access.mjs';
import { makeStore, tmx } from './guard_views.mjs';
import { Desk, check, equal, until, work } from './server.mjs';

const ready = (page) => page.until(() => page.run('!!document.documentElement?.dataset.ready').catch(() => false), 'the page is ready');
const text = (page, selector) => page.run((s) => document.querySelector(s)?.textContent ?? null, selector);
const texts = (page, selector) => page.run((s) => [...document.querySelectorAll(s)].map((n) => n.textContent), selector);

// Of pages with the same style, two of the four are enough.
async function looks(page, what, most = 2) {
  for (const [width, height, scheme] of [[360, 740, 'dark'], [1920, 1080, 'light'], [360, 740, 'light'], [1920, 1080, 'dark']].slice(0, most)) {
    await page.size(width, height);
    await page.media('prefers-color-scheme', scheme);
    check(`${what}, ${width} ${scheme}: nothing sticks out`, (await page.run('document.documentElement.scrollWidth - innerWidth')) <= 0);
    for (const finding of await audit(page)) check(`${what}, ${width} ${scheme}: ${finding}`, false);
  }
  check(`${what}: tables have heads and a name`, await page.run('[...document.querySelectorAll("table")].every((t) => t.caption?.textContent && t.querySelectorAll("th[scope=col]").length)'));
  check(`${what}: the texts run no script and are no markup`, await page.run('document.title !== "owned" && !document.querySelector("main script, main img")'));
  equal(`${what}: no error of a script or of the policy`, page.errors, []);
}

// Where the focus is, and whether that can be seen.
const focus = (page) => page.run('(() => { const n = document.activeElement; return [n.id || n.dataset.act || n.dataset.k || n.tagName, getComputedStyle(n).outlineStyle !== "none"]; })()');

async function testMemoryPage(browser, zhen, saved) {
  const file = join(work, 'memory.tmx');
  writeFileSync(file, tmx);
  const desk = await Desk.begin(zhen, [file], join(work, 'memory-page'));
  const page = await browser.open(desk.url, { downloads: saved });
  await ready(page);
  await page.until(() => page.run('document.querySelector("#works li")?.dataset.stage === "done"'), 'it is scored');
  check('the start page says that it is a memory, and offers the other view', /A memory: 6 entries, \d below 50 %/.test(await text(page, '#works')) && (await text(page, '[data-act="as/texts"]')) === 'Align it as two texts', await text(page, '#works'));
  await page.click('#works li a.button');
  await page.until(() => page.run('location.pathname.endsWith("/page")').catch(() => false), 'the entries');
  await ready(page);
  const scores = (await texts(page, '#rows tr td:nth-child(4)')).map((s) => parseInt(s, 10));
  check('the doubtful ones first', scores.length === 6 && scores[0] < 50 && scores.every((s, k) => !k || s >= scores[k - 1]), scores.join());
  await looks(page, 'memory', 4);

  // By the keyboard alone.
  await page.key('j');
  equal('j goes to the next entry, which has the focus', await focus(page), ['1', true]);
  await page.key('k');
  await page.key('x');
  equal('x drops an entry and goes on', [await page.run('document.querySelector("#rows tr").className'), (await focus(page))[0]], ['drop', '1']);
  await page.key('r');
  await page.key('x');
  await page.key('k');
  await page.key('u');
  await page.until(async () => /; 1 dropped, 1 marked to keep/.test(await text(page, '#counts')), 'u takes a mark away');
  await page.key('/');
  equal('/ goes to the search', await focus(page), ['find', true]);
  await page.type('harbour');
  await page.until(async () => (await texts(page, '#rows mark')).length === 3, 'the entries with the text');
  await page.run('const n = document.getElementById("find"); n.value = ""; n.dispatchEvent(new Event("input"))');
  await page.until(async () => (await texts(page, '#rows tr')).length === 6, 'all of them');

  // Another tab has the marks, and adds one.
  const other = await browser.open(await page.run('location.href'));
  await ready(other);
  equal('marks are there in another tab', await other.run('document.querySelector("#rows tr").className'), 'drop now');
  await other.run('document.querySelectorAll("#rows tr")[3].querySelector("[data-row=\'2\']").click()');
  await until('it is stored', async () => /2 dropped/.test(await text(other, '#counts')));
  await other.close();
  for (const name of readdirSync(saved)) rmSync(join(saved, name));
  await page.key('Escape');
  await page.key('Ctrl+s');
  await until('it is saved', () => readdirSync(saved).includes('memory.clean.tmx'));
  const left = readFileSync(join(saved, 'memory.clean.tmx'), 'utf8').match(/<tu .*<\/tu>\n/g);
  check('the marks of both tabs are in the file that is saved, byte for byte', left.length === 4 && left.every((u) => tmx.includes(u)), left.join(''));
  await page.click('#language');
  check('Chinese', /6 条/.test(await text(page, '#counts')) && (await page.run('document.documentElement.lang')) === 'zh-CN', await text(page, '#counts'));
  for (const finding of await audit(page)) check(`memory in Chinese: ${finding}`, false);
  await page.click('#language');
  equal('no error of a script or of the policy', page.errors, []);
  await page.close();
  return desk; // it ends after a while
}

async function testStorePage(browser, zhen) {
  const desk = await Desk.begin(zhen, [makeStore(zhen)], join(work, 'store-page'));
  const page = await browser.open(desk.url);
  await page.until(() => page.run('location.pathname === "/store"').catch(() => false), 'the store is what is shown');
  await ready(page);
  const go = async (hash) => { await page.run((h) => { location.hash = h; }, hash); await page.until(() => page.run((h) => location.hash.startsWith(h) && !!document.documentElement.dataset.ready, hash), hash); };
  const ids = () => texts(page, 'tbody td.id');
  equal('documents', await ids(), ['../../etc/passwd', '<img src=x onerror=alert(1)>', 'harbour', 'none']);
  await page.until(async () => /Pairs/.test(await text(page, '#counts')) && !(await page.run('document.querySelector("[data-act=sort-mean]").disabled')), 'all is counted');
  await looks(page, 'documents');
  await page.click('[data-act="sort-mean"]');
  await page.until(() => page.run('document.querySelector("th[aria-sort=ascending] button")?.dataset.act === "sort-mean"'), 'sorted by mean');
  await page.key('Enter');
  await page.until(() => page.run('!!document.querySelector("th[aria-sort=descending]")'), 'the other way, by the keyboard');
  equal('what is sorted keeps the focus', await focus(page), ['sort-mean', true]);
  equal('what has none is last', (await ids()).at(-1), 'none');
  await page.click('a[href*="passwd"]');
  await page.until(async () => (await text(page, 'h2')) === '../../etc/passwd', 'a document');
  check('with its pairs', (await texts(page, 'tbody tr')).length >= 3 && /more bytes/.test(await text(page, 'tbody')), await text(page, 'main'));
  await looks(page, 'document');
  await go('#rules');
  await page.until(() => page.run('document.querySelectorAll("details table").length > 0'), 'rules with samples');
  await page.click('summary');
  await looks(page, 'rules');
  check('failures have their reasons', /none.*no\.txt/.test(await text(page, 'main')));
  await page.key('/');
  await page.type('harbour');
  await page.key('Enter');
  await page.until(async () => (await texts(page, 'tr.now mark')).length > 1, 'matches are marked');
  await ready(page);
  check('with what is around them', (await texts(page, 'tr.beside')).length > 1);
  await looks(page, 'search');
  await page.run('history.back()');
  await page.until(async () => /Rules/.test(await text(page, 'h2')), 'Back leads back');
  await page.click('#language');
  await page.until(async () => (await text(page, 'h2')) === '规则', 'in Chinese');
  for (const finding of await audit(page)) check(`store in Chinese: ${finding}`, false);
  await page.click('#language');
  equal('no request leaves the desk', page.requests.filter((url) => !url.startsWith(`${desk.origin}/`)), []);
  await page.close();
  await desk.stop();
}

export async function testPages(browser, zhen, saved) {
  const { ended } = await testMemoryPage(browser, zhen, saved);
  await testStorePage(browser, zhen);
  equal('the desk ends with the tab of a memory', await ended, 0);
}
