import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  countResources,
  neededConcurrency,
  neededLimit,
  SCHEDULES_A_STACK,
} from '../../lib/config/aws-settings.ts';
import type { ConfigInput } from '../../lib/config/schema.ts';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { VENDOR_INPUT } from '../fixtures/made-up-config.ts';
import { configFixture } from './config-fixture.ts';
import { type Synthesised, synthesise, templateOf } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const vendors = (live: number) =>
  Array.from({ length: live + 1 }, (_, index) => ({
    ...VENDOR_INPUT,
    id: `A${String(index).padStart(8, '0')}`,
    label: `${index}`,
    live: index < live,
    ...(index === 0 && ROSTER),
  }));
const notesWith = (live: number) =>
  synthesise(configFixture({}, true, { egress: 'none', vendors: vendors(live) })).notes;

const ROSTER = { acting: { sharing: { U0ANN: {} } } };
/** The settings with the most resources, but for more mail addresses. */
const EVERYTHING: Partial<ConfigInput> = {
  egress: 'nat-instance',
  acting: 'on',
  pagerUrl: 'https://events.example.com',
};

describe('the concurrency that the account must have (R26)', () => {
  test('is two for each live vendor, for poll and notify, two for each webhook, plus twenty', () => {
    expect(neededConcurrency({ vendors: vendors(1), webhooks: [1, 2] })).toBe(26);
    expect([0, 1, 40].map((live) => neededConcurrency({ vendors: vendors(live), webhooks: [] }))).toEqual([
      20, 22, 100,
    ]);
  });

  test('is printed at synth for many vendors, since a synth cannot see the account’s limit', () => {
    expect(notesWith(40)).toEqual([]);
    expect(notesWith(41)).toEqual([
      expect.stringMatching(/run 102 functions at once.*Service Quotas.*npm run doctor/),
    ]);
  });
});

describe('a reservation for slack-actions (R26)', () => {
  test('leaves enough concurrency for the other functions, and the hundred that Lambda requires', () => {
    expect([1, 40, 60].map((live) => neededLimit({ vendors: vendors(live), webhooks: [] }, 5))).toEqual([
      105, 105, 145,
    ]);
  });

  test('is off by default; when on, synth prints the required limit', () => {
    const stack = synthesise(
      configFixture({}, true, { egress: 'none', acting: 'on', slackActionsConcurrency: 5 }),
    );
    const reserved = stack
      .each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)
      .filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined);
    expect(reserved.map(({ id, properties }) => [id, properties.ReservedConcurrentExecutions])).toEqual([
      [expect.stringMatching(/^SlackActionsFunction/), 5],
    ]);
    expect(stack.notes).toEqual([expect.stringMatching(/limit of 105 functions at once/)]);
  });
});

const SCHEDULE = z.object({ Name: z.string(), GroupName: z.string() });
/** CloudFormation's quotas for one template. */
const RESOURCES_A_STACK = 500;
const TEMPLATE_BYTES = 1_000_000;
const resourcesOf = (stack: Synthesised): number => Object.keys(templateOf(stack).Resources).length;
/** Lambda's quota for all variables of a function. */
const ENVIRONMENT_BYTES = 4096;

const SIZES: [live: number, settings: Partial<ConfigInput>][] = [
  [1, { egress: 'nat-gateway', alarmMail: ['ops@example.com', 'lead@example.com'] }],
  [SCHEDULES_A_STACK, { egress: 'none', existingTable: 'earlier', pagerUrl: 'https://events.example.com' }],
  [SCHEDULES_A_STACK + 1, { egress: 'none', acting: 'on' }],
  [1000, EVERYTHING],
];

describe.each(SIZES)('a stack of %i vendors', (live, settings) => {
  const config = configFixture({}, true, { vendors: vendors(live), ...settings });
  const made = synthesise(config);
  const stacks = [made, ...made.nested];
  const of = (stack: Synthesised) => stack.each('AWS::Scheduler::Schedule', SCHEDULE);

  test('has one poll schedule for each live vendor, one for track-sla and one for report (I7)', () => {
    expect(
      stacks
        .flatMap(of)
        .map(({ properties }) => properties.Name)
        .sort(),
    ).toEqual(
      [
        'report',
        'track-sla',
        ...vendors(live)
          .filter((vendor) => vendor.live)
          .map(({ id }) => `poll-KR-${id}`),
      ].sort(),
    );
  });

  test('stays within CloudFormation’s limits of resources and bytes, with nested stacks if needed', () => {
    expect(made.nested).toHaveLength(Math.ceil(live / SCHEDULES_A_STACK) - 1);
    for (const part of stacks) {
      expect(resourcesOf(part)).toBeLessThanOrEqual(RESOURCES_A_STACK);
      const { json, stack } = part;
      expect([stack.node.path, json.length < TEMPLATE_BYTES]).toEqual([stack.node.path, true]);
    }
  });

  test('has as many resources as the configuration’s check counts, which refuses vendors that do not fit', () => {
    // The CDK CLI adds one, AWS::CDK::Metadata.
    expect(countResources(config)).toBe(resourcesOf(made) + 1);
  });

  test('has a schedule group for each stack, which the role trusts and the doctor lists (O5)', () => {
    const groups = made.each('AWS::Scheduler::ScheduleGroup', z.object({ Name: z.string() }));
    const used = stacks.map((stack) => [...new Set(of(stack).map(({ properties }) => properties.GroupName))]);
    expect(used).toEqual(groups.map(({ properties }) => [properties.Name]));
    const admitted = made
      .each('AWS::IAM::Role', z.object({ AssumeRolePolicyDocument: z.unknown() }))
      .map(({ properties }) => JSON.stringify(properties))
      .filter((text) => text.includes('scheduler.amazonaws.com'));
    expect(admitted).toHaveLength(1);
    for (const { id } of groups) expect(admitted[0]).toContain(`"${id}"`);
  });

  test('puts no vendor into an environment, and passes cdk-nag', () => {
    for (const { properties } of made.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE))
      expect(JSON.stringify(properties.Environment.Variables).length).toBeLessThan(ENVIRONMENT_BYTES);
    expect(new AwsSolutionsChecks().validateScope(made.stack).violations).toEqual([]);
  });
});

describe('one stack (O3)', () => {
  const parse = (live: number, settings: Partial<ConfigInput> = {}) =>
    configFixture({}, true, { ...EVERYTHING, vendors: vendors(live), ...settings });
  const mails = Array.from({ length: 10 }, (_, index) => `ops${index}@example.com`);

  test.each([
    [2400, {}],
    [400, { alarmMail: mails }],
    [7600, { acting: 'off', pagerUrl: undefined }],
  ] satisfies [number, Partial<ConfigInput>][])(
    'takes %i vendors, and refuses one more: %j',
    (most, settings) => {
      expect(countResources(parse(most, settings))).toBeLessThanOrEqual(RESOURCES_A_STACK);
      expect(() => parse(most + 1, settings)).toThrow(
        `vendors: has ${most + 1} live vendors, and one stack takes ${most} with these settings`,
      );
    },
  );

  test('has the resources that docs/scaling.md names', () => {
    const row = /^\| CloudFormation: .*$/m.exec(readFileSync('docs/scaling.md', 'utf8'))?.[0] ?? '';
    const [hundred, thousand] = row.match(/(?<=\| +\**)[\d,]+(?=\** +\|)/g) ?? [];
    expect([hundred, thousand].map(Number)).toEqual([100, 1000].map((live) => countResources(parse(live))));
  });
});

test('a vendor that moves to another stack gets another group, so that its schedule’s name is free', () => {
  const groupOf = (live: number, id: string) => {
    const { nested, ...main } = synthesise(
      configFixture({}, true, { egress: 'none', vendors: vendors(live).toReversed() }),
    );
    return [main, ...nested]
      .flatMap((stack) => stack.each('AWS::Scheduler::Schedule', SCHEDULE))
      .filter(({ properties }) => properties.Name === `poll-KR-${id}`)
      .map(({ properties }) => properties.GroupName);
  };
  const [before, after] = [SCHEDULES_A_STACK, SCHEDULES_A_STACK + 1].map((live) =>
    groupOf(live, 'A00000000'),
  );
  expect([before, after]).toEqual([[expect.any(String)], [expect.any(String)]]);
  expect(after).not.toEqual(before);
});
