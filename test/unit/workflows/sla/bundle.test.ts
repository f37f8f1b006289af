import { describe, expect, test } from '@jest/globals';
import { isStepBroadcast } from '../../../../lib/domain/delivery/broadcast.ts';
import { mentionsOfLine } from '../../../../lib/domain/ladder/step-mentions.ts';
import type { BundleFacts, Notice } from '../../../../lib/domain/notice/notice.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import type { TrackSlaServices } from '../../../../lib/workflows/sla/track-sla-run.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';

const TEAM = { ladder: ['1h' as const], mentions: { '1h': ['S0CS'] }, offHours: { mention: [] } };
const LADDER = makePolicy({ steps: ['1h'], lastShiftMs: 0, mentioned: ['1h'] });

/** So many tickets whose cards are shown, an hour before their deadlines. */
const withTickets = async (count: number, ladder = LADDER): Promise<World> => {
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder } });
  for (let index = 0; index < count; index += 1) world.coupang.handOver();
  await world.poll();
  await world.drain();
  world.advance(23 * HOUR);
  return world;
};

const bundlesOf = (world: World): (Notice & { facts: BundleFacts })[] =>
  world
    .notices()
    .filter((notice): notice is Notice & { facts: BundleFacts } => notice.facts.about === 'bundle');
const shown = (world: World) =>
  world.slack.messages.filter(({ deliverable }) => deliverable.includes('/bundle/'));
const stepLines = (world: World) => world.slack.messages.filter(({ name }) => name.startsWith('step/1h/'));
const track = (world: World, services: Partial<TrackSlaServices>) =>
  trackAll([{ vendor: VENDOR, settings: { ...TRACK_SETTINGS, ladder: LADDER } }], {
    ...world.trackServices,
    ...services,
  });

describe('steps of one name that fall due in one run (R27)', () => {
  test('five come one by one, six as one bundle that lists them all, each with a line in its thread', async () => {
    const five = await withTickets(5);
    await five.trackSla();
    await five.drain();
    expect(bundlesOf(five)).toEqual([]);
    expect(stepLines(five)).toHaveLength(5);

    const six = await withTickets(6);
    await six.trackSla();
    await six.drain();
    const [bundle, second] = bundlesOf(six);
    expect(second).toBeUndefined();
    expect(bundle).toMatchObject({ facts: { of: 'step/1h' }, outbox: { publishedVersion: 1 } });
    const [message, again] = shown(six);
    expect(again).toBeUndefined();
    expect(message?.members).toHaveLength(6);
    expect(stepLines(six)).toHaveLength(6);
    expect(stepLines(six).every(({ threadTs }) => threadTs !== undefined)).toBe(true);
    // The list goes first: it is what somebody must see.
    const names = six.slack.messages.map(({ name }) => name.split('/')[0]);
    expect(names.indexOf('notice')).toBeLessThan(names.indexOf('step'));
  });

  test('a line that a bundle tells is for its thread alone, and mentions nobody', async () => {
    const world = await withTickets(6);
    await world.trackSla();
    for (const ticket of world.tickets()) {
      const { name, deadline } = ticket.facts.steps[0] ?? { name: '1h' as const, deadline: 0 };
      const line = { type: 'step' as const, name, deadline };
      const told = mentionsOfLine(ticket, line, TEAM, world.now());
      expect(told).toEqual({ mentions: [], claimer: false });
      expect(isStepBroadcast(ticket.facts, line, told, TEAM)).toBe(false);
    }
  });

  test('what stays in its thread anyway makes no bundle', async () => {
    const world = await withTickets(8, { ...LADDER, steps: ['1h', '15m'], mentioned: [] });
    await world.trackSla();
    expect(bundlesOf(world)).toEqual([]);
    expect(world.tickets().flatMap(({ facts: { history } }) => history)).toHaveLength(8);
  });

  test('S6: a step with a channel of its own is told there by a bundle, too, and by no message of a ticket', async () => {
    const world = await withTickets(7, { ...LADDER, ownChannel: ['1h'] });
    await world.trackSla();
    await world.drain();
    expect(bundlesOf(world).map(({ facts: { of } }) => of)).toEqual(['step/1h', 'escalation/1h']);
    expect(shown(world).map(({ channel, members }) => [channel, members?.length])).toEqual([
      ['C0MADEUP', 7],
      ['C0STEPS', 7],
    ]);
    expect(world.slack.messages.filter(({ name }) => name.startsWith('escalation/'))).toEqual([]);
  });

  test('S6: who has just taken a ticket keeps it out of the step’s own channel', async () => {
    const world = await withTickets(8, { ...LADDER, ownChannel: ['1h'] });
    const [first] = world.tickets();
    if (!first) throw new Error('no ticket');
    const claim = { ...first.facts, claimedBy: 'U0CS', claimedAt: world.now() };
    await world.store.writer.change(first, claim, 'TicketChanged', world.now());
    await world.trackSla();
    await world.drain();
    expect(shown(world).map(({ channel, members }) => [channel, members?.length])).toEqual([
      ['C0MADEUP', 8],
      ['C0STEPS', 7],
    ]);
  });

  test('lists nobody who was answered before Slack took it, and is not sent where all were', async () => {
    const world = await withTickets(6);
    await world.trackSla();
    const [first] = world.tickets().map(({ key: { inquiryId } }) => inquiryId);
    world.coupang.answer(first ?? '');
    world.advance(MINUTE);
    await world.poll();
    await world.drain();
    expect(shown(world)[0]?.members).toHaveLength(5);

    const late = await withTickets(6);
    await late.trackSla();
    for (const id of late.tickets().map(({ key: { inquiryId } }) => inquiryId)) late.coupang.answer(id);
    late.advance(MINUTE);
    await late.poll();
    await late.drain();
    expect(shown(late)).toEqual([]);
    expect(bundlesOf(late)[0]?.delivery.shownVersion).toBe(1);
  });
});

describe('a run that dies (R27)', () => {
  test('between the bundle and its tickets: they are told by the next, and the first bundle by nobody', async () => {
    const world = await withTickets(6);
    const { writer, notices } = world.trackServices;
    let isDead = false;
    const die = async (): Promise<never> => {
      throw new ConcurrentWrite('made up', 1);
    };
    await track(world, {
      notices: {
        ...notices,
        create: async (notice) => {
          isDead = true;
          return notices.create(notice);
        },
      },
      writer: { ...writer, change: (...asked) => (isDead ? die() : writer.change(...asked)) },
    }).catch(() => undefined);
    expect(world.tickets().every(({ facts: { steps } }) => steps.length === 0)).toBe(true);
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE);
      await world.trackSla();
      await world.drain();
    }
    expect(bundlesOf(world)).toHaveLength(2);
    expect(shown(world).map(({ members }) => members?.length)).toEqual([6]);
    expect(stepLines(world)).toHaveLength(6);
  });

  test('among its tickets: those that name it are listed by it, the others told by the next, each once', async () => {
    const world = await withTickets(8);
    const { writer } = world.trackServices;
    let left = 2;
    const change: typeof writer.change = async (...asked) => {
      if ((left -= 1) < 0) throw new ConcurrentWrite('made up', 1);
      return writer.change(...asked);
    };
    await track(world, { writer: { ...writer, change } });
    await world.drain();
    // A write that failed may take effect yet.
    expect(shown(world)).toEqual([]);
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE);
      await world.trackSla();
      await world.drain();
    }
    expect(shown(world).map(({ members }) => members?.length)).toEqual([6, 2]);
    expect(new Set(shown(world).flatMap(({ members = [] }) => members)).size).toBe(8);
    expect(stepLines(world)).toHaveLength(8);
  });

  test('a bundle that cannot be written: each is told alone', async () => {
    const world = await withTickets(6);
    const { notices } = world.trackServices;
    const create: typeof notices.create = async (notice) => {
      if (notice.facts.about === 'bundle') throw new ConcurrentWrite('made up', 1);
      return notices.create(notice);
    };
    await track(world, { notices: { ...notices, create } });
    await world.drain();
    expect(stepLines(world)).toHaveLength(6);
    expect(world.tickets().flatMap(({ facts: { history } }) => history.map(({ bundle }) => bundle))).toEqual(
      Array(6).fill(undefined),
    );
  });

  test('a run that takes long names no bundle that the next may publish already', async () => {
    const world = await withTickets(7);
    const { writer } = world.trackServices;
    const change: typeof writer.change = async (...asked) => {
      const written = await writer.change(...asked);
      world.advance(20 * SECOND);
      return written;
    };
    await track(world, { writer: { ...writer, change } });
    const told = world.tickets().flatMap(({ facts: { history } }) => history.map(({ bundle }) => bundle));
    expect(told.filter((bundle) => bundle !== undefined)).toHaveLength(3);
    expect(told).toHaveLength(7);
  });
});
