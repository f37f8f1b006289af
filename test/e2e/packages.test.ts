import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { findFreePort } from '../fixtures/find-free-port.ts';
import { stopAfterTest } from '../fixtures/stop-after-test.ts';

const PACKAGES = ['fake-coupang', 'fake-slack'] as const;
type Package = (typeof PACKAGES)[number];

const dir = mkdtempSync(join(tmpdir(), 'notifier-packages-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** An outside user, without this repository's settings. Any call of a registry fails. */
const OUTSIDE = {
  PATH: process.env['PATH'],
  npm_config_cache: join(dir, 'cache'),
  npm_config_offline: 'true',
};
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

beforeAll(() => {
  const chosen = PACKAGES.flatMap((name) => ['--workspace', name]);
  execFileSync('npm', ['pack', '--pack-destination', dir, ...chosen], { stdio: 'ignore' });
});

/**
 * A folder with only the packed package, and the dependencies it names. npm has no registry here, and `npm ci` leaves no index in its cache
 * from which it could resolve them. npm takes what lies in node_modules, if the version is the named one.
 */
const makeFolder = (...names: Package[]): string => {
  const folder = mkdtempSync(join(dir, 'user-'));
  for (const name of names) {
    cpSync(join(dir, `${name}-0.1.0.tgz`), join(folder, `${name}-0.1.0.tgz`));
    const { dependencies } = manifest.parse(
      JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')),
    );
    for (const dependency of Object.keys(dependencies))
      cpSync(join('node_modules', dependency), join(folder, 'node_modules', dependency), { recursive: true });
  }
  return folder;
};

const shell = async (folder: string, script: string): Promise<string> =>
  (await promisify(execFile)('sh', ['-ec', script], { cwd: folder, env: OUTSIDE })).stdout;

/** Runs a module of the outside user. */
const run = async (folder: string, script: string): Promise<string> => {
  writeFileSync(join(folder, 'script.mjs'), script);
  return shell(folder, 'node script.mjs');
};

/** Starts a command that goes on, and waits for what it prints once it listens. */
const start = (folder: string, command: string): Promise<string> => {
  const child = spawn('sh', ['-c', command], { cwd: folder, env: OUTSIDE, detached: true });
  stopAfterTest(() => void process.kill(-(child.pid ?? Number.NaN)));
  return new Promise((done) => {
    let printed = '';
    child.once('exit', () => done(printed));
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('Ctrl-C stops it.')) done(printed);
    });
  });
};

/** The blocks of commands in a README: how to install and start, and a call. */
const commandsOf = (name: Package): string[] =>
  [...readFileSync(`packages/${name}/README.md`, 'utf8').matchAll(/(?:\n {4}.*)+/g)].map(([block]) =>
    block.replaceAll('\n    ', '\n').trim(),
  );

describe.each([
  ['fake-coupang', '8787', /^\{"code":200,/, [/"inquiryId":\d+/, /returnRequests'.*"receiptId": ?\d+/s]],
  ['fake-slack', '8788', /^\{"ok":true,/, [/^Hello\nv0=[0-9a-f]{64} payload=/]],
] as const)('%s, packed', (name, port, answer, prints) => {
  const [commands = '', call = ''] = commandsOf(name);
  const [install = '', begin = '', ...more] = commands.split('\n');
  let folder: string;
  beforeAll(async () => {
    folder = makeFolder(name);
    await shell(folder, install);
  });

  test('is installed, started and called by the commands of its README', async () => {
    expect(more).toEqual([]);
    const free = String(await findFreePort());
    const printed = await start(folder, begin.replace(port, free));
    expect(printed).toContain(`http://127.0.0.1:${free}`);
    expect(await shell(folder, call.replace(port, free))).toMatch(answer);
  });

  test('holds plain JavaScript, types, README and licence, and no source', () => {
    const files = globSync('**/*', { cwd: join(folder, 'node_modules', name), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(folder, 'node_modules', name), join(entry.parentPath, entry.name)));
    const isBuilt = (file: string): boolean =>
      /^dist\/(.*\.(js|d\.ts)|contract\/examples\/.*\.json)$/.test(file);
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/cli.js']));
    expect(files.filter((file) => !isBuilt(file)).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
  });

  test('runs the scripts of its README', async () => {
    const readme = readFileSync(join(folder, 'node_modules', name, 'README.md'), 'utf8');
    const scripts = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, script = '']) => script);
    expect(scripts).toHaveLength(prints.length);
    for (const [index, script] of scripts.entries())
      expect(await run(folder, script)).toMatch(prints[index] ?? '');
  });

  test('explains its command', async () => {
    expect(await shell(folder, `npx --no-install ${name} --help`)).toMatch(new RegExp(`^${name} `));
  });
});

test('an outside user polls the one and posts to the other', async () => {
  const folder = makeFolder(...PACKAGES);
  await shell(folder, 'npm install ./*.tgz');
  const printed = await run(
    folder,
    `import { authorize, startFakeCoupang } from 'fake-coupang';
import { startFakeSlack } from 'fake-slack';
const keys = { accessKey: 'access', secretKey: 'secret' };
const coupang = await startFakeCoupang({ vendors: [{ market: 'KR', vendorId: 'A00012345' }], keys, examples: false });
const slack = await startFakeSlack({ channels: ['C0TEAM'], token: 'xoxb-test' });
const { inquiryId } = await coupang.handOver();
const path = '/v2/providers/openapi/apis/api/v5/vendors/A00012345/callCenterInquiries';
const day = new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10);
const query = \`vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=\${day}&inquiryEndAt=\${day}&pageNum=1&pageSize=10\`;
const Authorization = authorize({ method: 'GET', path, query }, keys, Date.now());
const text = await (await fetch(\`\${coupang.url}\${path}?\${query}\`, { headers: { Authorization } })).text();
for (const [, id] of text.matchAll(/"inquiryId":(\\d+)/g))
  await fetch(\`\${slack.apiUrl}chat.postMessage\`, {
    method: 'POST',
    headers: { Authorization: 'Bearer xoxb-test', 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel: 'C0TEAM', text: \`Inquiry \${id}\` }),
  });
console.log(slack.channels.messages('C0TEAM').map((message) => message.text).join() === \`Inquiry \${inquiryId}\`);
await coupang.stop();
await slack.stop();`,
  );
  expect(printed).toBe('true\n');
});
