import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import written from '../../../../notifier.config.ts';
import { makeTempDir, removeTempDirs } from '../../local/temp-dirs.ts';
import { runAdmin } from '../run-admin.ts';
import { startStandInSlack } from '../stand-in-slack.ts';
import { cases } from '../../../fixtures/draws.ts';
import { slowTest } from '../../../fixtures/slow-test.ts';

const ADDRESS = 'https://made-up.lambda-url.ap-northeast-2.on.aws/';
const TOKEN = 'xoxe.xoxp-1-hush';
let answers: Record<string, object>;
let slack: Awaited<ReturnType<typeof startStandInSlack>>;

beforeEach(async () => {
  answers = {
    'apps.manifest.export': {
      ok: true,
      manifest: {
        display_information: { name: 'cs-alarm', background_color: '#112233' },
        features: { bot_user: { display_name: 'cs-alarm' }, shortcuts: [] },
      },
    },
    'apps.manifest.validate': { ok: true, errors: [] },
    'apps.manifest.update': { ok: true, app_id: 'A0MADEUP', permissions_updated: true },
  };
  slack = await startStandInSlack(
    Object.fromEntries(Object.keys(answers).map((method) => [method, () => answers[method] ?? {}])),
  );
});
afterEach(() => slack.close());
afterAll(removeTempDirs);

const actingConfig = (): string => {
  const folder = makeTempDir();
  const file = join(folder, 'acting.config.ts');
  const parseConfig = relative(folder, resolve('lib/config/parse-config.ts'));
  writeFileSync(
    file,
    `import { defineConfig } from '${parseConfig}';\nexport default defineConfig(${JSON.stringify({ ...written, acting: 'on' })});\n`,
  );
  return file;
};
const run = (args: string[], env: Record<string, string> = {}) =>
  runAdmin('admin/manifest.ts', { args, env: { NOTIFIER_CONFIG: actingConfig(), ...env } });
const set = () =>
  run(['--url', ADDRESS, '--app', 'A0MADEUP', '--slack-api-url', slack.slackApiUrl], {
    SLACK_CONFIG_TOKEN: TOKEN,
  });
const called = () => slack.calls.map(({ method }) => method);

describe('npm run manifest (O9)', () => {
  slowTest('prints JSON for the configuration, and asks AWS for the address only if needed', async () => {
    const off = await runAdmin('admin/manifest.ts', {});
    expect([off.code, off.err]).toEqual([0, '']);
    expect(JSON.parse(off.out)).not.toHaveProperty('features.slash_commands');
    const on = await run(['--url', ADDRESS]);
    expect(JSON.parse(on.out)).toMatchObject({ settings: { interactivity: { request_url: ADDRESS } } });
    const unknown = await run([]);
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toMatch(/could not be looked up in .*ECONNREFUSED.*--url/s);
  });

  slowTest('with --socket asks AWS for no address, and refuses it with --url or without acting', async () => {
    const socket = await run(['--socket']);
    expect([socket.code, socket.err]).toEqual([0, '']);
    expect(JSON.parse(socket.out)).toMatchObject({ settings: { socket_mode_enabled: true } });
    expect((await run(['--socket', '--url', ADDRESS])).err).toContain('leave out --url');
    const off = await runAdmin('admin/manifest.ts', { args: ['--socket'] });
    expect([off.code, off.out]).toEqual([1, '']);
    expect(off.err).toContain("--socket needs acting: 'on'");
  });

  test('validates the manifest, then updates the app, which keeps its name and colour', async () => {
    const { code, out, err } = await set();
    expect([code, err]).toEqual([0, '']);
    expect(called()).toEqual(['apps.manifest.export', 'apps.manifest.validate', 'apps.manifest.update']);
    const [, tried, updated] = slack.calls;
    expect(updated?.args).toMatchObject({ app_id: 'A0MADEUP', manifest: tried?.args['manifest'] });
    expect(JSON.parse(updated?.args['manifest'] ?? '')).toMatchObject({
      display_information: { name: 'cs-alarm', background_color: '#112233' },
      features: { bot_user: { display_name: 'cs-alarm' }, slash_commands: [{ url: ADDRESS }] },
      settings: { event_subscriptions: { request_url: ADDRESS } },
    });
    expect(out).toContain('install it to the workspace again');
    expect(out).not.toContain('hush');
    expect(slack.calls.map(({ token }) => token)).toEqual(Array(3).fill(`Bearer ${TOKEN}`));
  });

  slowTest('reports that no reinstall is needed if the scopes have not changed', async () => {
    answers['apps.manifest.update'] = { ok: true, permissions_updated: false };
    expect((await set()).out).toMatch(/has the manifest now\. Next: npm run doctor/);
  });

  slowTest('changes nothing if Slack would refuse it, and prints the reason', async () => {
    const errors = [{ message: 'Interactivity requires a Request URL', pointer: '/settings/interactivity' }];
    answers['apps.manifest.validate'] = { ok: false, error: 'invalid_manifest', errors };
    const { code, err } = await set();
    expect(code).toBe(1);
    expect(err).toContain('/settings/interactivity: Interactivity requires a Request URL');
    expect(called()).not.toContain('apps.manifest.update');
  });

  slowTest(
    'explains what to do about an expired token or an unreachable Slack, and never shows the token',
    async () => {
      answers['apps.manifest.export'] = { ok: false, error: 'token_expired' };
      const over = await set();
      expect(over.err).toMatch(/token_expired\. Make a configuration token/);
      await slack.close();
      const gone = await set();
      expect(gone.err).toMatch(/Slack did not answer/);
      for (const { code, out, err } of [over, gone]) {
        expect([code, out]).toEqual([1, '']);
        expect(err).not.toMatch(/hush|    at /);
      }
    },
  );

  test.each(
    cases<[string[], string]>([
      [['--app', 'A0MADEUP'], 'SLACK_CONFIG_TOKEN is not set'],
      [['--url', 'http://made-up.example'], 'https address'],
      [['now'], 'npm run manifest'],
    ]),
  )('refuses %j', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});
