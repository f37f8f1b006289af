import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import { defineConfig, parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config, ConfigInput } from '../../../lib/config/schema.ts';
import written from '../../../notifier.config.ts';
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

const withVendor = (changes: Record<string, unknown>): unknown => ({
  ...least,
  vendors: [{ ...vendor, ...changes }],
});
const parse = (input: unknown): Config => parseConfig(input, FILE);
const messageFor = (input: unknown): string => thrownBy(ConfigError, () => parse(input)).message;

/** The design's example, complete except for the omitted days. */
const example: ConfigInput = defineConfig({
  region: 'ap-northeast-2',
  egress: 'nat-gateway',
  alarmMail: 'ops@example.com',
  vendors: [
    {
      id: 'A00012345',
      market: 'KR',
      label: 'AA몰',
      live: false,
      language: 'ko',
      channel: 'C0CS',
      fallbackChannel: 'C0OPS',
      hours: { mon: ['09:00-12:00', '13:00-18:00'] },
      holidays: { add: [], remove: [] },
      ladder: ['3h', '1h'],
      mentions: { '1h': ['S0CS'] },
      stepChannels: { '1h': 'C0LEAD' },
      nightPages: ['1h'],
      mentionOnNew: [],
      offHours: { mention: [] },
      lastShiftMinutes: 120,
      target: '4h',
      inTimeThreshold: 0.95,
      sources: ['call-center'],
    },
  ],
});

describe('parseConfig accepts', () => {
  test("the design's example, unchanged", () => {
    expect(parse(example)).toMatchObject({ ...example, alarmMail: ['ops@example.com'] });
  });

  test('the file that a team edits', () => {
    expect(parse(written).vendors).toHaveLength(1);
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
    expect(parse({ ...least, settings: { pollSeconds: 30 } }).settings).toMatchObject({
      pollSeconds: 30,
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

describe('parseConfig reports path, value and reason of', () => {
  test.each<[string, unknown, string]>([
    [
      'a prefix that is too long for the names that CloudFormation makes',
      { ...least, namePrefix: 'productions' },
      'namePrefix: "productions" must be 10 characters or fewer.',
    ],
    ...['Staging', 'a_b', 'a/b', '1a', 'a-', '-a', 'a--b', ''].map(
      (namePrefix): [string, unknown, string] => [
        `the prefix ${namePrefix}`,
        { ...least, namePrefix },
        `namePrefix: "${namePrefix}" must be lower-case letters and digits, with single hyphens between them, such as staging.`,
      ],
    ),
    [
      'a region',
      { ...least, region: 'Seoul' },
      'region: "Seoul" must be an AWS region such as ap-northeast-2.',
    ],
    [
      'an egress mode',
      { ...least, egress: 'proxy' },
      "egress: \"proxy\" must be 'existing-subnets', 'nat-instance', 'nat-gateway' or 'none'.",
    ],
    [
      'a mail address',
      { ...least, alarmMail: 'ops' },
      'alarmMail: "ops" must be a mail address, or a list of different ones.',
    ],
    [
      'O14: a heartbeat with a name and a password, which no request may have in its address',
      { ...least, heartbeatUrl: 'https://me:hush@example.com/check' },
      'heartbeatUrl: must not hold a user name or a password: such an address is never called.',
    ],
    [
      'O14: a heartbeat without TLS, and does not show its address',
      { ...least, heartbeatUrl: 'http://example.com/hush' },
      'heartbeatUrl: must be an https address.',
    ],
    [
      'O6: a runbook address without TLS',
      { ...least, runbookUrl: 'http://wiki.example.com/RUNBOOK.md' },
      'runbookUrl: must be an https address.',
    ],
    [
      'O6: a runbook address that ends in a heading of its own',
      { ...least, runbookUrl: 'https://wiki.example.com/RUNBOOK.md#alarms' },
      'runbookUrl: must end before the #: each alarm adds its own heading.',
    ],
    [
      'O6: a runbook address with a password',
      { ...least, runbookUrl: 'https://me:hush@wiki.example.com/RUNBOOK.md' },
      'runbookUrl: must not hold a user name or a password: each mail would show it.',
    ],
    [
      'O6: a runbook address that leaves no room in an alarm',
      { ...least, runbookUrl: `https://wiki.example.com/${'a'.repeat(400)}` },
      'runbookUrl: must be 400 characters or fewer.',
    ],
    [
      'O6: a pager without TLS, and does not show its address',
      { ...least, pagerUrl: 'http://events.example.com/hush' },
      'pagerUrl: must be an https address.',
    ],
    [
      'O6: a pager with a name and a password, and does not show its address',
      { ...least, pagerUrl: 'https://me:hush@events.example.com/' },
      'pagerUrl: must not hold a user name or a password: SNS would show them to all who list subscriptions.',
    ],
    [
      'R26: a reservation for the door without acting',
      { ...least, slackActionsConcurrency: 5 },
      "slackActionsConcurrency: 5 has no use with acting 'off'. Remove it, or set acting: 'on'.",
    ],
    [
      'R26: a reservation that closes the door',
      { ...least, acting: 'on', slackActionsConcurrency: 0 },
      'slackActionsConcurrency: 0 must be 1 or more: with 0 no button works.',
    ],
    [
      'a mail address twice',
      { ...least, alarmMail: ['ops@example.com', 'ops@example.com'] },
      'alarmMail: must be a mail address, or a list of different ones.',
    ],
    [
      'no mail address',
      { ...least, alarmMail: [] },
      'alarmMail: must be a mail address, or a list of different ones.',
    ],
    ['an empty list', { ...least, vendors: [] }, 'vendors: must name at least one vendor.'],
    [
      'a vendor named twice',
      { ...least, vendors: [vendor, vendor] },
      'vendors[1].id: "A00012345" must not be repeated for KR: vendors[0] has it already; remove one, or correct its id or market.',
    ],
    [
      'a vendor id',
      withVendor({ id: '12345' }),
      'vendors[0].id: "12345" must be a vendor id such as A00012345.',
    ],
    [
      'a template without visible characters',
      withVendor({ acting: { templates: [{ name: 'made up', text: '\u3164\u200b' }] } }),
      'vendors[0].acting.templates[0].text: "\u3164\u200b" must have visible characters.',
    ],
    ...[
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
    ].map((place): [string, unknown, string] => [
      `a public template with ${place}`,
      withVendor({
        sources: ['call-center', 'product'],
        acting: { templates: [{ name: 'made up', source: 'product', text: `지어낸 답변 ${place}` }] },
      }),
      `vendors[0].acting.templates[0].text: "지어낸 답변 ${place}" must not contain ${place}: everybody reads a reply to a question of 'product', and nothing of an order may be in it; remove that place.`,
    ]),
    [
      'who may claim',
      withVendor({ acting: { claim: '@cs' } }),
      "vendors[0].acting.claim: \"@cs\" must be 'channel', 'people' or a Slack user group id such as S0123456789; ⋮ in the group copies it.",
    ],
    ['a market', withVendor({ market: 'JP' }), "vendors[0].market: \"JP\" must be 'KR' or 'TW'."],
    ['an empty label', withVendor({ label: '' }), 'vendors[0].label: "" must not be empty.'],
    [
      'a channel name',
      withVendor({ channel: '#cs' }),
      'vendors[0].channel: "#cs" must be a Slack channel id such as C0123456789, not a name; the foot of the channel’s details shows it.',
    ],
    [
      'hours that end before they begin',
      withVendor({ hours: { mon: ['09:00-12:00', '18:00-09:00'] } }),
      'vendors[0].hours.mon[1]: "18:00-09:00" must end after it begins.',
    ],
    [
      'hours that overlap others of the day',
      withVendor({ hours: { mon: ['13:00-18:00', '09:00-12:00', '11:59-13:00'] } }),
      'vendors[0].hours.mon[2]: "11:59-13:00" must not overlap 09:00-12:00.',
    ],
    [
      'hours that stand there twice',
      withVendor({ hours: { sat: ['09:00-24:00', '09:00-24:00'] } }),
      'vendors[0].hours.sat[1]: "09:00-24:00" must not overlap 09:00-24:00.',
    ],
    [
      'a holiday that is no date',
      withVendor({ holidays: { add: ['2026-02-30'] } }),
      'vendors[0].holidays.add[0]: "2026-02-30" must be a date such as 2026-12-25.',
    ],
    [
      'a step',
      withVendor({ ladder: ['3h', '2h'] }),
      'vendors[0].ladder[1]: "2h" must be one of 6h, 3h, 1h, 15m.',
    ],
    [
      'a mention',
      withVendor({ mentionOnNew: ['@cs'] }),
      'vendors[0].mentionOnNew[0]: "@cs" must be a Slack user id (U…), user group id (S…) or \'here\', not a name; ⋮ in the profile or group copies it.',
    ],
    [
      'a target',
      withVendor({ target: '4 hours' }),
      'vendors[0].target: "4 hours" must be a duration such as 4h or 90m.',
    ],
    [
      'a share above 1',
      withVendor({ inTimeThreshold: 95 }),
      'vendors[0].inTimeThreshold: 95 must be 1 or less.',
    ],
    [
      'a half minute',
      withVendor({ lastShiftMinutes: 0.5 }),
      'vendors[0].lastShiftMinutes: 0.5 must be a whole number.',
    ],
    [
      'an interval of nothing',
      { ...least, settings: { pollSeconds: 0 } },
      'settings.pollSeconds: 0 must be above 0.',
    ],
    ['a missing field', { ...least, region: undefined }, 'region: is missing. Add it.'],
    ['a wrong type', withVendor({ live: 'yes' }), 'vendors[0].live: "yes" must be of type boolean.'],
    [
      'an unknown name',
      { ...least, alarmEmail: 'ops@example.com' },
      'the file: unknown alarmEmail. Did you mean alarmMail?',
    ],
    [
      'the workspace, which is now stored with the keys',
      { ...least, slackTeam: 'T0123456789' },
      'the file: unknown slackTeam. Remove it: npm run secrets -- slack asks Slack for the workspace and stores its id.',
    ],
    [
      'an unknown name deep inside',
      withVendor({ offHours: { mentions: [] } }),
      'vendors[0].offHours: unknown mentions. Did you mean mention?',
    ],
  ])('%s', (_what, input, fault) => {
    expect(messageFor(input)).toBe(`${FILE} cannot be used:\n  ${fault}`);
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
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a step’s channel that is the vendor’s own',
      { stepChannels: { '1h': 'C0CS' } },
      'stepChannels.1h: "C0CS" is the channel of the cards, where the step comes anyway; name another, or remove this.',
    ],
    [
      'mentions of a step that the ladder leaves out',
      { mentions: { '6h': ['S0CS'] } },
      'mentions.6h: needs 6h in ladder, or that step never comes; add it there, or remove this.',
    ],
    [
      'a channel of a step that the ladder leaves out',
      { ladder: ['1h'], stepChannels: { '3h': 'C0LEAD' } },
      'stepChannels.3h: "C0LEAD" needs 3h in ladder, or that step never comes; add it there, or remove this.',
    ],
    [
      'a page at night of a step that the ladder leaves out',
      { nightPages: ['1h', '15m'] },
      'nightPages[1]: "15m" needs 15m in ladder, or that step never comes; add it there, or remove this.',
    ],
    [
      'mentions of a target that is not set',
      { mentions: { target: ['here'] } },
      'mentions.target: needs target, or that step never comes; set it, or remove this.',
    ],
    [
      'a page at night of a target that is not set',
      { nightPages: ['target'] },
      'nightPages[0]: "target" needs target, or that step never comes; set it, or remove this.',
    ],
    [
      'mentions of the last shift of a team without hours',
      { hours: { mon: [] }, mentions: { 'last-shift': ['S0CS'] } },
      'mentions.last-shift: needs hours, or no shift ever ends; set them, or remove this.',
    ],
    [
      'a channel of a last shift that is never announced',
      { hours, lastShiftMinutes: 0, stepChannels: { 'last-shift': 'C0LEAD' } },
      'stepChannels.last-shift: "C0LEAD" needs lastShiftMinutes above 0, or no shift is ever the last; raise it, or remove this.',
    ],
    [
      'a template for a source that is not read',
      { acting: { templates: [{ name: 'made up', source: 'product', text: '{product}' }] } },
      'acting.templates[0].source: "product" needs \'product\' in sources, or no form offers the template; add it there, or remove this.',
    ],
    [
      'mentions outside the hours of a team without hours',
      { offHours: { mention: ['U0NIGHT'] } },
      'offHours.mention: needs hours, or no time is outside of them; set them, or remove this.',
    ],
    [
      'a listed year without any day in it',
      { holidays: { add: ['2027-01-01'], years: [2027, 2028] } },
      'holidays.years[1]: 2028 needs all public holidays of that year in holidays.add, which has none; list them, or remove this.',
    ],
    [
      'a year that is none',
      { holidays: { years: ['2028'] } },
      'holidays.years[0]: "2028" must be a year such as 2028. Did you mean 2028, without quotes?',
    ],
  ])('%s', (_what, changes, fault) => {
    expect(messageFor(withVendor(changes))).toBe(`${FILE} cannot be used:\n  vendors[0].${fault}`);
  });

  test.each<[string, unknown, string]>([
    ['an unknown day', withVendor({ hours: { monday: [] } }), 'vendors[0].hours: unknown monday.'],
    ['an unknown step', withVendor({ mentions: { '2h': [] } }), 'vendors[0].mentions: unknown 2h.'],
    [
      'opening hours',
      withVendor({ hours: { mon: ['9-18'] } }),
      'vendors[0].hours.mon[0]: "9-18" must be a range such as 09:00-18:00.',
    ],
  ])('%s', (_what, input, fault) => {
    expect(messageFor(input)).toContain(fault);
  });

  test('several faults at once, one per line', () => {
    const input = { ...least, region: 'Seoul', vendors: [{ ...vendor, id: 'x', channel: 'cs' }] };
    expect(messageFor(input).split('\n').slice(1)).toEqual([
      expect.stringContaining('region:'),
      expect.stringContaining('vendors[0].id:'),
      expect.stringContaining('vendors[0].channel:'),
    ]);
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
    expect(parse(parse(example))).toEqual(parse(example));
  });
});

describe('MARKET_ZONES', () => {
  test("has the zone of each market's dates", () => {
    expect(MARKET_ZONES).toEqual({ KR: 'Asia/Seoul', TW: 'Asia/Taipei' });
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
