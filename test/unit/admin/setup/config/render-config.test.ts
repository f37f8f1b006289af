import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { fc } from '../../../../fixtures/fast-check.ts';
import { type Answers, toConfigInput } from '../../../../../admin/setup/config/questions.ts';
import { renderConfig } from '../../../../../admin/setup/config/config-file.ts';
import { ADMIN_WORDING } from '../../../../../admin/wording/wording.ts';
import { loadConfig } from '../../../../../lib/config/load-config.ts';
import { parseConfig } from '../../../../../lib/config/parse-config.ts';

const COMMENTS = ADMIN_WORDING.en.setup.comments;
const FAR = Date.parse('2040-01-01T05:00:00Z');
const configOf = (given: Answers) => parseConfig(toConfigInput(given, FAR), 'the answers');
const folder = mkdtempSync(join(tmpdir(), 'notifier-'));
afterAll(() => rmSync(folder, { recursive: true }));
const PARSE_CONFIG = relative(folder, resolve('lib/config/parse-config.ts'));
let files = 0;
const writeDown = (text: string): string => {
  const file = join(folder, `made-up-${(files += 1)}.config.ts`);
  writeFileSync(file, text);
  return file;
};

const answers = fc.record({
  region: fc.constantFrom('ap-northeast-2', 'ap-northeast-1'),
  market: fc.constantFrom('KR', 'TW'),
  vendor: fc.constantFrom('A00012345', 'C98765432'),
  label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((label) => label.length <= 40),
  'card-language': fc.constantFrom('ko', 'en', 'zh-TW'),
  'product-questions': fc.constantFrom('on', 'off', ''),
  hours: fc.constantFrom('always', 'mon-fri 09:00-12:00 13:00-18:00, sun 10:00-24:00', 'sat 00:00-01:00'),
  holidays: fc.constant('2040-01-01 2040-02-12'),
  'alarm-mail': fc.constantFrom('ops@example.com', "o'neil@example.com"),
  heartbeat: fc.constantFrom('none', '', "https://hc-ping.com/made'up"),
  acting: fc.constantFrom('on', 'off', 'ON'),
  channel: fc.constant('C0CS'),
  'fallback-channel': fc.constant('C0OPS'),
  mention: fc.constantFrom('nobody', '', 'S0CS', 'S0CS, U0LEAD @here'),
  'lead-channel': fc.constantFrom('none', '', 'C0LEAD'),
});

test('O10: the written file contains all answers', async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (given) => {
      const config = configOf(given);
      expect(await loadConfig(writeDown(renderConfig(config, PARSE_CONFIG, COMMENTS)))).toEqual(config);
    }),
    { numRuns: 40 },
  );
});

test('O19: the comments are in the language of setup', async () => {
  const config = configOf({ ...USUAL, acting: 'on', heartbeat: 'https://hc-ping.com/made-up' });
  const text = renderConfig(config, PARSE_CONFIG, ADMIN_WORDING.ko.setup.comments);
  const comments = text.match(/^ *(\/\/| \*) .*$/gm) ?? [];
  expect(comments.length).toBeGreaterThan(15);
  for (const comment of comments) expect(comment).toMatch(/\p{Script=Hangul}/u);
  expect(await loadConfig(writeDown(text))).toEqual(config);
});

test('a quote or a backslash in a name does not end the string', async () => {
  const label = String.raw`'"\ ${'`${1}`'}`;
  const text = renderConfig(configOf({ ...USUAL, label }), PARSE_CONFIG, COMMENTS);
  expect((await loadConfig(writeDown(text))).vendors[0]?.label).toBe(label);
});

const USUAL = {
  region: 'ap-northeast-2',
  market: 'tw',
  vendor: 'a00012345',
  label: 'AA몰',
  'card-language': 'ko',
  hours: 'mon-fri 09:00-18:00',
  holidays: '2040-01-01 2040-02-12',
  'alarm-mail': 'ops@example.com',
  channel: 'C0CS',
  'fallback-channel': 'C0OPS',
  mention: 'S0CS here',
  'lead-channel': 'C0LEAD',
};

test('the answers become a file that looks hand-written, with a vendor that is not live', () => {
  expect(renderConfig(configOf(USUAL), './lib/config/parse-config.ts', COMMENTS)).toMatchInlineSnapshot(`
"import { defineConfig } from './lib/config/parse-config.ts';

/**
 * The settings that a team edits. After a change: \`npx cdk deploy Notifier\`. \`vendor-schema.ts\`, \`schema.ts\` and \`aws-settings.ts\` in
 * \`lib/config\` explain each setting and its default. Keys never belong here.
 */
export default defineConfig({
  region: 'ap-northeast-2',
  // A fixed address, which WING must know.
  egress: 'nat-instance',
  // Gets the alarms.
  alarmMail: 'ops@example.com',
  // Whether people claim, confirm and reply from Slack: docs/setup.md, Acting in Slack.
  acting: 'off',
  vendors: [
    {
      // As WING shows it.
      id: 'A00012345',
      // It decides the time zone: Asia/Taipei.
      market: 'TW',
      // The shop's name on cards.
      label: 'AA몰',
      // Whether the program reads Coupang. \`npm run setup\` sets it at the end.
      live: false,
      // The language of the cards.
      language: 'ko',
      // The inboxes: 'call-center' has the customer centre's hand-overs, 'product' the questions on product pages.
      sources: ['call-center'],
      // Where the cards go.
      channel: 'C0CS',
      // Where they go if Slack refuses \`channel\`.
      fallbackChannel: 'C0OPS',
      // When the team works, in the market's time. A missing day is a day off; without any day the team always works.
      hours: {
        mon: ['09:00-18:00'],
        tue: ['09:00-18:00'],
        wed: ['09:00-18:00'],
        thu: ['09:00-18:00'],
        fri: ['09:00-18:00'],
      },
      // Days off beside the weekends. \`years\`: those of which \`add\` holds all public holidays.
      holidays: {
        add: [
          '2040-01-01',
          '2040-02-12',
        ],
        years: [2040],
      },
      // How long before a deadline the team is warned.
      ladder: ['3h', '1h'],
      // Whom each warning mentions, such as '1h': ['S0123456789']. A missing step mentions nobody.
      mentions: { '1h': ['S0CS', 'here'] },
      // A second channel for a warning, such as the lead's: '1h': 'C0123456789'.
      stepChannels: { '1h': 'C0LEAD' },
    },
  ],
});
"
`);
});

test('the file has the format of the repository', () => {
  const holidays = Array.from({ length: 9 }, (_, index) => `2040-0${index + 1}-01`).join(' ');
  const input = renderConfig(configOf({ ...USUAL, holidays }), './lib/config/parse-config.ts', COMMENTS);
  const { stdout } = spawnSync('node_modules/.bin/oxfmt', ['--stdin-filepath', 'notifier.config.ts'], {
    input,
    encoding: 'utf8',
  });
  expect(stdout).toBe(input);
});
