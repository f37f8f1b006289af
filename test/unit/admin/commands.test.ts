import { afterAll, describe, expect, test } from '@jest/globals';
import { readGolden } from '../../golden/golden-file.ts';
import { runAdmin } from './run-admin.ts';
import * as z from 'zod/mini';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';

/** A terminal shows a Hangul syllable in two columns. */
const columnsOf = (line: string): number => line.length + (line.match(/[가-힣]/g)?.length ?? 0);

describe('the arguments of a command', () => {
  test.each([
    ['admin/alarms.ts', 'alarms'],
    ['admin/doctor.ts', 'doctor'],
    ['admin/erase.ts', 'erase'],
    ['admin/manifest.ts', 'manifest'],
    ['admin/restore.ts', 'restore'],
    ['admin/secrets.ts', 'secrets'],
    ['admin/setup.ts', 'setup'],
    ['admin/ticket.ts', 'ticket'],
    ['admin/webhooks.ts', 'webhooks'],
    ['test/bench/main.ts', 'bench'],
    ['test/simulation/main.ts', 'simulate'],
  ] as const)('%s: accepts --help, and answers an unknown option in two lines', async (file, name) => {
    const [help, unknown] = await Promise.all(
      ['--help', '--nonsense'].map((option) => runAdmin(file, { args: [option] })),
    );
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help?.out).toMatch(new RegExp(`^Usage: npm run ${name}\\b`));
    expect(await readGolden('en/help.txt')).toContain(help?.out);
    expect(unknown?.code).toBeGreaterThan(0);
    expect(unknown?.out).toBe('');
    expect(unknown?.err).toBe(`Unknown option '--nonsense'.\nnpm run ${name} -- --help shows all options.\n`);
  });

  test.each(['en/help.txt', 'ko/help.txt'])(
    '%s has help of one screen: a line an option, twelve more, and at most 100 columns',
    async (file) => {
      for (const help of (await readGolden(file)).split('\n\n---\n\n')) {
        const lines = help.trim().split('\n');
        const options = lines.filter((line) => line.startsWith('--')).length;
        expect(lines.length - options).toBeLessThanOrEqual(12);
        expect(lines.filter((line) => columnsOf(line) > 100)).toEqual([]);
        expect(lines.at(-1)).toMatch(/^(More: |자세히: )\S+\.md/);
      }
    },
  );

  test.each([
    ['admin/secrets.ts', [], 'secrets: <vendorId|slack> is missing.'],
    ['admin/erase.ts', [], 'erase: <inquiryId|orderId> is missing.'],
    ['admin/erase.ts', ['1', '--source', 'board'], '--source must be call-center or product.'],
    ['admin/restore.ts', ['one'], 'restore: <newTable> is missing.'],
    ['admin/ticket.ts', ['--vendr', 'A00012345'], "Unknown option '--vendr'. Did you mean --vendor?"],
    ['admin/webhooks.ts', ['set'], 'webhooks: <name> is missing.'],
    ['admin/webhooks.ts', ['list'], 'The configuration has no webhooks. Add one: docs/events.md'],
    ['admin/alarms.ts', ['comfirm'], 'alarms: there is no such command. Did you mean confirm?'],
    [
      'admin/secrets.ts',
      ['slak'],
      /^The configuration has no vendor slak\. Did you mean slack\? It has: A00012345 \(KR\)\. For the keys of Slack, type slack\.$/,
    ],
    ['admin/doctor.ts', ['A00012345'], 'There are too many arguments.'],
    ['admin/ticket.ts', ['1', '2'], 'There are too many arguments.'],
    ['test/simulation/main.ts', ['--seeds', 'many'], '--seeds must be a whole number such as 200.'],
    ['test/simulation/main.ts', ['--seed', '-1'], '--seed needs a value.'],
  ] as const)('%s with %j explains the mistake', async (file, args, says) => {
    const { code, err } = await runAdmin(file, { args: [...args] });
    expect(code).toBe(1 + Number(file === 'admin/doctor.ts'));
    expect(err.split('\n')[0]).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
    expect(err).not.toContain('    at ');
  });

  test.each([
    [['--help'], '사용법: npm run alarms -- confirm [--region <region>]'],
    [['confirm', '--nonsense'], '알 수 없는 옵션입니다: --nonsense.'],
    [['confirm', '--region'], '--region에는 값이 필요합니다.'],
    [['confirm', '--region=seoul'], '--region에는 ap-northeast-2와 같은 AWS 리전을 입력하세요.'],
    [['confirm', '--help=yes'], '--help에는 값을 붙이지 않습니다.'],
    [['confirm', '--language', 'fr'], '--language는 ko, en 중 하나여야 합니다.'],
    [['confirm', 'it'], '인자가 너무 많습니다.'],
    [[], 'alarms: <confirm> 인자가 빠졌습니다.'],
    [['comfirm'], 'alarms: 그런 하위 명령은 없습니다. 혹시 confirm입니까?'],
    [['confirm', '--regoin'], '알 수 없는 옵션입니다: --regoin. 혹시 --region입니까?'],
  ])('are explained in the language of the terminal: alarms %j', async (args, says) => {
    const { out, err } = await runAdmin('admin/alarms.ts', { args, env: { LANG: 'ko_KR.UTF-8' } });
    expect(`${out}${err}`.split('\n')[0]).toBe(says);
    expect(await readGolden('ko/help.txt')).toContain(out);
  });

  test.each([
    ['zh_TW.UTF-8', "Unknown option '--vendr'. Did you mean --vendor?"],
    ['C.UTF-8', "Unknown option '--vendr'. Did you mean --vendor?"],
    ['ko_KR.UTF-8', '알 수 없는 옵션입니다: --vendr. 혹시 --vendor입니까?'],
  ])('a terminal in %s gets: %s', async (LANG, says) => {
    const { err } = await runAdmin('admin/ticket.ts', { args: ['--vendr', 'A1'], env: { LANG } });
    expect(err.split('\n')[0]).toBe(says);
  });

  test('does not repeat a key that somebody types as an argument', async () => {
    const { code, err } = await runAdmin('admin/secrets.ts', { args: ['slack', 'xoxb-made-up'] });
    expect(code).toBe(1);
    expect(err).not.toContain('made-up');
  });

  test.each([
    ['admin/alarms.ts', ['confirm']],
    ['admin/doctor.ts', []],
    ['admin/erase.ts', ['1']],
    ['admin/manifest.ts', []],
    ['admin/restore.ts', ['t', 'u']],
    ['admin/secrets.ts', ['slack']],
    ['admin/ticket.ts', ['1']],
  ] as const)('%s: refuses an invalid region before AWS is called', async (file, args) => {
    // As of a variable of the shell that is not set.
    const regions = ['', 'seoul'];
    const runs = await Promise.all(
      regions.map((region) => runAdmin(file, { args: [...args, '--region', region] })),
    );
    const says = expect.stringMatching(/^--region must be an AWS region such as ap-northeast-2\.\n/);
    expect(runs.map(({ err }) => err)).toEqual([says, says]);
  });
});

const answer = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), state: z.string(), what: z.string() })),
});

/** No test calls Slack itself: either this address is given, or AWS refuses first. */
const NOWHERE = 'http://127.0.0.1:9/api/';
const runDoctor = (args: string[], env: Record<string, string> = {}) =>
  runAdmin('admin/doctor.ts', { args, env });

describe('npm run doctor', () => {
  test('exits with 1 and prints JSON for scripts if something needs repair (O8)', async () => {
    const { code, out } = await runDoctor(['--json']);
    expect(code).toBe(1);
    const { ok, checks } = answer.parse(JSON.parse(out));
    expect(ok).toBe(false);
    expect(checks.find(({ name }) => name === 'stack Notifier')?.state).toBe('fail');
  });

  test('prints what could not be reached', async () => {
    const { code, out, err } = await runDoctor([]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('could not be checked: ECONNREFUSED');
    expect(out).toMatch(/\d to fix\.\n$/);
  });

  test('sends the deployed token to another Slack only with an option, and prints that', async () => {
    const { checks } = answer.parse(
      JSON.parse((await runDoctor(['--json', '--slack-api-url', NOWHERE])).out),
    );
    expect(checks.filter(({ name }) => name === 'Slack address')).toEqual([
      { name: 'Slack address', state: 'warn', what: `the bot token goes to ${NOWHERE}, and not to Slack` },
    ]);
    const ofShell = answer.parse(JSON.parse((await runDoctor(['--json'], { SLACK_API_URL: NOWHERE })).out));
    expect(ofShell.checks.some(({ name }) => name === 'Slack address')).toBe(false);
    expect(JSON.stringify(ofShell)).not.toContain(NOWHERE);
  });

  test('--learn for a vendor that is not live explains what to do, and exits with 1 (I9)', async () => {
    const { code, out } = await runDoctor(['--learn', 'A00012345', '--json']);
    expect(code).toBe(1);
    const { ok, checks } = answer.parse(JSON.parse(out));
    expect(ok).toBe(false);
    expect(checks.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'learning KR A00012345: the vendor has live: false, so its inquiries are not read',
    ]);
  });

  test.each<[string[], Record<string, string>, string]>([
    [['--slack-api-url', 'slack.example'], {}, '--slack-api-url must be a URL'],
    [['--test-ticket', '#cs'], {}, 'channel id'],
    [['--market', 'KR'], {}, '--market needs --learn'],
    [['--learn', 'A00012345', '--test-ticket', 'C0CS'], {}, '--learn goes with'],
    [['--learn', 'A00012345', '--slack-api-url', NOWHERE], {}, '--learn goes with'],
    [['--learn', 'A00012345', '--test-alarm'], {}, '--learn goes with'],
    [['--learn', 'A99999999'], {}, 'has no vendor A99999999. It has: A00012345 (KR).'],
    [['--learn', 'A00012345', '--market', 'TW'], {}, 'has no vendor A00012345 (TW)'],
    [[], { NOTIFIER_CONFIG: 'none.config.ts' }, 'none.config.ts does not exist'],
    [
      [],
      {
        AWS_ACCESS_KEY_ID: '',
        AWS_SECRET_ACCESS_KEY: '',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
      'This shell is not signed in to AWS',
    ],
  ])('exits with 2 if it cannot check: %j %j', async (args, env, message) => {
    const { code, out, err } = await runDoctor(args, env);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});

afterAll(removeTempDirs);
/** Writes nothing into the repository. */
const runSetup = (args: string[], file = join(makeTempDir(), 'made-up.config.ts'), input = '') =>
  runAdmin('admin/setup.ts', {
    args: ['--slack-api-url', NOWHERE, ...args],
    env: { NOTIFIER_CONFIG: file },
    input,
  });

describe('npm run setup without a terminal', () => {
  test('names the missing flags before it calls AWS, and reads no answer from a pipe (O10)', async () => {
    const { code, out, err } = await runSetup([], undefined, 'ap-northeast-2\nKR\nA00012345\n');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('Add --vendor, --label, --alarm-mail, --channel, --fallback-channel.');
  });

  test('reports that AWS cannot be reached, and what to do (O10)', async () => {
    const { code, err } = await runSetup([], 'notifier.config.ts');
    expect(code).toBe(1);
    expect(err).toMatch(/ECONNREFUSED.*check the region.*Then run npm run setup again/);
    expect(err).not.toContain('    at ');
  });

  test('reports an unusable configuration, and how to get another (O10)', async () => {
    const file = join(makeTempDir(), 'made-up.config.json');
    writeFileSync(file, '{"region":"seoul"}');
    const { code, err } = await runSetup([], file);
    expect(code).toBe(1);
    expect(err).toContain('region: "seoul" must be an AWS region');
    expect(err).toContain('--force');
  });

  test.each([
    [['--wait', 'long'], '--wait must be a number of minutes'],
    [['--test-ticket', '#cs'], '--test-ticket must be a Slack channel id'],
    [['--coupang-base-url', 'coupang'], '--coupang-base-url must be a URL'],
    [['--access-key', 'hush'], 'Unknown option'],
  ])('refuses %j and writes nothing', async (args, says) => {
    const file = join(makeTempDir(), 'made-up.config.ts');
    const { code, err } = await runSetup(args, file);
    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(existsSync(file)).toBe(false);
  });
});
