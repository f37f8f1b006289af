import { describe, expect, test } from '@jest/globals';
import { judgePosts } from '../../../../lib/domain/request/judge-posts.ts';
import { postKey } from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeComment, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const asks = makePost();
const ended = (more: Partial<Post> = {}): Post =>
  makePost({ transfer: 'answered', needAnswer: false, ...more });
const unflagged = makePost({ transfer: 'unknown', needAnswer: false });
const after = (hours: number): { at: number } => ({ at: HANDED_OVER_AT + hours * HOUR });
const answer = makeVendorPost({ login: 'cs01' });
const closing = makeSystemPost();
/** Another hand-over of the inquiry, an hour later. */
const other = ended({ answerId: '700000005', ...after(1) });
const later = makeTicket({ answerId: '700000005', askedAt: after(1).at, dueAt: after(25).at });
const untimed = ({ at: _, ...post }: Post): Post => post;
const OWN = '700000001';
const lateAnswer = makeVendorPost({ ...after(26), login: 'cs01' });
const lastAnswer = makeVendorPost({ ...after(24), login: 'cs01' });
const newAnswer = makeVendorPost({ answerId: '700000009', ...after(3) });
const reason = (completeReason: Post['completeReason']): Post => ended({ completeReason });
const CONFIRMED = 'DISPUTE_PROCESS_COMPLETE';
const ANSWERED = 'answered 700000002';
const ANSWERED_ANEW = 'answered 700000009';
const WITHDRAWN = 'withdrawn reason/CANCEL';
const CLOSED = 'auto-closed 700000003';

const judge = (posts: Post[], ticket: Ticket = makeTicket(), now = after(30).at) =>
  judgePosts(ticket, makeInquiry({ posts }), now);
/** `asks`, or the outcome and what shows it; `?`: the flag still asks; `(late)`: not in time. */
const read = (...args: Parameters<typeof judge>): string => {
  const verdict = judge(...args);
  if (verdict.is === 'asks') return 'asks';
  const { outcome, endedBy = '', inTime } = verdict.end;
  const doubt = verdict.is === 'answered-but-asks' ? '?' : '';
  return `${outcome}${doubt} ${endedBy.replace('post/', '')}${inTime === false && outcome === 'answered' ? ' (late)' : ''}`;
};

describe('R14: the flag of its own post decides whether a request ended, and posts how', () => {
  test.each<[string, Post[], string]>([
    ['it asks', [asks], 'asks'],
    ['an answer while it asks', [asks, answer], 'answered? 700000002'],
    ['an automatic post while it asks', [asks, closing], 'auto-closed? 700000003'],
    ['an answer, and the flag has fallen', [ended(), answer], ANSWERED],
    ['the flag alone', [ended()], 'unknown flag'],
    ['the flag `none`', [ended({ transfer: 'none' }), answer], ANSWERED],
    ['an unknown flag', [unflagged], 'asks'],
    ['an answer with an unknown flag', [unflagged, answer], ANSWERED],
    ['CANCEL, whatever the flag', [makePost({ completeReason: 'CANCEL' }), answer], WITHDRAWN],
    ['DISPUTE_PROCESS', [reason('DISPUTE_PROCESS')], 'decided-by-coupang reason/DISPUTE_PROCESS'],
    ['DISPUTE_PROCESS_COMPLETE', [reason(CONFIRMED), closing], `confirmed reason/${CONFIRMED}`],
    ['an unknown reason', [reason('unknown')], 'unknown flag'],
    ['an answer from before', [makeVendorPost(after(-1)), ended()], 'unknown flag'],
    ['an answer without a time: its place decides', [ended(), untimed(answer)], ANSWERED],
    ['its own post is missing, and an answer came since', [answer], ANSWERED],
    ['its own post is missing, and an answer came before', [makeVendorPost(after(-1))], 'asks'],
    ['no post', [], 'asks'],
  ])('%s', (_what, posts, found) => expect(read(posts)).toBe(found));

  test.each<[string, Post[], string]>([
    ['an answer in time and a closing', [ended(), answer, closing], ANSWERED],
    ['a closing before an answer in time', [ended(), makeSystemPost(after(1)), answer], ANSWERED],
    ['a closing and a late answer', [ended(), closing, lateAnswer], CLOSED],
    ['a late answer alone', [ended(), lateAnswer], `${ANSWERED} (late)`],
    ['an answer at the last instant', [ended(), lastAnswer, closing], ANSWERED],
    ['two answers: the first', [ended(), answer, newAnswer], ANSWERED],
  ])('of several posts: %s', (_what, posts, found) => expect(read(posts)).toBe(found));

  test('the author of the answer, and a confirmation that is seen after the deadline', () => {
    expect(judge([ended(), answer])).toMatchObject({ end: { answeredBy: 'cs01', answeredAt: after(2).at } });
    const confirmed = [reason(CONFIRMED)];
    expect(judge(confirmed, makeTicket(), after(24).at)).toMatchObject({ end: { inTime: true } });
    expect(judge(confirmed)).not.toHaveProperty('end.inTime');
  });
});

describe('R14: posts of another request of the inquiry', () => {
  const early = makeSystemPost(after(10));
  const names = (parentAnswerId: string) =>
    makeVendorPost({ answerId: '700000009', parentAnswerId, ...after(2) });
  const toOther = names('700000005');

  test('an automatic post is at the deadline if the row shows that the request was asked earlier', () => {
    const moved = ended(after(-14));
    expect(read([moved, other, early])).toBe(CLOSED);
  });

  test.each<[string, Post[], string, string]>([
    ['an answer without a parent ends both', [ended(), other, makeVendorPost()], ANSWERED, ANSWERED],
    ['a parent of 0 names none', [ended(), other, names('0')], ANSWERED_ANEW, ANSWERED_ANEW],
    ['an unknown parent names none', [ended(), other, names('1')], ANSWERED_ANEW, ANSWERED_ANEW],
    ['an answer that names the other ends only that', [asks, other, toOther], 'asks', ANSWERED_ANEW],
    ['unless nothing else explains the flag', [ended(), other, toOther], ANSWERED_ANEW, ANSWERED_ANEW],
    ['a closing that is early for a sure clock', [ended(), other, early], 'unknown flag', 'unknown flag'],
    ['a closing that is early for the other alone', [ended(), other, closing], CLOSED, 'unknown flag'],
    ['the only request may be closed early', [ended(), early], CLOSED, 'asks'],
  ])('%s', (_what, posts, own, second) => {
    expect(read(posts)).toBe(own);
    expect(read(posts, later)).toBe(second);
  });

  test('an early closing counts for an uncertain clock', () => {
    expect(read([ended(), other, early], makeTicket({ askedAtUncertain: true }))).toBe(CLOSED);
  });

  test('a post dated ahead counts as one without a time', () => {
    const ahead = makeVendorPost({ at: after(30).at + 11 * MINUTE });
    expect(judge([ended(), ahead])).toMatchObject({ end: { outcome: 'answered' } });
    expect(judge([ended(), ahead])).not.toHaveProperty('end.answeredAt');
  });
});

describe('R14: known posts', () => {
  const known = (...posts: Post[]) => ({ knownPosts: posts.map(postKey) });
  const withdrawal = ended({ answerId: '700000008', completeReason: 'CANCEL' });
  const toOwn = { ...newAnswer, parentAnswerId: OWN };
  const reopened = makeTicket(known(asks, answer));
  const provisional = makeTicket({
    answerId: 'after-700000002',
    askedAtUncertain: true,
    provisional: { seenAt: after(2).at },
    ...known(ended(), answer),
  });
  const { answerId: _, ...nameless } = makeVendorPost(after(4));

  test.each<[string, Ticket, Post[], string]>([
    ['do not end a re-opened request', reopened, [asks, answer], 'asks'],
    ['explain its fallen flag, if nothing newer does', reopened, [ended(), answer], ANSWERED],
    ['give way to a newer answer', reopened, [ended(), answer, newAnswer], ANSWERED_ANEW],
    ['do not end a provisional request', provisional, [ended(), answer], 'asks'],
    ['a new answer ends it, whatever it names', provisional, [ended(), answer, toOwn], ANSWERED_ANEW],
    ['a new closing ends it', provisional, [ended(), answer, closing], CLOSED],
    ["a reason of an agent's new post ends it", provisional, [ended(), answer, withdrawal], WITHDRAWN],
    ['a post without an id is never new to it', provisional, [ended(), answer, nameless], 'asks'],
  ])('%s', (_what, ticket, posts, found) => expect(read(posts, ticket)).toBe(found));

  test('a verdict says whether a new post or a reason shows the end', () => {
    const isNew = (...posts: Post[]) => judge(posts, reopened);
    expect(isNew(ended(), answer)).toMatchObject({ isNew: false });
    expect(isNew(ended(), answer, newAnswer)).toMatchObject({ isNew: true });
    expect(isNew(reason('CANCEL'))).toMatchObject({ isNew: true });
  });
});

describe("Coupang's own closing", () => {
  const tenMinutesLater = after(24).at + 10 * MINUTE;
  test.each([
    ['without a login within ten minutes', { at: tenMinutesLater }, 'auto-closed 700000002'],
    ['without a login later', { at: tenMinutesLater + 1 }, `${ANSWERED} (late)`],
    ['with a login', { at: after(24).at + MINUTE, login: 'cs01' }, `${ANSWERED} (late)`],
  ])("in Taiwan may be a vendor's post after the deadline: %s", (_when, more, found) => {
    expect(read([ended(), makeVendorPost(more)])).toBe(found);
  });

  test('does not exist for questions, whose comments have no login', () => {
    const ticket = makeQuestionTicket();
    const comment = makeComment({ at: ticket.facts.dueAt + MINUTE });
    expect(read([comment], ticket, ticket.facts.dueAt + DAY)).toBe('answered 900000001 (late)');
  });
});
