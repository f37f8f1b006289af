import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { buildManifest } from '../../../../admin/manifest/build-manifest.ts';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import type { ConfigInput } from '../../../../lib/config/schema.ts';
import { SLACK_SCOPES } from '../../../../lib/slack/client/scopes.ts';
import written from '../../../../notifier.config.ts';

const URL_OF_STACK = 'https://made-up.lambda-url.ap-northeast-2.on.aws/';
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
    expect(buildManifest(configOf('off', 'on', { claim: 'S0MADEUP' }), URL_OF_STACK)).toEqual(pasted);
  });

  test('names the app and its command in the language of the first vendor', () => {
    const [vendor] = written.vendors;
    const vendors = [
      { ...vendor, language: 'en' as const },
      { ...vendor, id: 'A00054321' },
    ];
    const config = parseConfig({ ...written, acting: 'on', vendors }, 'made-up.config.ts');
    expect(buildManifest(config, URL_OF_STACK)).toMatchObject({
      display_information: { name: 'Coupang inquiries' },
      features: {
        bot_user: { display_name: 'Coupang inquiries', always_online: true },
        slash_commands: [{ description: 'Shows your list, or finds an inquiry.' }],
      },
    });
  });

  test('with acting sends presses, commands and events to a single address, and requests one more scope', () => {
    expect(buildManifest(configOf('on'), URL_OF_STACK)).toMatchObject({
      ...pasted,
      features: {
        bot_user: { display_name: '쿠팡 문의 알림' },
        app_home: {
          home_tab_enabled: true,
          messages_tab_enabled: true,
          messages_tab_read_only_enabled: true,
        },
        slash_commands: [{ command: '/coupang', url: URL_OF_STACK }],
      },
      oauth_config: { scopes: { bot: [...Object.keys(SLACK_SCOPES), 'commands'] } },
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: URL_OF_STACK, bot_events: ['app_home_opened'] },
        interactivity: { is_enabled: true, request_url: URL_OF_STACK },
      },
    });
  });

  test('with Socket Mode has no address, and requests the same scopes', () => {
    const by = (url?: string) => buildManifest(configOf('on', 'on'), url);
    const socket = by();
    expect(JSON.stringify(socket)).not.toMatch(/https?:|url/);
    expect(socket).toMatchObject({
      features: { slash_commands: [{ command: '/coupang' }] },
      oauth_config: by(URL_OF_STACK).oauth_config,
      settings: {
        socket_mode_enabled: true,
        event_subscriptions: { bot_events: ['app_home_opened', 'reaction_added'] },
        interactivity: { is_enabled: true },
      },
    });
    expect(buildManifest(configOf('off'))).toEqual(pasted);
  });

  test('subscribes to reactions only if a vendor uses them', () => {
    const { oauth_config, settings } = buildManifest(configOf('on', 'on'), URL_OF_STACK);
    expect(oauth_config.scopes.bot).toContain('reactions:read');
    expect(settings).toMatchObject({
      event_subscriptions: { bot_events: ['app_home_opened', 'reaction_added'] },
    });
  });

  test('requests user groups only if a user group may claim', () => {
    const scopesOf = (claim: string) =>
      buildManifest(configOf('on', 'off', { claim }), URL_OF_STACK).oauth_config.scopes.bot;
    expect(scopesOf('S0MADEUP')).toContain('usergroups:read');
    expect(scopesOf('people')).not.toContain('usergroups:read');
  });

  test('requests direct messages and do-not-disturb only if a vendor has a roster', () => {
    const { oauth_config } = buildManifest(configOf('on', 'off', { sharing: { U0ANN: {} } }), URL_OF_STACK);
    expect(oauth_config.scopes.bot).toEqual([
      ...Object.keys(SLACK_SCOPES),
      'commands',
      'dnd:read',
      'im:write',
      'im:history',
    ]);
    expect(buildManifest(configOf('off', 'off', { sharing: { U0ANN: {} } }), URL_OF_STACK)).toEqual(pasted);
  });

  test("keeps Slack's length limits", () => {
    const { features } = buildManifest(configOf('on'), URL_OF_STACK);
    expect(JSON.stringify(features['slash_commands']).length).toBeLessThan(1000);
  });
});
