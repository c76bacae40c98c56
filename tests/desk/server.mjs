// SPDX-License-Identifier: Apache-2.0
// A desk that runs, with a state directory of its own; and checks.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const samples = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'samples');
export const harbour = [join(samples, 'harbour.zh.txt'), join(samples, 'harbour.en.txt')];
export const work = mkdtempSync(join(tmpdir(), 'zhen-desk-'));
export const counts = { passed: 0, failed: 0 };

export function check(what, good, detail = '') {
  if (good) counts.passed++;
  else counts.failed++;
  if (!good) console.log(`FAILED: ${what}${detail !== '' ? `: ${detail}` : ''}`);
}
export const equal = (what, a, b) => check(what, JSON.stringify(a) === JSON.stringify(b), `${JSON.stringify(a)?.slice(0, 300)} is not ${JSON.stringify(b)?.slice(0, 300)}`);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export async function until(what, condition) {
  for (const end = Date.now() + 30000; Date.now() < end; await pause(20)) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`waited in vain until ${what}`);
}

const all = [];
export class Desk {
  static async begin(program, args = [], state = join(work, 'state'), env = {}, command = ['desk', ...args]) {
    const desk = new Desk();
    all.push(desk);
    desk.state = join(state, 'zhen', 'desk');
    desk.process = spawn(program, command, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, XDG_STATE_HOME: state, DISPLAY: '', WAYLAND_DISPLAY: '', ...env } });
    desk.out = desk.messages = '';
    desk.process.stdout.on('data', (bytes) => { desk.out += bytes; });
    desk.process.stderr.on('data', (bytes) => { desk.messages += bytes; });
    desk.ended = new Promise((resolve) => desk.process.on('exit', (code, signal) => { desk.code = code ?? signal; resolve(desk.code); }));
    desk.process.on('error', (error) => { desk.code = error.message; });
    await until('the desk listens', () => desk.out.includes('\n') || desk.code !== undefined);
    desk.url = desk.out.trim();
    [desk.origin, desk.token] = desk.url.split('/#');
    desk.port = Number(desk.origin?.split(':')[2]);
    return desk;
  }
  // A request as it is given: no header is added but what http needs.
  send(method, path, { headers = {}, body, host = '127.0.0.1', cookie = this.cookie, key = this.key } = {}) {
    const all = { Host: `127.0.0.1:${this.port}`, ...(method === 'GET' ? {} : { Origin: this.origin }), ...(cookie ? { Cookie: cookie } : {}), ...(key ? { 'X-Zhen-Key': key } : {}), ...headers };
    for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
    return new Promise((resolve, reject) => {
      const request = http.request({ host, port: this.port, method, path, headers: all, agent: false, setHost: false }, (reply) => {
        const parts = [];
        reply.on('data', (bytes) => parts.push(bytes));
        reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, bytes: Buffer.concat(parts), text: Buffer.concat(parts).toString() }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }
  async enter() {
    const reply = await this.send('POST', '/enter', { body: this.token });
    this.cookie = reply.headers['set-cookie']?.[0].split(';')[0];
    this.key = reply.text;
    return reply;
  }
  async json(method, path, body) {
    const reply = await this.send(method, path, { body });
    return reply.text ? JSON.parse(reply.text) : reply.status;
  }
  leave(tab) { return this.send('POST', '/leave', { body: this.key + tab }); }
  stop(signal = 'SIGINT') {
    this.process.kill(signal);
    return this.ended;
  }
}

export function finish() {
  for (const desk of all) desk.process.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed || !counts.passed ? 1 : 0;
}
