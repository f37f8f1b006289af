import { describe, expect, test } from '@jest/globals';
import {
  decideListing,
  isUnchanged,
  type ListingContext,
  type ListingDecision,
} from '../../../../lib/domain/ticket/decide-inquiry.ts';
import type { Inquiry, Kind, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { decideGone } from '../../../../lib/domain/ticket/decide-gone.ts';
import { observe } from '../../../../lib/domain/ticket/observe.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { applyDecision } from '../../../fixtures/domain/apply-decision.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import {
  makeClosedTicket,
  makeKey,
  makeTicket,
  rowOf,
  nested,
  withoutFields,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE, NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';

type Listed = {
  posts?: Post[];
  inquiry?: Partial<Inquiry>;
  kind?: Kind;
  kindIsSure?: boolean;
  beganAt?: number;
};

const see = ({ posts, inquiry, kind = 'reply', kindIsSure = true, beganAt = NOW }: Listed) =>
  observe(
    makeListing({ inquiry: makeInquiry({ ...(posts && { posts }), ...inquiry }), kind, kindIsSure, beganAt }),
  );
/** By default the vendor was read whole a minute ago. */
const decide = (
  listed: Listed,
  tickets: Ticket[] = [],
  now = listed.beganAt ?? NOW,
  known: Partial<ListingContext> = {},
): ListingDecision =>
  decideListing(see(listed), tickets, {
    vendor: VENDOR,
    zone: ZONE,
    now,
    completeReadings: {},
    recentCompleteAt: now - MINUTE,
    firstPollAt: 0,
    blindTimes: [],
    ...known,
  });
const firstOf = ({ creates }: ListingDecision) => creates[0];
/** Both lists of the made-up inquiry's week were last read whole at that time. */
const readWhole = (at: number) => ({
  [readingKey(windowNumber(0), 'NO_ANSWER')]: at,
  [readingKey(windowNumber(0), 'TRANSFER')]: at,
});
/** The stored tickets after this listing was seen at `beganAt`. */
const after = (listed: Listed, tickets: Ticket[] = []): Ticket[] =>
  applyDecision(tickets, decide(listed, tickets), listed.beganAt ?? NOW);
const only = (tickets: Ticket[]): Ticket => {
  expect(tickets).toHaveLength(1);
  return tickets[0] ?? makeTicket();
};

const second = makePost({ answerId: '700000009', at: ASKED_AT + HOUR, text: '지어낸 두 번째 요청' });
const answered = makePost({ transfer: 'answered', needAnswer: false });
const silent = makePost({ answerId: '600000001', transfer: 'none', needAnswer: false, at: ASKED_AT - HOUR });

describe('a hand-over that is seen for the first time', () => {
  test('D1, S1: becomes an open ticket of the asking post, due 24 hours after it', () => {
    expect(decide({})).toMatchObject({
      shown: [makeKey()],
      changes: [],
      creates: [
        {
          key: makeKey(),
          facts: {
            kind: 'reply',
            state: 'open',
            announcement: 'card',
            askedAt: ASKED_AT,
            askedAtUncertain: false,
            dueAt: ASKED_AT + DAY,
            openedAt: NOW,
            steps: [],
            history: [],
            siblings: [],
          },
        },
      ],
    });
  });

  test('R10: a flag that still asks gives the clock, whatever the vendor wrote since', () => {
    const now = ASKED_AT + 20 * HOUR;
    expect(firstOf(decide({ posts: [makePost(), makeVendorPost()], beganAt: now }))).toMatchObject({
      key: { answerId: '700000001' },
      facts: { state: 'open', askedAtUncertain: false, dueAt: ASKED_AT + DAY },
    });
  });

  test('R10: without an asking post it is kept under the newest agent post, or under `0` if there is none', () => {
    expect(firstOf(decide({ posts: [silent] }))).toMatchObject({
      key: { answerId: '600000001' },
      facts: { noPostAsks: true },
    });
    expect(firstOf(decide({ posts: [] }))?.key.answerId).toBe('0');
  });

  test('R11: without an asking post the clock is an estimate, shown as uncertain', () => {
    const young = { posts: [], inquiry: { inquiryAt: NOW - HOUR } };
    expect(firstOf(decide(young))?.facts).toMatchObject({ askedAt: NOW - HOUR, askedAtUncertain: true });
    const old = { posts: [], inquiry: { inquiryAt: NOW - 3 * DAY } };
    expect(firstOf(decide(old))?.facts).toMatchObject({
      askedAt: NOW,
      askedAtUncertain: true,
      dueAt: NOW + DAY,
    });
  });

  test('R10: a post from the future permanently has the clock of its first sight', () => {
    const posts = [makePost({ at: NOW + 11 * MINUTE })];
    const first = { askedAt: NOW, askedAtUncertain: true, dueAt: NOW + DAY };
    const tickets = after({ posts });
    expect(only(tickets)).toMatchObject({ facts: first });
    const later = after({ posts, inquiry: { product: '지어낸 다른 상품' }, beganAt: NOW + HOUR }, tickets);
    expect(only(later)).toMatchObject({ facts: first, outbox: { version: 2 } });
    expect(only(after({ posts: [makePost({ at: NOW + 9 * MINUTE })] })).facts.askedAt).toBe(NOW + 9 * MINUTE);
    // Its page was shown before it was decided on.
    expect(firstOf(decide({ posts, beganAt: NOW - MINUTE }, [], NOW))?.facts.askedAt).toBe(NOW - MINUTE);
  });

  describe('as a TRANSFER whose deadline is over', () => {
    const now = ASKED_AT + DAY + 1;
    const past = { kind: 'confirm', beganAt: now } as const;
    const stored = {
      state: 'closed',
      outcome: 'unknown',
      closedAt: now,
      stillListed: true,
      announcement: 'none',
    };

    test("D5, R11: in a vendor's first run is stored closed and not announced", () => {
      const unread = { firstPollAt: now };
      expect(firstOf(decide(past, [], now, unread))?.facts).toMatchObject(stored);
      const [one] = applyDecision([], decide(past, [], now, unread), now);
      expect(one && decide({ ...past, beganAt: now + MINUTE }, [one]).changes).toEqual([]);
      expect(firstOf(decide({ ...past, beganAt: now - 1 }, [], now - 1, unread))?.facts.state).toBe('open');
    });

    test('R11, R17: if asked within a blind time it is stored closed', () => {
      const blind = (since: number) => ({ blindTimes: [{ since, until: now }] });
      expect(firstOf(decide(past, [], now, blind(ASKED_AT - 1)))?.facts).toMatchObject(stored);
      expect(firstOf(decide(past, [], now, blind(ASKED_AT)))?.facts.state).toBe('open');
      const until = (at: number) => ({ blindTimes: [{ since: 0, until: at }] });
      expect(firstOf(decide(past, [], now, until(ASKED_AT)))?.facts).toMatchObject(stored);
      expect(firstOf(decide(past, [], now, until(ASKED_AT - 1)))?.facts.state).toBe('open');
    });

    test('R11: if complete readings since the blind time were without it, it appeared late', () => {
      const late = decide(past, [], now, {
        blindTimes: [{ since: 0, until: ASKED_AT }],
        completeReadings: readWhole(now - MINUTE),
      });
      expect(firstOf(late)?.facts).toMatchObject({ state: 'open', announcement: 'card', clockIsOurs: true });
    });

    test('R11: otherwise it appeared late: a card with a permanent clock of our own', () => {
      const known = { completeReadings: readWhole(now - MINUTE) };
      const late = {
        askedAt: now - MINUTE,
        askedAtUncertain: true,
        clockIsOurs: true,
        dueAt: now - MINUTE + DAY,
      };
      const decision = decide(past, [], now, known);
      expect(firstOf(decision)?.facts).toMatchObject({ state: 'open', announcement: 'card', ...late });
      const tickets = applyDecision([], decision, now);
      const listed = { ...past, beganAt: now + HOUR, inquiry: { product: '지어낸 다른 상품' } };
      expect(only(after(listed, tickets))).toMatchObject(nested({ version: 2, ...late }));
    });
  });

  test('R11, D5: whatever Coupang lists under NO_ANSWER is never past', () => {
    const beganAt = ASKED_AT + 5 * DAY;
    for (const known of [{}, { firstPollAt: beganAt }])
      expect(firstOf(decide({ beganAt }, [], beganAt, known))?.facts).toMatchObject({
        state: 'open',
        announcement: 'card',
        dueAt: ASKED_AT + DAY,
      });
  });

  test('R11: a TRANSFER has its own clock until its deadline is over, or as long as NO_ANSWER may show it too', () => {
    const dueAt = (listed: Listed) => firstOf(decide({ kind: 'confirm', ...listed }))?.facts.dueAt;
    expect(dueAt({ beganAt: ASKED_AT + DAY })).toBe(ASKED_AT + DAY);
    expect(dueAt({ beganAt: ASKED_AT + DAY + 1, kindIsSure: false })).toBe(ASKED_AT + DAY);
    expect(dueAt({ beganAt: ASKED_AT + DAY + 1 })).toBeGreaterThan(ASKED_AT + DAY);
  });
});

describe('a ticket that is listed unchanged', () => {
  test('is shown and not written', () => {
    const tickets = after({});
    expect(decide({ beganAt: NOW + MINUTE }, tickets)).toMatchObject({ shown: [makeKey()], changes: [] });
    expect(isUnchanged([rowOf(only(tickets))], see({}), NOW + MINUTE)).toBe(true);
    const unasked = { posts: [silent] };
    expect(decide(unasked, after(unasked)).changes).toEqual([]);
  });

  test('R10: a flag that still asks keeps it open, whatever the vendor wrote since', () => {
    expect(decide({ posts: [makePost(), makeVendorPost()] }, after({}))).toMatchObject({ changes: [] });
  });

  test('R3: its row shows that something is new', () => {
    const row = rowOf(only(after({})));
    expect(isUnchanged([row], see({ posts: [makePost(), second] }), NOW)).toBe(false);
    expect(isUnchanged([row], see({ posts: [answered] }), NOW)).toBe(false);
    expect(isUnchanged([], see({}), NOW)).toBe(false);
    const other = rowOf(makeTicket({ answerId: '1' }));
    expect(isUnchanged([other], see({}), NOW)).toBe(false);
    expect(isUnchanged([row, other], see({}), NOW)).toBe(false);
    expect(isUnchanged([row], see({ kind: 'confirm' }), NOW)).toBe(false);
    const { fingerprint, ...blank } = row;
    expect(isUnchanged([blank], see({}), NOW)).toBe(false);
  });
});

describe('a ticket that is listed with a change', () => {
  test('a text that changes is edited, and the thread gets a line', () => {
    const tickets = after(
      { posts: [makePost({ text: '지어낸 다른 요청' })], beganAt: NOW + HOUR },
      after({}),
    );
    expect(only(tickets)).toMatchObject({
      facts: { text: '지어낸 다른 요청', history: [{ name: 'changed-2', at: NOW + HOUR }] },
      outbox: { version: 2, events: { 2: { type: 'TicketChanged' } } },
    });
  });

  test('a text that changes right after another line of the thread gets its own', () => {
    const reopened = makeTicket({ history: [{ name: 'reopened-2', at: NOW }] });
    const tickets = after({ posts: [makePost({ text: '지어낸 다른 요청' })], beganAt: NOW + 1 }, [reopened]);
    expect(only(tickets).facts.history).toHaveLength(2);
  });

  test('a text that changes back and forth is edited each time, with one line in ten minutes', () => {
    let tickets = after({});
    for (let seconds = 5; seconds <= 20 * 60; seconds += 5) {
      const posts = [makePost({ text: `지어낸 요청 ${seconds % 2}` })];
      tickets = after({ posts, beganAt: NOW + seconds * 1000 }, tickets);
    }
    const {
      facts: { history, text },
      outbox: { version },
    } = only(tickets);
    expect(history.map(({ at }) => at - NOW)).toEqual([5000, 5000 + 10 * MINUTE]);
    expect({ version, text }).toEqual({ version: 241, text: '지어낸 요청 0' });
  });

  test('a changed field without another request adds no line', () => {
    const tickets = after({ inquiry: { product: '지어낸 다른 상품' } }, after({}));
    expect(only(tickets)).toMatchObject({
      facts: { product: '지어낸 다른 상품', history: [] },
      outbox: { version: 2 },
    });
  });

  test('a field that Coupang leaves out once is not forgotten', () => {
    const { product, orderId, ...poor } = makeInquiry();
    const observed = observe(makeListing({ inquiry: poor }));
    const tickets = after({});
    const known = { vendor: VENDOR, zone: ZONE, now: NOW, completeReadings: {}, blindTimes: [] };
    const decision = decideListing(observed, tickets, known);
    expect(only(applyDecision(tickets, decision, NOW))).toMatchObject({ facts: { product, orderId } });
  });

  test('I4: a form link disappears with its post', () => {
    const tickets = after({ posts: [makePost({ text: 'https://coupa.ng/abc' })] });
    expect(only(tickets).facts.formLink).toBe('https://coupa.ng/abc');
    expect(only(after({ beganAt: NOW + MINUTE }, tickets))).not.toHaveProperty('facts.formLink');
  });

  test('a shorter text is no longer marked as cut', () => {
    const tickets = after({ posts: [makePost({ isCut: true })] });
    expect(only(tickets).facts.isTextCut).toBe(true);
    expect(only(after({ beganAt: NOW + MINUTE }, tickets))).not.toHaveProperty('facts.isTextCut');
  });

  test('a listing brings back no text that was erased', () => {
    const [ticket] = after({ posts: [makePost({ text: 'https://coupa.ng/abc' })] });
    if (!ticket) throw new Error('It is listed.');
    const erased = withFields(ticket, { formLink: '', text: '', erased: true });
    const posts = [makePost({ text: 'https://coupa.ng/abc changed', isCut: true })];
    const listed = only(after({ posts, beganAt: NOW + MINUTE }, [erased]));
    expect(listed.facts).toMatchObject({ formLink: '', text: '', erased: true, history: [] });
    expect(listed).not.toHaveProperty('facts.isTextCut');
    const noForm = only(after({ posts: [makePost()], beganAt: NOW + MINUTE }, [erased]));
    expect(noForm).not.toHaveProperty('facts.formLink');
  });

  test('the kind is a fact and changes in place', () => {
    expect(only(after({ kind: 'confirm' }, after({})))).toMatchObject({
      facts: { kind: 'confirm' },
      outbox: { version: 2 },
    });
  });

  test('R12: a reply that only TRANSFER shows while NO_ANSWER was not read whole stays a reply, even long past', () => {
    const unsure = { kind: 'confirm', kindIsSure: false } as const;
    expect(decide(unsure, after({})).changes).toEqual([]);
    expect(decide({ ...unsure, beganAt: ASKED_AT + 3 * DAY }, after({})).changes).toEqual([]);
    expect(decide({ kind: 'confirm', beganAt: ASKED_AT + 3 * DAY }, after({})).changes).toHaveLength(1);
  });

  test('D5: a TRANSFER past at first sight is open as long as NO_ANSWER may show it too', () => {
    const beganAt = ASKED_AT + 25 * HOUR;
    const seen = (kindIsSure: boolean) =>
      decide({ kind: 'confirm', kindIsSure, beganAt }, [], beganAt, { firstPollAt: beganAt });
    expect(firstOf(seen(false))?.facts.state).toBe('open');
    expect(firstOf(seen(true))?.facts.state).toBe('closed');
  });

  test('R14: an unverified ticket that is listed again is open again, without a line', () => {
    const unverified = withoutFields(makeTicket({ state: 'unverified' }), 'fingerprint');
    expect(only(after({}, [unverified]))).toMatchObject({ facts: { state: 'open', history: [] } });
  });
});

describe('a listing without an asking post', () => {
  test("R10: belongs to the inquiry's open ticket", () => {
    const tickets = after({ posts: [silent], beganAt: NOW + MINUTE }, after({}));
    expect(only(tickets)).toMatchObject({ key: { answerId: '700000001' }, facts: { askedAt: ASKED_AT } });
  });

  test('R10: of several to the newest that is open, else is still listed, else to that of its newest agent post', () => {
    const shownOf = (...tickets: Ticket[]) =>
      [tickets, tickets.toReversed()].map((one) => decide({ posts: [silent], beganAt: later }, one).shown);
    const later = ASKED_AT + 9 * DAY;
    const own = makeClosedTicket({ answerId: '600000001', askedAt: ASKED_AT - HOUR });
    const newer = makeClosedTicket({ answerId: '600000002' });
    expect(shownOf(own, newer)).toEqual([[own.key], [own.key]]);
    const listed = makeClosedTicket({ answerId: '600000003', askedAt: ASKED_AT - DAY, stillListed: true });
    expect(shownOf(own, newer, listed)).toEqual([[listed.key], [listed.key]]);
    const open = makeTicket({ answerId: '600000004', askedAt: ASKED_AT - DAY });
    const newest = makeTicket({ answerId: '600000005' });
    expect(shownOf(own, newer, listed, open, newest)).toEqual([[newest.key], [newest.key]]);
  });

  test('R14: ends no ticket whose own post it does not show', () => {
    const posts = [silent, makeVendorPost()];
    expect(only(after({ posts, beganAt: NOW + 3 * HOUR }, after({}))).facts.state).toBe('open');
  });

  test('R14: what it opened is ended by an item in which another post asks', () => {
    const tickets = after({ posts: [silent] });
    const again = makePost({ answerId: '700000009', at: NOW + 2 * HOUR });
    const posts = [silent, makeVendorPost({ at: NOW + HOUR }), again];
    expect(after({ posts, beganAt: NOW + 3 * HOUR }, tickets)).toMatchObject([
      { facts: { state: 'closed', outcome: 'answered' } },
      { key: { answerId: '700000009' }, facts: { state: 'open' } },
    ]);
  });

  test('R10: a `0` ticket learns what has no ticket yet, and only once', () => {
    const nameless = makeTicket({ answerId: '0' });
    const posts = [makePost(), second];
    const learnt = after({ posts, beganAt: NOW + HOUR }, [makeTicket(), nameless]);
    expect(learnt.map(({ facts }) => facts.learntAnswerId)).toEqual([undefined, '700000009']);
    const third = makePost({ answerId: '700000010', at: ASKED_AT + 2 * HOUR });
    expect(decide({ posts: [...posts, third] }, learnt).creates).toMatchObject([
      { key: { answerId: '700000010' } },
    ]);
  });

  test('R10: a `0` ticket that learns its answerId stays one ticket, with a new deadline', () => {
    const tickets = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    expect(only(tickets)).toMatchObject({
      key: { answerId: '0' },
      facts: {
        learntAnswerId: '700000001',
        askedAt: ASKED_AT,
        askedAtUncertain: false,
        dueAt: ASKED_AT + DAY,
      },
    });
  });

  test('R10: and is found under both', () => {
    const learnt = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    expect(only(after({ beganAt: NOW + 2 * MINUTE }, learnt))).toMatchObject({ outbox: { version: 2 } });
    expect(only(after({ posts: [], beganAt: NOW + 3 * MINUTE }, learnt))).toMatchObject({
      key: { answerId: '0' },
    });
  });

  test('R10: it keeps what it learnt: a later hand-over is another ticket', () => {
    const learnt = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    const tickets = after(
      { posts: [answered, makeVendorPost({ at: ASKED_AT + 30 * MINUTE }), second] },
      learnt,
    );
    expect(tickets).toMatchObject([
      {
        key: { answerId: '0' },
        facts: { learntAnswerId: '700000001', state: 'closed', outcome: 'answered' },
      },
      { key: { answerId: '700000009' }, facts: { state: 'open' } },
    ]);
  });

  test('R10: such a listing goes on saying so', () => {
    const tickets = after({ posts: [silent] });
    const changed = { posts: [silent], inquiry: { product: '지어낸 다른 상품' } };
    expect(only(after(changed, tickets))).toMatchObject({
      facts: { noPostAsks: true },
      outbox: { version: 2 },
    });
  });

  test('R14: a ticket opened by such a listing closes only when it has gone', () => {
    const tickets = after({ posts: [silent] });
    const posts = [silent, makeVendorPost({ at: NOW + HOUR })];
    expect(only(after({ posts, beganAt: NOW + 2 * HOUR }, tickets))).toMatchObject({
      facts: { state: 'open' },
    });
  });

  test('R14: a ticket whose own post no longer asks is closed from it at once, and counts as still listed', () => {
    const closed = after({ posts: [answered, makeVendorPost()], beganAt: NOW + 3 * HOUR }, after({}));
    expect(only(closed)).toMatchObject({
      facts: { state: 'closed', outcome: 'answered', stillListed: true },
    });
    const listed = { posts: [answered, makeVendorPost()], beganAt: NOW + 4 * HOUR };
    expect(decide(listed, closed)).toMatchObject({ changes: [], creates: [] });
    expect(isUnchanged([rowOf(only(closed))], see(listed), NOW + 4 * HOUR)).toBe(true);
  });

  test("R15: an agent's later note makes no new ticket while the lists still show the ended one", () => {
    const note = makePost({ answerId: '700000008', transfer: 'none', needAnswer: false, at: NOW + 3 * HOUR });
    const posts = [answered, makeVendorPost(), note];
    const gone = makeClosedTicket({ closedAt: NOW + 3 * HOUR });
    const marked = after({ posts, beganAt: NOW + 3 * HOUR + 5 * MINUTE }, [gone]);
    expect(only(marked)).toMatchObject({ facts: { state: 'closed', stillListed: true } });
    expect(decide({ posts, beganAt: NOW + 9 * HOUR }, marked)).toMatchObject({ changes: [], creates: [] });
  });
});

describe('a second hand-over of the same inquiry', () => {
  const beganAt = ASKED_AT + 3 * HOUR;
  const again = makePost({ answerId: '700000009', at: ASKED_AT + 3 * HOUR - MINUTE });

  test.each([
    ['an answer', [answered, makeVendorPost(), again], { outcome: 'answered', inTime: true }],
    ['a withdrawal', [{ ...answered, completeReason: 'CANCEL' }, again], { outcome: 'withdrawn' }],
    [
      'a decision',
      [{ ...answered, completeReason: 'DISPUTE_PROCESS' }, again],
      { outcome: 'decided-by-coupang' },
    ],
    [
      'a confirmation',
      [{ ...answered, completeReason: 'DISPUTE_PROCESS_COMPLETE' }, again],
      { outcome: 'confirmed' },
    ],
    [
      'an automatic closing',
      [answered, makeSystemPost({ at: ASKED_AT + 2 * HOUR }), again],
      { outcome: 'auto-closed' },
    ],
  ] as const)(
    'D2, R14: after %s is a new ticket, and the old one is closed from the same item at once',
    (_end, posts, end) => {
      const tickets = after({ posts: [...posts], beganAt }, after({}));
      expect(tickets).toMatchObject([
        nested({ answerId: '700000001', state: 'closed', closedAt: beganAt, ...end }),
        {
          key: { answerId: '700000009' },
          facts: { state: 'open', dueAt: (again.at ?? 0) + DAY },
          outbox: { version: 1 },
        },
      ]);
    },
  );

  test('R14: whose old one neither asks nor has ended leaves that unverified, and writes it once', () => {
    const posts = [makePost({ transfer: 'unknown', needAnswer: false }), again];
    const tickets = after({ posts, beganAt }, after({}));
    expect(tickets).toMatchObject([{ facts: { state: 'unverified' } }, { facts: { state: 'open' } }]);
    expect(decide({ posts, beganAt: beganAt + MINUTE }, tickets).changes).toEqual([]);
  });

  test('R14: if nothing shows how the old one ended it is closed as unknown', () => {
    const tickets = after({ posts: [answered, again], beganAt }, after({}));
    expect(tickets).toMatchObject([
      { facts: { state: 'closed', outcome: 'unknown' } },
      { facts: { state: 'open' } },
    ]);
    expect(decide({ posts: [answered, again], beganAt: beganAt + MINUTE }, tickets).changes).toEqual([]);
  });

  test('the old one is written before the new one is created, so that a crash in between is repaired', () => {
    const decision = decide({ posts: [answered, again], beganAt }, after({}));
    const halfway = applyDecision(after({}), { ...decision, creates: [] }, beganAt);
    const { creates } = decide({ posts: [answered, again], beganAt }, halfway);
    expect(creates).toMatchObject([
      { key: { answerId: '700000009' }, facts: { dueAt: (again.at ?? 0) + DAY } },
    ]);
  });
});

describe('a closed ticket that is listed', () => {
  const closed = makeClosedTicket();
  const closedAt = closed.facts.closedAt ?? 0;
  const later = closedAt + 3 * DAY;

  test('R15: is re-opened by a reading begun 10 minutes after its closing, with its card and its clock', () => {
    const reopened = only(after({ beganAt: closedAt + 10 * MINUTE }, [closed]));
    expect(reopened).toMatchObject({
      facts: { state: 'open', dueAt: closed.facts.dueAt },
      outbox: { version: 3 },
      delivery: { ts: closed.delivery.ts },
    });
    for (const field of ['outcome', 'closedAt', 'answeredAt', 'inTime'])
      expect(reopened).not.toHaveProperty(`facts.${field}`);
    expect(reopened.facts.history.at(-1)).toEqual({ name: 'reopened-3', at: closedAt + 10 * MINUTE });
    expect(reopened.outbox.events['3']?.type).toBe('TicketReopened');
  });

  test('R15: an earlier reading only notes that it is still listed', () => {
    const early = only(after({ beganAt: closedAt + 10 * MINUTE - 1 }, [closed]));
    expect(early).toMatchObject({
      facts: { state: 'closed', outcome: 'answered', stillListed: true, history: closed.facts.history },
      outbox: { events: { 3: { type: 'TicketChanged' } } },
    });
    expect(only(after({ beganAt: closedAt + 10 * MINUTE }, [early]))).toMatchObject({
      facts: { state: 'open', dueAt: closed.facts.dueAt },
    });
  });

  test.each(['reply', 'confirm'] as const)(
    'R15: days later as a %s, with complete readings without it, it asks again with an uncertain clock of our own',
    (kind) => {
      const known = { completeReadings: readWhole(later - MINUTE) };
      const decision = decide({ kind, beganAt: later }, [closed], later, known);
      const clock = {
        askedAt: later - MINUTE,
        askedAtUncertain: true,
        clockIsOurs: true,
        dueAt: later - MINUTE + DAY,
      };
      const anew = applyDecision([closed], decision, later);
      expect(only(anew)).toMatchObject(nested({ state: 'open', kind, ts: closed.delivery.ts, ...clock }));
      const changed = { kind, beganAt: later + HOUR, inquiry: { product: '지어낸 다른 상품' } };
      expect(only(after(changed, anew))).toMatchObject(nested({ version: 4, ...clock }));
    },
  );

  test('R15: the same if no post of its listing asks; posts from then on end it', () => {
    const known = { completeReadings: readWhole(later - MINUTE) };
    const decision = decide({ posts: [answered], beganAt: later }, [closed], later, known);
    expect(only(applyDecision([closed], decision, later))).toMatchObject({
      facts: { state: 'open', noPostAsks: true, dueAt: later - MINUTE + DAY },
    });
  });

  test('R15: is re-opened beside another that has ended long ago', () => {
    const other = makeClosedTicket({ answerId: '600000009', closedAt: ASKED_AT - DAY });
    const [reopened, left] = after({ beganAt: closedAt + 10 * MINUTE }, [closed, other]);
    expect([reopened?.facts.state, left?.facts.state]).toEqual(['open', 'closed']);
  });

  test('R15: a reading that began with its end is no sign that it was away', () => {
    const at = closedAt + 10 * MINUTE;
    const known = { completeReadings: readWhole(closedAt) };
    const reopened = only(applyDecision([closed], decide({ beganAt: at }, [closed], at, known), at));
    expect(reopened).toMatchObject({ facts: { state: 'open', dueAt: closed.facts.dueAt } });
  });

  test('R15: the clock of our own begins no later than the page that showed it', () => {
    const known = { completeReadings: readWhole(later - 2 * DAY) };
    const decision = decide({ beganAt: later }, [closed], later + MINUTE, known);
    expect(only(applyDecision([closed], decision, later + MINUTE))).toMatchObject({
      facts: { state: 'open', askedAt: later },
    });
  });

  test('R15: is past, and stays closed, only as the unbroken listing of what ended unknown past its deadline', () => {
    const { dueAt } = closed.facts;
    const past = { kind: 'confirm', outcome: 'unknown', stillListed: true, fingerprint: 'made-up' } as const;
    const ended = (at: number, fields = {}) => makeClosedTicket({ ...past, closedAt: at, ...fields });
    const stateOf = (ticket: Ticket) => {
      const beganAt = (ticket.facts.closedAt ?? 0) + HOUR;
      return only(after({ kind: 'confirm', beganAt }, [ticket])).facts.state;
    };
    const uncarded = { announcement: 'none' };
    expect(stateOf(ended(dueAt + 1, uncarded))).toBe('closed');
    expect(stateOf(ended(dueAt, uncarded))).toBe('open');
    expect(stateOf(withoutFields(ended(dueAt + 1, uncarded), 'stillListed'))).toBe('open');
    expect(stateOf(ended(dueAt + DAY))).toBe('closed');
    expect(stateOf(ended(dueAt + DAY - 1))).toBe('open');
    expect(stateOf(ended(dueAt + DAY, { outcome: 'answered' }))).toBe('open');
  });

  /** As a catch-up stores it: past its deadline, and in no list. */
  const bornAt = closed.facts.dueAt + 6 * HOUR;
  const born = { openedAt: bornAt, closedAt: bornAt };
  const caughtUp = makeClosedTicket({ announcement: 'none', outcome: 'unknown', ...born });

  test('R15, R17: one that a catch-up stored closed past its deadline, and that asks again at once, is re-opened', () => {
    const afterMinutes = (minutes: number, tickets: Ticket[]) =>
      after({ beganAt: bornAt + minutes * MINUTE }, tickets);
    const within = afterMinutes(3, afterMinutes(1, [caughtUp]));
    expect(only(within).facts.state).toBe('closed');
    expect(only(afterMinutes(10, within)).facts).toMatchObject({ state: 'open', announcement: 'card' });
  });

  test.each<[string, Listed[]]>([
    ['whose flag is down at first', [{ posts: [answered], beganAt: MINUTE }]],
    ['that stands beside a newer one at first', [{ posts: [makePost(), second], beganAt: MINUTE }]],
  ])('R15, R17: the same for one %s', (_what, first) => {
    const over = { ...second, transfer: 'answered' as const, needAnswer: false };
    const alone = { posts: [makePost(), over] };
    const looks = [...first, ...[2, 20, 40].map((minutes) => ({ ...alone, beganAt: minutes * MINUTE }))];
    let tickets: Ticket[] = [caughtUp];
    for (const look of looks) tickets = after({ ...look, beganAt: bornAt + (look.beganAt ?? 0) }, tickets);
    expect(tickets[0]?.facts).toMatchObject({ state: 'open', announcement: 'card' });
  });

  describe('that went while its post asked', () => {
    /** Its look-up at the deadline found that it still asks. */
    const [opened = makeTicket()] = after({ kind: 'confirm' });
    const { change } = decideGone(opened, makeInquiry(), ASKED_AT + DAY);
    const away = applyDecision(
      [opened],
      { shown: [], changes: change ? [change] : [], creates: [] },
      ASKED_AT + DAY,
    );

    test('R15: and was closed as unknown long after its deadline asks again with its flag', () => {
      const at = ASKED_AT + 2 * DAY + HOUR;
      const ended = after({ posts: [answered], kind: 'confirm', beganAt: at }, away);
      expect(only(ended).facts).toMatchObject({ state: 'closed', outcome: 'unknown' });
      expect(only(after({ kind: 'confirm', beganAt: at + HOUR }, ended)).facts.state).toBe('open');
    });

    test('R15: and comes back after complete readings without it asks anew, by a clock of our own', () => {
      const at = ASKED_AT + 3 * DAY;
      const known = { completeReadings: readWhole(at - MINUTE) };
      const back = applyDecision(away, decide({ kind: 'confirm', beganAt: at }, away, at, known), at);
      expect(only(back).facts).toMatchObject({ state: 'open', clockIsOurs: true, dueAt: at - MINUTE + DAY });
      expect(only(after({ kind: 'confirm', beganAt: at }, away)).facts.state).toBe('closed');
    });
  });

  test('R15: one that was away within the ten minutes and came back asks again after them', () => {
    const known = { completeReadings: readWhole(closedAt + MINUTE) };
    const early = closedAt + 2 * MINUTE;
    expect(decide({ beganAt: early }, [closed], early, known).changes).toEqual([]);
    const over = closedAt + 10 * MINUTE;
    const anew = applyDecision([closed], decide({ beganAt: over }, [closed], over, known), over);
    expect(only(anew)).toMatchObject({ facts: { state: 'open', clockIsOurs: true } });
  });

  test('R15: without a complete reading in between, a listing without an asking post re-opens nothing', () => {
    expect(only(after({ posts: [answered], beganAt: later }, [closed]))).toMatchObject({
      facts: { state: 'closed', stillListed: true },
    });
  });

  test('R15: a listing without a break keeps the clock, until that is useless', () => {
    const listed = makeClosedTicket({ stillListed: true, fingerprint: 'made-up' });
    const clockAt = (now: number): Ticket => {
      const known = { completeReadings: readWhole(now - MINUTE) };
      return only(applyDecision([listed], decide({ beganAt: now }, [listed], now, known), now));
    };
    expect(clockAt(closed.facts.dueAt + DAY - 1)).toMatchObject({
      facts: { state: 'open', dueAt: closed.facts.dueAt },
    });
    expect(clockAt(closed.facts.dueAt + DAY)).toMatchObject({ facts: { state: 'open', clockIsOurs: true } });
  });

  test('R15: one answered before, listed again as a TRANSFER long past, gets a clock of our own; one that was past gets none', () => {
    const at = closed.facts.dueAt + DAY;
    const known = { completeReadings: readWhole(at - MINUTE) };
    const listed = { kind: 'confirm', beganAt: at } as const;
    const still = makeClosedTicket({ stillListed: true, fingerprint: '', closedAt: at - 11 * MINUTE });
    const reopened = only(applyDecision([still], decide(listed, [still], at, known), at));
    expect(reopened).toMatchObject({ facts: { state: 'open', clockIsOurs: true, dueAt: at - MINUTE + DAY } });
    const unknown = { outcome: 'unknown', kind: 'confirm', closedAt: at, fingerprint: 'made-up' } as const;
    const past = withFields(still, unknown);
    const hourOn = decide({ ...listed, beganAt: at + HOUR }, [past], at + HOUR, known);
    expect(hourOn.changes).toMatchObject([{ facts: { state: 'closed' } }]);
  });

  test('R15: a ticket that asked again and moved its listing away keeps its own ladder', () => {
    const known = { completeReadings: readWhole(later - MINUTE) };
    const warned = withFields(closed, {
      steps: [{ name: '3h' as const, deadline: closed.facts.dueAt, at: closedAt }],
    });
    const anew = only(applyDecision([warned], decide({ beganAt: later }, [warned], later, known), later));
    expect(anew.facts.steps.filter(({ deadline }) => deadline === anew.facts.dueAt)).toEqual([]);
  });
});

describe('a TRANSFER that stays listed past its deadline', () => {
  const end = ASKED_AT + 2 * DAY;
  const open = after({ kind: 'confirm' });
  const closed = after({ kind: 'confirm', beganAt: end }, open);

  test('R15: closes as unknown 24 hours after dueAt, without a broadcast, not before', () => {
    expect(decide({ kind: 'confirm', beganAt: end - 1 }, open).changes).toEqual([]);
    expect(only(closed)).toMatchObject({
      facts: { state: 'closed', outcome: 'unknown', stillListed: true, history: [{ name: 'closed-2' }] },
    });
  });

  test('R3: its row is due for that look', () => {
    const listed = see({ kind: 'confirm' });
    expect(isUnchanged([rowOf(only(open))], listed, end - 1)).toBe(true);
    expect(isUnchanged([rowOf(only(open))], listed, end)).toBe(false);
    expect(isUnchanged([rowOf(only(closed))], listed, end + DAY)).toBe(true);
  });

  test('R15: that unbroken listing never re-opens it, even if it changes', () => {
    const changed = {
      kind: 'confirm',
      beganAt: end + 3 * DAY,
      inquiry: { product: '지어낸 다른 상품' },
    } as const;
    expect(decide(changed, closed).changes).toEqual([]);
  });

  test('R15: NO_ANSWER re-opens it', () => {
    expect(only(after({ kind: 'reply', beganAt: end + HOUR }, closed))).toMatchObject({
      facts: { state: 'open', kind: 'reply', announcement: 'card' },
    });
  });
});

describe('several posts that ask', () => {
  const newer = makePost({ answerId: '700000009', at: ASKED_AT + 23 * HOUR, text: '지어낸 두 번째 요청' });
  const posts = [newer, makePost()];
  const seenAt = ASKED_AT + 23 * HOUR + MINUTE;
  const older = after({ kind: 'confirm' });

  test('R10: first seen together they are separate tickets, with their own text, clock and card', () => {
    expect(after({ posts, beganAt: seenAt })).toMatchObject([
      {
        key: { answerId: '700000001' },
        facts: { dueAt: ASKED_AT + DAY, text: makePost().text, announcement: 'card' },
      },
      {
        key: { answerId: '700000009' },
        facts: { dueAt: ASKED_AT + 47 * HOUR, text: newer.text, announcement: 'card' },
      },
    ]);
  });

  test.each([
    ['an hour before', 23 * HOUR, 'reply'],
    ['six hours after', 30 * HOUR, 'reply'],
    ['six hours after, as a TRANSFER,', 30 * HOUR, 'confirm'],
    ['two days after', 50 * HOUR, 'reply'],
  ] as const)(
    'R10: one that comes %s the deadline of the older has its own card and deadline',
    (_when, after_, kind) => {
      const at = ASKED_AT + after_;
      const later = makePost({ answerId: '700000009', at });
      const tickets = after({ posts: [makePost(), later], kind, beganAt: at + MINUTE }, older);
      expect(tickets[1]).toMatchObject({
        key: { answerId: '700000009' },
        facts: { kind, state: 'open', announcement: 'card', dueAt: at + DAY },
      });
      expect(tickets[0]).toMatchObject({
        key: { answerId: '700000001' },
        facts: { kind: 'confirm', dueAt: ASKED_AT + DAY },
      });
    },
  );

  test("R10: the listing counts for the newest only: the older keeps its kind, and R15's end", () => {
    const two = after({ posts, kind: 'reply', beganAt: seenAt }, older);
    expect(two).toMatchObject([{ facts: { kind: 'confirm', state: 'open' } }, { facts: { kind: 'reply' } }]);
    const past = after({ posts, kind: 'reply', beganAt: ASKED_AT + 2 * DAY }, two);
    expect(past).toMatchObject([
      { facts: { state: 'closed', outcome: 'unknown', stillListed: true } },
      { facts: { state: 'open' } },
    ]);
    const listed = { posts, kind: 'reply' as const, beganAt: ASKED_AT + 2 * DAY + HOUR };
    expect(decide(listed, past).changes).toEqual([]);
    expect(
      isUnchanged(
        past.map((ticket) => rowOf(ticket)),
        see(listed),
        listed.beganAt,
      ),
    ).toBe(true);
  });

  test('R10: an older one first seen past its deadline is stored closed, in either list', () => {
    const beganAt = ASKED_AT + 30 * HOUR;
    expect(after({ posts, beganAt })).toMatchObject([
      { key: { answerId: '700000001' }, facts: { state: 'closed', announcement: 'none', stillListed: true } },
      { key: { answerId: '700000009' }, facts: { state: 'open', announcement: 'card' } },
    ]);
  });

  test('R10: a closed older one beside the newest stays closed', () => {
    const gone = makeClosedTicket({ closedAt: NOW + HOUR });
    const tickets = after({ posts, beganAt: seenAt }, [gone]);
    expect(tickets).toMatchObject([
      { facts: { state: 'closed', outcome: 'answered' } },
      { facts: { state: 'open' } },
    ]);
  });

  test('R10: cards link to each other; the older card does when the newer has one', () => {
    const place = { channel: 'C0MADEUP', ts: '1764047820.000100' };
    const shown = older.map((ticket) => withFields(ticket, { ...place, shownVersion: 1 }));
    const [first, latest] = after({ posts, kind: 'confirm', beganAt: seenAt }, shown);
    expect(first).toMatchObject({ facts: { siblings: [] }, outbox: { version: 1 } });
    expect(latest?.facts.siblings).toEqual([{ answerId: '700000001', askedAt: ASKED_AT, ...place }]);
    const both = [first, latest && withFields(latest, { ...place, shownVersion: 1 })].flatMap(
      (one) => one ?? [],
    );
    const listed = { posts, kind: 'confirm' as const, beganAt: seenAt + MINUTE };
    expect(
      isUnchanged(
        both.map((ticket) => rowOf(ticket)),
        see(listed),
        listed.beganAt,
      ),
    ).toBe(false);
    const linked = after(listed, both);
    expect(linked).toMatchObject([
      {
        outbox: { version: 2 },
        facts: { siblings: [{ answerId: '700000009', askedAt: newer.at, ...place }], history: [] },
      },
      { outbox: { version: 1 } },
    ]);
    expect(
      isUnchanged(
        linked.map((ticket) => rowOf(ticket)),
        see(listed),
        listed.beganAt,
      ),
    ).toBe(true);
  });

  test('R10: a `0` ticket takes the oldest of them without a ticket', () => {
    const tickets = after({ posts, beganAt: seenAt }, after({ posts: [] }));
    expect(tickets).toMatchObject([
      { key: { answerId: '0' }, facts: { learntAnswerId: '700000001', dueAt: ASKED_AT + DAY } },
      { key: { answerId: '700000009' }, facts: { dueAt: ASKED_AT + 47 * HOUR } },
    ]);
    expect(only(tickets.slice(0, 1))).not.toHaveProperty('facts.noPostAsks');
  });

  test('R15: one past at first sight is not re-opened by becoming the newest', () => {
    const beganAt = ASKED_AT + 40 * HOUR;
    const two = after({ posts, beganAt });
    expect(two).toMatchObject([{ facts: { announcement: 'none' } }, { facts: { state: 'open' } }]);
    const ended = { ...newer, transfer: 'answered' as const };
    const answer = makeVendorPost({
      answerId: '700000010',
      at: beganAt,
      parentAnswerId: newer.answerId ?? '',
    });
    const backOff = after({ posts: [makePost(), ended, answer], beganAt: beganAt + HOUR }, two);
    expect(backOff).toMatchObject([
      { facts: { state: 'closed' } },
      { facts: { state: 'closed', outcome: 'answered' } },
    ]);
    const later = after({ posts: [makePost(), ended, answer], beganAt: beganAt + 3 * HOUR }, backOff);
    expect(later).toMatchObject([{ facts: { state: 'closed' } }, { facts: { state: 'closed' } }]);
  });

  test("R15: lists that lag behind the newest one's end re-open no older one", () => {
    const answeredBefore = makeClosedTicket({ stillListed: true, fingerprint: '' });
    const two = after({ posts, beganAt: seenAt }, [answeredBefore]);
    const ended = { ...newer, completeReason: 'CANCEL' as const };
    const lagging = after({ posts: [makePost(), ended], beganAt: seenAt + HOUR }, two);
    expect(lagging).toMatchObject([
      { facts: { state: 'closed' } },
      { facts: { state: 'closed', outcome: 'withdrawn' } },
    ]);
    expect(after({ posts: [makePost(), ended], beganAt: seenAt + HOUR + 9 * MINUTE }, lagging)).toMatchObject(
      [{ facts: { state: 'closed' } }, { facts: { state: 'closed' } }],
    );
  });

  test('R15: NO_ANSWER re-opens a given-up TRANSFER once, and it is not closed again at once', () => {
    let tickets = after({ kind: 'confirm', beganAt: ASKED_AT + 2 * DAY }, older);
    for (let minute = 11; minute < 90; minute += 1)
      tickets = after(
        { kind: minute % 2 === 0 ? 'reply' : 'confirm', beganAt: ASKED_AT + 2 * DAY + minute * MINUTE },
        tickets,
      );
    const lines = only(tickets).facts.history.filter(({ name }) => name.startsWith('reopened'));
    expect(lines).toHaveLength(1);
    expect(only(tickets)).toMatchObject({ facts: { state: 'open', clockIsOurs: true } });
  });

  test('R15: a flag that fell after the deadline and asks again is announced, though it was closed as unknown', () => {
    const fell = after({ posts: [answered], kind: 'confirm', beganAt: ASKED_AT + 25 * HOUR }, older);
    expect(only(fell)).toMatchObject({ facts: { state: 'closed', outcome: 'unknown', stillListed: true } });
    expect(only(after({ kind: 'confirm', beganAt: ASKED_AT + 26 * HOUR }, fell))).toMatchObject({
      facts: { state: 'open' },
    });
  });

  test('R3: quiet polls write nothing: a closed one beside a newer card, an unverified one, a changed text', () => {
    const gone = makeClosedTicket({ closedAt: NOW + HOUR, text: '지어낸 옛 요청' });
    const quietAfter = (tickets: Ticket[], beganAt: number, listed: Post[] = posts): boolean => {
      let stored = tickets;
      // After its card is posted, the older ticket's links and fingerprint follow within two polls.
      for (let minute = 0; minute < 2; minute += 1)
        stored = after({ posts: listed, beganAt: beganAt + minute * MINUTE }, stored).map((one) =>
          one.delivery.ts === undefined
            ? withFields(one, { channel: 'C0MADEUP', ts: '1.2', shownVersion: 1 })
            : one,
        );
      const end = beganAt + 2 * MINUTE;
      stored = after({ posts: listed, beganAt: end }, stored);
      const rows = stored
        .filter((one) => one.facts.state !== 'closed' || one.facts.fingerprint !== undefined)
        .map((one) => rowOf(one));
      return isUnchanged(rows, see({ posts: listed, beganAt: end }), end);
    };
    expect(quietAfter([gone], seenAt)).toBe(true);
    const doubted = withoutFields(
      makeTicket({
        answerId: '1',
        state: 'unverified',
        shownVersion: 1,
      }),
      'fingerprint',
    );
    expect(quietAfter([doubted], seenAt)).toBe(true);
    const still = makeClosedTicket({ closedAt: NOW, stillListed: true, fingerprint: 'made-up' });
    expect(quietAfter([still], NOW + HOUR, [answered])).toBe(true);
  });
});
