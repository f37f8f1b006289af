import { isDecided, isHandOver } from '../inquiry/asking-posts.ts';
import { dateAt } from '../time/dates.ts';
import { LEARNT_STATUSES, type Seen, type Sighting, type Verdict } from './evidence.ts';
import { orderPosts } from '../inquiry/order-posts.ts';
import { ANSWER_LIMIT_MS } from '../ticket/ticket.ts';

/** Evidence from the lists that show an inquiry, one verdict for each case. */

/**
 * A case against: only the window that begins on the inquiry's date shows it. All lists of the window that ends on that date
 * were read to their end and do not.
 */
export const isListedOnEndDate = ({ inquiry, lists }: Sighting, seen: Seen): Verdict[] => {
  const date = dateOf(inquiry.inquiryAt, seen.zone);
  const ending = seen.lists.filter(({ window }) => window.lastDate === date);
  if (lists.some(({ window }) => window.lastDate === date)) return [true];
  const isWhole = LEARNT_STATUSES.every((status) =>
    ending.some((list) => list.status === status && list.isWhole),
  );
  return [isWhole && lists.some(({ window }) => window.firstDate === date) ? false : undefined];
};

/**
 * A case for counts only if the newest post is later than all these windows. If the dates of posts counted, other lists
 * would show the inquiry.
 */
export const isListedByItsDate = ({ inquiry, lists }: Sighting, { zone }: Seen): Verdict[] => {
  const date = dateOf(inquiry.inquiryAt, zone);
  if (date === undefined) return [];
  if (lists.some(({ window }) => date < window.firstDate || date > window.lastDate)) return [false];
  const newestPost = dateOf(orderPosts(inquiry.posts).at(-1)?.at, zone);
  const isEvident = newestPost !== undefined && lists.every(({ window }) => newestPost > window.lastDate);
  return [isEvident ? true : undefined];
};

/** A case is a hand-over for confirmation whose 24 hours are over and which had not ended before. */
export const leavesTransfer = ({ inquiry, lists }: Sighting, { now }: Seen): Verdict[] => {
  const ordered = orderPosts(inquiry.posts);
  const index = ordered.findLastIndex(isHandOver);
  const newest = ordered[index];
  const isListedAs = (wanted: string): boolean => lists.some(({ status }) => status === wanted);
  if (newest?.at === undefined || now < newest.at + ANSWER_LIMIT_MS || isListedAs('NO_ANSWER')) return [];
  if (isListedAs('TRANSFER')) return [false];
  const hasEnded = isDecided(newest) || ordered.slice(index + 1).some(({ by }) => by !== 'csAgent');
  return [newest.needAnswer || hasEnded ? undefined : true];
};

/** A case is an inquiry that only TRANSFER shows, and that says its status. */
export const saysRequestAnswer = ({ inquiry: { counselingStatus }, lists }: Sighting): Verdict[] =>
  counselingStatus === undefined || lists.some(({ status }) => status !== 'TRANSFER')
    ? []
    : [counselingStatus === 'requestAnswer'];

const dateOf = (at: number | undefined, zone: string): string | undefined =>
  at === undefined ? undefined : dateAt(at, zone);
