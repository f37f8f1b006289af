import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { askedAt, lookOnce, makePolicy, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';

const calendar = makeWeekdays(['09:00-18:00']);
const ticket = askedAt('2026-11-25T09:20');
const { dueAt } = ticket.facts;
const now = seoul('2026-11-25T17:00');
const policy = makePolicy({ ownChannel: ['last-shift'] });
const inList = { policy, calendar, lastShift: 'in-list' } as const;
const inThread = { policy, calendar, lastShift: 'in-thread' } as const;
const quick = { ...inList, policy: makePolicy({ claimStaleMs: HOUR, steps: ['3h'] }) };
/** The shift ends after the deadline. */
const office = makeWeekdays(['09:00-20:00']);
/** Due 19:00: last shift and 3h come in the same hour. */
const both = askedAt('2026-11-25T19:00', { openedAt: seoul('2026-11-26T17:10') });

describe('the place of the last-shift warning (S4, R23)', () => {
  test('is the list of the shift: a step without a line', () => {
    const { change } = lookOnce(ticket, now, inList);
    expect(change).toEqual({
      before: ticket,
      facts: {
        ...ticket.facts,
        steps: [{ name: 'last-shift', deadline: dueAt, at: now }],
        offCard: { after: 1, to: 2 },
      },
      event: 'TicketChanged',
    });
  });

  test('is the thread if the list exists already: a line like that of any step', () => {
    const { change } = lookOnce(ticket, now, inThread);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: dueAt, at: now, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([
      `step/last-shift/${dueAt}`,
      `escalation/last-shift/${dueAt}`,
    ]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('C4: comes at the opening of a shift under an hour, and mentions as in that shift', () => {
    const short = { ...inThread, calendar: makeWeekdays(['09:00-09:30']) };
    const late = askedAt('2026-11-25T15:00');
    expect(lookOnce(late, seoul('2026-11-26T08:31'), short).change).toBeUndefined();
    expect(lookOnce(late, seoul('2026-11-26T08:59'), short).change?.facts.steps).toMatchObject([
      { name: 'last-shift', tells: 'team', quietFrom: seoul('2026-11-26T09:30') },
    ]);
  });

  test('mentions in the thread only a fresh claimer, and the team when that claim goes stale', () => {
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP', claimedAt: now });
    const { ticket: warned, change, look } = lookOnce(mine, now, inThread);
    expect(change?.facts.steps[0]?.tells).toBe('claimer');
    const staleAt = now + policy.claimStaleMs;
    expect(look.lookAgainAt).toBe(staleAt);
    expect(lookOnce(warned, staleAt, inThread).ticket.facts.history.at(-1)?.name).toBe(
      `escalation/stale/${now}`,
    );
  });

  test('withholds nothing in the list', () => {
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP', claimedAt: now });
    const warned = lookOnce(mine, now, inList).ticket;
    expect(lookOnce(warned, now + policy.claimStaleMs, inList).change).toBeUndefined();
  });

  test('does not announce in the list what a claim withheld before', () => {
    const mine = withFields(both, { claimedBy: 'U0MADEUP', claimedAt: both.facts.openedAt });
    const warned = lookOnce(mine, both.facts.openedAt, { ...inList, calendar: office }).ticket;
    expect(warned.facts.steps.map(({ name }) => name)).toEqual(['3h']);
    const listed = lookOnce(warned, both.facts.openedAt, inList).ticket;
    expect(listed.facts.steps.map(({ name }) => name)).toEqual(['3h', 'last-shift']);
    expect(lookOnce(listed, both.facts.openedAt + HOUR, quick).look.fires?.name).toBe('stale');
  });

  test('is the list together with a step that fires, which gets a line', () => {
    const { change } = lookOnce(both, both.facts.openedAt, inList);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: both.facts.dueAt, at: both.facts.openedAt },
      { name: '3h', deadline: both.facts.dueAt, at: both.facts.openedAt, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([`step/3h/${both.facts.dueAt}`]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('is replaced in the thread by a step that fires at the same time', () => {
    const { change } = lookOnce(both, both.facts.openedAt, inThread);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: both.facts.dueAt, at: both.facts.openedAt, passed: true },
      { name: '3h', deadline: both.facts.dueAt, at: both.facts.openedAt, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([`step/3h/${both.facts.dueAt}`]);
  });

  test('overtakes no step that is configured later, after it came in the list', () => {
    const warned = lookOnce(both, both.facts.openedAt, {
      ...inList,
      policy: makePolicy({ steps: [] }),
    }).ticket;
    expect(warned.facts.steps).toMatchObject([{ name: 'last-shift' }]);
    expect(lookOnce(warned, both.facts.openedAt, inList).look.fires?.name).toBe('3h');
  });

  test('writes nothing if nothing is due', () => {
    expect(lookOnce(ticket, seoul('2026-11-25T12:00'), inThread).change).toBeUndefined();
  });

  test("R1: keeps earlier steps and lines, and delivery's fields", () => {
    const before = withFields(ticket, {
      steps: [{ name: 'target' as const, deadline: dueAt, at: now, tells: 'team' as const }],
      history: [{ name: 'changed-2' as const, at: now }],
      ts: '1764048000.000100',
      nextStepAt: now,
    });
    const { change } = lookOnce(before, now, inThread);
    expect(change?.facts.steps[0]).toBe(before.facts.steps[0]);
    expect(change?.facts.history[0]).toBe(before.facts.history[0]);
    expect(change?.facts).not.toHaveProperty('ts');
    expect(change?.facts).not.toHaveProperty('nextStepAt');
  });
});
