import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { stopAfterTest } from '../../../test/fixtures/stop-after-test.ts';

const PROGRAM = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

const start = (...args: string[]): ChildProcessByStdio<null, Readable, Readable> => {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  stopAfterTest(() => void child.kill());
  return child;
};

test('the printed call posts a message, which is printed, and a signal ends the program', async () => {
  const child = start('--port', '0');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  while (!output.includes('Messages:')) await once(child.stdout, 'data');
  const [, token = '', channel = '', words = '', url = ''] =
    /^curl -H 'Authorization: (.*)' -d (channel=\S+) -d (text=\S+) (\S+)$/m.exec(output) ?? [];
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: token, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `${channel}&${words}`,
  });
  expect(await response.json()).toMatchObject({ ok: true, channel: 'C0TEAM' });
  while (!output.includes('posted C0TEAM')) await once(child.stdout, 'data');
  expect(output).toMatch(/^posted C0TEAM \d+\.\d{6} "Hello"$/m);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  ['--port', 'x'],
  ['--port', '99999'],
  ['--nonsense', ''],
])('%s %s is refused with the usage', async (...args) => {
  const child = start(...args.filter((arg) => arg !== ''));
  const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(errors).toContain('fake-slack [--port 8788]');
  expect(child.exitCode).toBe(1);
});
