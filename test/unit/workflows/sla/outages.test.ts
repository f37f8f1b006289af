import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR, type World, createWorld } from '../../../simulation/create-world.ts';
import { makeState } from '../../../fixtures/domain/make-state.ts';
import { QUESTION, makeShownTicket } from '../../../fixtures/domain/make-ticket.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';

/** Names what each notice is about. */
const kinds = (world: World): string[] =>
  world
    .notices()
    .map(({ key: { notice } }) => notice.split('/')[0] ?? '')
    .toSorted();
const allClear = (world: World) => world.notices().find(({ facts }) => facts.about === 'all-clear')?.facts;

/** So many minutes of the whole program. */
const run = async (world: World, minutes: number, { polls = true } = {}): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    if (polls) await world.poll();
    await world.trackSla();
    await world.drain();
    world.advance(MINUTE);
  }
};

/** A program that has run for a while, and was then off for so many minutes, in which two inquiries came. */
const afterPause = async (minutes: number) => {
  const world = createWorld();
  await run(world, 12);
  const stoppedAt = world.now() - MINUTE;
  for (let count = 0; count < 2; count += 1) world.coupang.handOver();
  world.advance((minutes - 1) * MINUTE);
  return { world, stoppedAt };
};

/** No list can be read to its end until `mend` is called. */
const cutOff = ({ coupang: { source } }: World): { mend: () => void } => {
  const { read } = source;
  source.read = async (...about) => ({
    reading: { ...(await read(...about)).reading, complete: false },
    failure: new MadeUpFailure('reading'),
  });
  return { mend: () => Object.assign(source, { read }) };
};

describe('R17: a time in which the program did not run', () => {
  test('is announced once as a pause, with what came in it, and nobody is notified of an outage', async () => {
    const { world, stoppedAt } = await afterPause(9);
    // The other way round than usual: the looks come first, and Coupang has not been read yet.
    await world.trackSla();
    await world.drain();
    expect(kinds(world)).toEqual([]);
    const resumedAt = world.now();
    await run(world, 3);
    expect(kinds(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({
      pause: { since: stoppedAt, until: resumedAt },
      opened: 2,
    });
    expect(world.slack.messages.filter(({ name }) => name === 'notice')).toHaveLength(1);
  });

  test('is also announced as a pause if the first poll comes before the first check', async () => {
    const { world, stoppedAt } = await afterPause(9);
    const resumedAt = world.now();
    await run(world, 3);
    expect(kinds(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({ pause: { since: stoppedAt, until: resumedAt } });
  });

  test('is an outage if Coupang cannot be read after it, once the limit has passed again', async () => {
    const { world } = await afterPause(9);
    const cut = cutOff(world);
    await run(world, 5);
    expect(kinds(world)).toEqual([]);
    await run(world, 3);
    expect(kinds(world)).toEqual(['blind']);
    cut.mend();
    await run(world, 3);
    expect(kinds(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });

  test('is a single pause, though the machine woke for a moment and could not read Coupang', async () => {
    const { world, stoppedAt } = await afterPause(90);
    const cut = cutOff(world);
    for (let wakes = 0; wakes < 3; wakes += 1) {
      await run(world, 1);
      world.advance(60 * MINUTE);
    }
    cut.mend();
    const resumedAt = world.now();
    await run(world, 3);
    expect(kinds(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({ pause: { since: stoppedAt, until: resumedAt }, opened: 2 });
  });

  test('is another pause after a moment in which Coupang was read', async () => {
    const { world } = await afterPause(90);
    await world.poll();
    world.advance(1000);
    const notedAt = world.now();
    await run(world, 1, { polls: false });
    world.advance(60 * MINUTE);
    await run(world, 3);
    expect(kinds(world)).toEqual(['all-clear', 'all-clear']);
    expect(world.notices().at(-1)).toMatchObject({ facts: { pause: { since: notedAt } } });
  });

  test('is not a pause if an outage was announced just before it', async () => {
    const world = createWorld();
    await run(world, 12);
    await run(world, 6, { polls: false });
    expect(kinds(world)).toEqual(['blind']);
    world.advance(30 * MINUTE);
    await run(world, 2);
    expect(kinds(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });
});

test('R17: a machine that sleeps while track-sla reads the state judges it by the time of the request', async () => {
  const world = createWorld();
  await world.poll();
  const { read } = world.store.states;
  world.store.states.read = async (vendor) => {
    const state = await read(vendor);
    world.advance(HOUR);
    return state;
  };
  await world.trackSla();
  expect(kinds(world)).toEqual([]);
});

describe('R17: alternating failures of Coupang', () => {
  const createFlapping = async () => {
    const world = createWorld();
    await world.poll();
    const { read } = world.coupang.source;
    let isDown = true;
    world.coupang.source.read = async (...about) => {
      if (isDown) world.coupang.faults.push(new MadeUpFailure('reading', 0, 'coupang-down'));
      return read(...about);
    };
    const since = world.now();
    world.advance(MINUTE);
    return {
      world,
      since,
      names: () => world.notices().map(({ key }) => key.notice),
      clear: () => world.notices().find(({ facts }) => facts.about === 'all-clear')?.facts,
      down: async (minutes: number): Promise<void> => {
        isDown = true;
        await run(world, minutes);
      },
      up: async (minutes: number): Promise<void> => {
        isDown = false;
        world.coupang.faults.length = 0;
        await run(world, minutes);
      },
    };
  };

  test('have an all-clear after three complete readings in a row, for the end that the first of them made', async () => {
    const { since, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(2);
    await down(1);
    await up(2);
    expect(names()).toEqual([`blind/call-center/${since}`]);
    await up(1);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({ since, until: since + 11 * MINUTE });
  });

  test('have one notice and one all-clear for blind times with two readings between them', async () => {
    const { since, world, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(2);
    await down(10);
    expect(names()).toEqual([`blind/call-center/${since}`]);
    expect(world.slack.messages).toHaveLength(1);
    await up(10);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({ until: since + 23 * MINUTE, lastedMs: 22 * MINUTE });
    expect(world.slack.messages).toHaveLength(2);
  });

  test('edit the last all-clear if the vendor turns blind again within an hour, which then covers both', async () => {
    const { since, world, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(30);
    const { length } = world.slack.messages;
    await down(10);
    expect(clear()).toMatchObject({
      again: { since: since + 40 * MINUTE, cause: 'coupang-down' },
    });
    await up(10);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({
      since,
      until: since + 51 * MINUTE,
      lastedMs: 22 * MINUTE,
    });
    expect(clear()).not.toHaveProperty('again');
    expect(world.slack.messages).toHaveLength(length);
  });

  test('post a new notice if the second blindness lasts half an hour', async () => {
    const { since, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(30);
    await down(29);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    await down(3);
    const second = since + 40 * MINUTE;
    expect(names()).toEqual([
      `blind/call-center/${since}`,
      `all-clear/call-center/${since}`,
      `blind/call-center/${second}`,
    ]);
    expect(clear()).not.toHaveProperty('again');
    await up(10);
    expect(names()).toEqual([
      `blind/call-center/${since}`,
      `all-clear/call-center/${since}`,
      `blind/call-center/${second}`,
      `all-clear/call-center/${second}`,
    ]);
    expect(clear()).toMatchObject({ until: since + 11 * MINUTE });
  });
});

const reached = (world: World, id: string): string[] =>
  world.ticketOf(id).facts.steps.map(({ name, passed }) => (passed ? `${name} passed` : name));
const stateOf = async (world: World) => {
  const state = await world.store.states.read(VENDOR);
  if (!state) throw new Error('no state');
  return state;
};
/** The program without polls. */
const trackFor = (world: World, minutes: number): Promise<void> => run(world, minutes, { polls: false });

/** Four open tickets. Then the laptop is off for three days, in which three of them end. */
const afterThreeDays = async () => {
  const world = createWorld();
  const ids = [0, 1, 2, 3].map(() => world.coupang.handOver());
  const [answered = '', ended = '', also = '', listed = ''] = ids;
  await world.poll();
  await trackFor(world, 5);
  world.advance(2 * HOUR);
  world.coupang.answer(answered);
  world.coupang.answer(also);
  world.advance(23 * HOUR);
  world.coupang.autoClose(ended);
  world.advance(2 * DAY);
  return { world, ids, listed };
};

describe('R16: after three days without any run', () => {
  test('three of four open tickets have ended, and only the fourth is overdue, after a complete poll', async () => {
    const { world, ids, listed } = await afterThreeDays();
    await trackFor(world, 3);
    expect(ids.flatMap((id) => reached(world, id))).toEqual([]);
    await world.poll();
    await trackFor(world, 1);
    expect(ids.map((id) => world.ticketOf(id).facts.outcome)).toEqual([
      'answered',
      'auto-closed',
      'answered',
      undefined,
    ]);
    expect(ids.flatMap((id) => reached(world, id))).toEqual(['overdue']);
    expect(reached(world, listed)).toEqual(['overdue']);
  });

  test('no answered ticket is overdue if only look-ups work', async () => {
    const { world, ids, listed } = await afterThreeDays();
    cutOff(world);
    await world.poll();
    await trackFor(world, 11);
    expect(ids.flatMap((id) => reached(world, id))).toEqual(['overdue']);
    expect(reached(world, listed)).toEqual(['overdue']);
  });
});

describe('R16: the note of track-sla about its runs', () => {
  test('has no gap if another process has run meanwhile', async () => {
    const world = createWorld();
    await world.poll();
    const other = { ...world.trackServices, lastSeen: new Map() };
    const began = world.now();
    const runOther = () => trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], other);
    await runOther();
    await trackFor(world, 12);
    await runOther();
    const state = await stateOf(world);
    expect(state).toMatchObject({ resumedAt: began });
    expect(state).not.toHaveProperty('pause');
  });

  test.each([
    ['does not undo that of a run since, if the machine slept before it was written', 1, 0],
    ['is written if the machine slept before, and no run came since', 0, 5],
  ])('R17: %s', async (_name, runs, minutesAgo) => {
    const world = createWorld();
    await world.poll();
    const { states } = world.store;
    let isAwake = false;
    const read = async () => {
      const state = await states.read(VENDOR);
      if (isAwake) return state;
      isAwake = true;
      world.advance(5 * MINUTE);
      await trackFor(world, runs);
      return state;
    };
    const services = { ...world.trackServices, lastSeen: new Map(), states: { ...states, read } };
    await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], services);
    const { trackedAt = 0 } = await stateOf(world);
    expect(world.now() - trackedAt).toBe((minutesAgo + runs) * MINUTE);
  });
});

test.each([
  ['waits for a reading of its own source', -MINUTE, []],
  ['comes once its own source was read', MINUTE, ['overdue']],
] as const)('R16: after a gap, `overdue` of a question %s', async (_what, readAfterMs, steps) => {
  const now = createWorld().now();
  const { sources } = makeState({ recentCompleteAt: now + readAfterMs }, 'product');
  const tracked = { firstPollAt: 1, trackedAt: now, resumedAt: now };
  const world = createWorld({ state: makeState({ ...tracked, recentCompleteAt: now + MINUTE, sources }) });
  world.advance(2 * MINUTE);
  const overdue = { askedAt: now - DAY - HOUR, dueAt: now - HOUR, attentionAt: now };
  world.store.put(makeShownTicket(overdue));
  world.store.put(makeShownTicket({ ...QUESTION, ...overdue, inquiryId: '77' }));
  await world.trackSla();
  expect(reached(world, '77')).toEqual(steps);
  expect(reached(world, makeShownTicket().key.inquiryId)).toEqual(['overdue']);
});
