import { describe, expect, test } from '@jest/globals';
import { cases } from '../../../fixtures/draws.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { DEADLINE_STEPS, type ReachedStep, STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import type { Calendar } from '../../../../lib/domain/time/calendar.ts';
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
import { type Ladder, lookOnce } from '../../../fixtures/domain/make-ladder.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import type { LadderPolicy } from '../../../../lib/domain/ladder/team-settings.ts';

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
    check((seen) => {
      for (const look of seen) {
        const announced = newSteps(look).filter(({ tells }) => tells);
        expect(announced.length).toBeLessThanOrEqual(1);
        for (const { passed, tells } of newSteps(look)) expect(passed && tells).toBeUndefined();
        const lines = newLines(look);
        const [fired] = announced;
        const name = fired && `${fired.name}/${fired.deadline}`;
        expect(lines.filter((line) => line.startsWith('step/'))).toEqual(fired ? [`step/${name}`] : []);
        expect(lines.length).toBeLessThanOrEqual(fired ? 2 : 0);
        if (lines[1] !== undefined) expect(lines[1]).toBe(`escalation/${name}`);
      }
    });
  });

  test('never warns of a closed ticket', () => {
    check((seen) => {
      for (const look of seen) if (look.before.facts.state === 'closed') expect(look.after).toBe(look.before);
    });
  });

  test('never fires `overdue` early, and never for an absent ticket (R14, R16)', () => {
    check((seen) => {
      for (const look of seen) {
        if (!newSteps(look).some(({ name }) => name === 'overdue')) continue;
        expect(look.now).toBeGreaterThanOrEqual(look.before.facts.dueAt + 10 * MINUTE);
        expect(look.before.facts.state).toBe('open');
      }
    });
  });

  test('never warns at the deadline or after it', () => {
    check((seen) => {
      for (const look of seen)
        for (const { name, deadline, at } of newSteps(look)) {
          expect(at).toBe(look.now);
          if (name !== 'overdue' && name !== 'stale') expect(look.now).toBeLessThan(deadline);
          if (name !== 'stale') expect(deadline).toBe(look.before.facts.dueAt);
        }
    });
  });

  test('fires no step earlier than its lead', () => {
    check((seen) => {
      for (const look of seen)
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
    check((seen) => {
      for (const look of seen) {
        const fired = firedOf(look);
        if (!fired) continue;
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
      }
    });
  });

  test('fires `stale` once per claim, when that claim is over, for a step that only the claimer got (S6)', () => {
    check((seen) => {
      for (const look of seen) {
        if (!newSteps(look).some(({ name }) => name === 'stale')) continue;
        const { claimedBy, claimedAt = 0, steps, dueAt } = look.before.facts;
        expect(claimedBy).toBeDefined();
        expect(look.now).toBeGreaterThanOrEqual(claimedAt + look.ladder.policy.claimStaleMs);
        const announced = steps.filter(({ deadline, tells }) => deadline === dueAt && tells);
        expect(announced.at(-1)?.tells).toBe('claimer');
        if (firedOf(look)?.name !== 'stale') continue;
        // There is nothing between the deadline and `overdue`.
        expect(
          look.now < dueAt || (announced.at(-1)?.name === 'overdue' && look.before.facts.state === 'open'),
        ).toBe(true);
      }
    });
  });

  test('is next checked in the future', () => {
    check((seen) => {
      for (const { now, lookAgainAt } of seen) expect(lookAgainAt).toBeGreaterThan(now);
    });
  });

  test('finds nothing more in a repeated check, wherever the last shift is announced', () => {
    check((seen) => {
      for (const { now, after, ladder } of seen)
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
