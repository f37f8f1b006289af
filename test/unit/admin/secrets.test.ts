import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays, dateAt } from '../../../lib/domain/time/dates.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import config from '../../../notifier.config.ts';
import { type SecretsManager, startSecretsManager } from '../functions/start-secrets-manager.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';
import { runAdmin } from './run-admin.ts';
import { startStandInSlack } from './stand-in-slack.ts';

const VENDOR = 'A00012345';
const COUPANG = 'coupang-inquiry-notifier/coupang/KR/A00012345';
const TAIWAN = 'coupang-inquiry-notifier/coupang/TW/A00012345';
const SLACK = 'coupang-inquiry-notifier/slack';
/** Made up. */
const ACCESS = 'hush-hush-access-1234';
const SECRET = 'hush-hush-secret-5678';
const TOKEN = 'xoxb-1-hush-hush';
const SIGNING = '0123456789abcdef0123456789abcdef';
const today = () => dateAt(Date.now(), 'Asia/Seoul');

let manager: SecretsManager;
let slack: Awaited<ReturnType<typeof startStandInSlack>>;
let tested: object;
beforeEach(async () => {
  manager = await startSecretsManager({ [COUPANG]: '{}', [SLACK]: '{}' });
  tested = { ok: true, team_id: 'T0OURS' };
  slack = await startStandInSlack({ 'auth.test': () => tested });
});
afterEach(() => Promise.all([manager.close(), slack.close()]));
afterAll(removeTempDirs);

/** A stand-in for Slack. Keys are stored with the workspace that it returns. */
const run = (args: string[], lines: string[], env: Record<string, string> = {}) =>
  runAdmin('admin/secrets.ts', {
    args: args[0] === 'slack' ? [...args, '--slack-api-url', slack.slackApiUrl] : args,
    env: { ...manager.env, ...env },
    input: lines.join('\n'),
  });

/** The environment with a configuration that differs from the sample. */
const envWith = (changes: object): Record<string, string> => {
  const file = join(makeTempDir(), 'config.json');
  writeFileSync(file, JSON.stringify({ ...config, ...changes }));
  return { NOTIFIER_CONFIG: file };
};
const kmsKeyArn = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('npm run secrets', () => {
  test("stores a vendor's key with its last day, does not print it, and names the next step (O5, O7)", async () => {
    const expiresOn = addDays(today(), 90);
    const { code, out, err } = await run([VENDOR], [ACCESS, ` ${SECRET} `, expiresOn]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(COUPANG);
    expect(out).toContain('npm run doctor');
    expect(out + err).not.toContain('hush');
    expect(JSON.parse(manager.secrets[COUPANG] ?? '')).toEqual({
      accessKey: ACCESS,
      secretKey: SECRET,
      expiresOn,
    });
    expect(manager.put).toEqual([COUPANG]);
    expect(manager.asked).toEqual([]);
  });

  test.each([[[ACCESS, SECRET]], [[ACCESS, SECRET, '']]])(
    'O7: treats a key without a last day as issued today and valid for 180 days',
    async (lines) => {
      const before = today();
      expect(await run([VENDOR], lines)).toMatchObject({ code: 0 });
      const stored = manager.secrets[COUPANG] ?? '';
      expect([addDays(before, 180), addDays(today(), 180)]).toContainEqual(
        /"expiresOn":"(.*?)"/.exec(stored)?.[1],
      );
    },
  );

  test.each([
    [
      { ok: true, team_id: 'T0OURS', enterprise_id: 'E0OURS' },
      { teamId: 'T0OURS', enterpriseId: 'E0OURS' },
    ],
    [
      { ok: true, team_id: 'E0OURS', enterprise_id: 'E0OURS' },
      { teamId: 'E0OURS', enterpriseId: 'E0OURS' },
    ],
    [{ ok: true, team_id: 'T0OURS', enterprise_id: null }, { teamId: 'T0OURS' }],
  ])('O5: stores Slack’s keys with the ids of their workspace, after one call: %j', async (answer, ids) => {
    tested = answer;
    const { code, out, err } = await run(['slack'], [TOKEN, SIGNING]);
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toMatch(/hush|0123456789abcdef/);
    expect(storedSlack()).toEqual({ botToken: TOKEN, signingSecret: SIGNING, ...ids });
    expect(slack.calls.map(({ method, token }) => [method, token])).toEqual([
      ['auth.test', `Bearer ${TOKEN}`],
    ]);
  });

  test('does not store a token that Slack refuses', async () => {
    tested = { ok: false, error: 'invalid_auth' };
    const { code, err } = await run(['slack'], [TOKEN, SIGNING]);
    expect(code).toBe(1);
    expect(err).toContain('Nothing was stored: Slack does not accept this bot token (invalid_auth)');
    const korean = await run(['slack', '--language', 'ko'], [TOKEN, SIGNING]);
    expect(korean.err).toContain(
      '아무것도 저장하지 않았습니다. Slack이 이 봇 토큰을 받아들이지 않습니다(invalid_auth)',
    );
    expect(err).not.toContain('hush');
    expect(manager.put).toEqual([]);
  });

  const storedSlack = (): unknown => JSON.parse(manager.secrets[SLACK] ?? '');
  const OLD_SIGNING = 'f'.repeat(32);

  test('keeps a replaced signing secret valid for an hour, and no longer if the same secret is stored again', async () => {
    manager.secrets[SLACK] = JSON.stringify({ botToken: TOKEN, signingSecret: OLD_SIGNING });
    const before = Date.now();
    expect(await run(['slack'], [TOKEN, SIGNING])).toMatchObject({ code: 0, err: '' });
    const rotated = storedSlack();
    expect(rotated).toMatchObject({ signingSecret: SIGNING, previous: { signingSecret: OLD_SIGNING } });
    const until = Date.parse(/"until":"(.*?)"/.exec(manager.secrets[SLACK] ?? '')?.[1] ?? '');
    expect(until).toBeGreaterThanOrEqual(before + HOUR_MS);
    expect(until).toBeLessThanOrEqual(Date.now() + HOUR_MS);
    await run(['slack'], [TOKEN, SIGNING]);
    expect(storedSlack()).toEqual(rotated);
  });

  test('drops an exposed signing secret', async () => {
    manager.secrets[SLACK] = JSON.stringify({ botToken: TOKEN, signingSecret: OLD_SIGNING });
    expect(await run(['slack', '--exposed'], [TOKEN, SIGNING])).toMatchObject({ code: 0 });
    expect(storedSlack()).not.toHaveProperty('previous');
    expect(await run([VENDOR, '--exposed'], [ACCESS, SECRET])).toMatchObject({
      code: 1,
      err: expect.stringContaining('only with slack'),
    });
  });

  test('keeps a stored Slack key if the line is empty, and shows no key', async () => {
    manager.secrets[SLACK] = JSON.stringify({ botToken: TOKEN, signingSecret: OLD_SIGNING });
    const { code, out, err } = await run(['slack'], ['', SIGNING]);
    expect(code).toBe(0);
    expect(storedSlack()).toMatchObject({
      botToken: TOKEN,
      signingSecret: SIGNING,
      teamId: 'T0OURS',
    });
    expect(out + err).not.toMatch(/hush|ffff/);
    expect(await run(['slack'], [''])).toMatchObject({
      code: 1,
      err: expect.stringContaining('input ended'),
    });
  });

  test('reports that the old signing secret ends at once if the user may not read it', async () => {
    manager.secrets[SLACK] = JSON.stringify({ botToken: TOKEN, signingSecret: OLD_SIGNING });
    manager.denied.push('GetSecretValue');
    const { code, err } = await run(['slack'], [TOKEN, SIGNING]);
    expect(code).toBe(0);
    expect(err).toContain('the old signing secret cannot be kept and is refused at once');
    expect(storedSlack()).not.toHaveProperty('previous');
  });

  test.each<[string, string[], string]>([
    [VENDOR, ['', SECRET], 'Access key'],
    [VENDOR, ['hush hush', SECRET], 'Access key'],
    [VENDOR, [ACCESS, 'hush\thush'], 'Secret key'],
    [VENDOR, [ACCESS, 'hush가hush'], 'Secret key'],
    [VENDOR, [ACCESS], 'Secret key'],
    [VENDOR, [ACCESS, SECRET, 'hush'], 'Last day'],
    [VENDOR, [ACCESS, SECRET, '2020-01-01'], 'Last day'],
    [VENDOR, [ACCESS, SECRET, '2099-01-01'], 'Last day'],
    ['slack', ['xoxp-hush', SIGNING], 'Bot token'],
    ['slack', [TOKEN, 'hush'], 'Signing secret'],
    ['slack', [TOKEN, SIGNING.toUpperCase()], 'Signing secret'],
  ])('%s with %j: refuses the %s without repeating it, and stores nothing', async (target, lines, named) => {
    const { code, out, err } = await run([target], lines);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(named);
    expect(err).not.toContain('hush');
    expect(manager.put).toEqual([]);
  });

  test('I7: requires the market of a vendor that is in two markets', async () => {
    const [first] = config.vendors;
    const env = envWith({ vendors: [first, { ...first, market: 'TW' }] });
    expect((await run([VENDOR], [ACCESS, SECRET], env)).err).toContain('--market KR');
    expect(manager.put).toEqual([]);
    expect(await run([VENDOR, '--market', 'TW'], [ACCESS, SECRET], env)).toMatchObject({ code: 0 });
    expect(manager.put).toEqual([TAIWAN]);
    expect((await run([VENDOR, '--market', 'US'], [ACCESS, SECRET], env)).err).toContain('A00012345 (US)');
  });

  test('creates a missing secret, encrypted with the team’s key if there is one', async () => {
    delete manager.secrets[SLACK];
    expect(await run(['slack'], [TOKEN, SIGNING])).toMatchObject({ code: 0 });
    expect(manager.made).toEqual([{ SecretId: SLACK }]);
    expect(storedSlack()).toEqual({ botToken: TOKEN, signingSecret: SIGNING, teamId: 'T0OURS' });

    delete manager.secrets[COUPANG];
    await run([VENDOR], [ACCESS, SECRET], envWith({ kmsKeyArn }));
    expect(manager.made[1]).toEqual({ SecretId: COUPANG, KmsKeyId: kmsKeyArn });
  });

  test('re-encrypts a secret with the key of the team, which may have changed', async () => {
    await run([VENDOR], [ACCESS, SECRET], envWith({ kmsKeyArn }));
    await run(['slack'], [TOKEN, SIGNING]);
    // Every role of the account may use AWS's own key.
    expect(manager.keys).toEqual({ [COUPANG]: kmsKeyArn, [SLACK]: '' });
    expect(manager.made).toEqual([]);
  });

  test.each([
    ['and asks for no key', []],
    ['also to a user who may not read it before', ['DescribeSecret']],
  ])('explains how to restore a secret that is marked for deletion, %s', async (_what, denied) => {
    manager.deleted.push(SLACK);
    manager.denied.push(...denied);
    const { code, err } = await run(['slack'], [TOKEN, SIGNING]);
    expect(code).toBe(1);
    expect(err).toContain(`restore-secret --region ap-northeast-2 --secret-id ${SLACK}`);
    expect(manager.put).toEqual([]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'nobody is signed in',
      {
        AWS_ACCESS_KEY_ID: '',
        AWS_SECRET_ACCESS_KEY: '',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
      /^This shell is not signed in to AWS, .*: aws sso login --profile <name>, then export AWS_PROFILE=<name>\./,
    ],
    [
      'AWS cannot be reached',
      { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:9' },
      /ap-northeast-1 .*ECONNREFUSED.*could not be reached/,
    ],
  ])('asks for no key while %s, and prints no stack trace', async (_when, env, says) => {
    const { code, out, err } = await run(['slack', '--region', 'ap-northeast-1'], [], env);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(says);
    // With an input that has ended, a question would say so.
    expect(err).not.toMatch(/the input ended| {4}at /);
  });

  test('asks for the key if the user may write the secret but not read it', async () => {
    manager.denied.push('DescribeSecret');
    expect(await run(['slack'], [TOKEN, SIGNING])).toMatchObject({ code: 0 });
    expect(manager.put).toEqual([SLACK]);
  });
});
