import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { configHash, loadConfig } from '../../../lib/config/load-config.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { configFixture } from '../../infra/config-fixture.ts';
import { blindMs } from '../../../lib/config/reading-intervals.ts';
import { teamLanguage } from '../../../lib/config/find-vendor.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { languageOfLocale, terminalLanguage } from '../../../lib/config/language-of-locale.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { testTicketWords, testVendor, testVendorRef } from '../../../lib/config/test-vendor.ts';
import written from '../../../notifier.config.ts';
import { fc } from '../../fixtures/fast-check.ts';
import * as z from 'zod/mini';
import { awsSettings } from '../../../lib/config/aws-settings.ts';
import { type Names, SECONDS, TABLE, WAKE_UP, namesOf } from '../../../lib/config/names.ts';
import type { DeliverableEvent } from '../../../lib/workflows/ports/events.ts';
import { makeTicket, rowOf } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';

const dir = mkdtempSync(join(tmpdir(), 'notifier-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

const writeDown = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

describe('the configuration file', () => {
  test('is notifier.config.ts unless another file is given', async () => {
    expect((await loadConfig()).vendors[0]?.id).toBe('A00012345');
    expect((await loadConfig(' ')).vendors[0]?.id).toBe('A00012345');
    const file = writeDown('other.mjs', `export default ${JSON.stringify(configFixture())};`);
    expect(await loadConfig(file)).toEqual(configFixture());
  });

  // As some editors of Windows write it.
  test('may begin with a byte order mark', async () => {
    const json = writeDown('marked.json', `\uFEFF${JSON.stringify(configFixture())}`);
    expect(await loadConfig(json)).toEqual(configFixture());
    const module = writeDown('marked.mjs', `\uFEFFexport default ${JSON.stringify(configFixture())};`);
    expect(await loadConfig(module)).toEqual(configFixture());
  });

  test('is refused with path, value and reason', async () => {
    const file = writeDown('wrong.json', JSON.stringify({ ...configFixture(), region: 'Seoul' }));
    await expect(loadConfig(file)).rejects.toThrow(
      /wrong\.json cannot be used:\n {2}region: "Seoul" must be/,
    );
  });

  test.each([
    [
      'a comma too few',
      '{\n  "region": "x"\n  "egress": "none"\n}',
      "line 3: Expected ',' or '}' after property value.",
    ],
    ['a comma too many', '{\n  "vendors": [\n    1,\n  ]\n}', "line 4: Unexpected token ']'."],
    ['a word', '{\n  "region": ap-northeast-2\n}', "line 2: Unexpected token 'a'."],
    ['an end too soon', '{\n  "vendors": [\n', 'line 2: Unexpected end.'],
  ])('is refused with the line if it is JSON with %s', async (_what, text, says) => {
    const file = writeDown('broken.json', text);
    await expect(loadConfig(file)).rejects.toThrow(`The configuration ${file} is not valid JSON, ${says}`);
  });

  test('is refused if the file is absent, broken or exports nothing', async () => {
    await expect(loadConfig(join(dir, 'absent.mjs'))).rejects.toThrow(ConfigError);
    await expect(loadConfig(writeDown('broken.mjs', 'export default {'))).rejects.toThrow(ConfigError);
    const thrown = loadConfig(writeDown('thrown.mjs', "throw new Error('made-up fault');"));
    await expect(thrown).rejects.toMatchObject({ cause: new Error('made-up fault') });
    await expect(loadConfig(writeDown('empty.mjs', 'export {};'))).rejects.toThrow(/has no default export/);
  });
});

test('the hash differs for any changed setting, and reveals no setting', () => {
  const hash = configHash(configFixture());
  expect(configHash(configFixture())).toBe(hash);
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  const others = [
    configFixture({ digestAbove: 11 }),
    configFixture({}, false),
    configFixture({}, true, { alarmMail: 'others@example.com' }),
  ].map(configHash);
  expect(new Set([hash, ...others]).size).toBe(4);
});

test('an explicit default has the same hash as an absent setting', () => {
  expect(configHash(configFixture({ pollSeconds: 60 }, true, { logDays: 90 }))).toBe(
    configHash(configFixture()),
  );
});

test('R17: blindness begins after the configured minutes', () => {
  expect(blindMs({ blindMinutes: 5, pollSeconds: 60 })).toBe(300_000);
  expect(blindMs({ blindMinutes: 0.5, pollSeconds: 5 })).toBe(30_000);
});

test('R17: the time between two polls is not blindness, even if polls are rare', () => {
  expect(blindMs({ blindMinutes: 5, pollSeconds: 600 })).toBe(900_000);
});

test.each<[string, Parameters<typeof madeUpConfig>[0], string]>([
  ['of the first live vendor', [{ live: false }, { market: 'TW', live: true, language: 'en' }], 'en'],
  [
    'of the first vendor if none is live',
    [
      { live: false, language: 'zh-TW' },
      { id: 'C00067890', live: false },
    ],
    'zh-TW',
  ],
])('the language of the team is that %s', (_what, vendors, expected) => {
  expect(teamLanguage(madeUpConfig(vendors))).toBe(expected);
});

describe('the language of a locale', () => {
  test.each([
    ['ko_KR.UTF-8', 'ko'],
    ['ko', 'ko'],
    ['ko-KR', 'ko'],
    ['zh_TW.UTF-8', 'zh-TW'],
    ['zh_Hant', 'zh-TW'],
    ['zh_Hant_HK.UTF-8', 'zh-TW'],
    ['zh_CN.UTF-8', 'en'],
    ['en_US.UTF-8', 'en'],
    ['de_DE@euro', 'en'],
    ['kok_IN', 'en'],
    ['C', undefined],
    ['C.UTF-8', undefined],
    ['POSIX', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const)('of the locale %s is %s', (LANG, language) => {
    expect(languageOfLocale({ LANG })).toBe(language);
  });

  test('comes from LC_ALL before LC_MESSAGES before LANG; an empty variable does not count', () => {
    const LANG = 'en_US.UTF-8';
    expect(languageOfLocale({ LANG, LC_MESSAGES: 'zh_TW.UTF-8', LC_ALL: 'ko_KR.UTF-8' })).toBe('ko');
    expect(languageOfLocale({ LANG, LC_MESSAGES: 'zh_TW.UTF-8', LC_ALL: ' ' })).toBe('zh-TW');
    expect(languageOfLocale({ LANG, LC_MESSAGES: '', LC_ALL: '' })).toBe('en');
  });

  test.each(['zh_TW.UTF-8', 'C.UTF-8', '', 'en_US.UTF-8'])('is English at a terminal in "%s"', (LANG) => {
    expect(terminalLanguage({ LANG })).toBe('en');
    expect(terminalLanguage({ LANG, LC_ALL: 'ko_KR.UTF-8' })).toBe('ko');
  });
});

const mentions = ['U0AAA', 'S0BBB'];
const [first] = written.vendors;
const config = parseConfig(
  {
    ...written,
    vendors: [
      {
        ...first,
        language: 'en',
        live: true,
        mentions: { '1h': mentions, overdue: mentions },
        mentionOnNew: mentions,
        offHours: { mention: mentions },
        stepChannels: { '1h': 'C0LEAD' },
      },
    ],
  },
  'made-up.config.ts',
);

describe('a test vendor', () => {
  test('has only the given channel, and mentions nobody from the configuration (O8)', () => {
    const ref = testVendorRef('C0TRY', config);
    expect(ref).toEqual({ market: 'KR', vendorId: 'test-ticket-C0TRY' });
    const vendor = testVendor(ref, config);
    expect(vendor).toMatchObject({
      channel: 'C0TRY',
      fallbackChannel: 'C0TRY',
      live: false,
      label: 'Test',
    });
    expect(JSON.stringify(vendor)).not.toMatch(/U0AAA|S0BBB|C0LEAD|C0CS|C0OPS/);
  });

  test('never equals a configured vendor', () => {
    const { vendorId } = testVendorRef('C0TRY', config);
    const asConfigured = { ...written, vendors: [{ ...first, id: vendorId }] };
    expect(() => parseConfig(asConfigured, 'made-up.config.ts')).toThrow('vendor id');
    expect(testVendor({ market: 'KR', vendorId: 'A00012345' }, config)).toBeUndefined();
  });

  test('is marked in the language of the first vendor', () => {
    expect(testTicketWords(config).product).toContain('Test');
    expect(testTicketWords(parseConfig(written, 'made-up.config.ts')).product).toContain('연습');
    const taiwan = parseConfig(
      { ...written, vendors: [{ ...first, language: 'zh-TW' }] },
      'made-up.config.ts',
    );
    expect(testTicketWords(taiwan).product).toContain('測試');
  });
});

describe('TABLE', () => {
  test.each([TABLE.attention, TABLE.closed])(
    'R3: the index $name projects at most 20 attributes, each once',
    (index) => {
      expect(index.projected.length).toBeLessThanOrEqual(20);
      expect(new Set<string>(index.projected).size).toBe(index.projected.length);
    },
  );

  test('R3: no index projects a key, since DynamoDB does that by itself', () => {
    for (const { projected, partitionKey, sortKey } of [TABLE.attention, TABLE.closed])
      for (const key of [TABLE.partitionKey, TABLE.sortKey, partitionKey, sortKey])
        expect(projected).not.toContain(key);
  });

  test('R3: attention projects everything that a poll reads of a row, and the rank for drains', () => {
    const optional = {
      lookUpAt: NOW,
      nextStepAt: NOW,
      claimedBy: 'U0MADEUP',
      closedAt: NOW,
      attentionAt: NOW,
    };
    const row = rowOf(makeTicket(optional));
    const { market, vendorId, source, inquiryId, answerId, attentionAt, ...attributes } = row;
    expect(Object.keys(attributes).length).toBeGreaterThanOrEqual(15);
    expect([...TABLE.attention.projected]).toEqual(
      expect.arrayContaining([...Object.keys(attributes), 'rank']),
    );
  });

  test('no free text of a buyer or an agent is projected', () => {
    for (const { projected } of [TABLE.attention, TABLE.closed]) expect(projected).not.toContain('text');
  });
});

describe('SECONDS', () => {
  test('R5, R18: have the values of the protocol', () => {
    expect(SECONDS).toEqual({ notifyTimeout: 120, leaseBeyondTimeout: 10, pollStopsBefore: 10 });
  });
});

describe('WAKE_UP', () => {
  test('R18: is not an event of a ticket or a notice: those are for other listeners', () => {
    const types: Record<DeliverableEvent['type'], true> = {
      TicketOpened: true,
      TicketChanged: true,
      TicketWarned: true,
      TicketClosed: true,
      TicketReopened: true,
      ActAsked: true,
      NoticeChanged: true,
      BlindnessChanged: true,
      ShiftWarned: true,
    };
    expect(Object.keys(types)).not.toContain(WAKE_UP);
  });
});

describe('namesOf', () => {
  /** None, or any that the configuration takes, also such as look like parts of names. */
  const prefixes = fc.option(
    fc
      .array(fc.constantFrom('a', 'b', '7', '-', '/', 'Notifier', 'coupang', 'slack', 'egress'), {
        maxLength: 4,
      })
      .map((parts) => parts.join(''))
      .filter((namePrefix) => z.safeParse(awsSettings.namePrefix, namePrefix).success),
    { nil: undefined },
  );
  const listNames = ({ stacks, bus, metrics, secrets }: Names): string[] => [
    ...Object.values(stacks),
    bus,
    metrics,
    secrets.coupang('KR', 'A00012345'),
    secrets.slack,
  ];
  /** The patterns of roles and policies: what CloudFormation names, and the secrets. */
  const listPatterns = ({ stacks, secrets }: Names): string[] => [
    ...Object.values(stacks).map((stack) => `${stack}-*`),
    secrets.coupang('*', '*'),
    `${secrets.slack}*`,
  ];
  const matches = (pattern: string, name: string): boolean =>
    new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

  test('O12: no name or pattern of one deployment matches a name of another', () => {
    fc.assert(
      fc.property(prefixes, prefixes, (prefix, other) => {
        fc.pre(prefix !== other);
        const names = namesOf({ namePrefix: other });
        const others = [
          ...listNames(names),
          ...Object.values(names.stacks).map((stack) => `${stack}-Made1A-UP`),
        ];
        const own = namesOf({ namePrefix: prefix });
        expect(listNames(own).filter((name) => others.includes(name))).toEqual([]);
        const fits = listPatterns(own).filter((pattern) => others.some((name) => matches(pattern, name)));
        expect(fits).toEqual([]);
      }),
    );
  });

  test('O12: the longest prefix leaves room for the whole stack name in CloudFormation', () => {
    const { stacks } = namesOf({ namePrefix: 'production' });
    expect(Object.values(stacks).map(({ length }) => length)).toEqual([25, 19]);
  });

  test('secrets keep the keys of the same vendor id in two markets apart', () => {
    const { secrets } = namesOf({});
    expect(secrets.coupang('KR', 'A00012345')).not.toBe(secrets.coupang('TW', 'A00012345'));
  });
});
