import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { buildServices as buildAct } from '../../../functions/act/build-services.ts';
import { buildServices as buildNotify } from '../../../functions/notify/build-services.ts';
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

const log = { info: () => {}, warn: () => {}, error: () => {} };
const configured = z.looseObject({ settings: z.looseObject({}) });

const envWith = (settings: Record<string, number>): Record<string, string> => {
  const env = makeFunctionEnv();
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  const config = configured.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...config, settings: { ...config.settings, ...settings } }));
  return env;
};

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
    expect(buildPoll(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).settings.spans).toMatchObject({
      blindMs,
    });
    const [first] = buildTrackSla(env, readConfig(env), log, SYSTEM_CLOCK).vendors;
    expect(first?.settings).toMatchObject({ spans: { leadMs: 75_000, blindMs } });
  });
});

test('R29: track-sla gives up acts unless acting is configured', () => {
  const env = envWith({});
  const isActing = () => buildTrackSla(env, readConfig(env), log, SYSTEM_CLOCK).vendors[0]?.settings.acting;
  expect(isActing()).toBe(false);
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  writeFileSync(file, readFileSync(file, 'utf8').replace('"acting":"off"', '"acting":"on"'));
  expect(isActing()).toBe(true);
});

test("poll writes pointers from orders to tickets only with acting 'on' (A10)", () => {
  const env = envWith({});
  const ports = () =>
    buildPoll(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).portsOf({
      market: 'KR',
      vendorId: 'A00012345',
    });
  expect(ports()).not.toHaveProperty('contacts');
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  writeFileSync(file, readFileSync(file, 'utf8').replace('"acting":"off"', '"acting":"on"'));
  expect(ports().contacts).toMatchObject({ note: expect.any(Function), closed: expect.any(Function) });
});

test("R8: poll uses the team's settings, in ms", () => {
  const env = envWith({
    monthMinutes: 16,
    archiveHours: 4,
    openTicketMinutes: 6,
    pollTimeoutSeconds: 130,
  });
  expect(buildPoll(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).settings).toEqual({
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
  const env = envWith({ digestAbove: 11 });
  const { ports } = buildNotify(env, readConfig(env), observeInto(log), { clock: SYSTEM_CLOCK });
  const vendor = { market: 'KR', vendorId: 'A00012345' } as const;
  expect(ports.teamOf(vendor).listsAbove).toEqual({ cards: 11, alerts: 5 });
});

test('I6: a vendor keeps its client from poll to poll, and so its pace', () => {
  const { portsOf } = buildPoll(makeFunctionEnv(), readConfig(makeFunctionEnv()), log, {
    clock: SYSTEM_CLOCK,
  });
  const vendor = { market: 'KR', vendorId: 'A00012345' } as const;
  expect(portsOf({ ...vendor }).clients).toBe(portsOf(vendor).clients);
  expect(portsOf({ ...vendor, market: 'TW' }).clients).not.toBe(portsOf(vendor).clients);
});

test('R31: a vendor has the clients of the sources that it reads', () => {
  const env = makeFunctionEnv();
  const { vendors, ...config } = readConfig(env);
  const sourcesOf = (...sources: ('call-center' | 'product')[]) => {
    const changed = { ...config, vendors: vendors.map((vendor) => ({ ...vendor, sources })) };
    const { portsOf } = buildPoll(env, changed, log, { clock: SYSTEM_CLOCK });
    return portsOf({ market: 'KR', vendorId: 'A00012345' }).clients.map(({ source }) => source);
  };
  expect(sourcesOf('call-center')).toEqual(['call-center']);
  expect(sourcesOf('product', 'call-center')).toEqual(['call-center', 'product']);
});

test('R17: a vendor that is not live is not polled, and so not judged', () => {
  expect(
    buildTrackSla(makeFunctionEnv(false), readConfig(makeFunctionEnv(false)), log, SYSTEM_CLOCK).vendors,
  ).toEqual([]);
  expect(
    buildTrackSla(makeFunctionEnv(), readConfig(makeFunctionEnv()), log, SYSTEM_CLOCK).vendors,
  ).not.toEqual([]);
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
  const { hasChannel } = buildNotify(env, readConfig(env), observeInto(log), { clock: SYSTEM_CLOCK });
  expect(hasChannel({ market: 'KR', vendorId: 'A00012345' })).toBe(true);
  expect(hasChannel(testVendorRef('C0CS', readConfig(env)))).toBe(true);
  expect(hasChannel({ market: 'TW', vendorId: 'A00012345' })).toBe(false);
});

test('act reads and answers a question only of a vendor that reads the source', () => {
  const env = envWith({});
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  const question = makeKey({ source: 'product', answerId: '0' });
  const portsOf = () => buildAct(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).actPorts(question);
  expect(portsOf()).toBeUndefined();
  const config = readFileSync(file, 'utf8');
  writeFileSync(file, config.replace('"sources":["call-center"]', '"sources":["call-center","product"]'));
  expect(portsOf()).toBeDefined();
});

test('A6: act sends only for the people of its own configuration', () => {
  const env = envWith({});
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/"people":\{\}/, '"people":{"U0CS":{"wingId":"cs01"}}'),
  );
  const ports = buildAct(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).actPorts(makeKey());
  expect(['U0CS', 'U0GONE'].map((by) => ports?.maySend(makeAct({ by, wingId: 'cs01' })))).toEqual([
    true,
    false,
  ]);
});

test('A6: act removes people from the roster who may not claim by its own configuration', async () => {
  const env = envWith({});
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  const people = '"people":{"U0CS":{"wingId":"cs01"}},"claim":"people"';
  writeFileSync(file, readFileSync(file, 'utf8').replace('"people":{},"claim":"channel"', people));
  const { whoMayBeAssigned } = buildAct(env, readConfig(env), log, { clock: SYSTEM_CLOCK }).sharePorts({
    market: 'KR',
    vendorId: 'A00012345',
  });
  expect(await whoMayBeAssigned(['U0GUEST', 'U0CS'])).toEqual(['U0CS']);
});

test.each([
  [{}, 2],
  [{ claimStaleHours: 0.5 }, 0.5],
])('S6: with %j the door treats a claim as stale after %d hours', (settings, hours) => {
  const env = envWith(settings);
  expect(buildDoor(env, readConfig(env), log, SYSTEM_CLOCK).ports.claimStaleMs).toBe(hours * 3_600_000);
});
