import { describe, expect, test } from '@jest/globals';
import { decideLookUp, decideListedLookUp } from '../../../../lib/domain/call-center/decide-look-up.ts';
import { type AbsenceKind } from '../../../../lib/domain/ticket/find-absent.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { type ClosedTicket, isClosed, type Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { knownVendor } from '../../../fixtures/domain/known-vendor.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const NOW = HANDED_OVER_AT + 3 * HOUR;
const ended = makePost({ transfer: 'answered', needAnswer: false });
const silent = makeInquiry({ posts: [makePost()] });

const decide = (ticket: Ticket, inquiry: Inquiry | undefined, now = NOW, absence: AbsenceKind = 'missing') =>
  decideLookUp(ticket, inquiry, now, absence);

describe('decideLookUp', () => {
  test('R14: closes with the outcome that the look-up showed', () => {
    const { change, lookUpAgainAt } = decide(
      makeTicket(),
      makeInquiry({ posts: [ended, makeVendorPost()] }),
      NOW,
    );
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: {
        state: 'closed',
        outcome: 'answered',
        closedAt: NOW,
        answeredAt: HANDED_OVER_AT + 2 * HOUR,
        inTime: true,
        history: [{ name: 'closed-2', at: NOW }],
      },
    });
    expect(lookUpAgainAt).toBeUndefined();
  });

  test('R14: closes a provisional ticket, which has no flag of its own, by an answer although a post asks', () => {
    const fields = { answerId: 'after-0', provisional: { seenAt: NOW }, knownPosts: [] };
    const answered = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    const { change, stillAsks } = decide(makeTicket(fields), answered, NOW, 'not-absent');
    expect(change?.facts).toMatchObject({ state: 'closed', outcome: 'answered' });
    expect(stillAsks).toBe(true);
  });

  test('closes with the newest text of the post, and restores no erased text', () => {
    const text = 'https://coupa.ng/new';
    const answered = makeInquiry({ posts: [{ ...ended, text }, makeVendorPost()] });
    const { change } = decide(makeTicket({ isTextCut: true }), answered);
    expect(change?.facts).toMatchObject({ state: 'closed', text, formLink: text });
    expect(change?.facts).not.toHaveProperty('isTextCut');
    const erased = makeTicket({ text: '', erased: true });
    expect(decide(erased, answered).change?.facts).toMatchObject({ state: 'closed', text: '', formLink: '' });
  });

  test('R16: adds a breach line for the channel if Coupang closed automatically', () => {
    const { change } = decide(makeTicket(), makeInquiry({ posts: [ended, makeSystemPost()] }), NOW);
    expect(change?.facts).toMatchObject({
      outcome: 'auto-closed',
      inTime: false,
      history: [{ name: 'breach', at: NOW }],
    });
  });

  test('R14: leaves an unverified ticket open with a mark, and any listing triggers a second look-up', () => {
    const { change, lookUpAgainAt } = decide(makeTicket(), silent, NOW);
    expect(change).toMatchObject({ event: 'TicketChanged', facts: { state: 'unverified' } });
    expect(change?.facts).not.toHaveProperty('fingerprint');
    expect(change?.facts).not.toHaveProperty('closedAt');
    expect(lookUpAgainAt).toBe(NOW + 5 * MINUTE);
  });

  test('R14: marks a ticket unverified, not resolved, if nothing was found', () => {
    expect(decide(makeTicket(), undefined, NOW).change?.facts.state).toBe('unverified');
  });

  test('R14: does not write an unverified ticket again, and only looks it up later', () => {
    expect(decide(makeTicket({ state: 'unverified', lookUps: 1 }), silent, NOW)).toEqual({
      lookUpAgainAt: NOW + 10 * MINUTE,
      stillAsks: true,
    });
  });

  test('R14: closes as unknown at once if the post is marked answered without a sign of how', () => {
    expect(decide(makeTicket(), makeInquiry({ posts: [ended] }), NOW).change?.facts).toMatchObject({
      state: 'closed',
      outcome: 'unknown',
    });
  });

  test('R14: trusts an answer while the flag still asks at the second look-up of an absence', () => {
    const contradicted = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    expect(decide(makeTicket(), contradicted).change?.facts.state).toBe('unverified');
    for (const state of ['open', 'unverified'] as const)
      expect(decide(makeTicket({ state, lookUps: 1 }), contradicted).change?.facts.outcome).toBe('answered');
    expect(decide(makeTicket({ state: 'unverified' }), contradicted).change).toBeUndefined();
  });

  test('R14: ends nothing if the post is shown as before it asked again, since that is an older copy', () => {
    const answered = (at: number) => makeInquiry({ posts: [{ ...ended, at }, makeVendorPost({ at })] });
    const outcome = (at: number) => decide(makeTicket(), answered(at)).change?.facts.outcome;
    expect(outcome(HANDED_OVER_AT - MINUTE)).toBeUndefined();
    expect(outcome(HANDED_OVER_AT - MINUTE + 1)).toBe('answered');
  });

  test('R14: ends a post whose time moved back for good by what came after the clock started', () => {
    const movedBack = (by: 'system' | 'vendor', at: number) =>
      makeInquiry({
        posts: [
          { ...ended, at: HANDED_OVER_AT - HOUR },
          by === 'system' ? makeSystemPost({ at }) : makeVendorPost({ at }),
        ],
      });
    const outcome = (by: 'system' | 'vendor', at: number) =>
      decide(makeTicket(), movedBack(by, at)).change?.facts.outcome;
    expect(outcome('vendor', HANDED_OVER_AT)).toBe('answered');
    expect(outcome('vendor', HANDED_OVER_AT - 1)).toBeUndefined();
    expect(outcome('system', HANDED_OVER_AT + HOUR)).toBe('auto-closed');
  });

  test.each([
    ['late', 'a vendor', makeVendorPost({ login: 'cs01' }), { outcome: 'answered', inTime: false }],
    ['automatic', 'nobody', makeVendorPost(), { outcome: 'auto-closed', inTime: false }],
  ])(
    'R14: treats an answer as %s by the deadline with which the ticket closes: %s',
    (_what, _who, answer, end) => {
      const estimated = makeTicket({ askedAtUncertain: true, dueAt: HANDED_OVER_AT + DAY });
      // The look-up is the first to show when the agent asked.
      const at = HANDED_OVER_AT + 2 * HOUR - MINUTE - DAY;
      const { change } = decide(estimated, makeInquiry({ posts: [{ ...ended, at }, answer] }));
      expect(change?.facts).toMatchObject({ ...end, askedAt: at, dueAt: at + DAY });
    },
  );

  test('R14: backs off to hourly look-ups and stays there', () => {
    const waits = [0, 1, 2, 3, 4, 5, 400].map((lookUps) => {
      const again = decide(makeTicket({ state: 'unverified', lookUps }), undefined, NOW).lookUpAgainAt;
      return ((again ?? 0) - NOW) / MINUTE;
    });
    expect(waits).toEqual([5, 10, 20, 60, 60, 60, 60]);
  });

  test('R14: closes as unknown seven days after dueAt, not before', () => {
    const ticket = makeTicket({ state: 'unverified' });
    const end = ticket.facts.dueAt + 7 * DAY;
    expect(decide(ticket, silent, end - 1).change).toBeUndefined();
    for (const absence of ['missing', 'unsure'] as const)
      expect(decide(ticket, silent, end, absence)).toMatchObject({
        change: { event: 'TicketClosed', facts: { state: 'closed', outcome: 'unknown' } },
      });
  });

  test('R15: does not close by time a ticket that is listed, or whose window was not read', () => {
    const ticket = makeTicket({ state: 'unverified' });
    const late = ticket.facts.dueAt + 8 * DAY;
    expect(decide(ticket, undefined, late, 'not-absent').change).toBeUndefined();
  });

  test('R15: lets a closed ticket leave the index when its late listing ends', () => {
    const { change } = decide(makeClosedTicket({ kind: 'confirm', fingerprint: 'made-up' }), undefined, NOW);
    expect(change?.facts.state).toBe('closed');
    expect(change?.facts).not.toHaveProperty('fingerprint');
  });

  describe('for a provisional ticket that complete readings did not show', () => {
    const provisional = { seenAt: NOW - HOUR };
    const { answerId: _, ...nameless } = makePost();
    const note = makePost({ transfer: 'none', needAnswer: false });
    const outcome = (posts: Inquiry['posts'], fields = {}) =>
      decide(makeTicket({ provisional, ...fields }), makeInquiry({ posts })).change?.facts.outcome;

    test('closes it if no post asks', () => {
      expect(outcome([note])).toBe('unknown');
    });

    test('leaves it open if a post without an id asks', () => {
      expect(outcome([nameless])).toBeUndefined();
    });

    test('leaves it open for an hour after a row re-opened it', () => {
      const reopened = (at: number) => ({ history: [{ name: 'reopened-3' as const, at }] });
      expect(outcome([note], reopened(NOW - HOUR + 1))).toBeUndefined();
      expect(outcome([note], reopened(NOW - HOUR))).toBe('unknown');
    });
  });

  test.each(['missing', 'unsure', 'not-absent'] as const)('leaves a closed ticket alone: %s', (absence) => {
    expect(decide(makeClosedTicket({ lookUps: 5 }), silent, NOW, absence)).not.toHaveProperty('change');
  });

  test.each(['unsure', 'not-absent'] as const)(
    'R7: leaves a ticket that still asks unchanged with absence %s',
    (absence) => {
      const late = HANDED_OVER_AT + 9 * DAY;
      for (const now of [NOW, late])
        expect(decide(makeTicket(), silent, now, absence)).toEqual({
          lookUpAgainAt: now + 5 * MINUTE,
          stillAsks: true,
        });
      const answered = makeInquiry({ posts: [ended, makeVendorPost()] });
      expect(decide(makeTicket(), answered, NOW, absence)).toMatchObject({
        change: { facts: { outcome: 'answered' } },
        stillAsks: false,
      });
    },
  );

  test('R7: trusts an answer that the flag contradicts at the second look-up of an absence, never while it is listed', () => {
    const contradicted = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    const outcome = (lookUps: number, absence: 'unsure' | 'not-absent') =>
      decide(makeTicket({ lookUps }), contradicted, NOW, absence).change?.facts.outcome;
    expect([outcome(0, 'unsure'), outcome(1, 'unsure'), outcome(1, 'not-absent')]).toEqual([
      undefined,
      'answered',
      undefined,
    ]);
  });

  describe('for a provisional ticket', () => {
    const provisional = { seenAt: NOW - 10 * MINUTE };
    const fields = { answerId: 'after-0', provisional, knownPosts: [] };
    const withoutRequest = makeInquiry({ posts: [] });

    test('R10: closes it as unknown if complete lists do not show its row and no post asks', () => {
      const change = (absence: AbsenceKind) =>
        decide(makeTicket(fields), withoutRequest, NOW, absence).change;
      expect(change('missing')?.facts).toMatchObject({ state: 'closed', outcome: 'unknown' });
      expect(change('unsure')).toBeUndefined();
      expect(decide(makeTicket(fields), undefined).change?.facts.state).toBe('unverified');
    });

    test('R10: keeps it while a post asks that explains its row', () => {
      const asking = (at: number) => makeInquiry({ posts: [makePost({ at })] });
      expect(decide(makeTicket(fields), asking(NOW)).stillAsks).toBe(true);
      expect(decide(makeTicket(fields), asking(NOW + MINUTE)).change?.facts.outcome).toBe('unknown');
    });

    test('R10: closes it silently if complete lists do not show its row before it was announced', () => {
      const held = makeTicket({
        ...fields,
        provisional: { ...provisional, announceAt: NOW },
        announcement: 'none',
      });
      expect(decide(held, undefined).change?.facts).toMatchObject({ state: 'closed', announcement: 'none' });
    });
  });

  test('R14: does not close by an answer that the flag contradicts in the hour after the flag re-opened the ticket', () => {
    const contradicted = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    const reopened = (at: number) =>
      makeTicket({ state: 'unverified', lookUps: 5, history: [{ name: 'reopened-2', at }] });
    expect(decide(reopened(NOW - HOUR + 1), contradicted).change).toBeUndefined();
    expect(decide(reopened(NOW - HOUR), contradicted).change?.facts.outcome).toBe('answered');
  });
});

describe('the look-up of a listed closed ticket', () => {
  const answer = makeVendorPost();
  const closed = (fields = {}): ClosedTicket => {
    const ticket = makeClosedTicket({
      endedBy: `post/${answer.answerId}`,
      fingerprint: 'made-up',
      ...fields,
    });
    if (!isClosed(ticket)) throw new Error('made up wrongly');
    return ticket;
  };
  const both = makeInquiry({ posts: [makePost(), answer] });
  const reopen = (ticket: ClosedTicket, inquiry: Inquiry, others: Ticket[] = [], now = NOW) =>
    decideListedLookUp(ticket, inquiry, others, knownVendor(now)).change;

  test('R15: re-opens it from the second look-up on that asks and does not show what ended it', () => {
    expect(reopen(closed({ lookUps: 1 }), silent)).toBeUndefined();
    expect(reopen(closed({ lookUps: 2 }), silent)).toMatchObject({
      event: 'TicketReopened',
      facts: { state: 'open', dueAt: HANDED_OVER_AT + DAY, knownPosts: ['700000001'] },
    });
  });

  test('R15: re-opens it at once if it asks and shows what ended it, with a new clock after the deadline', () => {
    const now = HANDED_OVER_AT + DAY;
    expect(reopen(closed(), both, [], now)?.facts).toMatchObject({
      state: 'open',
      askedAt: now,
      askedAtUncertain: true,
      dueAt: now + DAY,
    });
  });

  test('R15: re-opens it at once if its post has a later time, with that clock', () => {
    const moved = makeInquiry({ posts: [makePost({ at: HANDED_OVER_AT + HOUR })] });
    expect(reopen(closed(), moved)?.facts).toMatchObject({
      state: 'open',
      dueAt: HANDED_OVER_AT + HOUR + DAY,
    });
  });

  const newer = makePost({ answerId: '700000009', at: HANDED_OVER_AT + HOUR });
  test.each<[string, object, Inquiry, Ticket[]]>([
    ['its post no longer asks', { lookUps: 5 }, makeInquiry({ posts: [ended, answer] }), []],
    ['a newer post asks', { lookUps: 5 }, makeInquiry({ posts: [makePost(), answer, newer] }), []],
    [
      'a newer request ended a short time ago',
      { lookUps: 5 },
      both,
      [makeClosedTicket({ answerId: '700000009', askedAt: HANDED_OVER_AT + HOUR, closedAt: NOW - MINUTE })],
    ],
    [
      'it was re-opened within an hour',
      {
        knownPosts: ['700000001', '700000002'],
        history: [{ name: 'reopened-2' as const, at: NOW - MINUTE }],
      },
      both,
      [],
    ],
  ])('R15: leaves it closed if %s', (_what, fields, inquiry, others) => {
    expect(reopen(closed(fields), inquiry, others)).toBeUndefined();
  });

  test('R15: finds a request that no row has shown, and creates its ticket at once', () => {
    const listed = (others: Ticket[]) =>
      decideListedLookUp(closed(), makeInquiry({ posts: [ended, answer, newer] }), others, knownVendor(NOW));
    expect(listed([])).toMatchObject({
      creates: [
        {
          key: { answerId: newer.answerId },
          facts: { state: 'open', announcement: 'card', askedAt: HANDED_OVER_AT + HOUR },
        },
      ],
    });
    expect(listed([])).not.toHaveProperty('change');
    expect(listed([makeTicket({ answerId: '700000009' })]).creates).toEqual([]);
  });

  test('R15: makes a ticket that closed before it was announced wait again, without a line in a thread', () => {
    const provisional = (seenAt: number) => ({ provisional: { seenAt, announceAt: seenAt + 5 * MINUTE } });
    const nameless = (seenAt: number) =>
      reopen(
        closed({ answerId: 'after-0', announcement: 'none', history: [], ...provisional(seenAt) }),
        withoutRequest,
      );
    const { answerId: _, ...post } = makePost();
    const withoutRequest = makeInquiry({ posts: [post, answer] });
    expect(nameless(NOW - DAY)).toMatchObject({
      event: 'TicketChanged',
      facts: { state: 'open', announcement: 'none', history: [], ...provisional(NOW) },
    });
    expect(nameless(NOW - 10 * MINUTE)).toMatchObject({
      event: 'TicketOpened',
      facts: { announcement: 'card', history: [] },
    });
  });
});
