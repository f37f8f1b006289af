import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { findOutcome, showsEnd } from '../../../../lib/domain/call-center/outcome.ts';
import { postKey } from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { EndedBy } from '../../../../lib/domain/ticket/ticket.ts';
import { anyPost } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR } from '../../../fixtures/domain/made-up.ts';

const ended = (overrides: Partial<Post> = {}): Post =>
  makePost({ transfer: 'answered', needAnswer: false, ...overrides });
const outcome = (posts: Post[], ticket = makeTicket(), now = HANDED_OVER_AT + 3 * HOUR) =>
  findOutcome({ ...ticket.key, ...ticket.facts }, makeInquiry({ posts }), now);

describe('findOutcome', () => {
  test('R14: a post that still asks is unverified', () => {
    expect(outcome([makePost()])).toBeUndefined();
    expect(outcome([makePost({ transfer: 'unknown' })])).toBeUndefined();
  });

  test('R14: a reason ends it even if the flag still asks', () => {
    expect(outcome([makePost({ completeReason: 'CANCEL' }), makeSystemPost()])).toMatchObject({
      outcome: 'withdrawn',
    });
  });

  test.each([
    ['CANCEL', { outcome: 'withdrawn', endedBy: 'reason/CANCEL' }],
    ['DISPUTE_PROCESS', { outcome: 'decided-by-coupang', endedBy: 'reason/DISPUTE_PROCESS' }],
    [
      'DISPUTE_PROCESS_COMPLETE',
      { outcome: 'confirmed', endedBy: 'reason/DISPUTE_PROCESS_COMPLETE', inTime: true },
    ],
  ] as const)('R14: %s takes precedence over system and vendor posts', (completeReason, end) => {
    const posts = [ended({ completeReason }), makeVendorPost(), makeSystemPost()];
    expect(outcome(posts)).toEqual({ ...end });
  });

  test('S5: a confirmation that is first seen after the deadline is neither in time nor late', () => {
    const posts = [ended({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })];
    expect(outcome(posts, makeTicket(), HANDED_OVER_AT + DAY)).toMatchObject({ inTime: true });
    expect(outcome(posts, makeTicket(), HANDED_OVER_AT + DAY + 1)).not.toHaveProperty('inTime');
  });

  test('R14: an answer in time and before the `[쿠팡 시스템]` post takes precedence over it', () => {
    expect(outcome([ended(), makeVendorPost(), makeSystemPost()])).toMatchObject({
      outcome: 'answered',
      inTime: true,
    });
  });

  test('R14: an answer after the deadline, even before the system post, does not', () => {
    const closing = makeSystemPost({ at: HANDED_OVER_AT + DAY + 3 });
    for (const by of [{}, { login: 'madeup' }]) {
      const late = makeVendorPost({ at: HANDED_OVER_AT + DAY + 2, ...by });
      expect(outcome([ended(), late, closing])).toMatchObject({ outcome: 'auto-closed' });
    }
  });

  test('R14: a `[쿠팡 시스템]` post means auto-closed, even if the vendor answered after it', () => {
    const late = makeVendorPost({ at: HANDED_OVER_AT + 25 * HOUR, answerId: '700000009' });
    expect(outcome([ended(), makeSystemPost(), late])).toEqual({
      outcome: 'auto-closed',
      inTime: false,
      endedBy: 'post/700000003',
    });
  });

  test.each([
    ['at the last instant is in time', DAY, true],
    ['a millisecond later is late', DAY + 1, false],
  ])('S5: an answer %s', (_when, after, inTime) => {
    const answeredAt = HANDED_OVER_AT + after;
    expect(outcome([ended(), makeVendorPost({ at: answeredAt, login: 'madeup' })])).toMatchObject({
      outcome: 'answered',
      answeredAt,
      inTime,
    });
  });

  test('S5: the first answer counts', () => {
    const second = makeVendorPost({ answerId: '700000009', at: HANDED_OVER_AT + 30 * HOUR });
    expect(outcome([ended(), second, makeVendorPost()])).toMatchObject({ inTime: true });
  });

  test('S5: names the author of the counting answer, if Coupang gives it', () => {
    const first = makeVendorPost({ login: 'aamall' });
    const second = makeVendorPost({ answerId: '700000009', at: HANDED_OVER_AT + 3 * HOUR, login: 'another' });
    expect(outcome([ended(), second, first])).toMatchObject({ answeredBy: 'aamall' });
    expect(outcome([ended(), second, makeVendorPost()])).not.toHaveProperty('answeredBy');
    expect(outcome([ended(), first, makeSystemPost({ at: HANDED_OVER_AT + HOUR })])).not.toHaveProperty(
      'answeredBy',
    );
  });

  test('S5: an answer without a time counts, but neither as in time nor as late', () => {
    const { at, ...undated } = makeVendorPost();
    expect(outcome([ended(), undated])).toEqual({
      outcome: 'answered',
      endedBy: 'post/700000002',
    });
  });

  test('R14: a vendor post before the request is no answer to it', () => {
    const before = makeVendorPost({ answerId: '600000000', at: HANDED_OVER_AT - HOUR });
    expect(outcome([before, makePost()])).toBeUndefined();
  });

  test('R14: a post marked `answered` or `none` closes as unknown if nothing shows how', () => {
    const unknown = { outcome: 'unknown', endedBy: 'flag' };
    expect(outcome([ended()])).toEqual(unknown);
    expect(outcome([ended({ transfer: 'none' })])).toEqual(unknown);
    expect(outcome([ended({ completeReason: 'unknown' })])).toEqual(unknown);
    expect(outcome([])).toBeUndefined();
  });

  test('R14: an answer counts while the flag still asks, whether it names the post or not', () => {
    expect(outcome([makePost(), makeVendorPost()])).toMatchObject({ outcome: 'answered' });
    const named = makeVendorPost({ parentAnswerId: '700000001' });
    expect(outcome([makePost(), named])).toMatchObject({ outcome: 'answered' });
  });

  test('R14: an answer that names another hand-over does not count', () => {
    const again = ended({ answerId: '700000005', at: HANDED_OVER_AT + HOUR });
    const answer = makeVendorPost({ answerId: '700000009', parentAnswerId: '700000001' });
    expect(outcome([ended(), again, answer])).toMatchObject({ outcome: 'answered', inTime: true });
    expect(outcome([ended(), again, answer], makeTicket({ answerId: '700000005' }))).toMatchObject({
      outcome: 'unknown',
    });
  });

  test("R14: an answer that names no hand-over's post is treated like an answer without a name", () => {
    expect(outcome([ended(), makeVendorPost({ parentAnswerId: '1' })])).toMatchObject({
      outcome: 'answered',
    });
  });

  test("R14: two hand-overs have separate system posts: the older's comes before the newer's deadline", () => {
    const now = HANDED_OVER_AT + 35 * HOUR;
    const again = makePost({ answerId: '700000005', at: HANDED_OVER_AT + 10 * HOUR });
    const newer = makeTicket({
      answerId: '700000005',
      askedAt: HANDED_OVER_AT + 10 * HOUR,
      dueAt: HANDED_OVER_AT + 34 * HOUR,
    });
    const posts = [ended(), again, makeSystemPost()];
    expect(outcome(posts, makeTicket(), now)).toMatchObject({ outcome: 'auto-closed' });
    expect(outcome(posts, newer, now)).toBeUndefined();
    const own = makeSystemPost({ answerId: '700000007', at: HANDED_OVER_AT + 34 * HOUR });
    expect(outcome([...posts, own], newer, now)).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R14: a system post ends the hand-over without a time, not the newer hand-over whose 24 hours go on', () => {
    const now = HANDED_OVER_AT + 35 * HOUR;
    const { at, ...undated } = makePost();
    const again = makePost({ answerId: '700000005', at: HANDED_OVER_AT + 10 * HOUR });
    const newer = makeTicket({ answerId: '700000005', askedAt: HANDED_OVER_AT + 10 * HOUR });
    const closing = makeSystemPost({ answerId: '700000009', at: HANDED_OVER_AT + 24 * HOUR });
    const posts = [undated, again, closing];
    expect(outcome(posts, makeTicket(), now)).toMatchObject({ outcome: 'auto-closed' });
    expect(outcome(posts, newer, now)).toBeUndefined();
    const own = { ...closing, at: HANDED_OVER_AT + 34 * HOUR };
    expect(outcome([undated, again, own], newer, now)).toMatchObject({ outcome: 'auto-closed' });
    const { at: closedAt, ...undatedClosing } = closing;
    expect(outcome([undated, again, undatedClosing], newer, now)).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R14: an automatic post that is early for all hand-overs ends the one that no longer asks', () => {
    const now = HANDED_OVER_AT + 11 * HOUR;
    const again = makePost({ answerId: '700000005', at: HANDED_OVER_AT + 2 * HOUR });
    const newer = makeTicket({ answerId: '700000005', askedAt: HANDED_OVER_AT + 2 * HOUR });
    const posts = [ended(), again, makeSystemPost({ at: HANDED_OVER_AT + 10 * HOUR })];
    expect(outcome(posts, newer, now)).toBeUndefined();
    expect(outcome(posts, makeTicket(), now)).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R14: of two hand-overs without a time, an automatic post ends the one that no longer asks', () => {
    const { at: _, ...undated } = ended();
    const { at: _again, ...again } = makePost({ answerId: '700000005' });
    const posts = [undated, again, makeSystemPost({ answerId: '700000009' })];
    expect(outcome(posts, makeTicket({ answerId: '700000005' }))).toBeUndefined();
    expect(outcome(posts)).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R11, R14: a hand-over whose time is in the future counts as one without a time', () => {
    const now = HANDED_OVER_AT + 11 * HOUR;
    const future = makePost({ at: now + HOUR });
    const again = makePost({ answerId: '700000005', at: HANDED_OVER_AT + 10 * HOUR });
    const newer = makeTicket({ answerId: '700000005', askedAt: HANDED_OVER_AT + 10 * HOUR });
    const closing = makeSystemPost({ answerId: '700000009', at: HANDED_OVER_AT + 10.5 * HOUR });
    const posts = [future, again, closing];
    expect(outcome(posts, newer, now)).toBeUndefined();
    expect(outcome(posts, makeTicket(), now)).toMatchObject({ outcome: 'auto-closed' });
  });

  test("Taiwan: a vendor's post without a login within minutes after the deadline is Coupang's, a signed post is not", () => {
    const at = HANDED_OVER_AT + DAY + HOUR / 30;
    expect(outcome([ended(), makeVendorPost({ at })])).toMatchObject({ outcome: 'auto-closed' });
    expect(outcome([ended(), makeVendorPost({ at, login: 'madeup' })])).toMatchObject({
      outcome: 'answered',
      inTime: false,
    });
    const tenMinutes = HANDED_OVER_AT + DAY + HOUR / 6;
    expect(outcome([ended(), makeVendorPost({ at: tenMinutes })])).toMatchObject({ outcome: 'auto-closed' });
    expect(outcome([ended(), makeVendorPost({ at: tenMinutes + 1 })])).toMatchObject({ outcome: 'answered' });
  });

  test('R14: a post without a login that names another hand-over does not close the ticket', () => {
    const again = makePost({ answerId: '700000005', at: HANDED_OVER_AT + HOUR });
    const unsigned = { answerId: '700000009', at: HANDED_OVER_AT + DAY + HOUR / 12 };
    const posts = (parentAnswerId: string) => [
      ended(),
      again,
      makeVendorPost({ ...unsigned, parentAnswerId }),
    ];
    expect(outcome(posts('700000005'))).toMatchObject({ outcome: 'unknown' });
    expect(outcome(posts('700000001'))).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R14: a hand-over whose flag fell to none is ended by the answer that names it, or by the nearest', () => {
    const own = makePost({
      answerId: '700000005',
      at: HANDED_OVER_AT + HOUR,
      transfer: 'none',
      needAnswer: false,
    });
    const ticket = makeTicket({
      answerId: '700000005',
      askedAt: HANDED_OVER_AT + HOUR,
      dueAt: HANDED_OVER_AT + HOUR + DAY,
    });
    const named = makeVendorPost({ answerId: '700000009', parentAnswerId: '700000005' });
    expect(outcome([ended(), own, named], ticket)).toMatchObject({ outcome: 'answered', inTime: true });
    expect(outcome([ended(), own, makeVendorPost({ answerId: '700000009' })], ticket)).toMatchObject({
      outcome: 'answered',
    });
    const closing = makeSystemPost({ answerId: '700000009', at: ticket.facts.dueAt });
    expect(outcome([ended(), own, closing], ticket)).toMatchObject({ outcome: 'auto-closed' });
  });

  test('R11: with our own clock only posts since then count', () => {
    const clock = { askedAt: HANDED_OVER_AT + 3 * DAY, dueAt: HANDED_OVER_AT + 4 * DAY };
    const first = makeVendorPost();
    const second = makeVendorPost({ answerId: '700000009', at: clock.askedAt + HOUR });
    const ours = makeTicket({ ...clock, clockIsOurs: true });
    expect(outcome([makePost(), first], ours)).toBeUndefined();
    expect(outcome([ended(), first, second], ours)).toMatchObject({ answeredAt: second.at, inTime: true });
  });

  describe('R10: a provisional ticket', () => {
    const own = ended({ completeReason: 'CANCEL' });
    const other = ended({ answerId: '700000005', at: HANDED_OVER_AT - HOUR });
    const knownPosts = [own, other, makeVendorPost()].map(postKey);
    const provisional = makeTicket({
      answerId: 'after-0',
      provisional: { seenAt: HANDED_OVER_AT },
      knownPosts,
    });
    const found = (...posts: Post[]) => outcome([other, own, makeVendorPost(), ...posts], provisional);

    test('is ended by no post of its first row', () => {
      expect(found()).toBeUndefined();
    });

    test("is ended by any answer since, whatever that names, and by Coupang's closing", () => {
      const answer = makeVendorPost({
        answerId: '700000009',
        at: HANDED_OVER_AT - DAY,
        parentAnswerId: '700000005',
      });
      expect(found(answer)).toMatchObject({ outcome: 'answered', endedBy: 'post/700000009' });
      expect(found(makeSystemPost())).toMatchObject({ outcome: 'auto-closed' });
    });

    test("is ended by a decision of an agent's new post", () => {
      const decided = ended({ answerId: '700000008', completeReason: 'DISPUTE_PROCESS' });
      const note = makePost({ answerId: '700000006', transfer: 'none', needAnswer: false });
      expect(found(note, decided)).toMatchObject({ outcome: 'decided-by-coupang' });
      expect(found(note)).toBeUndefined();
      const odd = makeVendorPost({ answerId: '700000009', completeReason: 'CANCEL' });
      expect(found(odd)).toMatchObject({ outcome: 'answered' });
    });

    test('is ended by the posts since it asked if an earlier version stored it without known posts', () => {
      const { knownPosts: _, ...facts } = provisional.facts;
      const old = { ...provisional, key: makeTicket().key, facts };
      const note = makePost({ transfer: 'none', needAnswer: false });
      expect(outcome([note], old)).toBeUndefined();
      expect(outcome([makeVendorPost({ at: HANDED_OVER_AT })], old)).toMatchObject({ outcome: 'answered' });
      expect(outcome([makeVendorPost({ at: HANDED_OVER_AT - 1 })], old)).toBeUndefined();
    });
  });

  describe('R15: a re-opened ticket', () => {
    const reopened = makeTicket({ knownPosts: [makePost(), makeVendorPost()].map(postKey) });

    test('is not ended by the answer from before while it asks', () => {
      expect(outcome([makePost(), makeVendorPost()], reopened)).toBeUndefined();
    });

    test('is ended by a new answer', () => {
      const second = makeVendorPost({ answerId: '700000009', at: HANDED_OVER_AT + HOUR });
      expect(outcome([ended(), makeVendorPost(), second], reopened)).toMatchObject({ answeredAt: second.at });
    });

    test('is ended by the earlier answer if its flag falls without a new post', () => {
      expect(outcome([ended(), makeVendorPost()], reopened)).toMatchObject({ endedBy: 'post/700000002' });
      expect(outcome([ended()], reopened)).toMatchObject({ outcome: 'unknown', endedBy: 'flag' });
    });
  });

  test('R14: where its own post is not shown, an answer counts unless a newer hand-over comes before the answer', () => {
    const hidden = makeTicket({ answerId: '700000099' });
    const after = (at: number) => outcome([ended({ at }), makeVendorPost()], hidden);
    expect(after(HANDED_OVER_AT - 1)).toMatchObject({ outcome: 'answered' });
    expect(after(HANDED_OVER_AT)).toBeUndefined();
    const { at, ...undated } = ended();
    const named = makeVendorPost({ parentAnswerId: '700000001' });
    expect(outcome([undated, named], hidden)).toMatchObject({ outcome: 'answered' });
  });

  test('R14: a nameless answer or an early system post ends the newest of three hand-overs', () => {
    const third = makeTicket({ answerId: '700000006', askedAt: HANDED_OVER_AT + 2 * HOUR });
    const posts = ['700000001', '700000005', '700000006'].map((answerId, hours) =>
      ended({ answerId, at: HANDED_OVER_AT + hours * HOUR }),
    );
    const at = HANDED_OVER_AT + 3 * HOUR;
    expect(outcome([...posts, makeVendorPost({ at })], third)).toMatchObject({ outcome: 'answered' });
    expect(outcome([...posts, makeSystemPost({ at })], third)).toMatchObject({ outcome: 'auto-closed' });
  });

  test("R14: a later hand-over's automatic closing does not count", () => {
    const again = ended({ answerId: '700000005', at: HANDED_OVER_AT + 3 * HOUR });
    const closing = makeSystemPost({ answerId: '700000009', at: HANDED_OVER_AT + 27 * HOUR });
    const posts = [ended(), makeVendorPost(), again, closing];
    expect(outcome(posts)).toMatchObject({ outcome: 'answered', inTime: true });
    expect(
      outcome(posts, makeTicket({ answerId: '700000005', askedAt: HANDED_OVER_AT + 3 * HOUR })),
    ).toMatchObject({
      outcome: 'auto-closed',
    });
  });

  test("R14: a later hand-over's answer does not count either, after its automatic closing", () => {
    const again = ended({ answerId: '700000005', at: HANDED_OVER_AT + 30 * HOUR });
    const answer = makeVendorPost({ answerId: '700000009', at: HANDED_OVER_AT + 31 * HOUR });
    const posts = [ended(), makeSystemPost(), again, answer];
    expect(outcome(posts)).toMatchObject({ outcome: 'auto-closed' });
    expect(
      outcome(posts, makeTicket({ answerId: '700000005', dueAt: HANDED_OVER_AT + 54 * HOUR })),
    ).toMatchObject({
      outcome: 'answered',
      inTime: true,
    });
  });

  test('R14: a nameless answer after a newer request belongs to that request', () => {
    const again = ended({ answerId: '700000005', at: HANDED_OVER_AT + HOUR });
    const answer = makeVendorPost({ answerId: '700000009' });
    expect(outcome([ended(), again, answer])).toMatchObject({ outcome: 'unknown' });
    expect(outcome([ended(), again, answer], makeTicket({ answerId: '700000005' }))).toMatchObject({
      outcome: 'answered',
    });
  });

  test('R10: a ticket that took over a post is judged by that post', () => {
    const ticket = makeTicket({ answerId: 'after-0', learntAnswerId: '700000001' });
    expect(outcome([makePost()], ticket)).toBeUndefined();
    expect(outcome([ended({ completeReason: 'CANCEL' })], ticket)).toMatchObject({ outcome: 'withdrawn' });
  });

  /** Any posts except the ticket's own. If they have a time, it is `from` to `until` hours after the request. */
  const otherPosts = (from: number, until = 30) =>
    fc.array(fc.tuple(anyPost, fc.integer({ min: from, max: until })), { maxLength: 6 }).map((drawn) =>
      drawn.map(([post, hours], index) => ({
        ...post,
        ...(post.answerId !== undefined && { answerId: `71000000${index}` }),
        ...(post.at !== undefined && { at: HANDED_OVER_AT + hours * HOUR }),
      })),
    );

  test('S5: without a vendor post between request and deadline, no answer counts as in time', () => {
    const isInTime = ({ by, at = 0 }: Post): boolean =>
      by === 'vendor' && at >= HANDED_OVER_AT && at <= HANDED_OVER_AT + DAY;
    fc.assert(
      fc.property(otherPosts(-2), (posts) => {
        const others = posts.filter((post) => !isInTime(post));
        expect(outcome([ended(), ...others])).not.toMatchObject({ outcome: 'answered', inTime: true });
      }),
    );
  });

  test('S5: an answer in time that comes first counts, whatever comes after it', () => {
    fc.assert(
      fc.property(otherPosts(3), (posts) => {
        const later = posts.filter(({ at }) => at !== undefined);
        const found = { outcome: 'answered', answeredAt: HANDED_OVER_AT + 2 * HOUR, inTime: true };
        expect(outcome([ended(), makeVendorPost(), ...later])).toMatchObject(found);
      }),
    );
  });
});

describe('R15: an inquiry shows what ended a ticket', () => {
  const { answerId: _, ...nameless } = makeVendorPost();

  test.each<[EndedBy, Post[], boolean]>([
    ['post/700000002', [makePost(), makeVendorPost()], true],
    ['post/700000002', [makePost()], false],
    [`post/${postKey(nameless)}`, [makePost(), nameless], true],
    [`post/${postKey(nameless)}`, [makePost(), makeVendorPost()], false],
    ['reason/CANCEL', [ended({ completeReason: 'CANCEL' })], true],
    ['reason/CANCEL', [ended({ completeReason: 'DISPUTE_PROCESS' })], false],
    ['reason/CANCEL', [ended({ answerId: '600000009', completeReason: 'CANCEL' }), makePost()], false],
    ['reason/CANCEL', [ended({ answerId: '600000009', completeReason: 'CANCEL' })], true],
    ['flag', [ended()], true],
    ['flag', [ended({ transfer: 'none' })], true],
    ['flag', [makePost()], false],
    ['flag', [ended({ answerId: '700000009' })], false],
    ['answer-list', [makePost()], true],
  ])('%s (%#)', (endedBy, posts, shows) => {
    expect(showsEnd({ answerId: '700000001', endedBy }, makeInquiry({ posts }))).toBe(shows);
  });

  test('by the time of the answer if an earlier version closed it, and always if nothing ended it', () => {
    const old = { answerId: '700000001', answeredAt: HANDED_OVER_AT + 2 * HOUR };
    expect(showsEnd(old, makeInquiry({ posts: [makePost(), makeVendorPost()] }))).toBe(true);
    expect(showsEnd(old, makeInquiry())).toBe(false);
    expect(showsEnd({ answerId: '700000001' }, makeInquiry())).toBe(true);
  });
});
