import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { runAdmin } from './run-admin.ts';

const answer = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), state: z.string(), what: z.string() })),
});

/** No test calls Slack itself: either this address is given, or AWS refuses first. */
const NOWHERE = 'http://127.0.0.1:9/api/';
const run = (args: string[], env: Record<string, string> = {}) => runAdmin('admin/doctor.ts', { args, env });

describe('npm run doctor', () => {
  test('exits with 1 and prints JSON for scripts if something needs repair (O8)', async () => {
    const { code, out } = await run(['--json']);
    expect(code).toBe(1);
    const { ok, checks } = answer.parse(JSON.parse(out));
    expect(ok).toBe(false);
    expect(checks.find(({ name }) => name === 'stack Notifier')?.state).toBe('fail');
  });

  test('prints what could not be reached', async () => {
    const { code, out, err } = await run([]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('could not be checked: ECONNREFUSED');
    expect(out).toMatch(/\d to fix\.\n$/);
  });

  test('sends the deployed token to another Slack only with an option, and prints that', async () => {
    const { checks } = answer.parse(JSON.parse((await run(['--json', '--slack-api-url', NOWHERE])).out));
    expect(checks.filter(({ name }) => name === 'Slack address')).toEqual([
      { name: 'Slack address', state: 'warn', what: `the bot token goes to ${NOWHERE}, and not to Slack` },
    ]);
    const ofShell = answer.parse(JSON.parse((await run(['--json'], { SLACK_API_URL: NOWHERE })).out));
    expect(ofShell.checks.some(({ name }) => name === 'Slack address')).toBe(false);
    expect(JSON.stringify(ofShell)).not.toContain(NOWHERE);
  });

  test('--learn for a vendor that is not live explains what to do, and exits with 1 (I9)', async () => {
    const { code, out } = await run(['--learn', 'A00012345', '--json']);
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
    [['--fast'], {}, 'npm run doctor'],
    [['KR'], {}, 'npm run doctor'],
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
    const { code, out, err } = await run(args, env);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
