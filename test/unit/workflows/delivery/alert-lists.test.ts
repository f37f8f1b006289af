import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS, type World } from '../../../simulation/create-world.ts';
import { duringNextPost } from './watch-slack-calls.ts';

/** Slack takes no post in the channel for this time. */
const rest = (retryAfterMs = MINUTE) =>
  new SlackFailure('rate-limited', 'made_up', 'made up', { retryAfterMs });
const LADDER = makePolicy({ steps: ['1h'], lastShiftMs: 0 });

/** So many tickets whose cards are shown, an hour before their deadlines. */
const withTickets = async (count: number, ladder = LADDER): Promise<World> => {
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder }, listsAbove: { cards: 1000 } });
  for (let index = 0; index < count; index += 1) world.coupang.handOver();
  await world.poll();
  await world.drain();
  world.advance(23 * HOUR);
  return world;
};
const ids = (world: World): string[] => world.tickets().map(({ key }) => key.inquiryId);
const lists = (world: World) => world.notices().filter(({ facts }) => facts.about === 'list');
const shown = (world: World) =>
  world.slack.messages.filter(({ deliverable }) => deliverable.includes('/list/'));
const places = (world: World) => shown(world).map(({ channel, members }) => [channel, members?.length]);
const lines = (world: World, type = 'step/1h/') =>
  world.slack.messages.filter(({ name }) => name.startsWith(type));

describe('many warnings of one step (R24)', () => {
  test('come one by one up to five, and six as one list, each with a line in its thread', async () => {
    const five = await withTickets(5);
    await five.trackSla();
    await five.drain();
    expect(lists(five)).toEqual([]);
    expect(lines(five)).toHaveLength(5);

    const six = await withTickets(6);
    await six.trackSla();
    await six.drain();
    expect(places(six)).toEqual([['C0MADEUP', 6]]);
    expect(lists(six)).toMatchObject([{ facts: { of: 'step/1h' }, delivery: { shownVersion: 1 } }]);
    expect(lines(six)).toHaveLength(6);
    expect(lines(six).every(({ threadTs, list }) => threadTs !== undefined && list !== undefined)).toBe(true);
    // The list goes first: it is what somebody must see.
    const names = six.slack.messages.map(({ name }) => name.split('/')[0]);
    expect(names.indexOf('notice')).toBeLessThan(names.indexOf('step'));
  });

  test('make no list if they stay in their threads anyway', async () => {
    const world = await withTickets(8, { ...LADDER, steps: ['1h', '15m'] });
    await world.trackSla();
    await world.drain();
    expect(lists(world)).toEqual([]);
    expect(lines(world)).toHaveLength(8);
  });

  test('S6: are replaced by a list in the step’s own channel', async () => {
    const world = await withTickets(7, { ...LADDER, ownChannel: ['1h'] });
    await world.trackSla();
    await world.drain();
    expect(places(world)).toEqual([
      ['C0MADEUP', 7],
      ['C0STEPS', 7],
    ]);
    expect(lines(world, 'escalation/')).toEqual([]);
    for (const { delivery } of world.tickets())
      expect(Object.entries(delivery.posted).find(([name]) => name.startsWith('escalation/'))?.[1]).toBe(
        'passed',
      );
  });

  test('S6: stay out of the step’s own channel for a ticket that was just claimed', async () => {
    const world = await withTickets(8, { ...LADDER, ownChannel: ['1h'] });
    const [first] = world.tickets();
    if (!first) throw new Error('no ticket');
    const claim = { ...first.facts, claimedBy: 'U0CS', claimedAt: world.now() };
    await world.store.writer.change(first, claim, 'TicketChanged', world.now());
    await world.trackSla();
    await world.drain();
    expect(places(world)).toEqual([
      ['C0MADEUP', 8],
      ['C0STEPS', 7],
    ]);
  });

  test('are listed without tickets that were answered before Slack accepted the list', async () => {
    const world = await withTickets(8);
    const [first = ''] = ids(world);
    world.slack.failBefore.push(rest());
    await world.trackSla();
    await world.drain();
    world.coupang.answer(first);
    world.advance(MINUTE);
    await world.poll();
    await world.drain();
    expect(shown(world).map(({ members }) => members?.length)).toEqual([7]);
    expect(lines(world)).toHaveLength(7);
  });

  test('are listed without tickets that are answered while the list waits in a drain', async () => {
    const world = await withTickets(8);
    const [first = ''] = ids(world);
    world.slack.failBefore.push(rest(15_000));
    const { sleep } = world.drainServices;
    let isAnswered = false;
    world.drainServices.sleep = async (ms) => {
      await sleep(ms);
      if (ms === 0 || isAnswered) return;
      isAnswered = true;
      world.coupang.answer(first);
      await world.poll();
    };
    await world.trackSla();
    expect(await world.drain()).toMatchObject({ ended: 'done' });
    expect(shown(world).map(({ members }) => members?.length)).toEqual([7]);
    expect(lines(world)).toHaveLength(7);
  });

  test('are passed over as a list if every ticket was answered', async () => {
    const world = await withTickets(6);
    world.slack.failBefore.push(rest());
    await world.trackSla();
    await world.drain();
    for (const id of ids(world)) world.coupang.answer(id);
    world.advance(MINUTE);
    await world.poll();
    await world.drain();
    await world.drain();
    expect(shown(world)).toEqual([]);
    expect(lines(world)).toEqual([]);
    expect(lists(world)).toHaveLength(1);
  });

  test('R18: come as a list of warnings and a list of new tickets if many new tickets are due at once', async () => {
    const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder: LADDER } });
    for (let index = 0; index < 12; index += 1)
      world.coupang.handOver({ requestAgeMs: 23 * HOUR + 5 * MINUTE });
    await world.poll();
    await world.trackSla();
    await world.drain();
    const channel = world.slack.messages.filter(({ threadTs }) => threadTs === undefined);
    expect(channel.map(({ name, members }) => [name, members?.length])).toEqual([
      ['notice', 12],
      ['notice', 12],
    ]);
    expect(lists(world).map(({ facts }) => facts.about === 'list' && facts.of)).toEqual(['step/1h', 'new']);
    expect(lines(world)).toHaveLength(12);
  });

  test('R18: are one list if a drain looks while track-sla writes them', async () => {
    const world = await withTickets(12);
    const { change } = world.store.writer;
    let written = 0;
    let drained: Promise<unknown> | undefined;
    world.store.writer.change = (...about) => {
      if ((written += 1) === 4) drained = world.drain();
      return change(...about);
    };
    await world.trackSla();
    await drained;
    await world.notify();
    expect(places(world)).toEqual([['C0MADEUP', 12]]);
    expect(lines(world).filter(({ list }) => list === undefined)).toEqual([]);
  });

  test.each<[string, number, Partial<typeof LADDER>, [string, number][]]>([
    ['after a list of new tickets', 15, {}, [['C0MADEUP', 15]]],
    [
      'S6: also in the step’s own channel',
      15,
      { ownChannel: ['1h'] },
      [
        ['C0MADEUP', 15],
        ['C0STEPS', 15],
      ],
    ],
    ['after cards in the channel', 8, {}, [['C0MADEUP', 8]]],
  ])('R18: are one list if they fall due between two looks, %s', async (_case, count, ladder, expected) => {
    const world = createWorld({
      trackSettings: { ...TRACK_SETTINGS, ladder: { ...LADDER, ...ladder } },
    });
    for (let index = 0; index < count; index += 1)
      world.coupang.handOver({ requestAgeMs: 23 * HOUR + 18 * MINUTE });
    await world.poll();
    duringNextPost(world, async () =>
      duringNextPost(world, async () => {
        await world.trackSla();
        await world.notify();
      }),
    );
    await world.notify();
    const ofWarnings = shown(world).filter(({ deliverable }) =>
      lists(world).some(
        ({ key, facts }) =>
          deliverableId(key) === deliverable && facts.about === 'list' && facts.of !== 'new',
      ),
    );
    expect(ofWarnings.map(({ channel, members }) => [channel, members?.length])).toEqual(expected);
    expect(lines(world).filter(({ list }) => list === undefined)).toEqual([]);
    expect(lines(world)).toHaveLength(count);
    expect(lines(world, 'escalation/')).toEqual([]);
  });
});

describe('many breaches (R16, R24)', () => {
  test('come as one list, each with a line in its thread', async () => {
    const world = await withTickets(7, makePolicy({ steps: [], lastShiftMs: 0 }));
    world.advance(HOUR);
    for (const id of ids(world)) world.coupang.autoClose(id);
    await world.poll();
    await world.drain();
    expect(lists(world)).toMatchObject([{ facts: { of: 'breach' } }]);
    expect(shown(world).map(({ members }) => members?.length)).toEqual([7]);
    expect(lines(world, 'breach')).toHaveLength(7);
    const listed = shown(world)[0]?.members ?? [];
    for (const { key } of world.tickets()) expect(listed).toContain(deliverableId(key));
  });
});
