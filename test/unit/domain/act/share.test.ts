import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { onShift, type RosterPerson } from '../../../../lib/domain/act/roster.ts';
import {
  decideShares,
  maySomebodyTake,
  type ShareLook,
  type SharePolicy,
  shareTicket,
  waitingRows,
} from '../../../../lib/domain/act/share.ts';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makePerson, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  QUESTION,
  rowOf,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';

const policyOf = (...people: RosterPerson[]): SharePolicy => ({
  passOnMs: 2 * HOUR,
  sources: SOURCE_NAMES,
  roster: { zone: ZONE, people },
});
const ANN = makePerson('U0ANN');
const BEN = makePerson('U0BEN');
const both = policyOf(ANN, BEN);
const ticketOf = (inquiryId: number, fields: TicketFields = {}): Ticket =>
  makeShownTicket({ inquiryId: String(inquiryId), ...fields });
const lookOf = (tickets: readonly Ticket[], more: Partial<ShareLook> = {}): ShareLook => ({
  tickets,
  rows: tickets.map((ticket) => rowOf(ticket)),
  closed: [],
  resting: new Set(),
  ...more,
});
const sharesOf = (look: ShareLook, policy = both, now = NOW): [string, string][] =>
  decideShares(look, policy, now).map(({ ticket, to }) => [ticket.key.inquiryId, to]);
const held = (count: number, claimedBy: string, from = 500) =>
  Array.from({ length: count }, (_, at) => rowOf(ticketOf(from + at, { claimedBy, claimedAt: NOW })));

describe('the roster (A9, R30)', () => {
  test('takes turns by the order of the roster', () => {
    const four = [1, 2, 3, 4].map((id) => ticketOf(id));
    expect(sharesOf(lookOf(four)).map(([, to]) => to)).toEqual(['U0ANN', 'U0BEN', 'U0ANN', 'U0BEN']);
  });

  test('assigns to the person with the fewest tickets relative to their weight', () => {
    const look = (count: number) => lookOf([ticketOf(1)], { rows: held(count, 'U0ANN') });
    expect(sharesOf(look(1))).toEqual([['1', 'U0BEN']]);
    const heavy = policyOf(makePerson('U0ANN', { weight: 3 }), BEN);
    const two = lookOf([ticketOf(1)], { rows: [...held(2, 'U0ANN'), ...held(1, 'U0BEN', 900)] });
    expect(sharesOf(two, heavy)).toEqual([['1', 'U0ANN']]);
  });

  test('among equals assigns to the person whose last assignment is oldest relative to their weight', () => {
    const closed = (...claimers: string[]) => claimers.map((claimedBy) => ({ claimedBy }));
    expect(sharesOf(lookOf([ticketOf(1)], { closed: closed('U0ANN') }))).toEqual([['1', 'U0BEN']]);
    const heavy = policyOf(ANN, makePerson('U0BEN', { weight: 2 }));
    const look = lookOf([ticketOf(1)], { closed: closed('U0ANN', 'U0BEN', 'U0BEN', 'U0BEN') });
    expect(sharesOf(look, heavy)).toEqual([['1', 'U0ANN']]);
  });

  test('leaves out people in do-not-disturb, on leave or off shift', () => {
    const look = lookOf([ticketOf(1)], { resting: new Set(['U0ANN']) });
    expect(sharesOf(look)).toEqual([['1', 'U0BEN']]);
    const away = policyOf(
      makePerson('U0ANN', { leave: [{ from: '2000-01-01', until: '2100-01-01' }] }),
      makePerson('U0BEN', { shifts: makeWeekdays([]) }),
    );
    expect(sharesOf(lookOf([ticketOf(1)]), away)).toEqual([]);
    expect(maySomebodyTake(ticketOf(1), away, NOW)).toBe(false);
  });

  test('passes an old claim on, and never back to the same person', () => {
    const claimed = (age: number) => ticketOf(1, { claimedBy: 'U0ANN', claimedAt: NOW - age });
    expect(sharesOf(lookOf([claimed(2 * HOUR - 1)]))).toEqual([]);
    expect(sharesOf(lookOf([claimed(2 * HOUR)]))).toEqual([['1', 'U0BEN']]);
    expect(sharesOf(lookOf([claimed(2 * HOUR)]), policyOf(ANN))).toEqual([]);
    expect(maySomebodyTake(claimed(2 * HOUR), policyOf(ANN), NOW)).toBe(false);
    expect(maySomebodyTake(claimed(2 * HOUR), both, NOW)).toBe(true);
  });

  test('does not assign a ticket to a person who gave it back', () => {
    const deed = { did: 'released', press: 'press-1', by: 'U0ANN' } as const;
    const released = ticketOf(1, { history: [{ name: 'act-2', at: NOW, deed }] });
    expect(sharesOf(lookOf([released]))).toEqual([['1', 'U0BEN']]);
    expect(maySomebodyTake(released, policyOf(ANN), NOW)).toBe(false);
    expect(maySomebodyTake(released, both, NOW)).toBe(true);
    expect(sharesOf(lookOf([released]), policyOf(ANN))).toEqual([]);
  });

  test('never assigns a ticket twice to the same person, so that two idle people do not pass it to and fro', () => {
    const sharesFrom = (found: Ticket, now: number): string[] => {
      const [share] = decideShares(lookOf([found]), both, now);
      const change = share && shareTicket(found, share, both, now);
      if (!share || !change) return [];
      const { version } = found.outbox;
      const next = { ...found, facts: change.facts, outbox: { ...found.outbox, version: version + 1 } };
      return [share.to, ...sharesFrom(next, now + both.passOnMs)];
    };
    expect(sharesFrom(ticketOf(1, { dueAt: NOW + DAY }), NOW)).toEqual(['U0ANN', 'U0BEN']);
  });

  test('counts a ticket that was claimed since the index was written for its claimer', () => {
    const claimed = ticketOf(1, { claimedBy: 'U0ANN', claimedAt: NOW });
    const look = { ...lookOf([claimed, ticketOf(2)]), rows: [rowOf(ticketOf(1)), rowOf(ticketOf(2))] };
    expect(sharesOf(look)).toEqual([['2', 'U0BEN']]);
  });

  test.each<[string, TicketFields]>([
    ['the lists lacked', { state: 'unverified' }],
    ['is past its deadline', { dueAt: NOW }],
    ['is claimed', { claimedBy: 'U0MADEUP', claimedAt: NOW - HOUR }],
    ['has a claim without a time', { claimedBy: 'U0MADEUP' }],
    ['has an act under way', { act: makeAct() }],
    ['has an act that Coupang took', { act: makeAct({ progress: 'sent' }) }],
  ])('leaves a ticket that %s', (_what, fields) => {
    expect(sharesOf(lookOf([ticketOf(1, fields)]))).toEqual([]);
  });

  test('leaves a ticket that has ended, or is not in Slack yet', () => {
    const { ts, ...delivery } = ticketOf(1).delivery;
    const tickets = [makeClosedTicket(), { ...ticketOf(1), delivery }];
    expect(sharesOf(lookOf(tickets))).toEqual([]);
    expect(
      waitingRows([rowOf(makeClosedTicket()), rowOf(ticketOf(1), { shownVersion: 0 })], both, NOW),
    ).toEqual([]);
  });

  test('assigns the soonest deadline first', () => {
    const rows = [rowOf(ticketOf(1, { dueAt: NOW + 2 * HOUR })), rowOf(ticketOf(2, { dueAt: NOW + HOUR }))];
    expect(waitingRows(rows, both, NOW).map(({ inquiryId }) => inquiryId)).toEqual(['2', '1']);
  });

  test('R30: reaches each ticket in turn, however many wait before it that nobody may take', () => {
    const rows = Array.from({ length: 200 }, (_, id) => rowOf(ticketOf(id, { dueAt: NOW + HOUR + id })));
    const seen = new Set<string>();
    const first = new Set<string>();
    for (let minute = 0; minute < 40; minute += 1) {
      const looked = waitingRows(rows, both, NOW + minute * 60_000).map(({ inquiryId }) => inquiryId);
      expect(looked.length).toBeLessThanOrEqual(60);
      if (looked.includes('0')) first.add(String(Math.floor(minute / 10)));
      for (const id of looked) seen.add(id);
    }
    expect(seen.size).toBe(200);
    expect(first.size).toBe(4);
  });

  test('a refused act whose person was notified does not block the ticket', () => {
    expect(sharesOf(lookOf([ticketOf(1, { act: makeAct({ progress: 'told' }) })]))).toHaveLength(1);
  });
});

describe('the roster after the deadline of a question (R30)', () => {
  const question = (inquiryId: number, fields: TicketFields = {}): Ticket =>
    ticketOf(inquiryId, { ...QUESTION, dueAt: NOW, ...fields });

  test('still assigns it, until a day later', () => {
    for (const [dueAt, isAssigned] of [
      [NOW, true],
      [NOW - DAY + 1, true],
      [NOW - DAY, false],
    ] as const) {
      const found = question(1, { dueAt });
      expect(sharesOf(lookOf([found]))).toHaveLength(isAssigned ? 1 : 0);
      expect(maySomebodyTake(found, both, NOW)).toBe(isAssigned);
      expect(waitingRows([rowOf(found)], both, NOW)).toHaveLength(isAssigned ? 1 : 0);
    }
  });

  test('counts it as load, until a day later; a hand-over counts as long as it is open', () => {
    const next = (fields: TicketFields) =>
      sharesOf(lookOf([ticketOf(1)], { rows: [rowOf(ticketOf(500, { claimedBy: 'U0ANN', ...fields }))] }));
    expect(next({ ...QUESTION, dueAt: NOW - DAY + 1 })).toEqual([['1', 'U0BEN']]);
    expect(next({ ...QUESTION, dueAt: NOW - DAY })).toEqual([['1', 'U0ANN']]);
    expect(next({ dueAt: NOW - DAY })).toEqual([['1', 'U0BEN']]);
  });

  test('assigns hand-overs first, however late the question is', () => {
    const rows = [rowOf(question(1)), rowOf(ticketOf(2, { dueAt: NOW + HOUR }))];
    expect(waitingRows(rows, both, NOW).map(({ inquiryId }) => inquiryId)).toEqual(['2', '1']);
  });

  test('leaves a ticket of a source that the vendor does not read', () => {
    const without: SharePolicy = { ...both, sources: ['call-center'] };
    expect(waitingRows([rowOf(question(1, { dueAt: NOW + HOUR }))], without, NOW)).toEqual([]);
    expect(maySomebodyTake(question(1, { dueAt: NOW + HOUR }), without, NOW)).toBe(false);
    const claimed = rowOf(question(500, { claimedBy: 'U0ANN', dueAt: NOW + HOUR }));
    expect(sharesOf(lookOf([ticketOf(1)], { rows: [claimed] }), without)).toEqual([['1', 'U0ANN']]);
  });
});

describe('an assignment by the roster', () => {
  const share = (found: TicketFields = {}) => {
    const ticket = ticketOf(1, found);
    const [decided] = decideShares(lookOf([ticket]), both, NOW);
    if (!decided) throw new Error('nothing was shared');
    return (now: TicketFields) =>
      shareTicket(ticketOf(1, { version: 2, ...now }), decided, both, NOW + MINUTE);
  };

  test('is a claim from now on, and an entry of the roster in the ledger', () => {
    expect(share()({})).toMatchObject({
      facts: {
        claimedBy: 'U0ANN',
        claimedAt: NOW + MINUTE,
        history: [{ name: 'act-3', deed: { did: 'assigned', by: 'roster', to: 'U0ANN' } }],
      },
      event: 'TicketChanged',
    });
  });

  const old = { claimedBy: 'U0BEN', claimedAt: NOW - 3 * HOUR };
  test.each<[string, TicketFields, TicketFields]>([
    ['claimed by hand', {}, { claimedBy: 'U0CAT', claimedAt: NOW }],
    ['claimed by hand by the same person', {}, { claimedBy: 'U0ANN', claimedAt: NOW }],
    ['claimed again by the same person', old, { claimedBy: 'U0BEN', claimedAt: NOW }],
    ['released', old, {}],
    ['absent', {}, { state: 'unverified' }],
    ['being answered', {}, { act: makeAct() }],
  ])('changes nothing on a ticket that is %s since', (_what, found, now) => {
    expect(share(found)(now)).toBeUndefined();
  });
});

describe('for any tickets and people', () => {
  const people = fc
    .uniqueArray(fc.constantFrom('U0A', 'U0B', 'U0C', 'U0D', 'U0E'), { minLength: 1 })
    .chain((users) =>
      fc.tuple(
        ...users.map((user) =>
          fc.record({
            user: fc.constant(user),
            weight: fc.constantFrom(0.5, 1, 2, 3),
            leave: fc.constantFrom([], [{ from: '2000-01-01', until: '2100-01-01' }]),
          }),
        ),
      ),
    );
  const claims = fc.array(
    fc.record({
      claimedBy: fc.option(fc.constantFrom('U0A', 'U0B', 'U0Z'), { nil: undefined }),
      claimedAt: fc.constantFrom(NOW - 3 * HOUR, NOW - HOUR),
      releasedBy: fc.option(fc.constantFrom('U0A', 'U0C'), { nil: undefined }),
    }),
    { maxLength: 30 },
  );
  const ticketsOf = (
    drawn: { claimedBy: string | undefined; claimedAt: number; releasedBy: string | undefined }[],
  ) =>
    drawn.map(({ claimedBy, claimedAt, releasedBy }, id) =>
      ticketOf(id + 1, {
        ...(claimedBy !== undefined && { claimedBy, claimedAt }),
        ...(releasedBy !== undefined && {
          history: [{ name: 'act-2', at: NOW, deed: { did: 'released', press: 'p', by: releasedBy } }],
        }),
      }),
    );

  test('nobody gets a forbidden ticket, no ticket is assigned twice, and the same input gives the same result', () => {
    fc.assert(
      fc.property(people, claims, fc.subarray(['U0A', 'U0B', 'U0C']), (roster, drawn, rest) => {
        const tickets = ticketsOf(drawn);
        const resting = new Set(rest);
        const look = lookOf(tickets, { resting });
        const shares = decideShares(look, policyOf(...roster), NOW);
        expect(decideShares(look, policyOf(...roster), NOW)).toEqual(shares);
        expect(new Set(shares.map(({ ticket }) => ticket)).size).toBe(shares.length);
        for (const { ticket, to } of shares) {
          const found = roster.find(({ user }) => user === to);
          expect(found?.leave).toEqual([]);
          expect(resting.has(to)).toBe(false);
          expect(ticket.facts.claimedBy).not.toBe(to);
          expect(ticket.facts.history.some(({ deed }) => deed?.by === to)).toBe(false);
          expect(ticket.facts.claimedAt ?? 0).toBeLessThanOrEqual(NOW - 2 * HOUR);
        }
      }),
    );
  });

  test('the open load is fair by weight: nobody is more than one ticket ahead of anybody else', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 0, max: 60 }), (drawn, count) => {
        const roster = drawn.map((person) => ({ ...person, leave: [] }));
        const tickets = Array.from({ length: count }, (_, id) => ticketOf(id + 1));
        const shares = decideShares(lookOf(tickets), policyOf(...roster), NOW);
        expect(shares).toHaveLength(count);
        const got = (user: string): number => shares.filter(({ to }) => to === user).length;
        for (const person of roster)
          for (const other of roster)
            expect((got(person.user) - 1) / person.weight).toBeLessThanOrEqual(
              got(other.user) / other.weight,
            );
      }),
    );
  });

  test('nobody is assigned at night, and a deadline a day away finds its person in the morning', () => {
    const shifts = makeWeekdays(['09:00-18:00']);
    const roster = policyOf(makePerson('U0ANN', { shifts }));
    const night = Date.parse('2026-11-25T13:00:00Z');
    const ticket = ticketOf(1, { dueAt: night + DAY });
    expect(maySomebodyTake(ticket, roster, night)).toBe(false);
    expect(sharesOf(lookOf([ticket]), roster, night + 11.5 * HOUR)).toEqual([['1', 'U0ANN']]);
  });
});

const works = (changes: Partial<RosterPerson>, time: string): boolean =>
  onShift({ zone: ZONE, people: [makePerson('U0MADEUP1', changes)] }, seoul(time)).length === 1;

describe('the people on shift (A9)', () => {
  const shifts = makeWeekdays(['09:00-12:00', '13:00-18:00'], ['2026-11-26']);

  // 2026-11-25 is a Wednesday.
  test.each([
    ['2026-11-25T08:59', false],
    ['2026-11-25T09:00', true],
    ['2026-11-25T12:30', false],
    ['2026-11-25T13:00', true],
    ['2026-11-25T18:00', false],
    ['2026-11-26T10:00', false],
    ['2026-11-28T10:00', false],
  ])('include a person with shifts at %s: %s', (time, expected) => {
    expect(works({ shifts }, time)).toBe(expected);
  });

  test('include a person without shifts at any time', () => {
    expect(works({}, '2026-11-28T03:00')).toBe(true);
  });

  test('exclude a person on leave from the first to the last day, by the zone’s clock', () => {
    const leave = [{ from: '2026-11-25', until: '2026-11-26' }];
    const at = (time: string) => works({ leave }, time);
    expect(['2026-11-24T23:59', '2026-11-25T00:00', '2026-11-26T23:59', '2026-11-27T00:00'].map(at)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
