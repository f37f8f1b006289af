import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config } from '../../../lib/config/schema.ts';
import { koFaults } from '../../../lib/config/wording/ko.ts';
import written from '../../../notifier.config.ts';
import { SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import { VENDOR_INPUT } from '../../fixtures/made-up-config.ts';

const FILE = 'made-up.config.ts';

const vendor = VENDOR_INPUT;
const least = {
  region: 'ap-northeast-2',
  egress: 'none',
  alarmMail: 'ops@example.com',
  vendors: [vendor],
} as const satisfies Record<string, unknown>;

const withVendor = (changes: object): unknown => ({
  ...least,
  vendors: [{ ...vendor, ...changes }],
});
const parse = (input: unknown): Config => parseConfig(input, FILE);
/** The message, after a check that the Korean one names the same places and has no English reason. */
const messageFor = (input: unknown): string => {
  const error = thrownBy(ConfigError, () => parse(input));
  const korean = error.in('ko').split('\n').slice(1);
  for (const [index, line] of error.message.split('\n').slice(1).entries()) {
    expect(korean[index]?.split(': ')[0]?.replace('파일 전체', 'the file')).toBe(line.split(': ')[0]);
    expect(korean[index]).toMatch(/[가-힣]/);
    expect(korean[index]?.replaceAll(/"[^"]*"|'[^']*'/g, '')).not.toMatch(
      /\b(must|needs?|is|has|Did|Remove|of)\b/i,
    );
  }
  return error.message;
};

describe('parseConfig accepts', () => {
  test('the file that a team edits, unchanged', () => {
    expect(parse(written)).toMatchObject({ ...written, alarmMail: ['ops@example.com'] });
  });

  test("C5: a vendor without a language, which gets its market's language", () => {
    const languages = (['KR', 'TW'] as const).map((market) =>
      parse({ ...least, vendors: [{ ...vendor, market }] }),
    );
    expect(languages.map(({ vendors: [first] }) => first?.language)).toEqual(['ko', 'zh-TW']);
  });

  test("the smallest configuration, and fills in the design's defaults", () => {
    expect(parse(least)).toEqual({
      ...least,
      alarmMail: ['ops@example.com'],
      vendors: [
        {
          ...vendor,
          language: 'ko',
          timeLeft: true,
          hours: {},
          holidays: { add: [], remove: [], years: [] },
          ladder: ['3h', '1h'],
          mentions: {},
          stepChannels: {},
          nightPages: [],
          mentionOnNew: [],
          offHours: { mention: [] },
          lastShiftMinutes: 120,
          inTimeThreshold: 0.95,
          sources: ['call-center'],
          scoreSources: ['call-center', 'product'],
          acting: {
            people: {},
            claim: 'channel',
            report: 'off',
            templates: [],
            reactions: 'off',
            guard: {},
            sharing: {},
          },
        },
      ],
      webhooks: [],
      settings: {
        pollSeconds: 60,
        monthMinutes: 15,
        archiveHours: 3,
        openTicketMinutes: 5,
        blindMinutes: 5,
        callsPerSecond: 2,
        digestAbove: 10,
        claimStaleHours: 2,
        pollTimeoutSeconds: 120,
      },
      acting: 'off',
      logDays: 90,
    });
  });

  test('a single changed setting, with defaults for the others', () => {
    expect(parse({ ...least, settings: { pollSeconds: 3600 } }).settings).toMatchObject({
      pollSeconds: 3600,
      monthMinutes: 15,
    });
  });

  test('the same vendor id in two markets', () => {
    const both = [vendor, { ...vendor, market: 'TW' }];
    expect(parse({ ...least, vendors: both }).vendors).toHaveLength(2);
  });

  test.each(['00:00-24:00', '23:00-23:59', '09:00-18:00'])('the opening hours %s', (range) => {
    expect(parse(withVendor({ hours: { sun: [range] } })).vendors[0]?.hours).toEqual({ sun: [range] });
  });

  test.each<[string, Record<string, unknown>]>([
    [
      'steps that come, with mentions and channels',
      {
        hours: { mon: ['09:00-18:00'] },
        ladder: ['6h'],
        target: '4h',
        mentions: { '6h': ['S0CS'], target: ['S0CS'], 'last-shift': ['S0CS'], overdue: ['here'] },
        stepChannels: { '6h': 'C0LEAD', target: 'C0LEAD', 'last-shift': 'C0LEAD', overdue: 'C0LEAD' },
        nightPages: ['6h', 'target', 'overdue'],
        offHours: { mention: ['U0NIGHT'] },
      },
    ],
    ['nobody mentioned at a step that never comes', { mentions: { '6h': [], target: [], 'last-shift': [] } }],
    ['a year of which every holiday is listed', { holidays: { add: ['2028-01-01'], years: [2028] } }],
  ])('%s', (_what, changes) => {
    expect(parse(withVendor(changes)).vendors[0]).toMatchObject(changes);
  });

  test('opening hours that touch, in any order, and the same hours on two days', () => {
    const hours = { mon: ['12:00-18:00', '09:00-12:00', '18:00-24:00'], tue: ['09:00-12:00'] };
    expect(parse(withVendor({ hours })).vendors[0]?.hours).toEqual(hours);
  });

  test('each setting of the stacks', () => {
    const aws = {
      egress: 'existing-subnets',
      existingSubnets: {
        vpcId: 'vpc-0123abcd',
        subnetIds: ['subnet-0123abcd', 'subnet-4567abcd'],
        securityGroupId: 'sg-0123abcd',
      },
      namePrefix: 'shop-a2',
      existingTable: 'Notifier-TicketsTable0123-ABCD',
      logDays: 365,
      kmsKeyArn: 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    };
    expect(parse({ ...least, ...aws })).toMatchObject(aws);
    const existingAddress = { allocationId: 'eipalloc-0123abcd', ip: '203.0.113.7' };
    for (const egress of ['nat-instance', 'nat-gateway'])
      expect(parse({ ...least, egress, existingAddress })).toMatchObject({ existingAddress });
  });
});

describe('parseConfig reports path, value and reason (O3, O6, O14, R22, R26, R31)', () => {
  const refused: Record<string, object> = {
    'namePrefix: "productions" must be 10 characters or fewer.': { namePrefix: 'productions' },
    'region: "Seoul" must be an AWS region such as ap-northeast-2.': { region: 'Seoul' },
    'alarmMail: "ops" must be a mail address, or a list of different ones.': { alarmMail: 'ops' },
    'heartbeatUrl: must not hold a user name or a password: such an address is never called.': {
      heartbeatUrl: 'https://me:hush@example.com/check',
    },
    'heartbeatUrl: must be an https address.': { heartbeatUrl: 'http://example.com/hush' },
    'runbookUrl: must be an https address.': { runbookUrl: 'http://wiki.example.com/RUNBOOK.md' },
    'runbookUrl: must end before the #: each alarm adds its own heading.': {
      runbookUrl: 'https://wiki.example.com/RUNBOOK.md#alarms',
    },
    'runbookUrl: must not hold a user name or a password: each mail would show it.': {
      runbookUrl: 'https://me:hush@wiki.example.com/RUNBOOK.md',
    },
    'runbookUrl: must be 400 characters or fewer.': {
      runbookUrl: `https://wiki.example.com/${'a'.repeat(400)}`,
    },
    'pagerUrl: must be an https address.': { pagerUrl: 'http://events.example.com/hush' },
    'pagerUrl: must not hold a user name or a password: SNS would show them to all who list subscriptions.': {
      pagerUrl: 'https://me:hush@events.example.com/',
    },
    "slackActionsConcurrency: 5 has no use with acting 'off'. Remove it, or set acting: 'on'.": {
      slackActionsConcurrency: 5,
    },
    'slackActionsConcurrency: 0 must be 1 or more: with 0 no button works.': {
      acting: 'on',
      slackActionsConcurrency: 0,
    },
    'vendors: must name at least one vendor.': { vendors: [] },
    'vendors[1].id: "A00012345" must not be repeated for KR: vendors[0] has it already; remove one, or correct its id or market.':
      { vendors: [vendor, vendor] },
    'settings.pollSeconds: 0 must be above 0.': { settings: { pollSeconds: 0 } },
    'settings.pollSeconds: 3660 must be 3600 or less: a hand-over is to be answered within 24 hours.': {
      settings: { pollSeconds: 3660 },
    },
    'region: is missing. Add it.': { region: undefined },
    'the file: unknown slackTeam. Remove it: npm run secrets -- slack asks Slack for the workspace and stores its id.':
      { slackTeam: 'T0123456789' },
  };
  test.each(Object.entries(refused))('%s', (fault, changes) => {
    expect(messageFor({ ...least, ...changes })).toBe(`${FILE} cannot be used:\n  ${fault}`);
  });

  test.each(['Staging', 'a_b', 'a/b', '1a', 'a-', '-a', 'a--b', ''])('the prefix "%s"', (namePrefix) => {
    expect(messageFor({ ...least, namePrefix })).toContain(
      `namePrefix: "${namePrefix}" must be lower-case letters and digits, with single hyphens between them, such as staging.`,
    );
  });

  test.each([[[]], [['ops@example.com', 'ops@example.com']]])('the mail addresses %j', (alarmMail) => {
    expect(messageFor({ ...least, alarmMail })).toContain(
      'alarmMail: must be a mail address, or a list of different ones.',
    );
  });

  test.each([
    '{order}',
    '{date}',
    '{invoice}',
    '{carrier}',
    '{status}',
    '{delivered}',
    '{orderDate}',
    '{ Order number }',
    '{ CARRIER }',
    '｛status｝',
    '{Deliv\u200bered}',
    '{주문번호}',
    '{訂單編號}',
  ])('a public template with %s', (place) => {
    const templates = [{ name: 'made up', source: 'product', text: `지어낸 답변 ${place}` }];
    expect(messageFor(withVendor({ sources: ['call-center', 'product'], acting: { templates } }))).toContain(
      `acting.templates[0].text: "지어낸 답변 ${place}" must not contain ${place}: everybody reads a reply to a question of 'product', and nothing of an order may be in it; remove that place.`,
    );
  });

  test('a fault at several places once, with each place', () => {
    const days = { mon: ['9-12', '13:00-18:00'], tue: ['9-12'], wed: ['12:00-09:00'] };
    expect(messageFor(withVendor({ hours: days, ladder: ['3h', '9h'] }))).toBe(
      `${FILE} cannot be used:\n` +
        '  vendors[0].hours.mon[0], tue[0]: "9-12" must be a range such as 09:00-18:00.\n' +
        '  vendors[0].hours.wed[0]: "12:00-09:00" must end after it begins.\n' +
        '  vendors[0].ladder[1]: "9h" must be one of 6h, 3h, 1h, 15m.',
    );
  });

  const hours = { mon: ['09:00-18:00'] };
  const refusedOfVendor: Record<string, object> = {
    'id: "12345" must be a vendor id such as A00012345.': { id: '12345' },
    'acting.templates[0].text: "\u3164\u200b" must have visible characters.': {
      acting: { templates: [{ name: 'made up', text: '\u3164\u200b' }] },
    },
    "acting.claim: \"@cs\" must be 'channel', 'people' or a Slack user group id such as S0123456789; ⋮ in the group copies it.":
      { acting: { claim: '@cs' } },
    'label: "" must not be empty.': { label: '' },
    'channel: "#cs" must be a Slack channel id such as C0123456789, not a name; the foot of the channel’s details shows it.':
      { channel: '#cs' },
    'hours.mon[1]: "18:00-09:00" must end after it begins.': {
      hours: { mon: ['09:00-12:00', '18:00-09:00'] },
    },
    'hours.mon[2]: "11:59-13:00" must not overlap 09:00-12:00.': {
      hours: { mon: ['13:00-18:00', '09:00-12:00', '11:59-13:00'] },
    },
    'hours.sat[1]: "09:00-24:00" must not overlap 09:00-24:00.': {
      hours: { sat: ['09:00-24:00', '09:00-24:00'] },
    },
    'holidays.add[0]: "2026-02-30" must be a date such as 2026-12-25.': { holidays: { add: ['2026-02-30'] } },
    'ladder[1]: "2h" must be one of 6h, 3h, 1h, 15m.': { ladder: ['3h', '2h'] },
    'mentionOnNew[0]: "@cs" must be a Slack user id (U…), user group id (S…) or \'here\', not a name; ⋮ in the profile or group copies it.':
      { mentionOnNew: ['@cs'] },
    'ladder[2]: "3h" is already in the list and comes once; remove one.': { ladder: ['3h', '1h', '3h'] },
    'fallbackChannel: "C0CS" is the channel of the cards, so it cannot replace that channel; name another.': {
      fallbackChannel: 'C0CS',
    },
    "sources: must include 'call-center', since the hand-overs are always read; add it.": {
      sources: ['product'],
    },
    "scoreSources: must include 'call-center', since hand-overs count; add it.": { scoreSources: [] },
    'scoreSources[1]: "call-center" is already in the list and comes once; remove one.': {
      scoreSources: ['call-center', 'call-center'],
    },
    [`sources[1]: "products" must be one of ${SOURCE_NAMES.join(', ')}. Did you mean "product"?`]: {
      sources: ['call-center', 'products'],
    },
    'sources[2]: "product" is already in the list and comes once; remove one.': {
      sources: ['call-center', 'product', 'product'],
    },
    'target: "4 hours" must be a duration such as 4h or 90m.': { target: '4 hours' },
    'inTimeThreshold: 95 must be 1 or less.': { inTimeThreshold: 95 },
    'lastShiftMinutes: 0.5 must be a whole number.': { lastShiftMinutes: 0.5 },
    'stepChannels.1h: "C0CS" is the channel of the cards, where the step comes anyway; name another, or remove this.':
      { stepChannels: { '1h': 'C0CS' } },
    'mentions.6h: needs 6h in ladder, or that step never comes; add it there, or remove this.': {
      mentions: { '6h': ['S0CS'] },
    },
    'stepChannels.3h: "C0LEAD" needs 3h in ladder, or that step never comes; add it there, or remove this.': {
      ladder: ['1h'],
      stepChannels: { '3h': 'C0LEAD' },
    },
    'nightPages[1]: "15m" needs 15m in ladder, or that step never comes; add it there, or remove this.': {
      nightPages: ['1h', '15m'],
    },
    'mentions.target: needs target, or that step never comes; set it, or remove this.': {
      mentions: { target: ['here'] },
    },
    'nightPages[0]: "target" needs target, or that step never comes; set it, or remove this.': {
      nightPages: ['target'],
    },
    'mentions.last-shift: needs hours, or no shift ever ends; set them, or remove this.': {
      hours: { mon: [] },
      mentions: { 'last-shift': ['S0CS'] },
    },
    'stepChannels.last-shift: "C0LEAD" needs lastShiftMinutes above 0, or no shift is ever the last; raise it, or remove this.':
      { hours, lastShiftMinutes: 0, stepChannels: { 'last-shift': 'C0LEAD' } },
    'acting.templates[0].source: "product" needs \'product\' in sources, or no form offers the template; add it there, or remove this.':
      { acting: { templates: [{ name: 'made up', source: 'product', text: '{product}' }] } },
    'offHours.mention: needs hours, or no time is outside of them; set them, or remove this.': {
      offHours: { mention: ['U0NIGHT'] },
    },
    'holidays.years[1]: 2028 needs all public holidays of that year in holidays.add, which has none; list them, or remove this.':
      { holidays: { add: ['2027-01-01'], years: [2027, 2028] } },
    'holidays.years[0]: "2028" must be a year such as 2028. Did you mean 2028, without quotes?': {
      holidays: { years: ['2028'] },
    },
  };
  test.each(Object.entries(refusedOfVendor))('%s', (fault, changes) => {
    expect(messageFor(withVendor(changes))).toBe(`${FILE} cannot be used:\n  vendors[0].${fault}`);
  });

  test.each([null, undefined, [], 'config', 7])('%p, which is not a configuration at all', (input) => {
    expect(messageFor(input)).toContain('the file:');
  });
});

describe('parseConfig, for any JSON', () => {
  test('returns a configuration or throws a ConfigError, and nothing else', () => {
    const mangled = fc
      .tuple(fc.constantFrom(...Object.keys(least), 'settings'), fc.jsonValue())
      .map(([name, value]) => ({ ...least, [name]: value }));
    const mangledVendor = fc
      .tuple(fc.constantFrom(...Object.keys(parse(least).vendors[0] ?? {}), 'target'), fc.jsonValue())
      .map(([name, value]) => withVendor({ [name]: value }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), mangled, mangledVendor), (input) => {
        try {
          parse(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect(String(error)).toContain(FILE);
        }
      }),
    );
  });

  test('accepts its own output unchanged', () => {
    expect(parse(parse(written))).toEqual(parse(written));
  });
});

test('A4: a template of questions may name the product and what a person fills in, one of hand-overs also the order', () => {
  const templates = [
    { name: 'made up', source: 'product', text: '{product} {사이즈}' },
    { name: 'made up', text: '{product} {order} {date} {invoice} {carrier} {status} {delivered}' },
  ];
  const config = parseConfig(
    withVendor({ sources: ['call-center', 'product'], acting: { templates } }),
    FILE,
  );
  expect(config.vendors[0]?.acting.templates.map(({ source }) => source)).toEqual(['product', 'call-center']);
});

test('each reason of a schema has a Korean text', () => {
  const reasons = ['acting', 'aws-settings', 'hours', 'schema', 'sharing', 'vendor-schema'].flatMap((name) =>
    [
      ...readFileSync(`lib/config/${name}.ts`, 'utf8').matchAll(
        /(['"`])((?:must|needs|is|has) \S[^\n]*?)\1(?=[,;)\n ])/g,
      ),
    ].map(([, , reason = '']) => reason.replaceAll(/\$\{[^}]*\}/g, 'x')),
  );
  expect(reasons.length).toBeGreaterThan(75);
  expect(reasons.filter((reason) => koFaults.reason(reason) === reason)).toEqual([]);
});
