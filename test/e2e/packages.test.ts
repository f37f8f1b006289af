import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';

const PACKAGES = ['fake-coupang', 'fake-slack'] as const;
const dir = mkdtempSync(join(tmpdir(), 'notifier-packages-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const files = new Map<string, string[]>();

/** Installs the packed packages as npm does, with this repository's copies of what they depend on. */
beforeAll(() => {
  const chosen = PACKAGES.flatMap((name) => ['--workspace', name]);
  execFileSync('npm', ['pack', '--pack-destination', dir, ...chosen], { stdio: 'ignore' });
  for (const name of PACKAGES) {
    const folder = join(dir, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const archive = join(dir, `${name}-0.1.0.tgz`);
    execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
    const paths = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
    files.set(
      name,
      paths.map((path) => path.replace('package/', '')),
    );
    const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    for (const dependency of Object.keys(dependencies)) {
      const link = join(folder, 'node_modules', dependency);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(resolve('node_modules', dependency), link);
    }
  }
});

/** Runs a script in the folder of an outside user, without this repository's settings. */
const run = (name: string, script: string): string => {
  const file = join(dir, name);
  writeFileSync(file, script);
  return execFileSync(process.execPath, [file], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
};

const scriptOf = (name: string): string =>
  /```js\n([^]*?)```/.exec(readFileSync(join(dir, 'node_modules', name, 'README.md'), 'utf8'))?.[1] ?? '';

describe.each([
  ['fake-coupang', /"inquiryId":\d+/],
  ['fake-slack', /^Hello\nv0=[0-9a-f]{64} payload=/],
] as const)('%s, packed and installed', (name, prints) => {
  test('holds plain JavaScript, types, README and licence, and no source', () => {
    expect(files.get(name)).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'package.json',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/cli.js',
      ]),
    );
    expect(
      files
        .get(name)
        ?.filter((path) => !/^(dist\/.*\.(js|d\.ts)|LICENSE|README\.md|package\.json)$/.test(path)),
    ).toEqual([]);
  });

  test('runs the script of its README', () => expect(run(`${name}.mjs`, scriptOf(name))).toMatch(prints));

  test('explains its command', () => {
    const cli = join(dir, 'node_modules', name, 'dist/cli.js');
    expect(execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' })).toMatch(
      new RegExp(`^${name} `),
    );
  });
});

test('an outside user polls the one and posts to the other', () => {
  const printed = run(
    'bridge.mjs',
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
