// SPDX-License-Identifier: Apache-2.0
// node axe.mjs ZHEN CHROMIUM AXE: the findings of axe-core on the pages of a desk
// with texts, a memory and a store. The script is evaluated by the debugger, since
// the policy of a page allows no other.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from '../browser/devtools.mjs';
import { Desk, counts, check, finish, harbour, work } from '../desk/server.mjs';

const [,, zhen, chromium, axe] = process.argv;
const script = readFileSync(axe, 'utf8');
let pages = 0;

const ready = (page) => page.until(() => page.run('!!document.documentElement?.dataset.ready || (!!document.querySelector("tbody tr") && document.readyState === "complete")').catch(() => false), 'the page is ready');
async function look(page, what) {
  for (const width of [1280, 360])
    for (const scheme of ['light', 'dark'])
      for (let language = 0; language < 2; language++) {
        await page.size(width, 800);
        await page.media('prefers-color-scheme', scheme);
        await page.run('document.getElementById("language").click()');
        await page.settle();
        await page.run(`${script}; 0`);
        const { violations } = await page.run('axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.parse(JSON.stringify({ violations })))');
        pages++;
        check(`${what}, ${width} ${scheme} ${await page.run('document.documentElement.lang')}`, violations.length === 0,
          violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`).join('\n  '));
      }
}

const browser = await Browser.launch(chromium);
try {
  const desk = await Desk.begin(zhen, harbour);
  const page = await browser.open(desk.url);
  await ready(page);
  await page.until(() => page.run('!!document.querySelector("li[data-stage=done]")'), 'it is aligned');
  await page.run('document.querySelector("details").open = true');
  await look(page, 'the desk');
  await page.run('location.href = document.querySelector("#works a.button").href');
  await page.until(() => page.run('location.pathname.endsWith("/page")').catch(() => false), 'the page to review');
  await ready(page);
  await page.key('e');
  await look(page, 'the review');
  for (const id of ['save', 'help']) {
    await page.click(`#${id}`);
    await look(page, `the review, ${id}`);
    await page.key('Escape');
  }
  for (const tab of ['statistics', 'gaps', 'numbers']) {
    await page.run((t) => document.getElementById(`tab-${t}`).click(), tab);
    await look(page, `the review, ${tab}`);
  }
  await page.close();
  await desk.stop();

  const memory = join(work, 'harbour.tmx'), store = join(work, 'harbour.db');
  execFileSync(zhen, ['align', '-q', ...harbour, '-o', memory]);
  for (const [k, side] of ['zh', 'en'].entries()) copyFileSync(harbour[k], join(work, `h.${side}.txt`));
  writeFileSync(join(work, 'manifest.tsv'), 'h\th.zh.txt\th.en.txt\n');
  execFileSync(zhen, ['build', '-q', join(work, 'manifest.tsv'), '-o', store], { stdio: 'ignore' });
  for (const [what, file] of [['a memory', memory], ['a store', store]]) {
    const other = await Desk.begin(zhen, [file], join(work, what));
    const view = await browser.open(other.url);
    if (what === 'a memory') {
      await view.until(() => view.run('!!document.querySelector("li[data-stage=done]")').catch(() => false), 'it is read');
      await view.run('location.href = document.querySelector("#works a.button").href');
      await view.until(() => view.run('location.pathname.endsWith("/page")').catch(() => false), 'its page');
    }
    await ready(view);
    await look(view, what);
    await view.close();
    await other.stop();
  }
} catch (error) {
  counts.failed++;
  console.log(error.stack);
} finally {
  await browser.close();
  console.log(`${pages} pages`);
  finish();
}
process.exit();
