import { describe, expect, test } from '@jest/globals';
import type { Source } from '../../../../lib/domain/sources.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeShownTicket, QUESTION, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { makeState } from '../../../fixtures/domain/make-state.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';

const ticketOf = (world: World, inquiryId: string) => {
  const ticket = world.tickets().find(({ key }) => key.inquiryId === inquiryId);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const reached = (world: World, inquiryId: string): string[] =>
  ticketOf(world, inquiryId).facts.steps.map(({ name }) => name);
const put = (world: World, inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  world.store.put(
    makeShownTicket({
      inquiryId,
      dueAt,
      askedAt: dueAt - DAY,
      openedAt: dueAt - DAY,
      attentionAt: world.now(),
      changedAt: world.now(),
      ...more,
    }),
  );
const putQuestion = (world: World, inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  put(world, inquiryId, dueAt, { ...QUESTION, ...more });
const track = (world: World, more: Partial<typeof TRACK_SETTINGS> = {}) =>
  trackAll([{ vendor: VENDOR, settings: { ...TRACK_SETTINGS, ...more } }], world.trackServices);
const readAlone: readonly Source[] = ['call-center'];

describe('warnings of both sources', () => {
  test('R18: are written hand-overs first, and published with one wake-up, with those of a last shift', async () => {
    const world = createWorld();
    const dueAt = world.now() + 20 * MINUTE;
    putQuestion(world, 'question', dueAt - MINUTE);
    put(world, 'hand-over', dueAt);
    put(world, 'last-chance', world.now() + 21 * HOUR + 30 * MINUTE);
    const { change } = world.store.writer;
    const written: string[] = [];
    world.trackServices.writer.change = (before, ...more) => {
      written.push(before.key.inquiryId);
      return change(before, ...more);
    };
    // Tuesday 12:00 in Seoul.
    const calendar = makeWeekdays(['09:00-12:30']);
    await track(world, { ladder: makePolicy({ lastShiftMs: 2 * HOUR }), calendar });
    expect(written).toEqual(['hand-over', 'question', 'last-chance']);
    expect(world.bus.wakeUps[0]?.deliverables).toHaveLength(written.length + 1);
  });

  test('S4: lists the last chances of both in one notice', async () => {
    const world = createWorld();
    const ladder = makePolicy({ lastShiftMs: 2 * HOUR });
    // Tuesday 12:00 in Seoul.
    const calendar = makeWeekdays(['09:00-12:30']);
    const dueAt = world.now() + 21 * HOUR + 30 * MINUTE;
    put(world, 'hand-over', dueAt);
    putQuestion(world, 'question', dueAt);
    await track(world, { ladder, calendar });
    const [list, ...others] = world.notices().filter(({ facts }) => facts.about === 'last-shift');
    expect(others).toEqual([]);
    expect(list?.facts).toMatchObject({ members: [{ source: 'call-center' }, { source: 'product' }] });
    expect(reached(world, 'question')).toEqual(['last-shift']);
    expect(ticketOf(world, 'question').facts.history).toEqual([]);
  });
});

describe('R16: after a gap, `overdue` of a question', () => {
  test.each([
    ['waits for a reading of its own source', { recentCompleteAt: -MINUTE }, []],
    ['comes once its own source was read', { recentCompleteAt: MINUTE }, ['overdue']],
  ])('%s', async (_what, { recentCompleteAt }, steps) => {
    const now = createWorld().now();
    const { sources } = makeState({ recentCompleteAt: now + recentCompleteAt }, 'product');
    const tracked = { firstPollAt: 1, trackedAt: now, resumedAt: now };
    const state = makeState({ ...tracked, recentCompleteAt: now + MINUTE, sources });
    const world = createWorld({ state });
    world.advance(2 * MINUTE);
    putQuestion(world, 'question', now - HOUR);
    put(world, 'hand-over', now - HOUR);
    await track(world);
    expect(reached(world, 'question')).toEqual(steps);
    expect(reached(world, 'hand-over')).toEqual(['overdue']);
  });
});

describe('a ticket of a source that was switched off', () => {
  test('gets no step, and is looked at again in an hour', async () => {
    const world = createWorld();
    putQuestion(world, 'question', world.now() + HOUR);
    put(world, 'hand-over', world.now() + HOUR);
    await track(world, { sources: readAlone });
    expect(reached(world, 'question')).toEqual([]);
    expect(reached(world, 'hand-over')).toEqual(['3h', '1h']);
    expect(ticketOf(world, 'question').ladder.nextStepAt).toBe(world.now() + HOUR);
  });

  test('is not in the list at opening', async () => {
    const world = createWorld();
    const at = world.now() - 4 * HOUR;
    const dueAt = world.now() + 6 * HOUR;
    const steps = [{ name: '3h', deadline: dueAt, at, tells: 'nobody' } as const];
    putQuestion(world, 'question', dueAt, { steps });
    put(world, 'hand-over', dueAt, { steps });
    const calendar = makeWeekdays(['11:30-18:00']);
    await track(world, { sources: readAlone, calendar });
    const list = world.notices().find(({ facts }) => facts.about === 'opening');
    expect(list?.facts).toMatchObject({ members: [{ inquiryId: 'hand-over' }] });
  });

  test('R29: has its act given up, since nobody looks after it', async () => {
    const world = createWorld();
    putQuestion(world, 'question', world.now() + HOUR, { act: makeAct({ nextAt: world.now() }) });
    await track(world, { sources: readAlone });
    expect(ticketOf(world, 'question').facts.history.at(-1)?.deed?.did).toBe('not-done');
  });
});

test('C4: the list at opening names hand-overs before questions', async () => {
  const world = createWorld();
  const at = world.now() - 4 * HOUR;
  const stepOf = (deadline: number) => ({ steps: [{ name: '3h', deadline, at, tells: 'nobody' } as const] });
  const dueAt = world.now() + 6 * HOUR;
  putQuestion(world, 'question', dueAt - HOUR, stepOf(dueAt - HOUR));
  put(world, 'hand-over', dueAt, stepOf(dueAt));
  await track(world, { calendar: makeWeekdays(['11:30-18:00']) });
  const list = world.notices().find(({ facts }) => facts.about === 'opening');
  expect(list?.facts).toMatchObject({ members: [{ inquiryId: 'hand-over' }, { inquiryId: 'question' }] });
});
