import { describe, expect, test } from '@jest/globals';
import { isCardCurrent } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { lookAtLadder } from '../../../../lib/domain/ladder/ladder.ts';
import { findMentions } from '../../../../lib/domain/ladder/step-mentions.ts';
import { lastWarningAt, levelOfTicket } from '../../../../lib/domain/ladder/warning-level.ts';
import type { DeadlineStep, ReachedStep, StepName } from '../../../../lib/domain/ticket/step.ts';
import { reopenTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import {
  askedAt,
  type Ladder,
  LEAD_MS,
  lookFrom,
  lookOnce,
  makeCalendar,
  makePolicy,
  makeWeekdays,
  sentSteps,
  seoul,
} from '../../../fixtures/domain/make-ladder.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  QUESTION,
  type TicketFields,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';

const policy = makePolicy();
const ladder = { policy };
const dueAt = HANDED_OVER_AT + DAY;
const lookAt = (now: number, changes = {}, more = {}) =>
  lookAtLadder(makeTicket(changes), makePolicy(more), undefined, { now, leadMs: LEAD_MS });

test('C4: a step announced just before midnight still mentions a team that works through it', () => {
  const day = ['00:00-24:00'];
  const hours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: ['00:00-06:00'] };
  const calendar = makeCalendar(hours);
  const quietFrom = (requestedAt: string, at: string) =>
    lookOnce(askedAt(requestedAt), seoul(at), { policy, calendar }).ticket.facts.steps.at(-1)?.quietFrom;
  // A Wednesday: somebody works for longer than any deadline.
  expect(quietFrom('2026-11-25T01:01', '2026-11-25T23:59')).toBe(seoul('2026-11-27T00:00'));
  expect(quietFrom('2026-11-28T01:01', '2026-11-28T23:59')).toBe(seoul('2026-11-29T06:00'));
});

describe('the steps before a deadline (S2, R23)', () => {
  test('fire once each, early by their lead and not earlier', () => {
    for (const [name, before] of [
      ['6h', 6 * HOUR],
      ['3h', 3 * HOUR],
      ['1h', HOUR],
      ['15m', 15 * MINUTE],
    ] as const) {
      const from = dueAt - before - LEAD_MS;
      const only = { steps: [name] };
      expect(lookAt(from - 1, {}, only).fires).toBeUndefined();
      expect(lookAt(from, {}, only).fires).toEqual({ name, deadline: dueAt });
      const reached = { name, deadline: dueAt, at: from, tells: 'team' as const };
      expect(lookAt(from, { steps: [reached] }, only).fires).toBeUndefined();
    }
  });

  test('R23: let no target overtake a coming step by the lead of a fast clock', () => {
    const now = dueAt - 3 * HOUR - 10 * MINUTE;
    const target = { name: 'target' as const, deadline: dueAt, at: now, tells: 'team' as const };
    const only = makePolicy({ steps: ['3h'] });
    const time = { now, leadMs: 20 * MINUTE };
    const look = lookAtLadder(makeTicket({ steps: [target] }), only, undefined, time);
    expect(look.fires).toEqual({ name: '3h', deadline: dueAt });
  });

  test('are only those that the team configured, in any order', () => {
    const announcedWith = (steps: Parameters<typeof makePolicy>[0]) =>
      sentSteps(lookFrom(makeTicket(), NOW, dueAt, { policy: makePolicy(steps) }).facts);
    expect(announcedWith({ steps: ['15m', '6h'] })).toEqual(['6h', '15m']);
    expect(announcedWith({ steps: [] })).toEqual([]);
    expect(announcedWith({ steps: ['1h', '3h', '15m', '6h', '1h'] })).toEqual(['6h', '3h', '1h', '15m']);
  });

  test('R23: are marked passed for a ticket first seen late, except the nearest step', () => {
    const now = dueAt - 50 * MINUTE;
    const { change, ticket } = lookOnce(makeTicket({ openedAt: now }), now, {
      policy: makePolicy({ steps: ['6h', '3h', '1h', '15m'] }),
    });
    expect(ticket.facts.steps).toEqual([
      { name: '6h', deadline: dueAt, at: now, passed: true },
      { name: '3h', deadline: dueAt, at: now, passed: true },
      { name: '1h', deadline: dueAt, at: now, tells: 'team' },
    ]);
    expect(change?.facts.history).toEqual([{ name: `step/1h/${dueAt}`, at: now }]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('do not fire at the deadline or after it', () => {
    expect(lookAt(dueAt - 1).fires?.name).toBe('1h');
    expect(lookAt(dueAt).fires).toBeUndefined();
    expect(lookAt(dueAt + 10 * MINUTE - 1)).toEqual({ passed: [], lookAgainAt: dueAt + 10 * MINUTE });
  });

  test('start a new ladder for a deadline that moves, and the old ladder ends', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 30 * MINUTE, ladder);
    const moved = withFields(warned, { askedAt: HANDED_OVER_AT + 5 * HOUR, dueAt: dueAt + 5 * HOUR });
    const warnedAgain = lookFrom(moved, dueAt - 29 * MINUTE, moved.facts.dueAt + HOUR, ladder);
    expect(warnedAgain.facts.steps.map(({ name, deadline }) => [name, deadline - dueAt])).toEqual([
      ['3h', 0],
      ['1h', 0],
      ['3h', 5 * HOUR],
      ['1h', 5 * HOUR],
      ['overdue', 5 * HOUR],
    ]);
  });

  test('include a step that a new configuration adds before the deadline, but not behind an announced step', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 2 * HOUR, ladder);
    const more = { policy: makePolicy({ steps: ['6h', '3h', '15m'] }) };
    expect(lookOnce(warned, dueAt - 2 * HOUR, more).change).toBeUndefined();
    expect(sentSteps(lookFrom(warned, dueAt - 2 * HOUR, dueAt, more).facts)).toEqual(['3h', '15m']);
  });
});

describe('overdue (R16)', () => {
  const at = dueAt + 10 * MINUTE;

  test('is announced by the next run if it was withheld', () => {
    const time = { now: at + MINUTE, leadMs: LEAD_MS };
    const look = lookAtLadder(makeTicket(), makePolicy(), undefined, { ...time, withholdsOverdue: true });
    expect(look).toEqual({ passed: [], lookAgainAt: time.now });
    expect(lookAtLadder(makeTicket(), makePolicy(), undefined, time).fires?.name).toBe('overdue');
  });

  test('withholds no other step', () => {
    const time = { now: dueAt - HOUR, leadMs: LEAD_MS, withholdsOverdue: true };
    const look = lookAtLadder(makeTicket(), makePolicy(), undefined, time);
    expect(look).toMatchObject({ fires: { name: '1h' }, lookAgainAt: at });
  });

  test('R14: is never announced for an absent ticket, which gets warnings', () => {
    const unverified = lookFrom(makeTicket({ state: 'unverified' }), NOW, at + HOUR, ladder);
    expect(sentSteps(unverified.facts)).toEqual(['3h', '1h']);
    const found = lookOnce(withFields(unverified, { state: 'open' }), at + HOUR, ladder).ticket;
    expect(sentSteps(found.facts)).toEqual(['3h', '1h', 'overdue']);
  });
});

describe('a closed ticket', () => {
  test('R15: continues its ladder after re-opening', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 2 * HOUR, ladder);
    const { facts } = reopenTicket(makeClosedTicket(), warned.facts, dueAt - 90 * MINUTE);
    const reopened = withFields(makeClosedTicket(), { ...facts });
    expect(sentSteps(lookFrom(reopened, dueAt - 90 * MINUTE, dueAt, ladder).facts)).toEqual(['3h', '1h']);
  });
});

describe("the team's target (S3)", () => {
  const office = makeWeekdays(['09:00-12:00', '13:00-18:00']);
  const withTarget = { policy: makePolicy({ targetMs: 4 * HOUR }), calendar: office };
  const allSteps = (ticket: Ticket, used: Ladder) =>
    sentSteps(lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, used).facts);

  test('is counted in business time, past a break', () => {
    const ticket = askedAt('2026-11-25T10:00');
    const from = seoul('2026-11-25T15:00') - LEAD_MS;
    expect(lookOnce(ticket, from - 1, withTarget).look).toMatchObject({ passed: [], lookAgainAt: from });
    expect(lookOnce(ticket, from, withTarget).look.fires).toEqual({
      name: 'target',
      deadline: ticket.facts.dueAt,
    });
  });

  test('is skipped for a step that is nearer to the deadline, and comes after other steps', () => {
    // Due 16:30 the next day: the target is at 11:30 of that day, 6h at 10:30.
    const ticket = askedAt('2026-11-25T16:30');
    const all = { ...withTarget, policy: makePolicy({ steps: ['6h', '3h'], targetMs: 4 * HOUR }) };
    expect(allSteps(ticket, all)).toEqual(['6h', 'target', '3h']);
    const { look } = lookOnce(ticket, seoul('2026-11-26T14:00'), all);
    expect(look.fires?.name).toBe('3h');
    expect(look.passed.map(({ name }) => name)).toEqual(['6h', 'target']);
  });

  test('gives way to a step before the deadline at the same time', () => {
    // Due 15:00 the next day: target and 3h are both at 12:00.
    const ticket = askedAt('2026-11-25T15:00');
    const warned = lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, {
      ...withTarget,
      policy: makePolicy({ targetMs: 6 * HOUR }),
    });
    expect(warned.facts.steps.slice(0, 2)).toMatchObject([{ name: 'target', passed: true }, { name: '3h' }]);
  });

  test('is absent at or after the deadline; without hours every hour counts', () => {
    const ticket = askedAt('2026-11-25T14:00');
    const exact = { calendar: office, policy: makePolicy({ steps: [], targetMs: 8 * HOUR }) };
    expect(allSteps(ticket, exact)).toEqual([]);
    const within = { calendar: office, policy: makePolicy({ steps: [], targetMs: 8 * HOUR - 1 }) };
    expect(allSteps(ticket, within)).toEqual(['target']);
    expect(allSteps(ticket, { policy: withTarget.policy })).toEqual(['target', '3h', '1h']);
  });

  test('overtakes no step before its new time if it is set to a later time after it was announced', () => {
    const ticket = askedAt('2026-11-25T16:30');
    const warned = lookFrom(ticket, ticket.facts.askedAt, seoul('2026-11-25T18:00'), {
      policy: makePolicy({ steps: ['6h'], targetMs: HOUR }),
      calendar: office,
    });
    const later = { policy: makePolicy({ steps: ['6h'], targetMs: 5 * HOUR }), calendar: office };
    expect(sentSteps(lookFrom(warned, seoul('2026-11-25T18:01'), ticket.facts.dueAt, later).facts)).toEqual([
      'target',
      '6h',
    ]);
  });

  test('does not overtake `overdue` if it is announced with a long lead right before the deadline', () => {
    const ticket = askedAt('2026-11-25T15:00');
    const rarely = {
      policy: makePolicy({ steps: [], targetMs: 7 * HOUR }),
      calendar: office,
      leadMs: 2 * HOUR,
    };
    const warned = lookOnce(ticket, ticket.facts.dueAt - MINUTE, rarely).ticket;
    expect(sentSteps(warned.facts)).toEqual(['target']);
    expect(lookOnce(warned, ticket.facts.dueAt + 10 * MINUTE, rarely).look.fires?.name).toBe('overdue');
  });

  test('still counts as announced after it was removed from the configuration', () => {
    const ticket = askedAt('2026-11-25T16:30');
    const warned = lookFrom(ticket, ticket.facts.askedAt, seoul('2026-11-26T11:30'), withTarget);
    expect(sentSteps(warned.facts)).toEqual(['target']);
    const late = { policy: makePolicy({ steps: ['6h', '3h'] }), calendar: office };
    expect(sentSteps(lookFrom(warned, seoul('2026-11-26T11:31'), ticket.facts.dueAt, late).facts)).toEqual([
      'target',
      '3h',
    ]);
  });
});

describe('the next check of a ladder', () => {
  test('is at the soonest coming step, less the lead', () => {
    expect(lookAt(NOW).lookAgainAt).toBe(dueAt - 3 * HOUR - LEAD_MS);
    expect(lookAt(dueAt - 2 * HOUR).lookAgainAt).toBe(dueAt - HOUR - LEAD_MS);
    // Exactly at a step's time, the next look is for the step after it.
    expect(lookAt(dueAt - 3 * HOUR - LEAD_MS).lookAgainAt).toBe(dueAt - HOUR - LEAD_MS);
    expect(lookAt(dueAt - HOUR).lookAgainAt).toBe(dueAt + 10 * MINUTE);
  });

  test('is an hour from now if nothing is coming', () => {
    const now = dueAt + HOUR;
    expect(lookAt(now, { state: 'closed' }).lookAgainAt).toBe(now + HOUR);
    expect(lookAt(now, { state: 'unverified' }).lookAgainAt).toBe(now + HOUR);
    expect(lookAt(now).lookAgainAt).toBe(now + HOUR);
  });

  test('is at the last shift if that comes first', () => {
    const ticket = askedAt('2026-11-25T09:20');
    const calendar = makeWeekdays(['09:00-18:00']);
    const at = seoul('2026-11-25T17:00') - LEAD_MS;
    expect(lookOnce(ticket, ticket.facts.openedAt, { policy, calendar }).look.lookAgainAt).toBe(at);
    expect(lookOnce(ticket, at - 1, { policy, calendar }).look.lastShift).toBeUndefined();
    expect(lookOnce(ticket, at, { policy, calendar }).look.lastShift).toBeDefined();
  });
});

describe('the ladder of a question (S2, R23)', () => {
  test("has the team's steps and one `overdue`, and nothing later", () => {
    const targeted = { policy: makePolicy({ targetMs: 12 * HOUR }) };
    const { facts } = lookFrom(makeTicket(QUESTION), NOW, dueAt + 3 * DAY, targeted);
    expect(sentSteps(facts)).toEqual(['target', '3h', '1h', 'overdue']);
  });

  test.each([
    ['before the deadline, which withholds `1h`', -90 * MINUTE],
    ['just before `overdue`, which it withholds', 5 * MINUTE],
  ])('repeats nothing after the deadline if a claim goes stale that was made %s', (_when, after) => {
    const claimedAt = dueAt + after;
    const before = lookFrom(makeTicket(QUESTION), NOW, claimedAt - 1, ladder);
    const claimed = withFields(before, { claimedBy: 'U0MADEUP', claimedAt });
    const { steps } = lookFrom(claimed, claimedAt, dueAt + DAY, ladder).facts;
    expect(steps.at(-1)).toMatchObject({ name: 'overdue' });
    expect(steps.filter(({ name }) => name === 'overdue')).toHaveLength(1);
    expect(steps.every(({ name, at }) => name !== 'stale' || at < dueAt)).toBe(true);
  });

  test('repeats a withheld step before the deadline, as for a hand-over', () => {
    const claimed = makeTicket({ ...QUESTION, claimedBy: 'U0MADEUP', claimedAt: dueAt - 3.5 * HOUR });
    const warned = lookFrom(claimed, NOW, dueAt - 1.2 * HOUR, { policy: makePolicy() });
    expect(sentSteps(warned.facts)).toEqual(['3h', 'stale']);
  });

  test('is looked at once a day long after the deadline, since nothing follows', () => {
    const overdue = lookFrom(makeTicket(QUESTION), NOW, dueAt + HOUR, { policy: makePolicy() });
    const lookAgainAfter = (now: number): number =>
      lookAtLadder(overdue, makePolicy(), undefined, { now, leadMs: LEAD_MS }).lookAgainAt - now;
    expect(lookAgainAfter(dueAt + DAY - 1)).toBe(HOUR);
    expect(lookAgainAfter(dueAt + DAY)).toBe(DAY);
  });
});

describe('a question outside the hours (C4, S4)', () => {
  const night = {
    policy: makePolicy({ nightPages: ['target', '6h', '3h', '1h', '15m', 'overdue'] }),
    calendar: makeWeekdays(['09:00-18:00']),
  };
  const vendor = { mentions: { '3h': ['S0CS'], overdue: ['S0CS'] }, offHours: { mention: ['U0NIGHT'] } };
  const mentionsAt = (ticket: Ticket, at: string) => {
    const warned = lookOnce(ticket, seoul(at), night).ticket;
    const step = warned.facts.steps.at(-1);
    return { step, ...findMentions(warned, step, vendor, seoul(at)) };
  };

  test('mentions nobody, even if `nightPages` names the step; a hand-over does', () => {
    const asked = '2026-11-24T22:00';
    expect(mentionsAt(askedAt(asked, QUESTION), '2026-11-25T19:00')).toMatchObject({
      step: { name: '3h', tells: 'nobody' },
      mentions: [],
      claimer: false,
    });
    expect(mentionsAt(askedAt(asked), '2026-11-25T19:00').mentions).toEqual(['S0CS']);
  });

  test('mentions the people of a step within the hours', () => {
    const found = mentionsAt(askedAt('2026-11-24T14:00', QUESTION), '2026-11-25T11:00');
    expect(found).toMatchObject({ step: { name: '3h' }, mentions: ['S0CS'] });
  });

  test.each([
    ['`off-hours`', '2026-11-27T19:00', { step: { name: 'off-hours' }, mentions: ['U0NIGHT'] }],
    ['the step that replaces it', '2026-11-28T15:45', { step: { name: '3h' }, mentions: ['S0CS'] }],
  ])('gets %s without a mention; a hand-over has both', (_what, at, ofHandOver) => {
    const opened = { openedAt: seoul(at) };
    expect(mentionsAt(askedAt('2026-11-27T18:30', { ...QUESTION, ...opened }), at).mentions).toEqual([]);
    expect(mentionsAt(askedAt('2026-11-27T18:30', opened), at)).toMatchObject(ofHandOver);
  });

  test('gets `last-shift` near the end of its last shift', () => {
    const { look } = lookOnce(askedAt('2026-11-25T10:00', QUESTION), seoul('2026-11-25T17:00'), night);
    expect(look.lastShift).toMatchObject({ endsAt: seoul('2026-11-25T18:00') });
  });
});

const shown = (ticket: Ticket): Ticket =>
  withFields(ticket, {
    channel: 'C0CS',
    ts: '1.1',
    shownVersion: ticket.outbox.version,
    publishedVersion: ticket.outbox.version,
  });
const ALL_STEPS = { policy: makePolicy({ steps: ['6h', '3h', '1h', '15m'] }) };
const warn = (ticket: Ticket, now: number, used: Ladder = ALL_STEPS): Ticket =>
  lookOnce(ticket, now, used).ticket;

describe('the card’s edit after a step (C2, R23)', () => {
  test('comes if the step raises the level, and not if the card already shows it', () => {
    let ticket = makeShownTicket();
    const edits: boolean[] = [];
    for (const beforeMs of [6 * HOUR, 3 * HOUR, HOUR, 15 * MINUTE, -10 * MINUTE]) {
      ticket = warn(ticket, dueAt - beforeMs);
      const isEdited = !isCardCurrent(ticket);
      edits.push(isEdited);
      if (isEdited) ticket = shown(ticket);
    }
    expect(edits).toEqual([true, false, true, false, true]);
  });

  test('does not come for the list of a shift alone, but with the next line of the same level', () => {
    const calendar = makeWeekdays(['09:00-18:00']);
    const office = { policy, calendar };
    const listed = warn(shown(askedAt('2026-11-24T22:00')), seoul('2026-11-25T17:00'), office);
    expect(listed.facts.steps.map(({ name }) => name)).toEqual(['last-shift']);
    expect(isCardCurrent(listed)).toBe(true);
    const warned = warn(listed, seoul('2026-11-25T19:00'), office);
    expect(warned.facts.steps.at(-1)?.name).toBe('3h');
    expect(isCardCurrent(warned)).toBe(false);
  });

  test('comes while the card still has a version to show', () => {
    const edited = warn(makeShownTicket(), dueAt - 6 * HOUR);
    const again = warn(edited, dueAt - 3 * HOUR);
    expect(isCardCurrent(again)).toBe(false);
    expect(isCardCurrent(withFields(again, { shownVersion: edited.outbox.version }))).toBe(true);
  });

  test('comes after a snooze, whose note ends', () => {
    const warned = shown(warn(makeShownTicket(), dueAt - 6 * HOUR));
    const snoozed = withFields(warned, {
      claimedBy: 'U0CS',
      claimedAt: dueAt - 5 * HOUR,
      snoozed: { by: 'U0CS', until: dueAt - 2 * HOUR },
    });
    expect(isCardCurrent(warn(snoozed, dueAt - 2 * HOUR))).toBe(false);
  });
});

const reached = (name: StepName, more: Partial<ReachedStep> = {}): ReachedStep => ({
  name,
  deadline: dueAt,
  at: dueAt - MINUTE,
  tells: 'team',
  ...more,
});
const levelOf = (steps: ReachedStep[], now = dueAt - 1, names: DeadlineStep[] = ['3h', '1h']) =>
  levelOfTicket({ steps, dueAt }, { ladder: names }, now);

test.each<[StepName, string]>([
  ['target', 'warned'],
  ['6h', 'warned'],
  ['3h', 'warned'],
  ['off-hours', 'warned'],
  ['last-shift', 'warned'],
  ['1h', 'last'],
  ['15m', 'last'],
])('C1: the level after %s is %s', (name, level) => {
  expect(levelOf([reached(name)])).toBe(level);
});

test('C1: the ladder’s last step is `last`, for any ladder in any order', () => {
  expect(levelOf([reached('3h')], dueAt - 1, ['3h', '6h'])).toBe('last');
  expect(levelOf([reached('6h')], dueAt - 1, ['3h', '6h'])).toBe('warned');
  expect(levelOf([reached('3h')], dueAt - 1, [])).toBe('warned');
});

test('C1: the nearest step decides in any order, and the deadline itself is `overdue`', () => {
  expect(levelOf([])).toBe('none');
  expect(levelOf([reached('1h'), reached('last-shift')])).toBe('last');
  expect(levelOf([reached('overdue'), reached('1h')])).toBe('overdue');
  expect(levelOf([], dueAt)).toBe('overdue');
});

test('C1: passed steps, steps of an earlier deadline, and a stale claim do not count', () => {
  const steps = [reached('1h', { passed: true }), reached('3h', { deadline: dueAt - 1 }), reached('stale')];
  expect(levelOf(steps)).toBe('none');
});

describe('the last warning of a ticket', () => {
  const sentAt = (ts: string): number => Number(ts) * 1000;
  const warnedAt = (fields: TicketFields) => {
    const { facts, delivery } = makeTicket(fields);
    return lastWarningAt({ ...facts, ...delivery }, sentAt);
  };
  const line = { name: `step/1h/${dueAt}`, at: dueAt - HOUR } as const;
  const steps = [reached('3h', { at: dueAt - 3 * HOUR }), reached('1h', { at: dueAt - HOUR })];

  test('is absent without warnings, or with only passed steps', () => {
    expect(warnedAt({})).toBeUndefined();
    expect(warnedAt({ steps: [reached('1h', { passed: true })] })).toBeUndefined();
  });

  test('counts in the thread from the time when Slack accepted it, and not before', () => {
    const posted = { [line.name]: `${(dueAt - HOUR) / 1000 + 90}.000100` };
    expect(Math.floor(warnedAt({ steps, history: [line], posted }) ?? 0)).toBe(dueAt - HOUR + 90_000);
    expect(warnedAt({ steps, history: [line] })).toBe(dueAt - 3 * HOUR);
    expect(warnedAt({ steps, history: [line], posted: { [line.name]: 'passed' } })).toBe(dueAt - 3 * HOUR);
  });
});
