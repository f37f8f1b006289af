import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { SLACK_SCOPES } from '../../../../lib/slack/client/scopes.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { startTestSlack } from '../../../fixtures/slack/start-test-slack.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';

const manifestJson = z.object({
  display_information: z.object({ name: z.string(), description: z.string() }),
  features: z.object({ bot_user: z.object({ display_name: z.string() }) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ token_rotation_enabled: z.literal(false), socket_mode_enabled: z.boolean() }),
});
const manifest = manifestJson.parse(JSON.parse(readFileSync('docs/slack-app-manifest.json', 'utf8')));

describe("the Slack app's manifest", () => {
  test('has exactly the scopes that the doctor checks (O9)', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(Object.keys(SLACK_SCOPES).sort());
  });

  test('gives the app the same scopes as the local Slack, so that the laptop proves what works in Slack', async () => {
    const slack = await startTestSlack();
    stopAfterTest(slack.stop);
    const { response_metadata: given } = await slack.client().auth.test();
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(given?.scopes?.sort());
  });

  test('has the scopes that its guide names', () => {
    const guide = readFileSync('docs/doctor.md', 'utf8');
    const sentence = /bot scopes that it needs: (.*?)\. At/s.exec(guide)?.[1] ?? '';
    expect((sentence.match(/[a-z.]+:[a-z]+/g) ?? []).sort()).toEqual(
      [...manifest.oauth_config.scopes.bot].sort(),
    );
  });

  test('gives the app and its bot the same name, in Korean', () => {
    const { display_information: app, features } = manifest;
    const { name } = WORDING.ko.app;
    expect([app.name, features.bot_user.display_name]).toEqual([name, name]);
  });

  test("keeps Slack's limits in each language", () => {
    for (const { app } of Object.values(WORDING)) {
      expect(app.name).toMatch(/^[\p{L}\p{N} ]{1,35}$/u);
      expect(app.description.length).toBeLessThanOrEqual(140);
    }
  });
});
