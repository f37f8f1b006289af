import { describe, expect, test } from '@jest/globals';
import type { DayCounts } from '../../bench/count-day.ts';
import { describeMonth } from '../../bench/describe-month.ts';
import { priceMonth } from '../../bench/price-month.ts';

const idle = { invocations: 0, seconds: 0, cpuMs: 0, logLines: 0, logBytes: 0 };
const NOTHING: DayCounts = {
  questions: 0,
  handOvers: 0,
  functions: { poll: idle, notify: idle, 'track-sla': idle, report: idle },
  dynamodb: new Map(),
  openTickets: [],
  coupangCalls: 0,
  slackCalls: 0,
  secretReads: 0,
  events: 0,
  putEvents: 0,
  scheduled: 0,
  natBytes: 0,
  internetBytes: 0,
};
const usdOf = (day: Partial<DayCounts>, what: string, figure: 'usd' | 'afterFreeUsd' = 'usd'): string =>
  (priceMonth({ ...NOTHING, ...day }).find((line) => line.what === what)?.[figure] ?? 0).toFixed(3);

describe('the bill of a month', () => {
  test('contains no fixed cost', () => {
    expect(priceMonth(NOTHING).filter(({ usd }) => usd > 0)).toEqual([]);
  });

  test('counts each wake-up of notify as an event and as a run, by hand: 2,000 of a fifth of a second', () => {
    const notify = { ...idle, invocations: 2000, seconds: 400 };
    const day = { functions: { ...NOTHING.functions, notify }, events: 2000 };
    expect(usdOf(day, 'eventBridgeEvent')).toBe('0.061');
    expect(usdOf(day, 'lambdaRequest')).toBe('0.012');
    expect(usdOf(day, 'lambdaGbSecond')).toBe('0.081');
  });

  test('is 730 hours of the day, by hand: 1,440 runs of a second at 256 MB, 3,168 started, 340 secrets read', () => {
    const poll = { ...idle, invocations: 1440, seconds: 1440, logLines: 1000, logBytes: 974_000 };
    const day = {
      functions: { ...NOTHING.functions, poll },
      dynamodb: new Map([['poll UpdateItem', { requests: 1, read: 1000, write: 2000 }]]),
      scheduled: 3168,
      secretReads: 340,
      natBytes: 1_000_000_000,
      internetBytes: 100_000_000,
      events: 1000,
    };
    expect(usdOf(day, 'lambdaGbSecond')).toBe('0.146');
    expect(usdOf(day, 'lambdaRequest')).toBe('0.009');
    expect(usdOf(day, 'dynamodbWriteUnit')).toBe('0.041');
    expect(usdOf(day, 'dynamodbReadUnit')).toBe('0.004');
    expect(usdOf(day, 'schedulerInvocation')).toBe('0.096');
    expect(usdOf(day, 'secretsManagerCall')).toBe('0.052');
    expect(usdOf(day, 'logGb')).toBe('0.023');
    expect(usdOf(day, 'betweenZonesGb')).toBe('0.304');
    expect(usdOf(day, 'internetGb')).toBe('0.383');
    expect(usdOf(day, 'eventBridgeEvent')).toBe('0.030');
  });

  test('subtracts the free amount, but never more than was used', () => {
    const poll = { ...idle, invocations: 1440, seconds: 1440 };
    expect(usdOf({ functions: { ...NOTHING.functions, poll } }, 'lambdaGbSecond', 'afterFreeUsd')).toBe(
      '0.000',
    );
    expect(usdOf({ scheduled: 1_000_000 }, 'schedulerInvocation', 'afterFreeUsd')).toBe('16.417');
    expect(usdOf({ secretReads: 340 }, 'secretsManagerCall', 'afterFreeUsd')).toBe('0.052');
  });

  test('prints every line, most expensive first, marks prices of other regions, and the sum', () => {
    const lines = describeMonth(priceMonth({ ...NOTHING, secretReads: 340, events: 2000 }));
    expect(lines[1]).toMatch(/^ +0\.061 +0\.061 {2}EventBridge: 60,833 events.*\*$/);
    expect(lines[2]).toMatch(/^ +0\.052 +0\.052 {2}Secrets Manager: 10,342 readings$/);
    expect(lines).toHaveLength(1 + 11 + 1);
    expect(lines.at(-1)).toMatch(/^ +0\.113 +0\.113 {2}together/);
  });
});
