import { describe, expect, test } from '@jest/globals';
import { planActions } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { BEFORE_DUE_MS } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import {
  askedAt,
  type Ladder,
  LEAD_MS,
  lookFrom,
  lookOnce,
  makePolicy,
  makeWeekdays,
  sentSteps,
  seoul,
} from '../../../fixtures/domain/make-ladder.ts';
import {
  makeShownTicket,
  makeTicket,
  type TicketFields,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';

const dueAt = HANDED_OVER_AT + DAY;
const ladder = { policy: makePolicy({ ownChannel: ['3h', '1h', 'overdue'] }) };
const claimed = (claimedAt: number, more: TicketFields = {}): Ticket =>
  makeTicket({ claimedBy: 'U0MADEUP', claimedAt, ...more });
const linesOf = ({ facts: { history } }: Ticket): string[] => history.map(({ name }) => name);
const audiencesOf = ({ facts: { steps } }: Ticket) => steps.map(({ name, tells }) => [name, tells]);

/** Claimed half an hour before `3h`, so the claim goes stale an hour and a half after `3h`. */
const claimedAt = dueAt - 3.5 * HOUR;
const staleAt = claimedAt + 2 * HOUR;

describe('a claim (S6)', () => {
  const escalated = [`step/3h/${dueAt}`, `escalation/3h/${dueAt}`];

  test.each<[string, Ticket, string, string[]]>([
    ['keeps a step to the claimer while it is fresh', claimed(claimedAt), 'claimer', [`step/3h/${dueAt}`]],
    ['withholds nothing once it is stale', claimed(dueAt - 6 * HOUR), 'team', escalated],
    ['is not fresh without a time', makeTicket({ claimedBy: 'U0MADEUP' }), 'team', escalated],
    ['withholds nothing once it was released', makeTicket({ claimedAt }), 'team', escalated],
  ])('%s', (_what, ticket, audience, lines) => {
    const warned = lookFrom(ticket, NOW, dueAt - 2 * HOUR, ladder);
    expect(audiencesOf(warned)).toEqual([['3h', audience]]);
    expect(linesOf(warned)).toEqual(lines);
  });

  test('counts until the millisecond at which it goes stale', () => {
    const now = dueAt - 3 * HOUR;
    const audienceOf = (at: number) => lookOnce(claimed(at), now, ladder).ticket.facts.steps[0]?.tells;
    expect(audienceOf(now - 2 * HOUR + 1)).toBe('claimer');
    expect(audienceOf(now - 2 * HOUR)).toBe('team');
  });
});

describe('a claim that goes stale (S6)', () => {
  const withheld = lookFrom(claimed(claimedAt), NOW, staleAt - 1, ladder);

  test('announces the withheld step to the team at once, in that step’s channel, once', () => {
    expect(lookOnce(withheld, staleAt - 1, ladder).change).toBeUndefined();
    const { ticket, change } = lookOnce(withheld, staleAt, ladder);
    expect(change?.event).toBe('TicketWarned');
    expect(audiencesOf(ticket)).toEqual([
      ['3h', 'claimer'],
      ['stale', 'team'],
    ]);
    expect(ticket.facts.steps.at(-1)?.deadline).toBe(claimedAt);
    expect(linesOf(ticket).slice(1)).toEqual([`step/stale/${claimedAt}`, `escalation/stale/${claimedAt}`]);
    expect(lookOnce(ticket, staleAt + MINUTE, ladder).change).toBeUndefined();
  });

  test('announces it in no channel if the withheld step has no channel', () => {
    const { ticket } = lookOnce(withheld, staleAt, { policy: makePolicy({ ownChannel: ['1h'] }) });
    expect(linesOf(ticket).at(-1)).toBe(`step/stale/${claimedAt}`);
  });

  test('is checked at that time, but only if it withheld something', () => {
    expect(lookOnce(withheld, staleAt - HOUR, ladder).look.lookAgainAt).toBe(staleAt);
    expect(lookOnce(claimed(claimedAt), claimedAt, ladder).look.lookAgainAt).toBe(dueAt - 3 * HOUR - LEAD_MS);
    // The look that withholds a step also sets the time of `stale`.
    expect(lookOnce(claimed(claimedAt), dueAt - 3 * HOUR, ladder).look.lookAgainAt).toBe(staleAt);
  });

  test('announces nothing if it withheld nothing', () => {
    const quiet = lookFrom(claimed(dueAt - 8 * HOUR), NOW, dueAt - 4 * HOUR, ladder);
    expect(quiet.facts.steps).toEqual([]);
    const once = { policy: makePolicy({ steps: ['3h'] }) };
    const team = lookFrom(makeTicket(), NOW, dueAt - 2.5 * HOUR, once);
    const late = withFields(team, { claimedBy: 'U0MADEUP', claimedAt: dueAt - 2.5 * HOUR });
    expect(sentSteps(lookFrom(late, dueAt - 2.4 * HOUR, dueAt, once).facts)).toEqual(['3h']);
  });

  test('announces nothing after it was released', () => {
    const released = withoutFields(withheld, 'claimedBy', 'claimedAt');
    expect(lookOnce(released, staleAt, ladder).change).toBeUndefined();
    expect(lookOnce(withFields(released, { claimedAt }), staleAt, ladder).change).toBeUndefined();
  });

  test('is announced once, even if the clock jumps back and the claim is fresh again', () => {
    const warned = lookOnce(withheld, staleAt, ladder).ticket;
    const early = { policy: makePolicy({ steps: ['3h', '1h', '15m'] }) };
    const back = lookOnce(withFields(warned, { dueAt: dueAt - HOUR }), staleAt - MINUTE, early).ticket;
    expect(back.facts.steps.at(-1)).toMatchObject({ name: '1h', tells: 'claimer' });
    expect(lookOnce(back, staleAt + MINUTE, early).change).toBeUndefined();
  });

  test('withholds again after a second claim, and is announced again', () => {
    const warned = lookOnce(withheld, staleAt, ladder).ticket;
    const again = withFields(warned, { claimedBy: 'U0OTHER', claimedAt: staleAt + 10 * MINUTE });
    // It goes stale before the deadline, half an hour after `1h`.
    const quick = { policy: makePolicy({ claimStaleMs: 50 * MINUTE, ownChannel: [] }) };
    const after = lookFrom(again, staleAt + 10 * MINUTE, dueAt, quick);
    expect(audiencesOf(after).slice(2)).toEqual([
      ['1h', 'claimer'],
      ['stale', 'team'],
    ]);
    expect(after.facts.steps.at(-1)?.deadline).toBe(staleAt + 10 * MINUTE);
  });

  test('is not announced after a second claim that withheld nothing, even if the first claim was', () => {
    const warned = lookOnce(withheld, staleAt, ladder).ticket;
    const again = withFields(warned, { claimedBy: 'U0OTHER', claimedAt: staleAt + MINUTE });
    const quick = { policy: makePolicy({ claimStaleMs: 5 * MINUTE }) };
    expect(sentSteps(lookFrom(again, staleAt + MINUTE, dueAt - 70 * MINUTE, quick).facts)).toEqual([
      '3h',
      'stale',
    ]);
  });

  test('is not announced if another step is announced at the same time, which reaches the team anyway', () => {
    const late = dueAt - HOUR;
    const { ticket } = lookOnce(withheld, late, ladder);
    expect(ticket.facts.steps.slice(1)).toEqual([
      { name: 'stale', deadline: claimedAt, at: late, passed: true },
      { name: '1h', deadline: dueAt, at: late, tells: 'team' },
    ]);
    expect(linesOf(ticket).slice(1)).toEqual([`step/1h/${dueAt}`, `escalation/1h/${dueAt}`]);
    expect(lookOnce(ticket, late + MINUTE, ladder).change).toBeUndefined();
  });

  test('waits after the deadline for `overdue`, and announces only that', () => {
    const at = dueAt - HOUR - MINUTE;
    const unclaimed = lookFrom(makeTicket(), NOW, at, { policy: makePolicy({ steps: ['3h'] }) });
    const late = withFields(unclaimed, { claimedBy: 'U0MADEUP', claimedAt: at });
    const before = lookFrom(late, at, dueAt, ladder);
    expect(audiencesOf(before)).toEqual([
      ['3h', 'team'],
      ['1h', 'claimer'],
    ]);
    const stale = at + 2 * HOUR;
    // `overdue` goes to the claimer while the claim is fresh, and to the team when it is stale.
    const overdue = lookFrom(before, dueAt, stale + MINUTE, ladder);
    expect(audiencesOf(overdue).slice(2)).toEqual([
      ['overdue', 'claimer'],
      ['stale', 'team'],
    ]);
    expect(linesOf(overdue).at(-1)).toBe(`escalation/stale/${at}`);
    const soon = { policy: makePolicy({ claimStaleMs: 65 * MINUTE }) };
    expect(audiencesOf(lookFrom(before, dueAt, stale, soon)).slice(2)).toEqual([['overdue', 'team']]);
  });

  test('R14: is announced until the deadline, without `overdue`, for an absent ticket', () => {
    const absent = { state: 'unverified' } as const;
    expect(lookOnce(withFields(withheld, absent), staleAt, ladder).look.fires?.name).toBe('stale');
    const at = dueAt - HOUR - MINUTE;
    const overdue = lookFrom(claimed(at), NOW, dueAt + 15 * MINUTE, ladder);
    expect(lookOnce(withFields(overdue, absent), at + 2 * HOUR, ladder).change).toBeUndefined();
    expect(lookOnce(overdue, at + 2 * HOUR, ladder).look.fires?.name).toBe('stale');
  });

  test('does not announce a step that was withheld for a deadline that moved', () => {
    const moved = withFields(withheld, { dueAt: dueAt + 5 * HOUR, askedAt: HANDED_OVER_AT + 5 * HOUR });
    expect(lookOnce(moved, staleAt, ladder).change).toBeUndefined();
  });
});

describe('outside of the hours (C4)', () => {
  const calendar = makeWeekdays(['09:00-12:00', '13:00-18:00']);
  /** Due 06:00: 3h is at 03:00, 1h at 05:00. */
  const night = askedAt('2026-11-25T06:00', { openedAt: seoul('2026-11-25T20:00') });
  const audienceAt = (ticket: Ticket, now: number, more = {}) => {
    const used = { policy: makePolicy({ ownChannel: ['3h'], ...more }), calendar };
    const warned = lookOnce(ticket, now, used).ticket;
    return {
      tells: warned.facts.steps.at(-1)?.tells,
      lines: linesOf(warned).map((line) => line.split('/')[0]),
    };
  };
  const at = seoul('2026-11-26T03:00');

  test('a step mentions nobody, but is still sent to its channel', () => {
    expect(audienceAt(night, at)).toEqual({ tells: 'nobody', lines: ['step', 'escalation'] });
  });

  test('a step does not mention the claimer, whose claim keeps it out of the channel as by day', () => {
    const mine = withFields(night, { claimedBy: 'U0MADEUP', claimedAt: at - HOUR });
    expect(audienceAt(mine, at)).toEqual({ tells: 'nobody', lines: ['step'] });
  });

  test('a step that fires early mentions the same people as at its time within the hours', () => {
    // Due 10:00:20: 1h is at 09:00:20, and is found a minute before opening.
    const morning = askedAt('2026-11-25T10:00', { dueAt: seoul('2026-11-26T10:00') + 20_000 });
    expect(audienceAt(morning, seoul('2026-11-26T08:59') + 30_000).tells).toBe('team');
  });

  test('C4: a target just after the opening, which fires early, belongs to the shift that opens', () => {
    // Four business hours after 14:00:30 are 09:00:30 of the next day.
    const requested = askedAt('2026-11-24T14:00', {
      askedAt: seoul('2026-11-24T14:00') + 30_000,
      dueAt: seoul('2026-11-25T14:00') + 30_000,
    });
    const early = seoul('2026-11-25T08:59') + 20_000;
    const office = { policy: makePolicy({ targetMs: 4 * HOUR }), calendar: makeWeekdays(['09:00-18:00']) };
    expect(lookOnce(requested, early, office).ticket.facts.steps).toEqual([
      {
        name: 'target',
        deadline: requested.facts.dueAt,
        at: early,
        tells: 'team',
        quietFrom: seoul('2026-11-25T18:00'),
      },
    ]);
  });

  test('a step mentions its people if night pages are on for it', () => {
    expect(audienceAt(night, at, { nightPages: ['3h'] }).tells).toBe('team');
    expect(audienceAt(night, at, { nightPages: ['1h', 'overdue'] }).tells).toBe('nobody');
    expect(audienceAt(night, seoul('2026-11-26T06:10'), { nightPages: ['overdue'] }).tells).toBe('team');
    const mine = withFields(night, { claimedBy: 'U0MADEUP', claimedAt: at - HOUR });
    expect(audienceAt(mine, at, { nightPages: ['3h'] })).toEqual({ tells: 'claimer', lines: ['step'] });
  });

  test('a break counts as within the hours', () => {
    const noon = askedAt('2026-11-25T15:30');
    expect(audienceAt(noon, seoul('2026-11-26T12:30')).tells).toBe('team');
  });

  test('`off-hours` mentions its own people, or the claimer (S4)', () => {
    const friday = askedAt('2026-11-27T18:30');
    const now = friday.facts.openedAt + MINUTE;
    expect(audienceAt(friday, now).tells).toBe('team');
    const mine = withFields(friday, { claimedBy: 'U0MADEUP', claimedAt: now });
    expect(audienceAt(mine, now).tells).toBe('claimer');
  });

  test('a claim that goes stale at night mentions the people of the step that it withheld', () => {
    /** Due 20:00: 3h at 17:00 goes to the claimer. The claim goes stale at 18:30. */
    const evening = askedAt('2026-11-25T20:00', {
      claimedBy: 'U0MADEUP',
      claimedAt: seoul('2026-11-26T16:30'),
    });
    const used = { policy: makePolicy({ lastShiftMs: 0 }), calendar };
    const withheld = lookOnce(evening, seoul('2026-11-26T17:00'), used).ticket;
    const stale = seoul('2026-11-26T18:30');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0 }).tells).toBe('nobody');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0, nightPages: ['3h'] }).tells).toBe('team');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0, nightPages: ['1h'] }).tells).toBe('nobody');
  });
});

describe('a snooze (A1)', () => {
  const policy = makePolicy({ steps: ['6h', '3h', '1h'], claimStaleMs: 9 * HOUR });
  const long = { policy };
  const snoozed = (until: number, more: TicketFields = {}): Ticket =>
    claimed(dueAt - 8 * HOUR, { snoozed: { by: 'U0MADEUP', until }, ...more });
  const stepsOf = ({ facts: { steps } }: Ticket) =>
    steps.map(({ name, at, passed, tells }) => [name, (at - dueAt) / MINUTE, passed ? 'passed' : tells]);
  const until = (end: number, ticket: Ticket, more = long) => stepsOf(lookFrom(ticket, NOW, end, more));

  test('puts a warning off until it ends, and checks again then', () => {
    const end = dueAt - 5 * HOUR;
    const ticket = snoozed(end);
    expect(until(end - 1, ticket)).toEqual([]);
    expect(lookOnce(ticket, end - HOUR, long).look.lookAgainAt).toBe(end);
    expect(until(end, ticket)).toEqual([['6h', -5 * 60, 'claimer']]);
  });

  test('never puts off the last warnings, which come in time, and passes over the others', () => {
    expect(until(dueAt + 0.5 * HOUR, snoozed(dueAt))).toEqual([
      ['6h', -61, 'passed'],
      ['3h', -61, 'passed'],
      ['1h', -61, 'claimer'],
      ['overdue', 10, 'claimer'],
    ]);
  });

  test.each([[['3h']], [['6h', '3h']], [['1h', '15m']]] as const)(
    'with the ladder %j, the last step and each step in the last hour come in time',
    (steps) => {
      const reached = lookFrom(snoozed(dueAt), NOW, dueAt, { policy: { ...policy, steps } }).facts.steps;
      const last = steps.filter((name) => name !== '6h');
      const inTime = reached.filter(({ tells }) => tells);
      expect(inTime.map(({ name }) => name)).toEqual(last);
      expect(inTime.map(({ at }) => at)).toEqual(last.map((name) => dueAt - BEFORE_DUE_MS[name] - MINUTE));
    },
  );

  test('puts off nothing that no last warning follows', () => {
    const target = { targetMs: DAY - 2 * HOUR, steps: [] };
    expect(until(dueAt - 1, snoozed(dueAt), { policy: { ...policy, ...target } })).toEqual([
      ['target', expect.any(Number), 'claimer'],
    ]);
    const late = { targetMs: DAY - 30 * MINUTE, steps: ['1h' as const] };
    expect(
      until(dueAt - 1, snoozed(dueAt), { policy: { ...policy, ...late } }).map(([name]) => name),
    ).toEqual(['1h', 'target']);
  });

  test('announces the later of two due warnings after a last warning, and passes over the last warning', () => {
    const late = { policy: { ...policy, targetMs: DAY - 30 * MINUTE, steps: ['1h' as const] } };
    const { ticket } = lookOnce(snoozed(dueAt), dueAt - 20 * MINUTE, late);
    expect(stepsOf(ticket)).toEqual([
      ['1h', -20, 'passed'],
      ['target', -20, 'claimer'],
    ]);
  });

  test('puts off the target of the team', () => {
    const target = { policy: { ...policy, targetMs: 17 * HOUR } };
    const [first] = until(dueAt - 6.5 * HOUR, claimed(dueAt - 8 * HOUR), target);
    expect(first).toEqual(['target', expect.any(Number), 'claimer']);
    expect(until(dueAt - 6.5 * HOUR, snoozed(dueAt - 6.2 * HOUR), target)).toEqual([]);
  });

  test('ends with a claim that goes stale, and then the team is notified', () => {
    const stale = { policy: { ...policy, claimStaleMs: 3 * HOUR } };
    expect(until(dueAt - 4 * HOUR, snoozed(dueAt), stale)).toEqual([['6h', -5 * 60, 'team']]);
  });

  test('has no effect once another has claimed the ticket, or it was released', () => {
    const other = snoozed(dueAt, { claimedBy: 'U0OTHER' });
    expect(until(dueAt - 6 * HOUR, other)).toEqual([['6h', -361, 'claimer']]);
    const released = withoutFields(snoozed(dueAt), 'claimedBy', 'claimedAt');
    expect(until(dueAt - 6 * HOUR, released)).toEqual([['6h', -361, 'team']]);
  });

  test('does not affect the last shift and `off-hours`', () => {
    const calendar = makeWeekdays(['09:00-18:00']);
    const snoozedAt = (time: string) => {
      const at = seoul(time);
      return askedAt(time, {
        claimedBy: 'U0MADEUP',
        claimedAt: at,
        snoozed: { by: 'U0MADEUP', until: at + DAY },
      });
    };
    const night = lookOnce(snoozedAt('2026-11-27T18:30'), seoul('2026-11-27T18:31'), { policy, calendar });
    expect(night.ticket.facts.steps.map(({ name }) => name)).toEqual(['off-hours']);
    const early = { policy: { ...policy, lastShiftMs: 4 * HOUR }, calendar };
    const { look } = lookOnce(snoozedAt('2026-11-25T12:00'), seoul('2026-11-25T17:00'), early);
    expect(look.lastShift).toMatchObject({ endsAt: seoul('2026-11-25T18:00') });
  });
});

describe('the last warning by direct message (A9)', () => {
  const policy = makePolicy({ remindsClaimer: true });
  const shown = makeShownTicket({ claimedBy: 'U0ANN', claimedAt: dueAt - 4 * HOUR });
  const linesAt = (ticket: Ticket, at: number, more: Partial<Ladder> = {}): string[] =>
    linesOf(lookOnce(ticket, at, { policy, ...more }).ticket);

  test('goes with the ladder’s last step before the deadline to the claimer', () => {
    expect(linesAt(shown, dueAt - HOUR)).toEqual([`step/1h/${dueAt}`, `direct/1h/${dueAt}`]);
    expect(linesAt(shown, dueAt - 3 * HOUR)).toEqual([`step/3h/${dueAt}`]);
  });

  test('goes to nobody without sharing, without a claim or outside the hours (C4)', () => {
    const none = [`step/1h/${dueAt}`];
    expect(linesAt(shown, dueAt - HOUR, { policy: makePolicy({ remindsClaimer: false }) })).toEqual(none);
    expect(linesAt(makeShownTicket(), dueAt - HOUR)).toEqual(none);
    const night = linesAt(shown, dueAt - HOUR, { calendar: makeWeekdays([]) });
    expect(night).not.toContain(`direct/1h/${dueAt}`);
  });

  test('is passed over once nobody has claimed the ticket', () => {
    const { ticket } = lookOnce(shown, dueAt - HOUR, { policy });
    const warned = withFields(ticket, { publishedVersion: 2, shownVersion: 2 });
    const plans = (planned: Ticket) =>
      planActions(planned, dueAt - HOUR).map((action) => ('line' in action ? action.line.name : action));
    expect(plans(warned)).toEqual([`step/1h/${dueAt}`, `direct/1h/${dueAt}`]);
    const passes = { do: 'pass', names: [`direct/1h/${dueAt}`] };
    expect(plans(withoutFields(warned, 'claimedBy', 'claimedAt'))).toContainEqual(passes);
    expect(plans(withFields(warned, { claimedBy: 'U0BEN' }))).toContain(`direct/1h/${dueAt}`);
  });
});
