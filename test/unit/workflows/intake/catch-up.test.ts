import { describe, expect, test } from '@jest/globals';
import type { CatchUp } from '../../../../lib/domain/reading/vendor-state.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeClosedTicket } from '../../../fixtures/domain/make-ticket.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { MINUTE_MS, DAY_MS } from '../../../../lib/domain/time/durations.ts';

const blindTimesOf = async (world: World): Promise<CatchUp[]> =>
  (await world.store.states.read(VENDOR))?.catchUps ?? [];

/** The catch-ups that still have lists to read. */
const catchUpsOf = async (world: World): Promise<CatchUp[]> =>
  (await blindTimesOf(world)).filter(({ doneAt }) => doneAt === undefined);

/** A world that was last read ten minutes ago. */
const makeBlindWorld = async (options: Parameters<typeof createWorld>[0] = {}): Promise<World> => {
  const world = createWorld(options);
  await world.poll();
  world.advance(10 * MINUTE_MS);
  return world;
};

/** Hand-overs of the blind time that were answered within it. */
const answerUnseen = (world: World, count: number): string[] =>
  Array.from({ length: count }, () => {
    const id = world.coupang.handOver({ requestAgeMs: 5 * MINUTE_MS });
    world.coupang.answer(id);
    return id;
  });

/** The pages that each poll asked for, in order. */
const watchPages = (world: World): string[] => {
  const requests: string[] = [];
  const { readPages } = world.coupang.source;
  world.coupang.source.readPages = async (window, status, from, stopAt) => {
    requests.push(`${window.firstDate} ${status} ${from.page}+${from.most}`);
    return readPages(window, status, from, stopAt);
  };
  return requests;
};

/** Each request for pages fails until `mend` is called. */
const breakPages = (
  world: World,
  failure?: MadeUpFailure,
): { mend: () => void; requestCount: () => number } => {
  const { source } = world.coupang;
  const { readPages } = source;
  let requestCount = 0;
  source.readPages = async (_window, _status, { page }) => {
    requestCount += 1;
    return { inquiries: [], pages: 1, nextPage: page, ...(failure && { failure }) };
  };
  return { mend: () => Object.assign(source, { readPages }), requestCount: () => requestCount };
};

describe('R17: after a blind time', () => {
  test('hand-overs asked and ended in it are stored closed, published and counted, and not shown in Slack', async () => {
    const world = await makeBlindWorld();
    const [id = ''] = answerUnseen(world, 1);
    expect(await world.poll()).toMatchObject({
      result: 'swept',
      caughtUp: 1,
      catchUpPages: 1,
      opened: 0,
      past: 0,
      closed: 0,
      published: 1,
    });
    expect(world.ticketOf(id)).toMatchObject({
      facts: {
        state: 'closed',
        outcome: 'answered',
        inTime: true,
        announcement: 'none',
        closedAt: world.now(),
      },
    });
    await world.notify();
    expect(world.slack.messages).toEqual([]);
    await world.trackSla();
    expect((await world.store.reader.attention(VENDOR)).tickets).toEqual([]);
    expect(await world.store.reader.closed(VENDOR, world.now())).toHaveLength(1);
  });

  test('it stays in the state for a week, as long as `track-sla` may have been down', async () => {
    const world = await makeBlindWorld();
    const until = world.now();
    await world.poll();
    expect(await blindTimesOf(world)).toMatchObject([{ until, windows: [], doneAt: until }]);
    world.advance(7 * DAY_MS - 1);
    await world.poll();
    expect(await blindTimesOf(world)).toMatchObject([{ doneAt: until }, { since: until }]);
    world.advance(1);
    await world.poll();
    expect(await blindTimesOf(world)).toMatchObject([{ since: until }]);
  });

  test('it is not finished before everything on the lists is stored', async () => {
    const world = await makeBlindWorld();
    world.coupang.handOver();
    const { create } = world.store.writer;
    world.store.writer.create = async () => {
      throw new ConcurrentWrite('made-up contention', 5);
    };
    expect(await world.poll()).toMatchObject({ result: 'failed', failed: 1 });
    expect(await catchUpsOf(world)).toMatchObject([{ windows: [] }]);
    world.store.writer.create = create;
    world.advance(MINUTE_MS);
    await world.poll();
    expect(await blindTimesOf(world)).toMatchObject([{ windows: [], doneAt: world.now() }]);
  });

  test('an open hand-over comes as a card, and a hand-over that ended under a ticket keeps its ticket', async () => {
    const world = createWorld();
    const known = world.coupang.handOver();
    await world.poll();
    world.advance(10 * MINUTE_MS);
    world.coupang.answer(known);
    const open = world.coupang.handOver({ requestAgeMs: MINUTE_MS });
    expect(await world.poll()).toMatchObject({ opened: 1, closed: 1, caughtUp: 0 });
    expect(world.ticketOf(open)).toMatchObject({ facts: { state: 'open', announcement: 'card' } });
    expect(world.ticketOf(known)).toMatchObject({ facts: { outcome: 'answered', announcement: 'card' } });
  });

  test('the store is asked for an inquiry’s tickets only if one may be missing', async () => {
    const requests: string[] = [];
    const world = createWorld({ effect: noteCalls(requests) });
    answerUnseen(world, 20);
    await world.poll();
    world.advance(10 * MINUTE_MS);
    await world.poll();
    expect(requests).toContain('coupang.readPages');
    expect(requests).not.toContain('store.ticketsOf');
  });

  test('nothing is read after it is finished, or without a blind time', async () => {
    const world = await makeBlindWorld();
    const requestedPages = watchPages(world);
    await world.poll();
    expect(requestedPages).toEqual(['2026-11-18 ANSWER 1+40']);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ catchUpPages: 0 });
    expect(requestedPages).toHaveLength(1);
  });
});

describe('R17: the reading after a blind time', () => {
  test('takes 40 pages per poll and continues after the last one, until every hand-over has its ticket', async () => {
    const world = await makeBlindWorld();
    const ids = answerUnseen(world, 30 * 85);
    const requestedPages = watchPages(world);
    expect(await world.poll()).toMatchObject({ caughtUp: 1200, catchUpPages: 40 });
    expect(await catchUpsOf(world)).toMatchObject([{ windows: ['2026-11-18'], page: 41 }]);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ caughtUp: 39 * 30 });
    world.advance(MINUTE_MS);
    await world.poll();
    expect(requestedPages).toEqual([
      '2026-11-18 ANSWER 1+40',
      '2026-11-18 ANSWER 40+40',
      '2026-11-18 ANSWER 79+40',
    ]);
    expect(await catchUpsOf(world)).toEqual([]);
    for (const id of ids) expect(world.ticketOf(id).facts.outcome).toBe('answered');
  });

  test('is finished with the last of 40 pages', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 30 * 40);
    expect(await world.poll()).toMatchObject({ caughtUp: 1200, catchUpPages: 40 });
    expect(await catchUpsOf(world)).toEqual([]);
  });

  test('divides its pages among the windows and the blind times of a poll', async () => {
    const world = createWorld();
    await world.poll();
    world.advance(8 * DAY_MS);
    const broken = breakPages(world);
    await world.poll();
    world.advance(10 * MINUTE_MS);
    await world.poll();
    expect(await catchUpsOf(world)).toHaveLength(2);
    broken.mend();
    answerUnseen(world, 30 * 3);
    const requestedPages = watchPages(world);
    world.advance(MINUTE_MS);
    await world.poll();
    expect(requestedPages).toEqual([
      '2026-11-26 ANSWER 1+40',
      '2026-11-19 ANSWER 1+37',
      '2026-11-26 ANSWER 1+36',
    ]);
    expect(await catchUpsOf(world)).toEqual([]);
  });

  test("comes last, within the poll's time", async () => {
    const order: string[] = [];
    const world = await makeBlindWorld({ effect: noteCalls(order) });
    world.coupang.handOver();
    const stops: number[] = [];
    const { readPages } = world.coupang.source;
    world.coupang.source.readPages = async (window, status, from, stopAt) => {
      stops.push(stopAt - world.now());
      return readPages(window, status, from, stopAt);
    };
    order.length = 0;
    await world.poll();
    expect(stops).toEqual([45_000]);
    expect(order.indexOf('coupang.readPages')).toBeGreaterThan(order.lastIndexOf('coupang.read'));
    expect(order.indexOf('coupang.readPages')).toBeGreaterThan(order.indexOf('bus.publish'));
  });

  test('does not begin if the recent week cannot be read', async () => {
    const world = await makeBlindWorld();
    world.advance(10 * MINUTE_MS);
    const requestedPages = watchPages(world);
    const { read } = world.coupang.source;
    let reads = 0;
    world.coupang.source.read = async (...args) => {
      if ((reads += 1) > 0) world.coupang.faults.push({ failure: new MadeUpFailure('reading') });
      return read(...args);
    };
    expect(await world.poll()).toMatchObject({ result: 'failed', readings: 2, catchUpPages: 0 });
    expect(requestedPages).toEqual([]);
  });

  test('goes on although look-ups failed twice in a row', async () => {
    const world = createWorld();
    const ids = [world.coupang.handOver(), world.coupang.handOver()];
    await world.poll();
    world.advance(10 * MINUTE_MS);
    for (const id of ids) world.coupang.lose(id);
    const requestedPages = watchPages(world);
    world.coupang.source.inquiry = async () => {
      throw new MadeUpFailure('reading');
    };
    expect(await world.poll()).toMatchObject({ result: 'swept' });
    // The first one replaces the look-ups.
    expect(requestedPages).toEqual(['2026-11-18 ANSWER 1+40', '2026-11-18 ANSWER 1+39']);
  });
});

describe('R17: a reading after a blind time that fails', () => {
  test('keeps its place, rests for 5, 10 and 20 minutes, and continues when possible', async () => {
    const world = await makeBlindWorld();
    const ids = answerUnseen(world, 30 * 45);
    await world.poll();
    const broken = breakPages(world, new MadeUpFailure('reading'));
    const catchUpMinutes: number[] = [];
    for (let minute = 1; minute <= 40; minute += 1) {
      world.advance(MINUTE_MS);
      const { result, catchUpPages } = await world.poll();
      expect(result).toBe('swept');
      if (catchUpPages > 0) catchUpMinutes.push(minute);
    }
    expect(catchUpMinutes).toEqual([1, 6, 16, 36]);
    expect(broken.requestCount()).toBe(4);
    expect(await catchUpsOf(world)).toMatchObject([{ page: 41 }]);
    broken.mend();
    let caughtUp = 0;
    for (let minute = 41; minute <= 76; minute += 1) {
      world.advance(MINUTE_MS);
      ({ caughtUp } = await world.poll());
    }
    expect(caughtUp).toBe(150);
    expect(ids.map((id) => world.ticketOf(id).facts.state)).not.toContain('open');
    expect(await catchUpsOf(world)).toEqual([]);
  });

  test('makes one call per poll also if a page is not read without a failure', async () => {
    const world = await makeBlindWorld();
    const broken = breakPages(world);
    expect(await world.poll()).toMatchObject({ result: 'swept' });
    expect(broken.requestCount()).toBe(1);
  });

  test('R5: stores what was read before, and pauses if asked to, while the recent week is still read', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 3);
    const { source } = world.coupang;
    const { readPages } = source;
    source.readPages = async (...args) => ({
      ...(await readPages(...args)),
      nextPage: 2,
      failure: new MadeUpFailure('vendor', 10 * MINUTE_MS, 'throttled'),
    });
    expect(await world.poll()).toMatchObject({ result: 'swept', caughtUp: 3 });
    world.advance(MINUTE_MS);
    const held = [{ calls: 'secondary', code: 'MADE_UP' }];
    expect(await world.poll()).toMatchObject({ result: 'swept', readings: 2, catchUpPages: 0, held });
    expect(await catchUpsOf(world)).toMatchObject([{ page: 2 }]);
  });

  test('for a week does not delay a later blind time', async () => {
    const world = await makeBlindWorld();
    const { mend } = breakPages(world);
    await world.poll();
    for (let minute = 0; minute < 7 * 24 * 60; minute += 4) {
      world.advance(4 * MINUTE_MS);
      await world.poll();
    }
    world.advance(6 * MINUTE_MS);
    await world.poll();
    const [left, ...more] = await catchUpsOf(world);
    expect(more).toEqual([]);
    expect(left).toMatchObject({ until: world.now() });
    expect(await blindTimesOf(world)).toMatchObject([{ partial: true, windows: [] }, { until: left?.until }]);
    mend();
    world.advance(MINUTE_MS);
    await world.poll();
    expect(await catchUpsOf(world)).toEqual([]);
  });
});

test('R17: a list that continues after the last page that Coupang serves is marked as not completely read', async () => {
  const world = await makeBlindWorld();
  const { readPages } = world.coupang.source;
  world.coupang.source.readPages = async () => ({ inquiries: [], pages: 1, isCut: true });
  await world.poll();
  world.coupang.source.readPages = readPages;
  expect(await blindTimesOf(world)).toMatchObject([{ windows: [], doneAt: world.now(), partial: true }]);
});

describe('R17: each hand-over of a blind time has one ticket', () => {
  test('if the store refuses one: the others are kept, and the pages are read again', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 4);
    const { create } = world.store.writer;
    let created = 0;
    world.store.writer.create = async (ticket) => {
      if ((created += 1) === 3) throw new ConcurrentWrite('made-up contention', 5);
      return create(ticket);
    };
    expect(await world.poll()).toMatchObject({ result: 'failed', caughtUp: 3, failed: 1 });
    expect(await catchUpsOf(world)).toMatchObject([{ page: 1 }]);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'swept', caughtUp: 1, failed: 0, published: 1 });
    expect(world.tickets()).toHaveLength(4);
    expect(world.bus.published.map(({ type }) => type)).toEqual(Array(4).fill('TicketClosed'));
  });

  test('if a poll dies in the middle: the next one begins with the blind time in its new state', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 4);
    const { create } = world.store.writer;
    let created = 0;
    world.store.writer.create = async (ticket) => {
      if ((created += 1) === 3) throw new Error('made-up death');
      return create(ticket);
    };
    await expect(world.poll()).rejects.toThrow('made-up death');
    expect(await catchUpsOf(world)).toEqual([]);
    world.advance(MINUTE_MS);
    answerUnseen(world, 1);
    expect(await world.poll()).toMatchObject({ result: 'swept', caughtUp: 3 });
    expect(world.tickets()).toHaveLength(5);
  });

  test('if another run creates it meanwhile', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 1);
    const { create } = world.store.writer;
    world.store.writer.create = async (ticket) => {
      await create(ticket);
      return create(ticket);
    };
    expect(await world.poll()).toMatchObject({ result: 'swept', caughtUp: 0 });
    expect(await catchUpsOf(world)).toEqual([]);
    expect(world.tickets()).toHaveLength(1);
  });

  test('if it has a ticket under another id', async () => {
    const world = await makeBlindWorld();
    const [id = ''] = answerUnseen(world, 1);
    const learntAnswerId = world.coupang.inquiries.get(id)?.inquiry.posts[0]?.answerId ?? '';
    world.store.put(makeClosedTicket({ inquiryId: id, answerId: 'after-0', learntAnswerId }));
    expect(await world.poll()).toMatchObject({ result: 'swept', caughtUp: 0 });
    expect(world.tickets()).toHaveLength(1);
  });

  test('if two blind times meet in one window', async () => {
    const world = await makeBlindWorld();
    answerUnseen(world, 2);
    await world.poll();
    world.advance(10 * MINUTE_MS);
    answerUnseen(world, 2);
    expect(await world.poll()).toMatchObject({ caughtUp: 2 });
    expect(world.tickets()).toHaveLength(4);
  });
});
