import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTempDir, removeTempDirs } from '../../local/temp-dirs.ts';
import { runAdmin } from '../run-admin.ts';

afterAll(removeTempDirs);
/** No test calls Slack itself, nor writes into the repository. */
const NOWHERE = ['--slack-api-url', 'http://127.0.0.1:9/api/'];
const run = (args: string[], file = join(makeTempDir(), 'made-up.config.ts'), input = '') =>
  runAdmin('admin/setup.ts', { args: [...NOWHERE, ...args], env: { NOTIFIER_CONFIG: file }, input });

describe('npm run setup without a terminal', () => {
  test('names the missing flags before it calls AWS, and reads no answer from a pipe (O10)', async () => {
    const { code, out, err } = await run([], undefined, 'ap-northeast-2\nKR\nA00012345\n');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Add --vendor, --label, --alarm-mail, --channel, --fallback-channel.');
  });

  test('reports that AWS cannot be reached, and what to do (O10)', async () => {
    const { code, err } = await run([], 'notifier.config.ts');
    expect(code).toBe(1);
    expect(err).toMatch(/ECONNREFUSED.*check the region.*Then run npm run setup again/);
    expect(err).not.toContain('    at ');
  });

  test('reports an unusable configuration, and how to get another (O10)', async () => {
    const file = join(makeTempDir(), 'made-up.config.json');
    writeFileSync(file, '{"region":"seoul"}');
    const { code, err } = await run([], file);
    expect(code).toBe(1);
    expect(err).toContain('region: "seoul" must be an AWS region');
    expect(err).toContain('--force');
  });

  test.each([
    [['--fast'], 'npm run setup'],
    [['more'], 'npm run setup'],
    [['--wait', 'long'], '--wait must be a number of minutes'],
    [['--test-ticket', '#cs'], '--test-ticket must be a Slack channel id'],
    [['--coupang-base-url', 'coupang'], '--coupang-base-url must be a URL'],
    [['--access-key', 'hush'], 'Unknown option'],
  ])('refuses %j and prints the usage', async (args, says) => {
    const file = join(makeTempDir(), 'made-up.config.ts');
    const { code, err } = await run(args, file);
    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(existsSync(file)).toBe(false);
  });
});
