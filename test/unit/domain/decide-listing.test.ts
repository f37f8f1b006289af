import { describe, expect, test } from '@jest/globals';
import { decideListing, isUnchanged, type ListingDecision } from '../../../lib/domain/decide-listing.ts';
import type { Inquiry, Post } from '../../../lib/domain/inquiry.ts';
import { observe } from '../../../lib/domain/observe.ts';
import type { Kind, Ticket } from '../../../lib/domain/ticket.ts';
import { applyDecision } from '../../fixtures/domain/apply-decision.ts';
import { makeInquiry } from '../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../fixtures/domain/make-post.ts';
import { makeListing } from '../../fixtures/domain/make-reading.ts';
import { makeClosedTicket, makeKey, makeTicket, rowOf } from '../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE, NOW, VENDOR, ZONE } from '../../fixtures/domain/made-up.ts';

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
const decide = (listed: Listed, tickets: Ticket[] = [], now = listed.beganAt ?? NOW): ListingDecision =>
  decideListing(see(listed), tickets, { vendor: VENDOR, zone: ZONE, now, completeReadings: {} });
/** What is stored after this listing was seen at `beganAt`. */
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
      create: {
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
        },
      },
    });
  });

  test('R10: two asking posts are one ticket: key and clock of the oldest, text of the newest', () => {
    expect(decide({ posts: [second, makePost()] }).create).toMatchObject({
      key: { answerId: '700000001' },
      facts: { dueAt: ASKED_AT + DAY, text: second.text, parentAnswerId: '700000009' },
    });
  });

  test('R10: where no post asks it is kept under the newest agent post, `0` only where there is none', () => {
    expect(decide({ posts: [silent] }).create?.key.answerId).toBe('600000001');
    expect(decide({ posts: [] }).create?.key.answerId).toBe('0');
  });

  test('R11: without an asking post the clock is an estimate that says whether it is certain', () => {
    const young = { posts: [], inquiry: { inquiryAt: NOW - HOUR } };
    expect(decide(young).create?.facts).toMatchObject({ askedAt: NOW - HOUR, askedAtUncertain: false });
    const old = { posts: [], inquiry: { inquiryAt: NOW - 3 * DAY } };
    expect(decide(old).create?.facts).toMatchObject({
      askedAt: NOW,
      askedAtUncertain: true,
      dueAt: NOW + DAY,
    });
  });

  test('R11: a post from the future has no time, or its deadline would never come', () => {
    const far = { posts: [makePost({ at: NOW + 9 * 365 * DAY })], inquiry: { inquiryAt: NOW - HOUR } };
    expect(decide(far).create?.facts).toMatchObject({ askedAt: NOW - HOUR, dueAt: NOW + 23 * HOUR });
    const soon = { posts: [makePost({ at: NOW + 9 * MINUTE })] };
    expect(decide(soon).create?.facts).toMatchObject({ askedAt: NOW + 9 * MINUTE });
  });

  test('D5: a TRANSFER whose deadline is over is stored closed and not announced', () => {
    const now = ASKED_AT + DAY + 1;
    const { facts } = decide({ kind: 'confirm', beganAt: now }).create ?? {};
    expect(facts).toMatchObject({
      state: 'closed',
      outcome: 'unknown',
      closedAt: now,
      listedPast: true,
      announcement: 'none',
    });
    expect(decide({ kind: 'confirm', beganAt: now - 1 }).create?.facts).toMatchObject({
      state: 'open',
      announcement: 'card',
    });
  });

  test('R11, D5: whatever Coupang lists under NO_ANSWER is never past', () => {
    expect(decide({ beganAt: ASKED_AT + 5 * DAY }).create?.facts).toMatchObject({
      state: 'open',
      announcement: 'card',
    });
  });

  test('R10: a past TRANSFER whose post has lost its time hides no hand-over that still has time', () => {
    const past = makeClosedTicket({ kind: 'confirm', outcome: 'unknown', listedPast: true });
    const now = past.dueAt + HOUR;
    const { at, ...timeless } = makePost();
    const young = makePost({ answerId: '600000009', at: now - HOUR });
    expect(
      decide({ kind: 'confirm', beganAt: now, posts: [timeless, young] }, [past]).create?.key.answerId,
    ).toBe('600000009');
  });

  test('D5: a past TRANSFER does not hide a newer one that still has time', () => {
    const newer = makePost({ answerId: '700000009', at: ASKED_AT + 29 * HOUR });
    const now = ASKED_AT + 30 * HOUR;
    expect(decide({ posts: [makePost(), newer], kind: 'confirm', beganAt: now }).create).toMatchObject({
      key: { answerId: '700000009' },
      facts: { state: 'open', announcement: 'card', dueAt: ASKED_AT + 53 * HOUR },
    });
  });
});

describe('a ticket that is listed as it was', () => {
  test('is shown and not written', () => {
    const tickets = after({});
    expect(decide({ beganAt: NOW + MINUTE }, tickets)).toMatchObject({ shown: [makeKey()], changes: [] });
    expect(isUnchanged(rowOf(only(tickets)), see({}), NOW + MINUTE)).toBe(true);
  });

  test('R3: its row tells when something is new', () => {
    const row = rowOf(only(after({})));
    expect(isUnchanged(row, see({ posts: [second] }), NOW)).toBe(false);
    expect(isUnchanged(row, see({ kind: 'confirm' }), NOW)).toBe(false);
    const { fingerprint, ...blank } = row;
    expect(isUnchanged(blank, see({}), NOW)).toBe(false);
  });
});

describe('a ticket that is listed with something new', () => {
  test('R10: a newer request changes the text and adds a thread line; key and deadline stay', () => {
    const tickets = after({ posts: [makePost(), second], beganAt: NOW + HOUR }, after({}));
    expect(only(tickets)).toMatchObject({
      answerId: '700000001',
      dueAt: ASKED_AT + DAY,
      text: second.text,
      parentAnswerId: '700000009',
      history: [{ name: 'changed-2', at: NOW + HOUR }],
      version: 2,
    });
  });

  test('a field that changes without another request adds no line', () => {
    const tickets = after({ inquiry: { product: '지어낸 다른 상품' } }, after({}));
    expect(only(tickets)).toMatchObject({ product: '지어낸 다른 상품', history: [], version: 2 });
  });

  test('a field that Coupang leaves out this time is not forgotten', () => {
    const { product, orderId, ...poor } = makeInquiry();
    const observed = observe(makeListing({ inquiry: poor }));
    const tickets = after({});
    const decision = decideListing(observed, tickets, {
      vendor: VENDOR,
      zone: ZONE,
      now: NOW,
      completeReadings: {},
    });
    expect(only(applyDecision(tickets, decision, NOW))).toMatchObject({ product, orderId });
  });

  test('I4: a form link goes with the post that named it', () => {
    const tickets = after({ posts: [makePost({ text: 'https://coupa.ng/abc' })] });
    expect(only(tickets).formLink).toBe('https://coupa.ng/abc');
    expect(only(after({ beganAt: NOW + MINUTE }, tickets))).not.toHaveProperty('formLink');
  });

  test('the kind is a fact and changes in place', () => {
    expect(only(after({ kind: 'confirm' }, after({})))).toMatchObject({ kind: 'confirm', version: 2 });
  });

  test('R12: a reply that only TRANSFER shows while NO_ANSWER could not be read whole stays one, even long past', () => {
    const unsure = { kind: 'confirm', kindIsSure: false } as const;
    expect(decide(unsure, after({})).changes).toEqual([]);
    expect(decide({ ...unsure, beganAt: ASKED_AT + 3 * DAY }, after({})).changes).toEqual([]);
    expect(decide({ kind: 'confirm', beganAt: ASKED_AT + 3 * DAY }, after({})).changes).toHaveLength(1);
  });

  test('D5: a TRANSFER past at first sight is open as long as NO_ANSWER may show it too', () => {
    const listed = { kind: 'confirm', beganAt: ASKED_AT + 25 * HOUR } as const;
    expect(decide({ ...listed, kindIsSure: false }).create?.facts.state).toBe('open');
    expect(decide(listed).create?.facts.state).toBe('closed');
  });

  test('R14: what was unverified and is listed again is open again, without a line', () => {
    const { fingerprint, ...unverified } = makeTicket({ state: 'unverified' });
    expect(only(after({}, [unverified]))).toMatchObject({ state: 'open', history: [] });
  });
});

describe('a listing without an asking post', () => {
  test("R10: belongs to the inquiry's open ticket", () => {
    const tickets = after({ posts: [silent], beganAt: NOW + MINUTE }, after({}));
    expect(only(tickets)).toMatchObject({ answerId: '700000001', askedAt: ASKED_AT });
  });

  test('R10: a `0` ticket that learns its answerId stays one ticket, with its deadline computed anew', () => {
    const tickets = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    expect(only(tickets)).toMatchObject({
      answerId: '0',
      learntAnswerId: '700000001',
      askedAt: ASKED_AT,
      askedAtUncertain: false,
      dueAt: ASKED_AT + DAY,
    });
  });

  test('R10: and answers to both', () => {
    const learnt = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    expect(only(after({ beganAt: NOW + 2 * MINUTE }, learnt))).toMatchObject({ version: 2 });
    expect(only(after({ posts: [], beganAt: NOW + 3 * MINUTE }, learnt))).toMatchObject({ answerId: '0' });
  });

  test('R10: what it learnt once it keeps: a later hand-over is a ticket of its own', () => {
    const learnt = after({ beganAt: NOW + MINUTE }, after({ posts: [] }));
    const tickets = after(
      { posts: [answered, makeVendorPost({ at: ASKED_AT + 30 * MINUTE }), second] },
      learnt,
    );
    expect(tickets).toMatchObject([
      { answerId: '0', learntAnswerId: '700000001', state: 'closed', outcome: 'answered' },
      { answerId: '700000009', state: 'open' },
    ]);
  });

  test('D5: a past ticket that learns of a deadline still to come is announced after all', () => {
    const past = makeClosedTicket({
      ...makeTicket({ answerId: '0', kind: 'confirm' }),
      state: 'closed',
      outcome: 'unknown',
      dueAt: NOW - HOUR,
      listedPast: true,
      announcement: 'none',
      fingerprint: 'made-up',
      history: [],
      learntAnswerId: '700000001',
    });
    expect(only(after({ kind: 'confirm', beganAt: NOW }, [past]))).toMatchObject({
      state: 'open',
      announcement: 'card',
      dueAt: ASKED_AT + DAY,
    });
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
        { answerId: '700000001', state: 'closed', closedAt: beganAt, ...end },
        { answerId: '700000009', state: 'open', dueAt: (again.at ?? 0) + DAY, version: 1 },
      ]);
    },
  );

  test('R14: without a sign of how the old one ended that one is unverified', () => {
    const tickets = after({ posts: [answered, again], beganAt }, after({}));
    expect(tickets).toMatchObject([{ state: 'unverified' }, { state: 'open' }]);
    expect(decide({ posts: [answered, again], beganAt: beganAt + MINUTE }, tickets).changes).toEqual([]);
  });

  test('R10: a newer request becomes a ticket of its own once the older no longer asks', () => {
    const both = after({ posts: [makePost(), second], beganAt: NOW + HOUR }, after({}));
    const tickets = after({ posts: [answered, second], beganAt: NOW + 2 * HOUR }, both);
    expect(tickets).toMatchObject([
      { answerId: '700000001' },
      { answerId: '700000009', askedAt: second.at, state: 'open' },
    ]);
  });

  test('the old one is written before the new one is created, so that a crash between them is made good', () => {
    const decision = decide({ posts: [answered, again], beganAt }, after({}));
    const halfway = applyDecision(after({}), { shown: decision.shown, changes: decision.changes }, beganAt);
    expect(decide({ posts: [answered, again], beganAt }, halfway).create).toEqual(decision.create);
  });
});

describe('a closed ticket that is listed', () => {
  const closed = makeClosedTicket();
  const closedAt = closed.closedAt ?? 0;

  test('R15: is re-opened by a reading begun 10 minutes after its closing, not by an earlier one', () => {
    const early = decide({ beganAt: closedAt + 10 * MINUTE - 1 }, [closed], closedAt + 30 * MINUTE);
    expect(early).toEqual({ shown: [closed], changes: [] });
    const reopened = only(after({ beganAt: closedAt + 10 * MINUTE }, [closed]));
    expect(reopened).toMatchObject({ state: 'open', version: 3, ts: closed.ts });
    for (const field of ['outcome', 'closedAt', 'answeredAt', 'inTime'])
      expect(reopened).not.toHaveProperty(field);
    expect(reopened.history.at(-1)).toEqual({ name: 'reopened-3', at: closedAt + 10 * MINUTE });
    expect(reopened.events['3']?.type).toBe('TicketReopened');
  });
});

describe('a TRANSFER that stays listed past its deadline', () => {
  const end = ASKED_AT + 2 * DAY;
  const open = after({ kind: 'confirm' });
  const closed = after({ kind: 'confirm', beganAt: end }, open);

  test('R15: closes as unknown 24 hours after dueAt, without a broadcast, not before', () => {
    expect(decide({ kind: 'confirm', beganAt: end - 1 }, open).changes).toEqual([]);
    expect(only(closed)).toMatchObject({
      state: 'closed',
      outcome: 'unknown',
      listedPast: true,
      history: [{ name: 'closed-2' }],
    });
  });

  test('R3: its row asks for that look', () => {
    const listed = see({ kind: 'confirm' });
    expect(isUnchanged(rowOf(only(open)), listed, end - 1)).toBe(true);
    expect(isUnchanged(rowOf(only(open)), listed, end)).toBe(false);
    expect(isUnchanged(rowOf(only(closed)), listed, end + DAY)).toBe(true);
  });

  test('R15: that listing never re-opens it, even if it changes', () => {
    const beganAt = end + 3 * DAY;
    expect(decide({ kind: 'confirm', beganAt }, closed).changes).toEqual([]);
    const changed = after({ kind: 'confirm', beganAt, inquiry: { product: '지어낸 다른 상품' } }, closed);
    expect(only(changed)).toMatchObject({ state: 'closed', listedPast: true });
  });

  test('R15: from 30 days after its closing that listing brings back no text', () => {
    const kept = makePost({ text: 'https://coupa.ng/madeup 로 회신' });
    const seen = (tickets: Ticket[], beganAt: number) =>
      only(
        after({ posts: [kept], kind: 'confirm', beganAt, inquiry: { product: '지어낸 다른 상품' } }, tickets),
      );
    expect(seen(closed, end + 30 * DAY - 1)).toMatchObject({ text: kept.text, listedPast: true });
    const removed = closed.map((ticket) => ({ ...ticket, text: '' }));
    const late = seen(removed, end + 30 * DAY);
    expect(late).toMatchObject({ state: 'closed', text: '', product: '지어낸 다른 상품' });
    expect(late).not.toHaveProperty('formLink');
    const otherwise = makeClosedTicket({ kind: 'confirm', closedAt: end, outcome: 'unknown', text: '' });
    expect(seen([otherwise], end + 30 * DAY)).toMatchObject({ state: 'closed', text: '', listedPast: true });
    expect(seen([otherwise], end + 30 * DAY)).not.toHaveProperty('formLink');
  });

  test('R15: one that was closed otherwise is not re-opened by it either, and stays in the index', () => {
    const gone = makeClosedTicket({ kind: 'confirm', closedAt: ASKED_AT + DAY, outcome: 'unknown' });
    const seen = only(after({ kind: 'confirm', beganAt: end }, [gone]));
    expect(seen).toMatchObject({ state: 'closed', listedPast: true, history: gone.history });
    expect(isUnchanged(rowOf(seen), see({ kind: 'confirm' }), end)).toBe(true);
  });

  test('R15: where no post asks any more, a newer agent post does not make that listing a new ticket', () => {
    const note = makePost({
      answerId: '700000008',
      transfer: 'none',
      needAnswer: false,
      at: ASKED_AT + HOUR,
    });
    const listed = { posts: [answered, note], kind: 'confirm' as const };
    const past = after({ ...listed, beganAt: end }, open);
    expect(only(past)).toMatchObject({ answerId: '700000001', state: 'closed', listedPast: true });
    expect(decide({ ...listed, beganAt: end + MINUTE }, past)).toMatchObject({
      shown: [makeKey()],
      changes: [],
    });
    expect(only(after({ ...listed, beganAt: end + MINUTE }, past))).toEqual(only(past));
  });

  test('R15: NO_ANSWER re-opens it', () => {
    expect(only(after({ kind: 'reply', beganAt: end + HOUR }, closed))).toMatchObject({
      state: 'open',
      kind: 'reply',
      announcement: 'card',
    });
  });

  test('R10: a newer hand-over beside it is a ticket of its own, with its own deadline', () => {
    const newer = makePost({ answerId: '700000009', at: end + HOUR });
    const listed = { posts: [makePost(), newer], kind: 'confirm' as const, beganAt: end + 2 * HOUR };
    const tickets = after(listed, closed);
    expect(tickets).toMatchObject([
      { answerId: '700000001', state: 'closed' },
      { answerId: '700000009', state: 'open', announcement: 'card', dueAt: end + 25 * HOUR },
    ]);
    expect(decide(listed, tickets).changes).toEqual([]);
  });

  test('R10, R15: one that came while the older was open takes over when the older closes', () => {
    const newer = makePost({ answerId: '700000009', at: ASKED_AT + 30 * HOUR });
    const posts = [makePost(), newer];
    const both = after({ posts, kind: 'confirm', beganAt: ASKED_AT + 31 * HOUR }, open);
    expect(only(both).text).toBe(newer.text);
    expect(after({ posts, kind: 'confirm', beganAt: end }, both)).toMatchObject([
      { answerId: '700000001', state: 'closed', outcome: 'unknown' },
      { answerId: '700000009', state: 'open', dueAt: ASKED_AT + 54 * HOUR },
    ]);
  });

  test('R15: a newer one that is past for good as well makes no ticket of its own', () => {
    const posts = [makePost(), second];
    const beganAt = ASKED_AT + 9 * DAY;
    const tickets = after({ posts, kind: 'confirm', beganAt }, closed);
    expect(only(tickets)).toMatchObject({ state: 'closed', listedPast: true, text: second.text });
    expect(decide({ posts, kind: 'confirm', beganAt: beganAt + MINUTE }, tickets).changes).toEqual([]);
  });

  test('R15: the newer one closes likewise in its turn, and the listing then stays with it', () => {
    const newer = makePost({ answerId: '700000009', at: end + HOUR });
    const listed = { posts: [makePost(), newer], kind: 'confirm' as const };
    const two = after({ ...listed, beganAt: end + 2 * HOUR }, closed);
    const past = after({ ...listed, beganAt: end + 50 * HOUR }, two);
    expect(past).toMatchObject([{ state: 'closed' }, { state: 'closed', listedPast: true }]);
    expect(decide({ ...listed, beganAt: end + 60 * HOUR }, past).changes).toEqual([]);
  });
});
