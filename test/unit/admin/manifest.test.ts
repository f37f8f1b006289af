import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { buildManifest } from '../../../admin/manifest/build-manifest.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { ConfigInput } from '../../../lib/config/schema.ts';
import { SLACK_SCOPES } from '../../../lib/slack/client/scopes.ts';
import written from '../../../notifier.config.ts';
import { cases } from '../../fixtures/draws.ts';
import { slowTest } from '../../fixtures/slow-test.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';
import { runAdmin } from './run-admin.ts';
import { startStandInSlack } from './stand-in-slack.ts';

const ADDRESS = 'https://made-up.lambda-url.ap-northeast-2.on.aws/';
const configOf = (
  acting: 'on' | 'off',
  reactions: 'on' | 'off' = 'off',
  { claim = 'channel', sharing = {} } = {},
) => {
  const vendors: ConfigInput['vendors'] = written.vendors.map((vendor) => ({
    ...vendor,
    acting: { reactions, claim, sharing },
  }));
  return parseConfig({ ...written, acting, vendors }, 'made-up.config.ts');
};
const pasted = z.looseObject({}).parse(JSON.parse(readFileSync('docs/slack-app-manifest.json', 'utf8')));

describe('the manifest of the Slack app (O9)', () => {
  test('is the same without acting, whatever else is configured', () => {
    const changes = { claim: 'S0MADEUP', sharing: { U0ANN: {} } };
    expect(buildManifest(configOf('off', 'on', changes), ADDRESS)).toEqual(pasted);
  });

  test('names the app and its command in the language of the first vendor', () => {
    const [vendor] = written.vendors;
    const vendors = [
      { ...vendor, language: 'en' as const },
      { ...vendor, id: 'A00054321' },
    ];
    const config = parseConfig({ ...written, acting: 'on', vendors }, 'made-up.config.ts');
    expect(buildManifest(config, ADDRESS)).toMatchObject({
      display_information: { name: 'Coupang inquiries' },
      features: {
        bot_user: { display_name: 'Coupang inquiries', always_online: true },
        slash_commands: [{ description: 'Shows your list, or finds an inquiry.' }],
      },
    });
  });

  test('with acting sends presses, commands and events to a single address, and requests one more scope', () => {
    expect(buildManifest(configOf('on'), ADDRESS)).toMatchObject({
      ...pasted,
      features: {
        bot_user: { display_name: '쿠팡 문의 알림' },
        app_home: {
          home_tab_enabled: true,
          messages_tab_enabled: true,
          messages_tab_read_only_enabled: true,
        },
        slash_commands: [{ command: '/coupang', url: ADDRESS }],
      },
      oauth_config: { scopes: { bot: [...Object.keys(SLACK_SCOPES), 'commands'] } },
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: ADDRESS, bot_events: ['app_home_opened'] },
        interactivity: { is_enabled: true, request_url: ADDRESS },
      },
    });
  });

  test('with Socket Mode has no address, and requests the same scopes', () => {
    const by = (url?: string) => buildManifest(configOf('on', 'on'), url);
    const socket = by();
    expect(JSON.stringify(socket)).not.toMatch(/https?:|url/);
    expect(socket).toMatchObject({
      features: { slash_commands: [{ command: '/coupang' }] },
      oauth_config: by(ADDRESS).oauth_config,
      settings: {
        socket_mode_enabled: true,
        event_subscriptions: { bot_events: ['app_home_opened', 'reaction_added'] },
        interactivity: { is_enabled: true },
      },
    });
    expect(buildManifest(configOf('off'))).toEqual(pasted);
  });

  test.each<[string, Parameters<typeof configOf>, string[]]>([
    ['a vendor uses reactions', ['on', 'on'], ['reactions:read']],
    ['a user group may claim', ['on', 'off', { claim: 'S0MADEUP' }], ['usergroups:read']],
    ['people may claim', ['on', 'off', { claim: 'people' }], []],
    [
      'a vendor has a roster',
      ['on', 'off', { sharing: { U0ANN: {} } }],
      ['dnd:read', 'im:write', 'im:history'],
    ],
  ])('if %s requests beside the usual scopes no others: %j', (_what, changes, more) => {
    const { oauth_config } = buildManifest(configOf(...changes), ADDRESS);
    expect(oauth_config.scopes.bot).toEqual([...Object.keys(SLACK_SCOPES), 'commands', ...more]);
  });
});

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
  const schema = relative(folder, resolve('lib/config/parse-config.ts'));
  writeFileSync(
    file,
    `import { defineConfig } from '${schema}';\nexport default defineConfig(${JSON.stringify({ ...written, acting: 'on' })});\n`,
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
