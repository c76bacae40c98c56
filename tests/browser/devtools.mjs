// SPDX-License-Identifier: Apache-2.0
// Chromium without a window, driven through the DevTools protocol. It talks
// over a pair of pipes (--remote-debugging-pipe), so that only node is
// needed: a message is JSON and a NUL.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SLOW = 60000; // milliseconds that nothing here may take

export class Browser {
  static async launch(program = 'chromium') {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), 'zhen-browser-'));
    browser.process = spawn(program, [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
      '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-extensions',
      '--hide-scrollbars', '--force-color-profile=srgb', '--remote-debugging-pipe',
      `--user-data-dir=${browser.profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    browser.number = 0;
    browser.waiting = new Map();
    browser.listeners = new Set();
    browser.gone = new Promise((resolve) => {
      browser.process.on('error', (error) => resolve(error));
      browser.process.on('exit', (code) => resolve(new Error(`${program} ended with ${code}`)));
    });
    browser.gone.then((error) => { for (const { reject } of browser.waiting.values()) reject(error); });
    let rest = Buffer.alloc(0);
    browser.process.stdio[4].on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1))
        browser.take(JSON.parse(rest.subarray(0, end).toString()));
    });
    browser.process.stdio[3].on('error', () => {});
    return browser;
  }
  take(message) {
    const { id, error, result } = message;
    if (!id) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const { resolve, reject, timer, method } = this.waiting.get(id);
    this.waiting.delete(id);
    clearTimeout(timer);
    if (error) reject(new Error(`${method}: ${error.message}`));
    else resolve(result);
  }
  send(method, params = {}, sessionId = undefined) {
    const id = ++this.number;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), SLOW);
      this.waiting.set(id, { resolve, reject, timer, method });
    });
  }
  async close() {
    await Promise.race([this.send('Browser.close').catch(() => {}), this.gone]);
    await this.gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  async open(url, how = {}) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    this.listeners.add((message) => { if (message.sessionId === sessionId) page.hear(message); });
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`);
    await page.size(how.width ?? 1280, how.height ?? 800);
    if (how.downloads)
      await this.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: how.downloads, eventsEnabled: true });
    await page.go(url);
    return page;
  }
}

export class Page {
  constructor(browser, session, target) {
    Object.assign(this, { browser, session, target, requests: [], errors: [], heard: [] });
  }
  send(method, params) {
    return this.browser.send(method, params, this.session);
  }
  hear({ method, params }) {
    this.heard.push(method);
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
    if (method === 'Runtime.exceptionThrown')
      this.errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === 'Log.entryAdded' && params.entry.level === 'error') this.errors.push(params.entry.text);
    if (method === 'Runtime.consoleAPICalled' && params.type === 'error') this.errors.push('console.error');
  }
  async go(url) {
    this.heard = [];
    await this.send('Page.navigate', { url });
    await this.until(() => this.heard.includes('Page.loadEventFired'), 'the page loads');
  }
  async until(condition, what) {
    for (const end = Date.now() + SLOW; Date.now() < end;) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`waited in vain until ${what}`);
  }
  // The value of an expression, or of a function of plain arguments.
  async run(code, ...args) {
    const expression = typeof code === 'function' ? `(${code})(...${JSON.stringify(args)})` : code;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  size(width, height, scale = 1) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
  }
  media(name, value) {
    return this.send('Emulation.setEmulatedMedia', { features: [{ name, value }] });
  }
  settle() {
    return this.run('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))')
      .catch((error) => { if (!/navigated/.test(error.message)) throw error; }); // a link was followed
  }
  async picture(file) {
    await this.settle();
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
  async mouse(x, y, click = false) {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    if (!click) return;
    for (const type of ['mousePressed', 'mouseReleased'])
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  }
  async over(selector, click = false) {
    const at = await this.run((s) => {
      const node = [...document.querySelectorAll(s)].find((n) => n.getClientRects().length);
      if (!node) return null;
      const r = node.getClientRects()[0];
      return [r.left + r.width / 2, r.top + r.height / 2];
    }, selector);
    if (!at) throw new Error(`nothing to see of ${selector}`);
    await this.mouse(at[0], at[1], click);
    await this.settle();
  }
  click(selector) {
    return this.over(selector, true);
  }
  // A key by its name in KeyboardEvent.key; "Ctrl+z", "Shift+Tab".
  async key(name, settle = true) {
    const parts = name.length > 1 ? name.split('+') : [name], key = parts.pop();
    const named = { Enter: [13, '\r'], Tab: [9], Escape: [27], ArrowDown: [40], ArrowUp: [38], ArrowLeft: [37], ArrowRight: [39], Home: [36], End: [35], ' ': [32, ' '] }[key];
    const ctrl = parts.includes('Ctrl'), shift = parts.includes('Shift') || (/^[A-Z]$/.test(key));
    const event = { key, code: named ? key : `Key${key.toUpperCase()}`, modifiers: (ctrl ? 2 : 0) + (shift ? 8 : 0),
      windowsVirtualKeyCode: named ? named[0] : key.toUpperCase().charCodeAt(0) };
    const text = ctrl ? undefined : named ? named[1] : key;
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event, text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    if (settle) await this.settle();
  }
  async type(text) {
    await this.send('Input.insertText', { text });
    await this.settle();
  }
  close() {
    return this.browser.send('Target.closeTarget', { targetId: this.target });
  }
}
