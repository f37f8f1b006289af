import { describe, expect, test } from '@jest/globals';
import { neededConcurrency, neededLimit } from '../../lib/config/aws-settings.ts';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { SCHEDULES_A_STACK } from '../../infra/constructs/minute-schedules.ts';
import { VENDOR_INPUT } from '../fixtures/made-up-config.ts';
import { configFixture } from './config-fixture.ts';
import { type Synthesised, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const vendors = (live: number) =>
  Array.from({ length: live + 1 }, (_, index) => ({
    ...VENDOR_INPUT,
    id: `A${String(index).padStart(8, '0')}`,
    label: `${index}`,
    live: index < live,
  }));
const notesWith = (live: number) =>
  synthesise(configFixture({}, true, { egress: 'none', vendors: vendors(live) })).notes;

describe('the concurrency that the account must have (R26)', () => {
  test('is two for each live vendor, for poll and notify, plus twenty', () => {
    expect([0, 1, 40].map((live) => neededConcurrency(vendors(live)))).toEqual([20, 22, 100]);
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
    expect([1, 40, 60].map((live) => neededLimit(vendors(live), 5))).toEqual([105, 105, 145]);
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
/** Lambda's quota for all variables of a function. */
const ENVIRONMENT_BYTES = 4096;

describe.each([1, SCHEDULES_A_STACK, SCHEDULES_A_STACK + 1, 1000])('a stack of %i vendors', (live) => {
  const made = synthesise(
    configFixture({}, true, { egress: 'nat-instance', acting: 'on', vendors: vendors(live) }),
  );
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
    for (const { json, stack } of stacks) {
      expect(json.match(/"Type": "AWS::/g)?.length).toBeLessThan(RESOURCES_A_STACK);
      expect([stack.node.path, json.length < TEMPLATE_BYTES]).toEqual([stack.node.path, true]);
    }
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
