// SPDX-License-Identifier: Apache-2.0
// node report_bench.mjs ZHEN CHROMIUM ZH EN [ZH EN]...: reports of pairs of
// files, one sentence per line: time of `zhen report`, size of the page, time to
// the first paint of the frame and until the rows are there, time of a frame
// while scrolling. Each a median of five in a browser that is warm.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from '../browser/devtools.mjs';

const [,, zhen, chromium, ...files] = process.argv;
const TIMES = 5;
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const work = mkdtempSync(join(tmpdir(), 'zhen-bench-'));
const browser = await Browser.launch(chromium);
const warm = await browser.open('about:blank');

async function load(file) {
  await warm.go('about:blank');
  await warm.go(pathToFileURL(file).href);
  await warm.until(() => warm.run('!!document.documentElement.dataset.ready'), 'the report is drawn');
  await warm.settle();
  return warm.run(`({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: Number(document.documentElement.dataset.ready),
    rows: document.getElementById('count').textContent })`);
}
const scroll = () => warm.run(`(async () => {
  const list = document.getElementById('list'), times = [];
  for (let k = 0; k < 60; k++) {
    const from = performance.now();
    list.scrollTop += 900;
    list.getBoundingClientRect();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return [times[30] / 2, times[56] / 2];
})()`);

console.log('rows\treport s\tpage MB\tfirst paint ms\trows there ms\tframe ms, median\t95 %');
for (let k = 0; k + 1 < files.length; k += 2) {
  const page = join(work, 'report.html'), made = [], loads = [];
  for (let t = 0; t < TIMES; t++) {
    const from = performance.now();
    const { status } = spawnSync(zhen, ['report', '-q', '--presplit', '--zh', files[k], '--en', files[k + 1], '-o', page]);
    if (status !== 0) throw new Error(`zhen report ended with ${status}`);
    made.push((performance.now() - from) / 1000);
  }
  for (let t = 0; t < TIMES; t++) loads.push(await load(page));
  const [frame, slow] = await scroll();
  console.log([loads[0].rows, median(made).toFixed(2), (statSync(page).size / 1e6).toFixed(2), median(loads.map((l) => l.paint)).toFixed(0),
    median(loads.map((l) => l.ready)).toFixed(0), frame.toFixed(1), slow.toFixed(1)].join('\t'));
}
await browser.close();
rmSync(work, { recursive: true });
