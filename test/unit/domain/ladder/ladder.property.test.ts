import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { LadderPolicy } from '../../../../lib/domain/ladder/team-settings.ts';
import { levelOfStep } from '../../../../lib/domain/ladder/warning-level.ts';
import { DEADLINE_STEPS, type ReachedStep, STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import type { Calendar, Shift } from '../../../../lib/domain/time/calendar.ts';
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
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { type Ladder, lookOnce } from '../../../fixtures/domain/make-ladder.ts';
import { cases } from '../../../fixtures/draws.ts';

/** A clock that moves forward, seldom back, and now and then far ahead. */
const anyWait = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 40 * MINUTE }) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: -6 * HOUR, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * HOUR }) },
);

type Configure = { do: 'configure'; policy: LadderPolicy; calendar: Calendar | undefined };

const anyConfiguration: fc.Arbitrary<Configure> = fc
  .record({ policy: anyPolicy, calendar: anyCalendar })
  .map((made) => ({ do: 'configure', ...made }));

const anyEvent = fc.record({
  waitMs: anyWait,
  act: fc.oneof({ weight: 9, arbitrary: anyAct }, { weight: 1, arbitrary: anyConfiguration }),
  /** Half of the acts are followed by a look. */
  looks: fc.boolean(),
  lastShift: fc.constantFrom('in-list' as const, 'in-thread' as const),
});

const anyWorld = fc.record({
  ticket: anyTicket,
  policy: anyPolicy,
  calendar: anyCalendar,
  interval: anyInterval,
  events: fc.array(anyEvent, { minLength: 15, maxLength: 60 }),
});

/** One look: its ladder, and the ticket before and after it. */
type Seen = {
  now: number;
  ladder: Ladder & { leadMs: number };
  before: Ticket;
  after: Ticket;
  lookAgainAt: number;
};

const run = ({ interval, events, ...world }: Made<typeof anyWorld>): Seen[] => {
  const { leadMs } = interval;
  let { ticket, policy, calendar } = world;
  let now = ticket.facts.openedAt;
  const seen: Seen[] = [];
  for (const { waitMs, act, looks, lastShift } of events) {
    now += waitMs;
    if (act.do === 'configure') ({ policy, calendar } = act);
    else ticket = applyAct(act, ticket, now);
    if (act.do !== 'look' && !looks) continue;
    const ladder = { policy, lastShift, leadMs, ...(calendar && { calendar }) };
    const { ticket: after, look } = lookOnce(ticket, now, ladder);
    seen.push({ now, ladder, before: ticket, after, lookAgainAt: look.lookAgainAt });
    ticket = after;
  }
  return seen;
};

const check = (hold: (seen: Seen[]) => void, parameters: fc.Parameters<unknown> = { numRuns: 500 }): void => {
  fc.assert(
    fc.property(anyWorld, (world) => hold(run(world))),
    parameters,
  );
};

const checkLooks = (hold: (look: Seen) => void): void => check((seen) => seen.forEach(hold));

const newSteps = ({ before, after }: Seen): ReachedStep[] =>
  after.facts.steps.slice(before.facts.steps.length);
const newLines = ({ before, after }: Seen): string[] =>
  after.facts.history.slice(before.facts.history.length).map(({ name }) => name);
const firedOf = (seen: Seen): ReachedStep | undefined => newSteps(seen).find(({ tells }) => tells);

describe('a ladder, for any changes of ticket, clock and configuration', () => {
  test('reaches every step of every deadline once, with at most one line (S2)', () => {
    check((seen) => {
      const last = seen.at(-1)?.after;
      const steps = (last?.facts.steps ?? []).map(({ name, deadline }) => `${name}/${deadline}`);
      expect(new Set(steps).size).toBe(steps.length);
      const lines = (last?.facts.history ?? []).map(({ name }) => name);
      expect(new Set(lines).size).toBe(lines.length);
    });
  });

  test('fires at most one step with its line per check, and gives passed steps no line (R23)', () => {
    checkLooks((look) => {
      const announced = newSteps(look).filter(({ tells }) => tells);
      expect(announced.length).toBeLessThanOrEqual(1);
      for (const { passed, tells } of newSteps(look)) expect(passed && tells).toBeUndefined();
      const lines = newLines(look);
      const [fired] = announced;
      const name = fired && `${fired.name}/${fired.deadline}`;
      expect(lines.filter((line) => line.startsWith('step/'))).toEqual(fired ? [`step/${name}`] : []);
      expect(lines.length).toBeLessThanOrEqual(fired ? 2 : 0);
      if (lines[1] !== undefined) expect(lines[1]).toBe(`escalation/${name}`);
    });
  });

  test('never warns of a closed ticket', () => {
    checkLooks(({ before, after }) => {
      if (before.facts.state === 'closed') expect(after).toBe(before);
    });
  });

  test('never fires `overdue` early, and never for an absent ticket (R14, R16)', () => {
    checkLooks((look) => {
      if (!newSteps(look).some(({ name }) => name === 'overdue')) return;
      expect(look.now).toBeGreaterThanOrEqual(look.before.facts.dueAt + 10 * MINUTE);
      expect(look.before.facts.state).toBe('open');
    });
  });

  test('never warns at the deadline or after it', () => {
    checkLooks((look) => {
      for (const { name, deadline, at } of newSteps(look)) {
        expect(at).toBe(look.now);
        if (name !== 'overdue' && name !== 'stale') expect(look.now).toBeLessThan(deadline);
        if (name !== 'stale') expect(deadline).toBe(look.before.facts.dueAt);
      }
    });
  });

  test('fires no step earlier than its lead', () => {
    checkLooks((look) => {
      for (const step of newSteps(look)) {
        const at = timeOfStep(step, look.ladder.policy, look.ladder.calendar);
        if (at !== undefined) expect(look.now).toBeGreaterThanOrEqual(at - look.ladder.leadMs);
      }
    });
  });

  test('fires only steps that are nearer to the deadline than all earlier and passed steps (R23)', () => {
    check((seen) => {
      const announced: { name: ReachedStep['name']; deadline: number; at: number }[] = [];
      for (const look of seen) {
        const fired = firedOf(look);
        const at = fired && timeOfStep(fired, look.ladder.policy, look.ladder.calendar);
        if (!fired || at === undefined) continue;
        for (const passed of newSteps(look))
          expect(timeOfStep(passed, look.ladder.policy, look.ladder.calendar) ?? 0).toBeLessThanOrEqual(at);
        const { name, deadline } = fired;
        for (const before of announced) {
          // `off-hours` also comes after a `target`, if the last shift was missed (S4).
          const isExempt = name === 'off-hours' && before.name === 'target';
          if (before.deadline === deadline && !isExempt) expect(at).toBeGreaterThan(before.at);
        }
        // A later configuration does not show when a target was: it counts as the time at which it fired.
        announced.push({ name, deadline, at: name === 'target' ? Math.min(at, look.now) : at });
      }
    });
  });

  test('sends a step only to a fresh claimer within the hours; without a claim to the team or, at night, to nobody (C4, S6)', () => {
    checkLooks((look) => {
      const fired = firedOf(look);
      if (!fired) return;
      const { claimedBy, claimedAt = 0 } = look.before.facts;
      const isFresh = claimedBy !== undefined && look.now < claimedAt + look.ladder.policy.claimStaleMs;
      const { calendar } = look.ladder;
      // A step that is early for a time within the hours mentions as if it were that time.
      const isEarly = ['target', ...DEADLINE_STEPS].includes(fired.name);
      const stepAt = isEarly ? timeOfStep(fired, look.ladder.policy, calendar) : undefined;
      // `last-shift` may come before its shift begins, and a short shift may end within the lead.
      const nextAt = fired.name === 'last-shift' ? calendar?.nextShift(look.now)?.startsAt : undefined;
      const at = nextAt !== undefined && nextAt <= look.now + look.ladder.leadMs ? nextAt : stepAt;
      const isOpen =
        !calendar || (calendar.shiftAt(look.now) ?? calendar.shiftAt(at ?? look.now)) !== undefined;
      if (fired.tells === 'nobody') expect(isOpen).toBe(false);
      else expect(fired.tells).toBe(isFresh ? 'claimer' : 'team');
      const pages = look.ladder.policy.nightPages.includes(fired.name);
      if (!isOpen && !pages && fired.name !== 'off-hours' && fired.name !== 'stale')
        expect(fired.tells).toBe('nobody');
      if (isFresh) expect(newLines(look)).toHaveLength(1);
      else if (fired.name !== 'stale')
        expect(newLines(look)).toHaveLength(look.ladder.policy.ownChannel.includes(fired.name) ? 2 : 1);
    });
  });

  test('fires `stale` once per claim, when that claim is over, for a step that only the claimer got (S6)', () => {
    checkLooks((look) => {
      if (!newSteps(look).some(({ name }) => name === 'stale')) return;
      const { claimedBy, claimedAt = 0, steps, dueAt } = look.before.facts;
      expect(claimedBy).toBeDefined();
      expect(look.now).toBeGreaterThanOrEqual(claimedAt + look.ladder.policy.claimStaleMs);
      const announced = steps.filter(({ deadline, tells }) => deadline === dueAt && tells);
      expect(announced.at(-1)?.tells).toBe('claimer');
      if (firedOf(look)?.name !== 'stale') return;
      // There is nothing between the deadline and `overdue`.
      expect(
        look.now < dueAt || (announced.at(-1)?.name === 'overdue' && look.before.facts.state === 'open'),
      ).toBe(true);
    });
  });

  test('is next checked in the future', () => {
    checkLooks(({ now, lookAgainAt }) => expect(lookAgainAt).toBeGreaterThan(now));
  });

  test('finds nothing more in a repeated check, wherever the last shift is announced', () => {
    checkLooks(({ now, after, ladder }) => {
      for (const lastShift of ['in-list', 'in-thread'] as const)
        expect(lookOnce(after, now, { ...ladder, lastShift }).change).toBeUndefined();
    });
  });

  test.each(cases([false, true]))('reaches every kind of step in these runs, passed over: %s', (passed) => {
    const reached = new Set<string>();
    check(
      (seen) => {
        for (const step of seen.at(-1)?.after.facts.steps ?? [])
          if ((step.passed === true) === passed) reached.add(step.name);
      },
      // The same runs each time, since other runs may lack a rare kind.
      { numRuns: 1000, seed: 1 },
    );
    // Nothing is nearer than `overdue`, and almost nothing is nearer than `15m`.
    const reachable = STEP_NAMES.filter((name) => !passed || (name !== 'overdue' && name !== '15m'));
    expect([...reached]).toEqual(expect.arrayContaining(reachable));
    if (passed) expect([...reached]).not.toContain('overdue');
  });
});

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
  /** When its only claim comes, in the property that makes one. */
  claimMs: fc.integer({ min: 0, max: DAY }),
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

const checkLife = (hold: (life: Life) => void): void =>
  fc.assert(fc.property(anyLife, hold), { numRuns: 300 });

describe('a ladder that is checked at a steady interval', () => {
  test('gives the same warnings if it is checked only when due', () => {
    checkLife((life) => {
      const each = live(life, life.acts, () => true);
      const onSchedule = live(life, life.acts, (now, lookAgainAt) => now >= lookAgainAt);
      expect(onSchedule.facts.steps).toEqual(each.facts.steps);
      expect(onSchedule.facts.history).toEqual(each.facts.history);
    });
  });

  test('announces or passes over every coming step by its time, never late (S2, R23)', () => {
    checkLife((life) => {
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
        targetMs !== undefined && (calendar ? calendar.addBusinessMs(askedAt, targetMs) : askedAt + targetMs);
      if (target && target < dueAt) expectInTime('target', target);
      else expect(reachedAt('target')).toBeUndefined();
      if (calendar?.businessMs(life.ticket.facts.openedAt, dueAt) === 0) expectInTime('off-hours', askedAt);
      // Otherwise only if nobody looked before the end of the last shift.
      else if (!calendar || calendar.businessMs(first, dueAt) > 0)
        expect(reachedAt('off-hours')).toBeUndefined();
      const overdue = Math.max(dueAt + 10 * MINUTE, first);
      expect(reachedAt('overdue')).toBeGreaterThanOrEqual(overdue);
      expect(reachedAt('overdue')).toBeLessThan(overdue + interval.intervalMs);
    });
  });

  test('A1: gives each last warning in time, for any snooze of the claimer', () => {
    checkLife((life) => {
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
    });
  });

  test('announces the last shift in time, for the first shift that leaves too little time, and for no other (S4)', () => {
    checkLife((life) => {
      const { policy, calendar, interval } = life;
      const { steps, dueAt, askedAt } = live(life, [], () => true).facts;
      const first = life.ticket.facts.openedAt + life.firstMs;
      const announcedAt = steps.find(({ name }) => name === 'last-shift')?.at;
      if (!calendar || calendar.businessMs(askedAt, dueAt) === 0) return expect(announcedAt).toBeUndefined();
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
    });
  });

  test('announces a withheld step to the team as soon as the claim is over, or covers it by an earlier step (S6)', () => {
    checkLife((life) => {
      const { policy, interval } = life;
      const {
        steps,
        dueAt,
        claimedAt = 0,
      } = live(life, [{ afterMs: life.claimMs, act: { do: 'claim' } }], () => true).facts;
      const staleAt = claimedAt + policy.claimStaleMs;
      const announced = steps.filter(({ tells }) => tells);
      const withheld = announced.findLastIndex(({ tells }) => tells === 'claimer');
      if (withheld < 0 || staleAt >= dueAt - interval.intervalMs) return;
      expect(announced[withheld + 1]?.at).toBeLessThan(staleAt + interval.intervalMs);
    });
  });
});
