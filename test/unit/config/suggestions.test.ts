import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { describeIssue, knownNames } from '../../../lib/config/describe-issue.ts';
import { nearestWord } from '../../../lib/config/nearest-word.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { configSchema } from '../../../lib/config/schema.ts';
import { enFaults } from '../../../lib/config/wording/en.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import * as z from 'zod/mini';
import { configFixture } from '../../infra/config-fixture.ts';

const base = configFixture();
const [first] = base.vendors;
const withVendor = (changes: Record<string, unknown>) => ({ ...base, vendors: [{ ...first, ...changes }] });
const faultOf = (input: unknown): string => {
  const { message } = thrownBy(ConfigError, () => parseConfig(input, 'made-up'));
  return message.split('\n').slice(1).join('\n').trim();
};

describe('a refusal suggests the setting that was probably meant (O3)', () => {
  const refused: Record<string, object> = {
    'the file: unknown vendor. Did you mean vendors?': { ...base, vendor: [] },
    'settings: unknown pollSecond. Did you mean pollSeconds?': { ...base, settings: { pollSecond: 60 } },
    'vendors[0].hours: unknown monday. Did you mean mon?': withVendor({ hours: { monday: [] } }),
    'the file: unknown regoin. Did you mean region? unknown logdays. Did you mean logDays?': {
      ...base,
      regoin: 'x',
      logdays: 7,
    },
    "egress: \"nat-gatway\" must be 'existing-subnets', 'nat-instance', 'nat-gateway' or 'none'. Did you mean \"nat-gateway\"?":
      { ...base, egress: 'nat-gatway' },
    'vendors[0].market: "kr" must be \'KR\' or \'TW\'. Did you mean "KR"?': withVendor({ market: 'kr' }),
    'logDays: 100 must be one of 1, 3, 5, 7,': { ...base, logDays: 100 },
    'Did you mean 90?': { ...base, logDays: 100 },
    'vendors[0].live: "true" must be of type boolean. Did you mean true, without quotes?': withVendor({
      live: 'true',
    }),
    'vendors[0]: unknown timeZone. The market decides the time zone: KR is Asia/Seoul, TW is Asia/Taipei.':
      withVendor({ timeZone: 'Asia/Seoul' }),
    'settings: nightPollSeconds was removed. Remove it: each vendor is polled every pollSeconds, outside its hours too.':
      { ...base, settings: { nightPollSeconds: 180 } },
    'vendors[0].offHours: unknown whom. Remove it; known here are mention.': withVendor({
      offHours: { whom: [] },
    }),
  };
  test.each(Object.entries(refused))('%s', (expected, input) => {
    expect(faultOf(input)).toContain(expected);
  });

  const pressed = z.discriminatedUnion('do', [
    z.strictObject({ do: z.enum(['answer', 'confirm']), inquiryId: z.optional(z.string()) }),
    z.strictObject({ do: z.literal('leap'), to: z.enum(['hour', 'morning']) }),
  ]);
  test.each<[unknown, string]>([
    [{ do: 'answr' }, 'do: "answr" must be one of "answer", "confirm", "leap". Did you mean "answer"?'],
    [{ do: 'leap', to: 'hours' }, 'to: "hours" must be one of "hour", "morning". Did you mean "hour"?'],
    [{ do: 'answer', inquryId: '1' }, 'the body: unknown inquryId. Did you mean inquiryId?'],
    [{}, 'do: is missing. Add it.'],
  ])('%j, where the shape depends on a word', (input, expected) => {
    const issue = pressed.safeParse(input).error?.issues[0];
    expect(issue && describeIssue(issue, input, pressed, { ...enFaults, whole: 'the body' })).toBe(expected);
  });

  test('explains for a key in the file where keys belong, without showing it', () => {
    const fault = faultOf(withVendor({ accessKey: 'made-up-key' }));
    expect(fault).toBe(
      'vendors[0]: unknown accessKey. Keys do not belong here: npm run secrets -- <vendorId|slack> stores them.',
    );
    expect(faultOf(withVendor({ tokenLife: 1 }))).not.toContain('npm run secrets');
  });
});

const address = { allocationId: 'eipalloc-0123abcd', ip: '203.0.113.7' };

describe('refuses stack settings that do not fit together, with what to do (O3, O4)', () => {
  const subnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd'] };
  const keyIn = (region: string) => `arn:aws:kms:${region}:123456789012:key/1234abcd`;

  test.each<[RegExp, Record<string, unknown>]>([
    [
      /^existingSubnets: is missing, which egress 'existing-subnets' needs\. Write existingSubnets: \{/,
      { egress: 'existing-subnets' },
    ],
    [
      /^existingSubnets: has no use with egress 'nat-gateway'\. Remove it, or set egress: 'existing-subnets'\.$/,
      { existingSubnets: subnets },
    ],
    [
      /^existingAddress: has no use with egress 'none'\. Remove it, or set egress: 'nat-instance' or 'nat-gateway'\.$/,
      { egress: 'none', existingAddress: address },
    ],
    [
      /^kmsKeyArn: "arn:.*" must be a key in ap-northeast-2, .*\. Make one there, or change region\.$/,
      { kmsKeyArn: keyIn('us-east-1') },
    ],
    [
      /^kmsKeyArn: .* must be the ARN of a KMS key such as .*, not of an alias\.$/,
      { kmsKeyArn: 'arn:aws:kms:ap-northeast-2:123456789012:alias/ours' },
    ],
    [
      /^existingSubnets\.subnetIds: must not name a subnet twice\.$/,
      {
        egress: 'existing-subnets',
        existingSubnets: { ...subnets, subnetIds: ['subnet-0123abcd', 'subnet-0123abcd'] },
      },
    ],
    [
      /^existingSubnets\.subnetIds\[0\]: "private-a" must be the id of a subnet such as subnet-/,
      { egress: 'existing-subnets', existingSubnets: { ...subnets, subnetIds: ['private-a'] } },
    ],
    [
      /^existingAddress\.ip: "203\.0\.113" must be an IPv4 address such as 203\.0\.113\.7\.$/,
      { existingAddress: { ...address, ip: '203.0.113' } },
    ],
  ])('%s', (expected, changes) => {
    expect(faultOf({ ...base, ...changes })).toMatch(expected);
  });
});

describe('as the address of the egress', () => {
  test.each([
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ])('refuses %s, which is no Elastic IP (O3)', (ip) => {
    expect(faultOf({ ...base, existingAddress: { ...address, ip } })).toBe(
      `existingAddress.ip: "${ip}" must be a public address, the one that Coupang sees, such as 203.0.113.7.`,
    );
  });

  test.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1', '192.167.0.1'])(
    'accepts %s',
    (ip) => {
      const parsed = parseConfig({ ...base, existingAddress: { ...address, ip } }, 'made-up');
      expect(parsed.existingAddress?.ip).toBe(ip);
    },
  );
});

describe('the nearest word', () => {
  const known = ['region', 'egress', 'alarmMail', 'vendors', 'settings'];

  test('is found despite a typing error: a missing, added, wrong or swapped letter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.nat(),
        fc.constantFrom('drop', 'double', 'replace', 'exchange'),
        (word, at, slip) => {
          const index = at % (word.length - 1);
          const [before, letter, rest] = [word.slice(0, index), word[index] ?? '', word.slice(index + 1)];
          const slips = {
            drop: before + rest,
            double: before + letter + letter + rest,
            replace: `${before}_${rest}`,
            exchange: before + rest.slice(0, 1) + letter + rest.slice(1),
          };
          expect(nearestWord(slips[slip], known)).toBe(word);
        },
      ),
    );
  });

  test('does not exist for a word with almost nothing in common, or for an empty list', () => {
    expect(nearestWord('holidays', known)).toBeUndefined();
    expect(nearestWord('region', [])).toBeUndefined();
  });

  test('does not exist if two are equally near', () => {
    expect(nearestWord('lane-c', ['lane-a', 'lane-b'])).toBeUndefined();
    expect(nearestWord('lane-a', ['lane-a', 'lane-b'])).toBe('lane-a');
  });

  test('is a known word or nothing, for any input', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        expect([undefined, ...known]).toContain(nearestWord(word, known));
      }),
    );
  });
});

describe('the names of the schema', () => {
  test('include those at the top, inside lists, inside records and with defaults', () => {
    expect(knownNames(configSchema, [])).toEqual(expect.arrayContaining(['region', 'vendors', 'logDays']));
    expect(knownNames(configSchema, ['vendors', 0, 'holidays'])).toEqual(['add', 'remove', 'years']);
    expect(knownNames(configSchema, ['vendors', 3, 'hours'])).toContain('sun');
    expect(knownNames(configSchema, ['existingSubnets'])).toContain('vpcId');
  });

  test('are empty at a place without names', () => {
    expect(knownNames(configSchema, ['region'])).toEqual([]);
    expect(knownNames(configSchema, ['vendors', 0, 'absent', 'deeper'])).toEqual([]);
  });
});
