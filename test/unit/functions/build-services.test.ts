import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { buildServices as buildAct } from '../../../functions/act/build-services.ts';
import { buildServices as buildNotify, troubleOf } from '../../../functions/notify/build-services.ts';
import { buildServices as buildPoll } from '../../../functions/poll/build-services.ts';
import { buildServices as buildReport } from '../../../functions/report/build-services.ts';
import { buildServices as buildDoor } from '../../../functions/slack-actions/build-services.ts';
import { buildServices as buildTrackSla } from '../../../functions/track-sla/build-services.ts';
import { observeInto } from '../../../functions/wiring/observe.ts';
import { readConfig } from '../../../functions/wiring/read-config.ts';
import { SYSTEM_CLOCK } from '../../../functions/wiring/system-clock.ts';
import { testVendorRef } from '../../../lib/config/test-vendor.ts';
import { makeAct } from '../../fixtures/domain/make-act.ts';
import { makeKey } from '../../fixtures/domain/make-ticket.ts';
import { makeFunctionEnv } from './make-function-env.ts';
import { calendarOf, ladderPolicyOf } from '../../../functions/wiring/sla-settings.ts';
import type { ConfigInput, VendorConfig } from '../../../lib/config/schema.ts';
import { HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { madeUpVendorConfig } from '../../fixtures/made-up-config.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { NotSetUp } from '../../../lib/config/config-error.ts';
import type { SlackFailureKind } from '../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../../lib/workflows/ports/slack.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const KR = { market: 'KR', vendorId: 'A00012345' } as const;
const configured = z.looseObject({ settings: z.looseObject({}) });

const envWith = (settings: Record<string, number>): Record<string, string> => {
  const env = makeFunctionEnv();
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  const config = configured.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...config, settings: { ...config.settings, ...settings } }));
  return env;
};

const pollOf = (env: Record<string, string>, config = readConfig(env)) =>
  buildPoll(env, config, log, { clock: SYSTEM_CLOCK });
const trackedBy = (env: Record<string, string>) =>
  buildTrackSla(env, readConfig(env), log, SYSTEM_CLOCK).vendors;
const notifyOf = (env: Record<string, string>) =>
  buildNotify(env, readConfig(env), observeInto(log), { clock: SYSTEM_CLOCK });

test('a configuration that is not JSON is reported with its file and what to do', () => {
  const env = makeFunctionEnv();
  writeFileSync(env['NOTIFIER_CONFIG_FILE'] ?? '', '{');
  expect(() => readConfig(env)).toThrow(/config\.json cannot be read as JSON: build and deploy again\./);
});

describe('R17: poll and track-sla use the same limit of blindness', () => {
  test.each([
    [{}, 300_000],
    [{ blindMinutes: 12 }, 720_000],
    [{ pollSeconds: 1200 }, 1_800_000],
  ])('with %j', (settings, blindMs) => {
    const env = envWith(settings);
    expect(pollOf(env).settings.spans).toMatchObject({ blindMs });
    expect(trackedBy(env)[0]?.settings).toMatchObject({ spans: { leadMs: 75_000, blindMs } });
  });
});

test.each(['off', 'on'] as const)(
  'R29: track-sla gives up acts unless acting is configured: %s',
  (acting) => {
    const [vendor] = trackedBy(makeFunctionEnv(true, { acting }));
    expect(vendor?.settings.acting).toBe(acting === 'on');
  },
);

test("poll writes pointers from orders to tickets only with acting 'on' (A10)", () => {
  const portsWith = (acting: 'off' | 'on') => pollOf(makeFunctionEnv(true, { acting })).portsOf(KR);
  expect(portsWith('off')).not.toHaveProperty('contacts');
  expect(portsWith('on').contacts).toMatchObject({
    note: expect.any(Function),
    closed: expect.any(Function),
  });
});

test("R8: poll uses the team's settings, in ms", () => {
  const env = envWith({
    monthMinutes: 16,
    archiveHours: 4,
    openTicketMinutes: 6,
    pollTimeoutSeconds: 130,
  });
  expect(pollOf(env).settings).toEqual({
    egress: 'nat-instance',
    intervals: { monthMs: 960_000, archiveMs: 14_400_000, openTicketMs: 360_000 },
    spans: {
      pollMs: 60_000,
      blindMs: 300_000,
      timeoutMs: 130_000,
      stopsBeforeMs: 10_000,
      leaseBeyondMs: 10_000,
    },
  });
});

test('D6, R24: notify lists new tickets above the team’s number, and warnings above five', () => {
  const { ports } = notifyOf(envWith({ digestAbove: 11 }));
  expect(ports.teamOf(KR).listsAbove).toEqual({ cards: 11, alerts: 5 });
});

test('I6: a vendor keeps its client from poll to poll, and so its pace', () => {
  const { portsOf } = pollOf(makeFunctionEnv());
  expect(portsOf({ ...KR }).clients).toBe(portsOf(KR).clients);
  expect(portsOf({ ...KR, market: 'TW' }).clients).not.toBe(portsOf(KR).clients);
});

test('R31: a vendor has the clients of the sources that it reads', () => {
  const env = makeFunctionEnv();
  const { vendors, ...config } = readConfig(env);
  const sourcesOf = (...sources: ('call-center' | 'product')[]) => {
    const changed = { ...config, vendors: vendors.map((vendor) => ({ ...vendor, sources })) };
    return pollOf(env, changed)
      .portsOf(KR)
      .clients.map(({ source }) => source);
  };
  expect(sourcesOf('call-center')).toEqual(['call-center']);
  expect(sourcesOf('product', 'call-center')).toEqual(['call-center', 'product']);
});

test('R17: a vendor that is not live is not polled, and so not judged', () => {
  expect(trackedBy(makeFunctionEnv(false))).toEqual([]);
  expect(trackedBy(makeFunctionEnv())).not.toEqual([]);
});

describe('reports', () => {
  const settingsOf = (env: Record<string, string>) =>
    buildReport(env, readConfig(env), log, SYSTEM_CLOCK).vendors[0]?.settings;

  test("S7: use the market's zone, the team's hours, and the interval of `report`", () => {
    const settings = settingsOf(makeFunctionEnv());
    expect(settings).toMatchObject({ zone: 'Asia/Seoul', leadMs: 315_000 });
    const thursday = Date.parse('2026-11-26T12:30:00+09:00');
    expect(settings?.calendar?.shiftAt(thursday)).toEqual({
      startsAt: Date.parse('2026-11-26T09:00:00+09:00'),
      endsAt: Date.parse('2026-11-26T18:00:00+09:00'),
    });
  });

  test('S3: name the year without known holidays, from 60 days before it', () => {
    const unknown = settingsOf(makeFunctionEnv())?.holidaysUnknown;
    expect(unknown?.(Date.parse('2026-06-01T00:00:00+09:00'))).toBeUndefined();
    expect(unknown?.(Date.parse('2199-06-01T00:00:00+09:00'))).toBe(2199);
  });

  test('A6: count acts by person only where people act and the vendor wants it', () => {
    const on = settingsOf(makeFunctionEnv(true, { acting: 'on', report: 'on' }));
    expect(on).toMatchObject({ countsActs: true });
    expect(settingsOf(makeFunctionEnv(true, { acting: 'on' }))).not.toHaveProperty('countsActs');
    expect(settingsOf(makeFunctionEnv(true, { report: 'on' }))).not.toHaveProperty('countsActs');
  });

  test('are not made for a vendor that is not live, but its texts are removed', () => {
    expect(settingsOf(makeFunctionEnv(false))).toMatchObject({ isUnpolled: true });
    expect(settingsOf(makeFunctionEnv())).not.toHaveProperty('isUnpolled');
  });
});

test('messages are sent for configured vendors, live or not, and for the test vendor', () => {
  const env = makeFunctionEnv(false);
  const { hasChannel } = notifyOf(env);
  expect(hasChannel(KR)).toBe(true);
  expect(hasChannel(testVendorRef('C0CS', readConfig(env)))).toBe(true);
  expect(hasChannel({ ...KR, market: 'TW' })).toBe(false);
});

describe('act', () => {
  /** The services of act, with this change of the configuration. */
  const buildWith = (from: string, to: string) => {
    const env = makeFunctionEnv();
    const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    return buildAct(env, readConfig(env), log, { clock: SYSTEM_CLOCK });
  };

  test('reads and answers a question only of a vendor that reads the source', () => {
    const question = makeKey({ source: 'product', answerId: '0' });
    expect(buildWith('', '').actPorts(question)).toBeUndefined();
    const both = '"sources":["call-center","product"]';
    expect(buildWith('"sources":["call-center"]', both).actPorts(question)).toBeDefined();
  });

  test('A6: sends only for the people of its own configuration', () => {
    const ports = buildWith('"people":{}', '"people":{"U0CS":{"wingId":"cs01"}}').actPorts(makeKey());
    const mayBeSent = ['U0CS', 'U0GONE'].map((by) => ports?.maySend(makeAct({ by, wingId: 'cs01' })));
    expect(mayBeSent).toEqual([true, false]);
  });

  test('A6: removes people from the roster who may not claim by its own configuration', async () => {
    const people = '"people":{"U0CS":{"wingId":"cs01"}},"claim":"people"';
    const { whoMayBeAssigned } = buildWith('"people":{},"claim":"channel"', people).sharePorts(KR);
    expect(await whoMayBeAssigned(['U0GUEST', 'U0CS'])).toEqual(['U0CS']);
  });
});

test.each([
  [{}, 2],
  [{ claimStaleHours: 0.5 }, 0.5],
])('S6: with %j the door treats a claim as stale after %d hours', (settings, hours) => {
  const env = envWith(settings);
  expect(buildDoor(env, readConfig(env), log, SYSTEM_CLOCK).ports.claimStaleMs).toBe(hours * 3_600_000);
});

const makeVendor = (changes: Partial<ConfigInput['vendors'][number]> = {}): VendorConfig =>
  madeUpVendorConfig({ live: true, ...changes });

describe('calendarOf (S3)', () => {
  const hours = { thu: ['09:00-18:00'], fri: ['09:00-18:00'], sat: ['09:00-18:00'] };
  /** The openings around Christmas 2026, a Friday. */
  const openings = (changes: Partial<ConfigInput['vendors'][number]>): (string | undefined)[] =>
    ['2026-12-24', '2026-12-25', '2026-12-26'].map((date) => {
      const shift = calendarOf(makeVendor({ hours, ...changes }))?.shiftAt(Date.parse(`${date}T03:00:00Z`));
      return shift && new Date(shift.startsAt).toISOString();
    });

  test('knows the hours in the market’s zone, its public holidays and the team’s own', () => {
    expect(openings({ holidays: { add: ['2026-12-26'] } })).toEqual([
      '2026-12-24T00:00:00.000Z',
      undefined,
      undefined,
    ]);
    expect(openings({ holidays: { remove: ['2026-12-25'] } })[1]).toBe('2026-12-25T00:00:00.000Z');
    expect(openings({ market: 'TW' })).toEqual([
      '2026-12-24T01:00:00.000Z',
      '2026-12-25T01:00:00.000Z',
      '2026-12-26T01:00:00.000Z',
    ]);
  });

  test.each([{}, { mon: [] }])('does not exist for the hours %j', (none) => {
    expect(calendarOf(makeVendor({ hours: none }))).toBeUndefined();
  });
});

describe('ladderPolicyOf', () => {
  test('by default warns at 3h and 1h, with two hours for the last shift and for a claim', () => {
    expect(ladderPolicyOf(makeVendor(), { claimStaleHours: 2 })).toEqual({
      steps: ['3h', '1h'],
      lastShiftMs: 2 * HOUR,
      claimStaleMs: 2 * HOUR,
      nightPages: [],
      ownChannel: [],
    });
  });

  test('uses what the team configured, in milliseconds', () => {
    const vendor = makeVendor({ ladder: ['15m'], lastShiftMinutes: 0, nightPages: ['15m', 'overdue'] });
    expect(ladderPolicyOf(vendor, { claimStaleHours: 0.5 })).toEqual({
      steps: ['15m'],
      lastShiftMs: 0,
      claimStaleMs: 30 * MINUTE,
      nightPages: ['15m', 'overdue'],
      ownChannel: [],
    });
  });

  test.each([
    ['4h', 4 * HOUR],
    ['90m', 90 * MINUTE],
  ])('has a target of %s', (target, targetMs) => {
    expect(ladderPolicyOf(makeVendor({ target }), { claimStaleHours: 2 })).toMatchObject({ targetMs });
  });

  test('gives a step with a channel its own channel, except last-shift, whose list goes there as a whole (S6)', () => {
    const stepChannels = { '1h': 'C0LEAD', 'last-shift': 'C0LEAD', overdue: 'C0OPS' };
    const policy = ladderPolicyOf(makeVendor({ stepChannels, hours: { mon: ['09:00-18:00'] } }), {
      claimStaleHours: 2,
    });
    expect(policy.ownChannel).toEqual(['1h', 'overdue']);
  });
});

const troubleFor = (kind: SlackFailureKind, reason = 'made_up', cause?: unknown) =>
  troubleOf(new SlackFailure(kind, reason, 'made up', { cause }));

test.each<[SlackFailureKind, string | undefined]>([
  ['content-refused', METRICS.slackRefused],
  ['channel-unusable', METRICS.slackRefused],
  ['look-up-refused', METRICS.slackRefused],
  ['refused', METRICS.slackRefused],
  // Apart, so that a dead channel does not hide it.
  ['token-unusable', METRICS.slackTokenRefused],
  // Most pass by the next time.
  ['unsure', METRICS.slackUnanswered],
  ['unreached', METRICS.slackUnanswered],
  ['rate-limited', undefined],
  ['card-unusable', undefined],
])('O6: %s is counted as %s', (kind, metric) => {
  expect(troubleFor(kind)).toBe(metric);
});

test('a token that is not stored yet is no trouble, but an unreadable token is', () => {
  expect(
    troubleFor('token-unusable', 'not_set_up', new NotSetUp('made-up-secret', 'secrets -- slack')),
  ).toBeUndefined();
  expect(troubleFor('rate-limited', 'token_unreadable')).toBe(METRICS.slackUnanswered);
});
