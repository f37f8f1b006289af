import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { levelOfStep } from '../../../../lib/domain/ladder/warning-level.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  anyAct,
  anyCalendar,
  anyInterval,
  anyPolicy,
  anyTicket,
  applyAct,
  type Made,
  timeOfStep,
} from '../../../fixtures/domain/arbitrary-ladder.ts';
import type { Shift } from '../../../../lib/domain/time/calendar.ts';
import { lookOnce } from '../../../fixtures/domain/make-ladder.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

/** Looks at a steady interval over the ticket's life, with claims and an end in between. */
const anyLife = fc.record({
  ticket: anyTicket,
  policy: anyPolicy,
  calendar: anyCalendar,
  interval: anyInterval.filter(({ intervalMs }) => intervalMs >= 5 * MINUTE),
  firstMs: fc.integer({ min: 0, max: 5 * MINUTE }),
  lastShift: fc.constantFrom('in-list' as const, 'in-thread' as const),
  acts: fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 26 * HOUR }), act: anyAct }), {
    maxLength: 4,
  }),
});
type Life = Made<typeof anyLife>;

/**
 * @param isLook whether a tick looks, given whether the look before asked for another; after an act the next tick looks
 */
const live = (
  life: Life,
  acts: Life['acts'],
  isLook: (now: number, lookAgainAt: number) => boolean,
): Ticket => {
  const { intervalMs, leadMs } = life.interval;
  const { policy, calendar, lastShift } = life;
  const ladder = { policy, lastShift, leadMs, ...(calendar && { calendar }) };
  let { ticket } = life;
  let lookAgainAt = Number.NEGATIVE_INFINITY;
  const left = acts.toSorted((a, b) => a.afterMs - b.afterMs);
  const start = ticket.facts.openedAt + life.firstMs;
  for (let now = start; now <= ticket.facts.dueAt + 3 * HOUR; now += intervalMs) {
    while (left[0] && start + left[0].afterMs <= now) {
      const next = left.shift();
      if (next) ticket = applyAct(next.act, ticket, start + next.afterMs);
      lookAgainAt = Number.NEGATIVE_INFINITY;
    }
    if (!isLook(now, lookAgainAt)) continue;
    const looked = lookOnce(ticket, now, ladder);
    ({ ticket } = looked);
    ({ lookAgainAt } = looked.look);
  }
  return ticket;
};

describe('a ladder that is checked at a steady interval', () => {
  test('gives the same warnings if it is checked only when due', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const each = live(life, life.acts, () => true);
        const onSchedule = live(life, life.acts, (now, lookAgainAt) => now >= lookAgainAt);
        expect(onSchedule.facts.steps).toEqual(each.facts.steps);
        expect(onSchedule.facts.history).toEqual(each.facts.history);
      }),
      { numRuns: 300 },
    );
  });

  test('announces or passes over every coming step by its time, never late (S2, R23)', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { policy, calendar, interval } = life;
        const claims = life.acts.filter(({ act }) => act.do === 'claim' || act.do === 'release');
        const { steps, dueAt, askedAt } = live(life, claims, () => true).facts;
        const first = life.ticket.facts.openedAt + life.firstMs;
        const reachedAt = (name: ReachedStep['name']) =>
          steps.find((step) => step.name === name && step.deadline === dueAt)?.at;
        const expectInTime = (name: ReachedStep['name'], at: number) => {
          // A ticket that is seen late is warned of at first sight, and not at all after the deadline.
          if (first >= dueAt) return expect(reachedAt(name)).toBeUndefined();
          expect(reachedAt(name)).toBeLessThanOrEqual(Math.max(at, first));
          expect(reachedAt(name)).toBeGreaterThanOrEqual(at - interval.leadMs);
        };
        for (const name of policy.steps)
          expectInTime(name, timeOfStep({ name, deadline: dueAt }, policy, undefined) ?? 0);
        const { targetMs } = policy;
        const target =
          targetMs !== undefined &&
          (calendar ? calendar.addBusinessMs(askedAt, targetMs) : askedAt + targetMs);
        if (target && target < dueAt) expectInTime('target', target);
        else expect(reachedAt('target')).toBeUndefined();
        if (calendar?.businessMs(life.ticket.facts.openedAt, dueAt) === 0) expectInTime('off-hours', askedAt);
        // Otherwise only if nobody looked before the end of the last shift.
        else if (!calendar || calendar.businessMs(first, dueAt) > 0)
          expect(reachedAt('off-hours')).toBeUndefined();
        const overdue = Math.max(dueAt + 10 * MINUTE, first);
        expect(reachedAt('overdue')).toBeGreaterThanOrEqual(overdue);
        expect(reachedAt('overdue')).toBeLessThan(overdue + interval.intervalMs);
      }),
      { numRuns: 300 },
    );
  });

  test('A1: gives each last warning in time, for any snooze of the claimer', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const acts = life.acts.filter(({ act }) => ['claim', 'release', 'snooze'].includes(act.do));
        const { steps, dueAt } = live(life, acts, () => true).facts;
        const first = life.ticket.facts.openedAt + life.firstMs;
        if (first >= dueAt) return;
        for (const name of life.policy.steps) {
          if (levelOfStep(name, { ladder: life.policy.steps }) !== 'last') continue;
          const at = timeOfStep({ name, deadline: dueAt }, life.policy, undefined) ?? 0;
          const reached = steps.find((step) => step.name === name && step.deadline === dueAt);
          expect(reached?.at).toBeLessThanOrEqual(Math.max(at, first));
        }
        expect(steps.some(({ name }) => name === 'overdue')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('announces the last shift in time, for the first shift that leaves too little time, and for no other (S4)', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { policy, calendar, interval } = life;
        const { steps, dueAt, askedAt } = live(life, [], () => true).facts;
        const first = life.ticket.facts.openedAt + life.firstMs;
        const announcedAt = steps.find(({ name }) => name === 'last-shift')?.at;
        if (!calendar || calendar.businessMs(askedAt, dueAt) === 0)
          return expect(announcedAt).toBeUndefined();
        const shifts: Shift[] = [];
        for (let at = dueAt; ;) {
          const shift = calendar.previousShift(at);
          if (!shift || shift.endsAt <= first) break;
          shifts.unshift(shift);
          at = shift.endsAt - 1;
        }
        const last = shifts.find(({ endsAt }) => calendar.businessMs(endsAt, dueAt) < policy.lastShiftMs);
        if (last === undefined) return expect(announcedAt).toBeUndefined();
        const time = Math.max(last.startsAt, last.endsAt - HOUR);
        expect(announcedAt).toBeLessThanOrEqual(Math.max(time, first));
        expect(announcedAt).toBeGreaterThanOrEqual(time - interval.leadMs);
      }),
      { numRuns: 300 },
    );
  });

  test('announces a withheld step to the team as soon as the claim is over, or covers it by an earlier step (S6)', () => {
    fc.assert(
      fc.property(anyLife, fc.integer({ min: 0, max: DAY }), (life, afterMs) => {
        const { policy, interval } = life;
        const {
          steps,
          dueAt,
          claimedAt = 0,
        } = live(life, [{ afterMs, act: { do: 'claim' } }], () => true).facts;
        const staleAt = claimedAt + policy.claimStaleMs;
        const announced = steps.filter(({ tells }) => tells);
        const withheld = announced.findLastIndex(({ tells }) => tells === 'claimer');
        if (withheld < 0 || staleAt >= dueAt - interval.intervalMs) return;
        expect(announced[withheld + 1]?.at).toBeLessThan(staleAt + interval.intervalMs);
      }),
      { numRuns: 300 },
    );
  });
});
