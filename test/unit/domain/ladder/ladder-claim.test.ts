import { describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  askedAt,
  LEAD_MS,
  lookFrom,
  lookOnce,
  makePolicy,
  makeWeekdays,
  seoul,
  sentSteps,
} from '../../../fixtures/domain/make-ladder.ts';
import {
  makeTicket,
  withFields,
  withoutFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const policy = makePolicy({ ownChannel: ['3h', '1h', 'overdue'] });
const ladder = { policy };
const claimed = (claimedAt: number, more: TicketFields = {}): Ticket =>
  makeTicket({ claimedBy: 'U0MADEUP', claimedAt, ...more });
const linesOf = ({ facts: { history } }: Ticket): string[] => history.map(({ name }) => name);
const audiencesOf = ({ facts: { steps } }: Ticket) => steps.map(({ name, tells }) => [name, tells]);

/** Claimed half an hour before `3h`, so the claim goes stale an hour and a half after `3h`. */
const claimedAt = dueAt - 3.5 * HOUR;
const staleAt = claimedAt + 2 * HOUR;

describe('a claim (S6)', () => {
  test('keeps a step to the claimer and out of its channel while it is fresh', () => {
    const warned = lookFrom(claimed(claimedAt), NOW, dueAt - 2 * HOUR, ladder);
    expect(audiencesOf(warned)).toEqual([['3h', 'claimer']]);
    expect(linesOf(warned)).toEqual([`step/3h/${dueAt}`]);
  });

  test('withholds nothing once it is stale', () => {
    const warned = lookFrom(claimed(dueAt - 6 * HOUR), NOW, dueAt - 2 * HOUR, ladder);
    expect(audiencesOf(warned)).toEqual([['3h', 'team']]);
    expect(linesOf(warned)).toEqual([`step/3h/${dueAt}`, `escalation/3h/${dueAt}`]);
  });

  test('counts until the millisecond at which it goes stale', () => {
    const now = dueAt - 3 * HOUR;
    const audienceOf = (at: number) => lookOnce(claimed(at), now, ladder).ticket.facts.steps[0]?.tells;
    expect(audienceOf(now - 2 * HOUR + 1)).toBe('claimer');
    expect(audienceOf(now - 2 * HOUR)).toBe('team');
  });

  test('is not fresh without a time', () => {
    const warned = lookFrom(makeTicket({ claimedBy: 'U0MADEUP' }), NOW, dueAt - 2 * HOUR, ladder);
    expect(audiencesOf(warned)).toEqual([['3h', 'team']]);
  });

  test('withholds nothing once it was released', () => {
    const warned = lookFrom(makeTicket({ claimedAt: dueAt - 3.5 * HOUR }), NOW, dueAt - 2 * HOUR, ladder);
    expect(audiencesOf(warned)).toEqual([['3h', 'team']]);
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
    const team = lookFrom(makeTicket(), NOW, dueAt - 2.5 * HOUR, { policy: makePolicy({ steps: ['3h'] }) });
    const late = withFields(team, { claimedBy: 'U0MADEUP', claimedAt: dueAt - 2.5 * HOUR });
    expect(
      sentSteps(lookFrom(late, dueAt - 2.4 * HOUR, dueAt, { policy: makePolicy({ steps: ['3h'] }) }).facts),
    ).toEqual(['3h']);
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
    const before = lookFrom(
      withFields(unclaimed, { claimedBy: 'U0MADEUP', claimedAt: at }),
      at,
      dueAt,
      ladder,
    );
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
    expect(lookOnce(withFields(withheld, { state: 'unverified' }), staleAt, ladder).look.fires?.name).toBe(
      'stale',
    );
    const at = dueAt - HOUR - MINUTE;
    const overdue = lookFrom(claimed(at), NOW, dueAt + 15 * MINUTE, ladder);
    expect(
      lookOnce(withFields(overdue, { state: 'unverified' }), at + 2 * HOUR, ladder).change,
    ).toBeUndefined();
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
    const warned = lookOnce(ticket, now, {
      policy: makePolicy({ ownChannel: ['3h'], ...more }),
      calendar,
    }).ticket;
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
    const mine = withFields(night, { claimedBy: 'U0MADEUP', claimedAt: at - HOUR });
    expect(audienceAt(mine, at, { nightPages: ['3h'] })).toEqual({ tells: 'claimer', lines: ['step'] });
  });

  test('overdue follows the same rule', () => {
    const late = seoul('2026-11-26T06:10');
    expect(audienceAt(night, late).tells).toBe('nobody');
    expect(audienceAt(night, late, { nightPages: ['overdue'] }).tells).toBe('team');
  });

  test('a break counts as within the hours', () => {
    const noon = askedAt('2026-11-25T15:30');
    expect(audienceAt(noon, seoul('2026-11-26T12:30')).tells).toBe('team');
  });

  test('there is no night without hours', () => {
    const warned = lookOnce(night, at, { policy: makePolicy() }).ticket;
    expect(warned.facts.steps.at(-1)?.tells).toBe('team');
  });

  test('`off-hours` mentions its own people, or the claimer (S4)', () => {
    const friday = askedAt('2026-11-27T18:30');
    const now = friday.facts.openedAt + MINUTE;
    expect(audienceAt(friday, now).tells).toBe('team');
    expect(audienceAt(withFields(friday, { claimedBy: 'U0MADEUP', claimedAt: now }), now).tells).toBe(
      'claimer',
    );
  });

  test('a claim that goes stale at night mentions the people of the step that it withheld', () => {
    /** Due 20:00: 3h at 17:00 goes to the claimer. The claim goes stale at 18:30. */
    const evening = askedAt('2026-11-25T20:00', {
      claimedBy: 'U0MADEUP',
      claimedAt: seoul('2026-11-26T16:30'),
    });
    const withheld = lookOnce(evening, seoul('2026-11-26T17:00'), {
      policy: makePolicy({ lastShiftMs: 0 }),
      calendar,
    }).ticket;
    const stale = seoul('2026-11-26T18:30');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0 }).tells).toBe('nobody');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0, nightPages: ['3h'] }).tells).toBe('team');
    expect(audienceAt(withheld, stale, { lastShiftMs: 0, nightPages: ['1h'] }).tells).toBe('nobody');
  });
});
