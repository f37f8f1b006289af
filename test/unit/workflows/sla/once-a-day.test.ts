import { expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { reportOlderUnread } from '../../../../lib/workflows/sla/once-a-day.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeState } from '../../../fixtures/domain/make-state.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { slowTest } from '../../../fixtures/slow-test.ts';

/** Coupang forbids the lists of older dates from the next poll on. The world's clock begins 2026-11-24 12:00 in Seoul. */
const forbidOlder = (world: World): void => {
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...args) => {
    if (!world.coupang.isRecent(args[0]))
      world.coupang.faults.push({ failure: new MadeUpFailure('vendor', MINUTE_MS, 'credentials') });
    return read(...args);
  };
};

/** Runs the program every four minutes, so the vendor is never blind. */
const runFor = async (world: World, ms: number): Promise<void> => {
  for (const end = world.now() + ms; world.now() < end; world.advance(4 * MINUTE_MS)) {
    await world.poll();
    await world.trackSla();
    await world.notify();
  }
};

const unreadOf = (world: World) => world.notices().filter(({ facts }) => facts.about === 'older-unread');

slowTest(
  'R8: dates that Coupang forbids are named once a day, within the hours, and only while they are unread',
  async () => {
    const calendar = makeWeekdays(['09:00-18:00']);
    const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, calendar } });
    await runFor(world, DAY_MS);
    const { read } = world.coupang.source;
    forbidOlder(world);
    await runFor(world, 2 * DAY_MS);
    const notices = unreadOf(world);
    expect(notices.map(({ key }) => key.notice)).toEqual(
      ['2026-11-25', '2026-11-26', '2026-11-27'].map((day) => `older-unread/${Date.parse(day)}`),
    );
    // At noon only the windows of the month are due.
    expect(notices.map(({ facts }) => facts)).toMatchObject([
      { dates: [{ from: '2026-10-22', to: '2026-11-18' }] },
      { dates: [{ to: '2026-11-19' }] },
      { dates: [{ to: '2026-11-20' }] },
    ]);
    expect(notices.flatMap(({ key }) => world.messagesOf(key))).toHaveLength(3);
    world.coupang.source.read = read;
    await runFor(world, DAY_MS);
    expect(unreadOf(world)).toHaveLength(3);
  },
);

test('R8: a program that was off over night names no dates while its first polls read them', async () => {
  const world = createWorld();
  await runFor(world, DAY_MS);
  world.advance(14 * HOUR_MS);
  await runFor(world, HOUR_MS);
  expect(unreadOf(world)).toEqual([]);
});

test.each([
  ['08:56', '09:00', 0],
  ['09:00', '09:01', 1],
  ['17:59', '17:59', 1],
  ['17:59', '18:00', 0],
])('R8: after a poll at %s, %s is within the hours for %d notices', async (polled, now, count) => {
  const world = createWorld();
  const at = (time: string) => Date.parse(`2026-11-24T${time}:00+09:00`);
  const polledAt = at(polled);
  const state = makeState({ firstPollAt: 0, polledAt, recentCompleteAt: polledAt });
  const settings = { ...TRACK_SETTINGS, calendar: makeWeekdays(['09:00-18:00']) };
  await reportOlderUnread(VENDOR, state, at(now), { settings, ports: world.trackServices });
  expect(unreadOf(world)).toHaveLength(count);
});
