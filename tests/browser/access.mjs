// SPDX-License-Identifier: Apache-2.0
// Accessibility of the page: text has enough contrast with its background (WCAG
// 1.4.3: 4.5, or 3 if it is large), every control has a name and a size, and
// roles have their required parts.

// Runs in the page.
function findings() {
  const out = [];
  const parse = (color) => {
    const m = /rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)(?:[,/ ]+([\d.]+))?/.exec(color);
    return m ? [Number(m[1]), Number(m[2]), Number(m[3]), m[4] === undefined ? 1 : Number(m[4])] : [0, 0, 0, 0];
  };
  const over = (top, below) => [0, 1, 2].map((k) => top[k] * top[3] + below[k] * (1 - top[3])).concat(1);
  const behind = (node) => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      if (c[3] > 0) layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const f = (x) => { x /= 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const seen = (n) => n.getClientRects().length > 0 && getComputedStyle(n).visibility !== 'hidden';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode()) {
    const n = t.parentElement;
    if (!t.data.trim() || /^(SCRIPT|STYLE|OPTION)$/.test(n.tagName) || !seen(n) || n.closest('.unseen, :disabled, .skip')) continue;
    const style = getComputedStyle(n), below = behind(n), ink = over(parse(style.color), below);
    const [a, b] = [light(ink), light(below)], ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) out.push(`contrast ${ratio.toFixed(2)} of “${t.data.trim().slice(0, 20)}” (${n.className || n.tagName})`);
  }
  for (const n of document.querySelectorAll('button, [role="tab"], input, select')) {
    if (!seen(n)) continue;
    const r = n.getBoundingClientRect();
    if (r.width && (r.height < 24 || r.width < 24) && n.type !== 'checkbox') out.push(`${n.id || n.textContent} is ${Math.round(r.width)} x ${Math.round(r.height)}`);
  }
  for (const n of document.querySelectorAll('[aria-controls], [aria-labelledby]'))
    for (const name of ['aria-controls', 'aria-labelledby'])
      if (n.hasAttribute(name) && !document.getElementById(n.getAttribute(name))) out.push(`${name} of ${n.id} leads nowhere`);
  for (const n of document.querySelectorAll('img, canvas, svg')) if (!n.getAttribute('aria-label') && !n.getAttribute('alt') && n.getAttribute('aria-hidden') !== 'true') out.push(`${n.id} has no words for it`);
  const all = [...document.querySelectorAll('[id]')].map((n) => n.id);
  for (const id of all) if (all.indexOf(id) !== all.lastIndexOf(id)) out.push(`two are called ${id}`);
  if (!document.documentElement.lang) out.push('the page has no language');
  return out;
}

// Controls without a name in the accessibility tree of the browser.
async function nameless(page) {
  const { nodes } = await page.send('Accessibility.getFullAXTree');
  const usable = new Set(['button', 'textbox', 'searchbox', 'combobox', 'spinbutton', 'checkbox', 'tab', 'link', 'grid', 'dialog', 'toolbar', 'tabpanel', 'image', 'img']);
  return nodes.filter((n) => !n.ignored && usable.has(n.role?.value) && !n.name?.value).map((n) => `a ${n.role.value} has no name`);
}

export async function audit(page) {
  return [...(await page.run(findings)), ...(await nameless(page))];
}
