import { expect, test } from '@jest/globals';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import { dateAt, instantAt } from '../../../../lib/domain/time/dates.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import {
  type BlindVendor,
  remindOfBlindness,
} from '../../../../lib/workflows/reports/remind-of-blindness.ts';
import { makeState } from '../../../fixtures/domain/make-state.ts';
import { VENDOR, createWorld } from '../../../simulation/create-world.ts';
import { sendAlarmMail } from '../../../../lib/workflows/reports/send-alarm-mail.ts';

const OTHER = { market: 'TW', vendorId: 'C00067890' } as const;
const ZONE = 'Asia/Seoul';
const RULES = { zone: ZONE, blindMs: 5 * MINUTE_MS };

/** Two vendors; the clock begins at 12:00 in Seoul. */
const start = async () => {
  const world = createWorld();
  const { states } = world.store;
  const sent: (readonly BlindVendor[])[] = [];
  const trouble = { isMailDown: false, unreadable: '' };
  const ports = {
    ...world.reportPorts,
    states: {
      ...states,
      read: async (vendor: VendorRef) => {
        if (vendor.vendorId === trouble.unreadable) throw new Error('made-up item');
        return states.read(vendor);
      },
    },
  };
  const sendReminder = async (blind: readonly BlindVendor[]) => {
    if (trouble.isMailDown) throw new Error('made-up outage');
    sent.push(blind);
  };
  for (const vendor of [VENDOR, OTHER]) await states.noteTracked(vendor, { watchedSince: world.now() });
  return {
    world,
    sent,
    trouble,
    run: () => remindOfBlindness([VENDOR, OTHER], RULES, sendReminder, ports),
    /** Moves the clock to this time of the next day. */
    tomorrowAt: (minutes: number) => {
      const tomorrow = dateAt(world.now() + 24 * 60 * MINUTE_MS, ZONE);
      world.advance(instantAt(tomorrow, minutes, ZONE) - world.now());
    },
    /** Records a complete reading of the vendor. */
    read: async (vendor: VendorRef) => {
      const now = world.now();
      const state = await states.takeLease(vendor, { token: 'made-up', now, until: now + 1 });
      if (state === 'taken') throw new Error('The lease is taken.');
      const { sources: _, ...rest } = state;
      const read = { recentCompleteAt: now, polledAt: now };
      await states.releaseLease(vendor, 'made-up', makeState({ ...rest, ...read }));
    },
  };
};

test('R17: a vendor that is blind at nine o’clock is in one mail that day, and in one on each further day', async () => {
  const { world, sent, run, tomorrowAt } = await start();
  const since = world.now();
  await run();
  expect(sent).toEqual([]);
  tomorrowAt(8 * 60 + 59);
  await run();
  expect(sent).toEqual([]);
  world.advance(MINUTE_MS);
  for (let runs = 0; runs < 3; runs += 1) {
    await run();
    world.advance(5 * MINUTE_MS);
  }
  const named = [VENDOR, OTHER].map((vendor) => ({ vendor, since, cause: 'not-polling' }));
  expect(sent).toEqual([named]);
  tomorrowAt(9 * 60 + 3);
  await run();
  expect(sent).toEqual([named, named]);
});

test('R17: the mail omits a vendor that can be read, and a vendor that turned blind after nine', async () => {
  const { world, sent, run, read, tomorrowAt } = await start();
  tomorrowAt(8 * 60 + 58);
  await read(VENDOR);
  world.advance(10 * MINUTE_MS);
  await run();
  expect(sent.map((blind) => blind.map(({ vendor }) => vendor))).toEqual([[OTHER]]);
  tomorrowAt(8 * 60 + 58);
  await read(OTHER);
  await read(VENDOR);
  world.advance(20 * MINUTE_MS);
  await run();
  expect(sent).toHaveLength(1);
});

test('R17: a mail that could not be sent comes with the next run', async () => {
  const { sent, trouble, run, tomorrowAt } = await start();
  tomorrowAt(9 * 60);
  trouble.isMailDown = true;
  await expect(run()).rejects.toThrow('made-up outage');
  trouble.isMailDown = false;
  await run();
  await run();
  expect(sent).toHaveLength(1);
});

test('R17: an unreadable vendor state keeps no other vendor out of the mail, and causes no second mail that day', async () => {
  const { sent, trouble, run, tomorrowAt } = await start();
  tomorrowAt(9 * 60);
  trouble.unreadable = OTHER.vendorId;
  await expect(run()).rejects.toThrow('made-up item');
  await run();
  expect(sent.map((blind) => blind.map(({ vendor }) => vendor))).toEqual([[VENDOR]]);
});

const startMissing = () => {
  const world = createWorld();
  const seen = { missing: 0, hash: '0123abcd' };
  return { world, seen, send: () => sendAlarmMail(VENDOR, async () => ({ ...seen }), world.reportPorts) };
};

test('O14: addresses without alarms are reported in Slack once a day, while that lasts', async () => {
  const { world, seen, send } = startMissing();
  await send();
  expect(world.notices()).toEqual([]);
  seen.missing = 2;
  await send();
  world.advance(HOUR_MS);
  await send();
  const [notice, ...more] = world.notices();
  expect(more).toEqual([]);
  expect(notice?.facts).toEqual({ about: 'alarm-mail', missing: 2 });
  await world.notify();
  expect(notice && world.messagesOf(notice.key)).toHaveLength(1);
  world.advance(DAY_MS);
  await send();
  expect(world.notices()).toHaveLength(2);
  seen.missing = 0;
  world.advance(DAY_MS);
  await send();
  expect(world.notices()).toHaveLength(2);
});

test('O14: another address that is lost on the same day is reported, too', async () => {
  const { world, seen, send } = startMissing();
  seen.missing = 1;
  await send();
  world.advance(HOUR_MS);
  seen.hash = '4567cdef';
  await send();
  await send();
  expect(world.notices()).toHaveLength(2);
});
