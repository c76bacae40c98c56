// SPDX-License-Identifier: Apache-2.0
// node guard.mjs ZHEN QUICK [TROUBLE]: who is served by `zhen desk`, and what it does with bad
// requests. Each measure is a test.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { Desk, check, counts, equal, finish, harbour, pause, until, work } from './server.mjs';
import { testTheViews } from './guard_views.mjs';

const [,, zhen, quick, trouble] = process.argv;

function connects(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port }, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

// What is answered to bytes.
function raw(desk, bytes) {
  return new Promise((resolve) => {
    let answer = '';
    const s = net.connect(desk.port, '127.0.0.1', () => s.write(bytes));
    s.on('data', (more) => { answer += more; });
    s.on('error', () => resolve(answer));
    s.on('close', () => resolve(answer));
  });
}

async function testAddress(desk) {
  // Local addresses of /proc/net/tcp and tcp6 that listen (0A) at the port.
  const port = desk.port.toString(16).toUpperCase().padStart(4, '0');
  const heard = ['tcp', 'tcp6'].filter((f) => existsSync(`/proc/net/${f}`)).flatMap((f) => readFileSync(`/proc/net/${f}`, 'utf8').split('\n').map((l) => l.trim().split(/\s+/))
    .filter((l) => l[3] === '0A' && l[1].endsWith(`:${port}`)).map((l) => l[1].split(':')[0])).sort();
  check('it listens on loopback addresses only', heard.length >= 1 && heard.every((a) => a === '0100007F' || a === '00000000000000000000000001000000'), heard.join());
  for (const { address, internal } of Object.values(networkInterfaces()).flat())
    if (!internal && !address.includes('%') && !/^fe80/i.test(address)) check(`not on ${address}`, !(await connects(address, desk.port)));
  check('the URL has the address and 128 bits', /^http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{32}$/.test(desk.url), desk.url);
  const help = execFileSync(zhen, ['desk', '--help'], { encoding: 'utf8' });
  check('no option for an address or a port', !/--(host|address|bind|listen|port)/.test(help));
}

async function testToken(desk) {
  const shell = await desk.send('GET', '/');
  check('without a cookie there is only the page that asks for it', shell.status === 200 && shell.text.includes("'/enter'") && !shell.text.includes('id="works"'));
  for (const path of ['/work', '/work/0123456789abcdef', '/work/0123456789abcdef/page', '/work/0123456789abcdef/review', '/nothing'])
    equal(`GET ${path} needs a cookie`, (await desk.send('GET', path)).status, 403);
  for (const [method, path] of [['POST', '/work'], ['POST', '/tab'], ['POST', '/leave'], ['PUT', '/work/0123456789abcdef/input/0?name=a'], ['DELETE', '/work/0123456789abcdef']])
    equal(`${method} ${path} needs a cookie`, (await desk.send(method, path, { body: method === 'DELETE' ? undefined : 'x' })).status, 403);
  for (const token of ['', 'x', desk.token.slice(1), `${desk.token}0`, '0'.repeat(32), `${desk.token}\0`])
    equal('a wrong token', (await desk.send('POST', '/enter', { body: token })).status, 403);
  equal('not in the URL', (await desk.send('GET', `/?token=${desk.token}`)).headers['set-cookie'], undefined);
  const reply = await desk.enter();
  equal('the token is exchanged', reply.status, 200);
  check('for a key, too, of 128 bits, which is neither token nor cookie', /^[0-9a-f]{32}$/.test(desk.key) && desk.key !== desk.token && !desk.cookie.includes(desk.key));
  check('for a cookie of 128 bits that no script sees', new RegExp(`^zhen-${desk.port}=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict$`).test(reply.headers['set-cookie'][0]), reply.headers['set-cookie'][0]);
  check('which is not the token', !reply.headers['set-cookie'][0].includes(desk.token));
  equal('once', (await desk.send('POST', '/enter', { body: desk.token })).status, 403);
  equal('an empty token does not help then', (await desk.send('POST', '/enter', { body: '' })).status, 403);
  equal('now it answers', (await desk.send('GET', '/work')).status, 200);
  for (const cookie of ['', `zhen-${desk.port}=`, `zhen-${desk.port}=${'0'.repeat(32)}`, `zhen-1=${desk.cookie.split('=')[1]}`, `${desk.cookie}0`])
    equal(`cookie ${cookie}`, (await desk.send('GET', '/work', { cookie, headers: { Cookie: cookie || null } })).status, 403);
}

// Cookies are not of a port: a server at another one is sent the cookie. It does
// not know the key, which scripts of the desk send in a header.
async function testKey(desk, id) {
  const { id: other } = await desk.json('POST', '/work');
  const asks = [['GET', '/work'], ['GET', `/work/${id}`], ['GET', `/work/${id}/data`], ['GET', `/work/${id}/review`], ['GET', `/work/${id}/entries`], ['GET', `/work/${id}/saved`], ['GET', '/store/state'], ['GET', '/store/document?id=1'], ['GET', '/nothing'], ['POST', '/work'], ['POST', '/tab'], ['POST', '/store/find'], ['PUT', `/work/${other}/input/0?name=a`],
    ...['start', 'swap', 'cancel', 'review?revision=0', 'save/tmx', 'read/0', 'earlier', 'marks', 'as/memory'].map((verb) => ['POST', `/work/${id}/${verb}`]), ['DELETE', `/work/${other}`]];
  for (const [method, path] of asks)
    equal(`${method} ${path}: the cookie alone is refused`, (await desk.send(method, path, { key: null, body: method === 'GET' || method === 'DELETE' ? undefined : 'x' })).status, 403);
  for (const key of ['0'.repeat(32), desk.key.slice(1), `${desk.key}0`, desk.cookie.split('=')[1], desk.token])
    equal(`key ${key}`, (await desk.send('GET', '/work', { key })).status, 403);
  equal('the key alone is refused', (await desk.send('GET', '/work', { cookie: null })).status, 403);
  equal('the key in a URL or a cookie', [(await desk.send('GET', `/work?X-Zhen-Key=${desk.key}`, { key: null })).status, (await desk.send('GET', '/work', { key: null, headers: { Cookie: `${desk.cookie}; X-Zhen-Key=${desk.key}` } })).status], [403, 403]);
  check('two keys', / (403|400) /.test(await raw(desk, `GET /work HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nCookie: ${desk.cookie}\r\nX-Zhen-Key: ${desk.key}\r\nX-Zhen-Key: ${desk.key}\r\n\r\n`)));
  const page = await desk.send('GET', `/work/${id}/page`, { key: null }), data = await desk.send('GET', `/work/${id}/data`);
  check('a page that is loaded without the key has no data', page.status === 200 && page.text.includes('id="data"></script>') && !/渔|harbour/i.test(page.text));
  check('which its script gets', JSON.parse(data.text).zh.length === 34 && data.text.includes('harbour.zh.txt'));
  equal('all is as it was', await desk.json('DELETE', `/work/${other}`), 204);
  for (const body of ['0'.repeat(16), `${'0'.repeat(32)}${'0'.repeat(16)}`, `${desk.key}`]) equal('leaving needs the key', (await desk.send('POST', '/leave', { body })).status, 403);
}

async function testHeaders(desk) {
  const get = async (headers) => (await desk.send('GET', '/work', { headers })).status;
  const post = async (headers) => (await desk.send('POST', '/tab', { headers, body: '0123456789abcdef' })).status;
  for (const name of [`localhost:${desk.port}`, `[::1]:${desk.port}`, `LOCALHOST:${desk.port}`]) equal(`Host ${name}`, await get({ Host: name }), 200);
  for (const name of ['evil.example', `evil.example:${desk.port}`, '127.0.0.1', '127.0.0.1:1', `127.0.0.1:${desk.port}.evil.example`, `127.0.0.1.evil.example:${desk.port}`, `evil.example@127.0.0.1:${desk.port}`, ''])
    equal(`Host ${name}`, await get({ Host: name }), 421);
  const own = `Host: 127.0.0.1:${desk.port}\r\n`;
  for (const hosts of [`${own}Host: evil.example\r\n`, `Host: evil.example\r\n${own}`, own + own])
    check('Host twice', / (421|400) /.test(await raw(desk, `GET /work HTTP/1.1\r\n${hosts}Cookie: ${desk.cookie}\r\n\r\n`)));
  check('no Host', / (421|400) /.test(await raw(desk, `GET /work HTTP/1.0\r\nCookie: ${desk.cookie}\r\n\r\n`)));
  for (const origin of ['http://evil.example', 'null', '', 'https://127.0.0.1:' + desk.port, 'http://127.0.0.1:1', `http://localhost:${desk.port}`, `${desk.origin}.evil.example`, `${desk.origin}/`]) {
    equal(`GET from ${origin}`, await get({ Origin: origin }), 403);
    equal(`POST from ${origin}`, await post({ Origin: origin }), 403);
  }
  equal('POST without an Origin', await post({ Origin: null }), 403);
  equal('POST from the desk', await post({}), 204);
  for (const site of ['cross-site', 'same-site', 'x', '']) equal(`Sec-Fetch-Site ${site}`, [await get({ 'Sec-Fetch-Site': site }), await post({ 'Sec-Fetch-Site': site })], [403, 403]);
  for (const site of ['same-origin', 'none']) equal(`Sec-Fetch-Site ${site}`, await get({ 'Sec-Fetch-Site': site }), 200);
  const cross = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
  equal('another site leads nowhere but to the door', [await get(cross), await post(cross), (await desk.send('GET', '/', { headers: cross, cookie: '' })).status], [403, 403, 200]);
  for (const method of ['OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'FOO']) {
    const reply = await desk.send(method, '/work', { headers: { Origin: desk.origin, 'Access-Control-Request-Method': 'POST' } });
    equal(`${method} is not allowed`, reply.status, 405);
  }
  await desk.leave('0123456789abcdef');
}

function checkAnswer(what, reply) {
  const h = reply.headers;
  equal(`${what}: headers`, [h['x-content-type-options'], h['cross-origin-resource-policy'], h['referrer-policy'], h['cache-control']], ['nosniff', 'same-origin', 'no-referrer', 'no-store']);
  check(`${what}: in no frame`, h['content-security-policy'].includes("frame-ancestors 'none'"), h['content-security-policy']);
  check(`${what}: no CORS`, !Object.keys(h).some((name) => name.startsWith('access-control')), Object.keys(h).join());
}

async function testAnswers(desk) {
  const { id } = (await desk.json('GET', '/work')).works[0];
  await until('it is aligned', async () => (await desk.json('GET', `/work/${id}`)).stage === 'done');
  for (const path of ['/', '/work', `/work/${id}`, `/work/${id}/page`, `/work/${id}/data`, '/nothing']) {
    const reply = await desk.send('GET', path, { headers: { 'Sec-Fetch-Site': 'same-origin' } });
    checkAnswer(path, reply);
    if (!/html/.test(reply.headers['content-type'])) continue;
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(reply.text)[1];
    check(`${path}: the policy of a report, and requests to the desk`, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'$/.test(policy), policy);
  }
  checkAnswer('a refusal', await desk.send('GET', '/work', { headers: { Host: 'evil.example' } }));
  const before = JSON.stringify(await desk.json('GET', '/work'));
  for (const verb of ['start', 'swap', 'cancel', 'save/tmx', 'input/0', 'enter', 'leave']) await desk.send('GET', `/work/${id}/${verb}`);
  for (const verb of ['enter', 'leave', 'tab']) await desk.send('GET', `/${verb}`);
  equal('no GET has an effect', JSON.stringify(await desk.json('GET', '/work')), before);
  return id;
}

async function testPaths(desk, id) {
  writeFileSync(join(desk.state, 'secret'), 'not for the network');
  for (const path of ['/../secret', '/work/../secret', `/work/${id}/../../secret`, `/work/${id}/..%2f..%2fsecret`, '/work/..%2f..%2fx%2fxxxxxxx', `/work/${id}/input0`, `/work/${id}/work.json`, '/secret', '//etc/passwd', `/work/${id}/page/..`, `/work/${id.slice(1)}`, `/work/${id.toUpperCase()}x`]) {
    const reply = await desk.send('GET', path);
    check(`${path} leads nowhere`, reply.status === 404 || reply.status === 400, String(reply.status));
  }
  const made = (await desk.json('POST', '/work')).id;
  equal('a new one', (await desk.send('PUT', `/work/${made}/input/0?name=${encodeURIComponent('../../../<b>evil\u0000\u202e.txt')}`, { body: '你好。\nHello.\n' })).status, 204);
  equal('only the last part of a name is kept, as text', (await desk.json('GET', `/work/${made}`)).names, ['<b>evil']);
  equal('files have our names', readdirSync(join(desk.state, 'works', made)), ['input0']);
  for (const k of ['2', '-1', 'x', '0/..', '']) check(`input ${k}`, (await desk.send('PUT', `/work/${made}/input/${k}?name=a`, { body: 'x' })).status >= 400);
  equal('removed', [await desk.json('DELETE', `/work/${made}`), existsSync(join(desk.state, 'works', made))], [204, false]);
}

async function testLimits(desk, id) {
  const big = { 'Content-Length': String((256 << 20) + 1) };
  const refused = (method, path, headers) => desk.send(method, path, { headers }).then((r) => r.status, () => 'cut');
  const { id: made } = await desk.json('POST', '/work');
  equal('a file of more than 256 MiB, before it is sent', await refused('PUT', `/work/${made}/input/0?name=a`, big), 413);
  equal('a token of a megabyte', await refused('POST', '/enter', { 'Content-Length': '1000000' }), 413);
  equal('a body of a GET', await refused('GET', '/work', { 'Content-Length': '5' }), 413);
  const long = await desk.send('GET', `/${'x'.repeat(60000)}`).then((r) => r.status, () => 'cut');
  check('a URL of 60 kB', [400, 404, 413, 414, 431, 'cut'].includes(long), String(long));
  const wide = await desk.send('GET', '/work', { headers: { 'X-Wide': 'x'.repeat(15000), 'X-Wider': 'x'.repeat(15000), 'X-Widest': 'y'.repeat(15000) } }).then((r) => r.status, () => 'cut');
  check('headers of 45 kB', [400, 413, 431, 'cut'].includes(wide), String(wide));
  const chunked = await desk.send('POST', '/tab', { headers: { 'Transfer-Encoding': 'chunked' }, body: 'x'.repeat(5000) }).then((r) => r.status, () => 'cut');
  check('a long body without a length', chunked === 413 || chunked === 'cut', String(chunked));
  for (const body of ['', '{', '[1,2,3]', '[1,1,20000,0]', '[9,9,1,0]', '[-1,1,1,0]', '["a",1,1,1]', '[1,1,1,0]', '[0,0,0,0]', '{"a":1}', '['.repeat(100000)])
    equal(`beads ${body.slice(0, 20)}`, (await desk.send('POST', `/work/${id}/save/tmx`, { body })).status, 400);
  for (const format of ['exe', '', '../x', 'moses', 'hf', 'ces']) check(`format ${format}`, (await desk.send('POST', `/work/${id}/save/${format}`, { body: '[34,37,1,0]' })).status >= 400);
  await desk.json('DELETE', `/work/${made}`);

  // Many connections that say nothing do not keep others out for long.
  const idle = Array.from({ length: 80 }, () => { const s = net.connect(desk.port, '127.0.0.1'); s.on('error', () => {}); return s; });
  await pause(100);
  for (const s of idle) s.destroy();
  await until('it answers again', () => desk.send('GET', '/work').then((r) => r.status === 200, () => false));
}

// Bytes that are no request do no harm.
async function testGarbage(desk) {
  for (const bytes of ['\0\0\0\0\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', `GET / HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nContent-Length: -1\r\n\r\n`, `POST /tab HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, '\x16\x03\x01\x02\0\x01\0'])
    await new Promise((resolve) => {
      const s = net.connect(desk.port, '127.0.0.1', () => s.end(bytes));
      for (const name of ['error', 'close']) s.on(name, resolve);
      s.resume();
    });
  equal('it is still there', (await desk.send('GET', '/work')).status, 200);
}

async function testReviewRevisions(desk, id) {
  const keep = (revision) => desk.send('POST', `/work/${id}/review?revision=${revision}`, { body: `zpatch 1\n# ${revision}\n` });
  equal('a first review', (await keep(0)).status, 200);
  equal('a tab that has not seen it does not replace it', (await keep(0)).status, 409);
  equal('it is as it was', (await desk.send('GET', `/work/${id}/review`)).text, 'zpatch 1\n# 0\n');
  equal('the one that has seen it does', (await keep(1)).status, 200);
}

async function testEnd() {
  const desk = await Desk.begin(zhen, ['-q'], join(work, 'end'));
  equal('quiet', desk.messages, '');
  await desk.enter();
  for (const id of ['', 'x', '0'.repeat(15), '0'.repeat(17), 'g'.repeat(16)]) equal('not a tab', (await desk.send('POST', '/tab', { body: id })).status, 400);
  await desk.send('POST', '/tab', { body: '0'.repeat(16) });
  await desk.send('POST', '/tab', { body: '1'.repeat(16) });
  await desk.leave('0'.repeat(16));
  const door = join(desk.state, 'open.html');
  check('the door is for this user', (statSync(door).mode & 0o777) === 0o600 && readFileSync(door, 'utf8').includes(desk.url));
  equal('one tab is open', desk.code, undefined);
  await desk.leave('1'.repeat(16));
  equal('it ends with the last tab', await desk.ended, 0);
  check('the door is removed', !existsSync(door));
  const other = await Desk.begin(zhen, [], join(work, 'end'));
  equal('Ctrl-C ends it', await other.stop('SIGINT'), 'SIGINT');
  check('and removes the door', !existsSync(door));
}

// Other users see the arguments of programs, so the browser is started with the
// name of a file, and only if there is a display.
async function testBrowser() {
  const bin = join(work, 'bin'), sent = join(work, 'sent');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$*" >${sent}.new\nmv ${sent}.new ${sent}\n`, { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env.PATH}` };
  for (const [args, display] of [[[], ''], [['--no-browser'], ':0']]) {
    const desk = await Desk.begin(zhen, args, join(work, 'browser'), { ...env, DISPLAY: display });
    check('the address is printed', /^http:/.test(desk.url));
    await desk.enter();
    await desk.stop();
    check('no browser is opened', !existsSync(sent));
  }
  const desk = await Desk.begin(zhen, [], join(work, 'browser'), { ...env, DISPLAY: ':0' });
  await until('the browser is opened', () => existsSync(sent));
  equal('with the name of a file', readFileSync(sent, 'utf8'), join(desk.state, 'open.html'));
  await desk.stop();
  const without = await Desk.begin(zhen, [], join(work, 'browser'), { PATH: work, DISPLAY: ':0' });
  await until('a missing xdg-open is reported', () => /no xdg-open here/.test(without.messages));
  await without.stop();
}

// Seconds until a client is cut that sends `bytes` now and `more` each 200 ms.
function lasts(desk, bytes, more) {
  return new Promise((resolve) => {
    const begin = Date.now();
    const s = net.connect(desk.port, '127.0.0.1', () => s.write(bytes));
    const timer = setInterval(() => { if (more) s.write(more); }, 200);
    const end = () => { clearInterval(timer); resolve((Date.now() - begin) / 1000); };
    for (const name of ['error', 'close']) s.on(name, end);
    s.resume();
    setTimeout(() => { s.destroy(); end(); }, 20000).unref();
  });
}

async function testSlow() {
  const desk = await Desk.begin(quick, [], join(work, 'slow'), {}, [join(work, 'slow')]);
  await desk.enter();
  const head = `POST /tab HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nOrigin: ${desk.origin}\r\nCookie: ${desk.cookie}\r\nX-Zhen-Key: ${desk.key}\r\n`;
  const all = await Promise.all([lasts(desk, '', ''), lasts(desk, 'GET', ''), lasts(desk, head, ''), lasts(desk, 'GET /', 'x'), lasts(desk, head, 'X'), lasts(desk, `${head}Content-Length: 200\r\n\r\n`, 'x')]);
  check('slow clients are cut, also those that go on sending', all.every((s) => s < 10), all.join());
  equal('the desk goes on', (await desk.send('GET', '/work')).status, 200);
  await desk.stop();
}

function testState() {
  const run = (state) => spawnSync(zhen, ['desk'], { encoding: 'utf8', timeout: 5000, env: { ...process.env, XDG_STATE_HOME: state, DISPLAY: '' } });
  const open = join(work, 'open');
  mkdirSync(join(open, 'zhen', 'desk'), { recursive: true });
  chmodSync(join(open, 'zhen', 'desk'), 0o755);
  const reply = run(open);
  check('a state directory that others can read is refused', reply.status === 4 && /is open to others/.test(reply.stderr), reply.stderr);
  const linked = join(work, 'linked');
  mkdirSync(join(linked, 'zhen'), { recursive: true });
  symlinkSync(open, join(linked, 'zhen', 'desk'));
  check('so is a link', run(linked).status === 4);
  check('one that cannot be made', run('/dev/null').status === 4);
  const none = spawnSync(zhen, ['desk', join(work, 'none.txt')], { encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: join(work, 'x') } });
  check('a file that is not there', none.status === 3 && /none\.txt: no such file\n$/.test(none.stderr), none.stderr);
  const huge = join(work, 'huge.txt');
  writeFileSync(huge, '');
  truncateSync(huge, 500e6);
  const large = spawnSync(zhen, ['desk', huge], { encoding: 'utf8', env: { ...process.env, XDG_STATE_HOME: join(work, 'x') } });
  check('a file of 500 MB', large.status === 5 && /huge\.txt: more than 256 MiB/.test(large.stderr), large.stderr);
  equal('nothing is left of it', readdirSync(join(work, 'x', 'zhen', 'desk', 'works')), []);
  check('the version of the server is known', /^ {2}microhttpd \d/m.test(execFileSync(zhen, ['--version', '--build'], { encoding: 'utf8' })));
  const many = spawnSync(zhen, ['desk', 'a', 'b', 'c'], { encoding: 'utf8' });
  equal('three files', many.status, 2);
}

const settled = (desk, id) => until('it is settled', async () => { const w = await desk.json('GET', `/work/${id}`); return !['queued', 'running'].includes(w.stage) && w; });
// After a restart, or when others were aligned, it is aligned again first.
const saved = (desk, id, format, rows) => until('it is ready to be saved', async () => { const r = await desk.send('POST', `/work/${id}/save/${format}`, { body: JSON.stringify(rows) }); return r.status !== 503 && r; });
async function made(desk, files, aids = []) {
  const { id } = await desk.json('POST', '/work');
  for (const [k, [name, body]] of files.entries()) await desk.json('PUT', `/work/${id}/input/${k}?name=${name}`, body);
  for (const [kind, name, body] of aids) await desk.json('PUT', `/work/${id}/aid/${kind}?name=${name}`, body);
  await desk.json('POST', `/work/${id}/start`);
  return settled(desk, id);
}

const tbx = '<?xml version="1.0"?><martif type="TBX"><text><body><termEntry><langSet xml:lang="zh"><tig><term>潮汐</term></tig></langSet><langSet xml:lang="en"><tig><term>tide</term></tig></langSet></termEntry></body></text></martif>';
const tmx = '<?xml version="1.0"?><tmx version="1.4"><header srclang="zh"/><body><tu><tuv xml:lang="zh"><seg>渔船回来了。</seg></tuv><tuv xml:lang="en"><seg>The boats came back.</seg></tuv></tu></body></tmx>';

// Glossaries, memories, and what the user says of the files.
async function testSettings(desk) {
  const texts = ['zh', 'en'].map((side, k) => [`a.${side}.txt`, readFileSync(harbour[k])]);
  const post = async (id, what, body) => (await desk.send('POST', `/work/${id}/${what}`, { body })).status;
  const first = (await desk.json('GET', '/work')).works[0].id;
  const { id } = await desk.json('POST', '/work');
  for (const [k, [name, body]] of texts.entries()) await desk.json('PUT', `/work/${id}/input/${k}?name=${name}`, body);
  for (const [kind, name, body] of [['glossary', 'terms.csv', 'Chinese,English\n渔港,fishing port\n码头,quay\n'], ['memory', 'old.tmx', tmx], ['glossary', '../terms.tbx', tbx]])
    equal(`a ${kind}`, (await desk.send('PUT', `/work/${id}/aid/${kind}?name=${name}`, { body })).status, 204);
  // What was saved is a memory for others.
  equal('an earlier work that was not saved', await post(id, 'earlier', first), 404);
  const rows = JSON.parse((await desk.send('GET', `/work/${first}/data`)).text).beads.flatMap(([zh, en, p]) => [zh, en, p, 0]);
  equal('saved as TMX', (await saved(desk, first, 'tmx', rows)).status, 200);
  equal('one that was', await post(id, 'earlier', first), 204);
  for (const other of [id, '0123456789abcdef', '../works', '']) equal(`earlier ${other}`, await post(id, 'earlier', other), 404);
  // Sanitizers, with which nothing is preloaded, make learning take half a minute.
  if (!trouble) for (const k of [3, 1]) await desk.json('DELETE', `/work/${id}/aid/${k}`);
  const used = [['terms.csv', false, 2], ['old.tmx', true, 1], ['terms.tbx', false, 1], ['harbour.zh.txt', true, 30]].filter(([, memory]) => trouble || !memory);
  await post(id, 'start');
  let w = await settled(desk, id);
  equal('their terms and pairs', [w.stage, w.message, w.aids.map((a) => [a.name, a.memory, a.count])], ['done', '', used]);
  equal('one is removed', [await desk.json('DELETE', `/work/${w.id}/aid/0`), (await desk.json('GET', `/work/${w.id}`)).aids.map((a) => a.name)], [204, used.slice(1).map(([name]) => name)]);
  for (const k of ['5', '-1', 'x', '', '00']) equal(`aid ${k} is not there`, (await desk.send('DELETE', `/work/${w.id}/aid/${k}`)).status, 404);
  equal('no other kind of aid', (await desk.send('PUT', `/work/${w.id}/aid/x?name=a`, { body: 'x' })).status, 404);
  for (let k = used.length - 1; k < 8; k++) await desk.json('PUT', `/work/${w.id}/aid/glossary?name=${k}`, '渔港\tport\n');
  equal('eight are enough', (await desk.send('PUT', `/work/${w.id}/aid/glossary?name=9`, { body: 'x' })).status, 413);
  equal('what was refused is not kept', readdirSync(join(desk.state, 'works', w.id)).filter((f) => f.startsWith('aid')).length, 8);

  const bad = await made(desk, texts, [['glossary', '../bad.csv', 'no terms here\n']]);
  check('a bad glossary is named as the user knows it', bad.stage === 'failed' && /^bad\.csv: line 1/.test(bad.message) && !bad.message.includes(desk.state), bad.message);

  // How files are read.
  const gb = Buffer.from([...'\xd3\xe6\xb8\xdb\xba\xdc\xb0\xb2\xbe\xb2\xa1\xa3'].map((c) => c.charCodeAt(0)));
  w = await made(desk, [['g.txt', gb], ['e.txt', 'The fishing port is quiet.\n']]);
  const read = async (k, how) => [await post(w.id, `read/${k}`, JSON.stringify(how)), await post(w.id, 'start'), w = await settled(desk, w.id)][0];
  equal('an encoding is given', [await read(0, { language: 'zh', encoding: 'GB18030' }), w.stage, w.facts.zh.encoding, w.facts.zh.file, w.encodings], [204, 'done', 'GB18030', 0, ['GB18030', '']]);
  await read(0, { language: 'zh', encoding: 'Big5' });
  check('a wrong one is seen', w.stage === 'failed' || w.facts.zh.encoding === 'Big5', JSON.stringify(w));
  await read(0, { language: 'zh', encoding: 'nonsense' });
  check('one that is none is refused', w.stage === 'failed' && /nonsense/.test(w.message), w.message);
  await read(0, { language: 'zh', kind: 'docx' });
  check('a wrong kind is reported', w.stage === 'failed' && /g\.txt/.test(w.message), w.message);
  equal('the other file is Chinese', [await read(1, { language: 'zh' }), w.zh], [204, 1]);
  for (const body of ['', '[]', '{', '{"language":"fr"}', '{"kind":"exe"}', `{"encoding":"${'x'.repeat(40)}"}`]) equal(`read as ${body}`, await post(w.id, 'read/0', body), 400);
  for (const k of ['2', 'x', '']) equal(`read file ${k}`, await post(w.id, `read/${k}`, '{}'), 404);
  for (const { id } of (await desk.json('GET', '/work')).works.slice(1)) await desk.json('DELETE', `/work/${id}`);
}

// A file that is being read does not keep Cancel waiting, nor the next text.
async function testReading() {
  const bin = join(work, 'endless');
  mkdirSync(bin);
  writeFileSync(join(bin, 'pdftotext'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
  const desk = await Desk.begin(zhen, [], join(work, 'reading'), { PATH: `${bin}:${process.env.PATH}` });
  await desk.enter();
  const ids = [];
  for (let k = 0; k < 2; k++) {
    const { id } = await desk.json('POST', '/work');
    ids.push(id);
    await desk.json('PUT', `/work/${id}/input/0?name=a.pdf`, '%PDF-1.4\n%%EOF\n');
    await desk.json('PUT', `/work/${id}/input/1?name=b.txt`, 'Hello.\n');
    await desk.json('POST', `/work/${id}/start`);
  }
  await until('it is read', async () => (await desk.json('GET', `/work/${ids[0]}`)).doing === 'reading');
  equal('busy', (await desk.send('DELETE', `/work/${ids[0]}`)).status, 409);
  for (const id of ids) await desk.json('POST', `/work/${id}/cancel`);
  for (const id of ids) equal('cancelled while it is read', (await settled(desk, id)).stage, 'cancelled');
  equal('it can be removed', await desk.json('DELETE', `/work/${ids[0]}`), 204);
  equal('the next text is aligned', (await made(desk, [['a.txt', '今天天气很好。\n'], ['b.txt', 'The weather is fine today.\n']])).stage, 'done');
  equal('and the desk ends', await desk.stop(), 'SIGINT');
}

// What was done is there after a kill, and is saved as before.
async function testResume() {
  const state = join(work, 'resume');
  let desk = await Desk.begin(zhen, harbour, state);
  await desk.enter();
  const { id } = (await desk.json('GET', '/work')).works[0];
  await settled(desk, id);
  const rows = JSON.parse((await desk.send('GET', `/work/${id}/data`)).text).beads.flatMap(([zh, en, p]) => [zh, en, p, 0]);
  const before = await desk.json('GET', `/work/${id}`), tsv = (await saved(desk, id, 'tsv', rows)).text;
  const bad = await made(desk, [['junk', Buffer.from([0, 1, 2])], ['b', 'Hello.\n']]);
  await desk.stop('SIGKILL');
  desk = await Desk.begin(zhen, [], state);
  await desk.enter();
  const [after, failed] = (await desk.json('GET', '/work')).works;
  equal('a text that was aligned is so after a kill', [after.id, after.stage, after.facts, after.saved], [id, 'done', before.facts, true]);
  equal('one that failed says why', [failed.stage, failed.message], ['failed', bad.message]);
  equal('its page is there', (await desk.send('GET', `/work/${id}/page`)).status, 200);
  equal('and what is saved is the same', (await saved(desk, id, 'tsv', rows)).text, tsv);
  await desk.stop();
}

async function testTrouble() {
  if (!trouble) return;
  const full = join(work, 'full'), env = { LD_PRELOAD: trouble, TROUBLE_FULL: full };
  const desk = await Desk.begin(zhen, harbour, join(work, 'trouble'), env);
  await desk.enter();
  const { id } = (await desk.json('GET', '/work')).works[0];
  await settled(desk, id);
  await desk.send('POST', `/work/${id}/review?revision=0`, { body: 'zpatch 1\n# kept\n' });
  writeFileSync(full, '');
  const refused = await desk.send('POST', `/work/${id}/review?revision=1`, { body: 'zpatch 1\n# lost\n' });
  check('a full disk is said', refused.status === 507 && /No space left/.test(refused.text), refused.text);
  equal('corrections are as they were', (await desk.send('GET', `/work/${id}/review`)).text, 'zpatch 1\n# kept\n');
  const { id: other } = await desk.json('POST', '/work');
  const input = await desk.send('PUT', `/work/${other}/input/0?name=a`, { body: 'x'.repeat(1000) });
  check('also of a file that is dropped', input.status === 507 && /full/.test(input.text), input.text);
  equal('of a change', (await desk.send('POST', `/work/${id}/swap`)).status, 507);
  equal('of what is saved', (await desk.send('POST', `/work/${id}/save/tmx`, { body: '[1,1,1,0]' })).status === 200, false);
  equal('nothing is half there', readdirSync(join(desk.state, 'works', other)), []);
  rmSync(full);
  equal('the revision is still the same', (await desk.send('POST', `/work/${id}/review?revision=1`, { body: 'zpatch 1\n' })).status, 200);
  await desk.stop();
  const taken = await Desk.begin(zhen, [], join(work, 'taken'), { LD_PRELOAD: trouble, TROUBLE_TAKEN: '3' });
  await taken.enter();
  equal('a port that is taken is not used, but another', [(await taken.send('GET', '/work')).status, (await taken.send('GET', '/work', { host: '::1', headers: { Host: `[::1]:${taken.port}` } }).catch(() => ({ status: 'no IPv6' }))).status === 403], [200, false]);
  await taken.stop();
  const none = spawnSync(zhen, ['desk'], { encoding: 'utf8', timeout: 5000, env: { ...process.env, XDG_STATE_HOME: join(work, 'none'), DISPLAY: '', LD_PRELOAD: trouble, TROUBLE_TAKEN: '1000' } });
  check('no free port', none.status === 4 && /Address already in use/.test(none.stderr), `${none.status} ${none.stderr}`);
}

try {
  const desk = await Desk.begin(zhen, harbour);
  await testAddress(desk);
  await testToken(desk);
  await testHeaders(desk);
  const id = await testAnswers(desk);
  await testKey(desk, id);
  await testPaths(desk, id);
  await testLimits(desk, id);
  await testGarbage(desk);
  await testSettings(desk);
  await testReviewRevisions(desk, id);
  check('the state is for this user only', (statSync(desk.state).mode & 0o777) === 0o700 && (statSync(join(desk.state, 'works', id, 'input0')).mode & 0o777) === 0o600);
  await desk.stop('SIGTERM');
  testState();
  await Promise.all([testBrowser(), testEnd(), testSlow(), testReading(), testResume(), testTrouble(), testTheViews(zhen)]);
} catch (error) {
  counts.failed++;
  console.log(error.stack);
} finally {
  finish();
}
process.exit();
