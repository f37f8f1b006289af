import type { Post } from '../inquiry/inquiry.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { LISTS_LAG_MS } from '../intake/reopen.ts';
import { isReadWhole, type ListRead, type Seen, type Sighting, type Verdict } from './evidence.ts';

/** A right time is at most this much later than the first sight. Clocks may differ (R6). */
const AHEAD_MS = 10 * MINUTE_MS;
/** A question is read within minutes. A wrong offset moves its time by whole hours, at least by one. */
const SOON_MS = HOUR_MS - AHEAD_MS;

/** A case is a question at its first sight, if an earlier complete reading did not show it. */
export const isSeenSoon = ({ inquiry }: Sighting, { firstSights }: Seen): Verdict[] => {
  const { inquiryId, inquiryAt } = inquiry;
  const seenAt = firstSights?.seenAt.get(inquiryId);
  if (!firstSights || seenAt === undefined || inquiryAt === undefined) return [];
  const wasRead = seenAt > firstSights.readSince;
  const wasInGap = firstSights.gaps.some(({ since, until }) => seenAt >= since && seenAt <= until + HOUR_MS);
  if (!wasRead || wasInGap) return [];
  return [inquiryAt - seenAt <= AHEAD_MS && seenAt - inquiryAt <= SOON_MS];
};

/** A case against: another list shows the question, and the complete list of all does not. */
export const isInAll = ({ lists }: Sighting, seen: Seen): Verdict[] => {
  if (lists.some(({ status }) => status === 'ALL'))
    return lists.some(({ status }) => status !== 'ALL') ? [true] : [];
  return [lists.some((list) => isReadWhole('ALL', list, seen)) ? false : undefined];
};

/** A case is a question that Coupang lists as answered. */
export const hasComment = ({ inquiry, lists }: Sighting): Verdict[] =>
  isListedAs('ANSWERED', lists) ? [inquiry.posts.length > 0] : [];

/** A case is a question that Coupang lists as unanswered, after the lag of the lists behind its newest comment (R31). */
export const asksAgain = ({ inquiry, lists }: Sighting, seen: Seen): Verdict[] => {
  const open = lists.find(({ status }) => status === 'NOANSWER');
  const times = inquiry.posts.map(({ at }) => at);
  const isOld = times.length > 0 && times.every((at) => at !== undefined && seen.now - at >= LISTS_LAG_MS);
  if (!open || !isOld) return [];
  if (isListedAs('ANSWERED', lists)) return [false];
  return [isReadWhole('ANSWERED', open, seen) ? true : undefined];
};

/** Source: coupang-api.md section 2.3, for a reply to a hand-over. */
const REPLY_LENGTH = { least: 2, most: 1000 };

export const isOfReplyLength = ({ inquiry }: Sighting): Verdict[] =>
  inquiry.posts.map(({ text, isCut }: Post) => {
    const { length } = text.trim();
    return !isCut && length >= REPLY_LENGTH.least && length <= REPLY_LENGTH.most;
  });

/** A case is a question with comments. */
export const hasOneComment = ({ inquiry: { posts } }: Sighting): Verdict[] =>
  posts.length === 0 ? [] : [posts.length === 1];

const isListedAs = (wanted: string, lists: readonly ListRead[]): boolean =>
  lists.some(({ status }) => status === wanted);
