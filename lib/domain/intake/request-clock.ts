import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { lastCompleteOf } from '../reading/plan-readings.ts';
import { isOneOf } from '../is-one-of.ts';
import { sourceOfKind, SOURCES } from '../sources.ts';
import { clockAt, isAhead, isOver, movedEarlier, type TicketClock } from '../ticket/clock.ts';
import { ANSWER_LIMIT_MS, type ListedFacts, type Ticket } from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';
import type { IntakeContext, ShownRequest } from '../request/source-rules.ts';

/** Two times of one post that differ by less are equal. Coupang's clock error is in both times, so this limit is far shorter. */
const SAME_TIME_MS = MINUTE_MS;

type Dated = Pick<Inquiry, 'inquiryAt' | 'posts'>;

/** `lackedAt`: the last run in which the inquiry was lacked. `openings`: of other tickets, by rows without the request. */
export type ClockSight = {
  row: Pick<Listing, 'kind' | 'beganAt'> & { inquiry: Dated };
  lackedAt: number | undefined;
  openings?: readonly number[];
  now: number;
};

/**
 * The clock of a request at first sight (R11), and whether its 24 hours were over before the program could see it. Assumptions: clock-starts-at-asking-post, product-time-offset,
 * weekends-and-holidays-count.
 */
export const clockOfNew = (
  request: ShownRequest,
  isNewest: boolean,
  sight: ClockSight,
): TicketClock & { isPast: boolean } => {
  const { row, lackedAt, openings = [], now } = sight;
  const { inquiry, kind } = row;
  const { answerId, post } = request;
  const start = post ? post.at : answerId === '0' ? inquiry.inquiryAt : undefined;
  const sure = start === undefined || isAhead(start, now) ? undefined : clockAt(start);
  const ownAt = sure?.askedAt ?? (openings.length > 0 ? undefined : ownTimeOf(request, inquiry));
  const isNeverPast = isNewest && isOneOf(kind, SOURCES[sourceOfKind(kind)].neverPast);
  const isLate = ownAt !== undefined && isOver(clockAt(ownAt), now) && !isNeverPast;
  const wasLacked = lackedAt !== undefined && now - lackedAt < ANSWER_LIMIT_MS;
  if (isLate && !wasLacked) return { ...clockAt(ownAt), isPast: true };
  const clock = isLate ? uncertainAt(lackedAt ?? now) : (sure ?? estimateClock(sight));
  return { ...clock, isPast: false };
};

/**
 * A post without a readable time is as new as the newest post of its inquiry. Without a post of its own a request has the time of the newest
 * agent's post, or of the newest comment.
 */
const ownTimeOf = ({ answerId, post }: ShownRequest, inquiry: Dated): number | undefined => {
  if (answerId === '0') return inquiry.inquiryAt;
  const ofAgents = timesOf(inquiry, isAgents);
  const times = post || ofAgents.length === 0 ? timesOf(inquiry, () => true) : ofAgents;
  return times.length > 0 ? Math.max(...times) : inquiry.inquiryAt;
};

const isAgents = ({ by }: Post): boolean => by === 'csAgent';

const timesOf = ({ posts }: Pick<Inquiry, 'posts'>, counts: (post: Post) => boolean): number[] =>
  posts.flatMap((post) => (post.at !== undefined && counts(post) ? [post.at] : []));

const uncertainAt = (at: number): TicketClock => ({ ...clockAt(at), askedAtUncertain: true });

/**
 * The last moment at which the request cannot have been asked yet. Moments that are ahead or a day old do not count. Without any, the
 * clock starts at the first reading that showed the request.
 * @internal
 */
export const estimateClock = ({ row, lackedAt, openings = [], now }: ClockSight): TicketClock => {
  const { inquiry, beganAt } = row;
  const posts = [...timesOf(inquiry, isAgents), newestClosingAt(inquiry, now)];
  const counted = [inquiry.inquiryAt, ...posts, lackedAt, ...openings].filter(
    (at): at is number => at !== undefined && at <= now && now - at < ANSWER_LIMIT_MS,
  );
  return uncertainAt(counted.length > 0 ? Math.max(...counted) : Math.min(beganAt, now));
};

/** When the newest vendor's or automatic post came, unless it is dated ahead. */
export const newestClosingAt = (inquiry: Pick<Inquiry, 'posts'>, now: number): number | undefined => {
  const closing = timesOf(inquiry, ({ by }) => by === 'vendor' || by === 'system');
  const times = closing.filter((at) => !isAhead(at, now));
  return times.length > 0 ? Math.max(...times) : undefined;
};

/** A deadline moves later only at a re-opening. */
export const movedClock = (facts: ListedFacts, post: Post | undefined, now: number): Partial<ListedFacts> => {
  const at = post?.at;
  if (at === undefined || isAhead(at, now)) return {};
  const clock = movedEarlier(facts, at);
  return { postAt: at, ...(clock !== facts && clock) };
};

/** Whether the agent asked again on the same post. */
export const hasMovedLater = ({ facts: { postAt } }: Ticket, post: Post | undefined, now: number): boolean =>
  post?.at !== undefined &&
  postAt !== undefined &&
  post.at >= postAt + SAME_TIME_MS &&
  !isAhead(post.at, now);

export const clockOfReopened = (
  ticket: Ticket,
  post: Post | undefined,
  sight: ClockSight,
): Partial<ListedFacts> => {
  const { facts } = ticket;
  const at = post?.at;
  if (at !== undefined && hasMovedLater(ticket, post, sight.now))
    return { ...clockAt(at), postAt: at, reopenedFrom: at };
  return facts.dueAt > sight.now ? {} : estimateClock(sight);
};

/**
 * The last run in which all open lists of the inquiry's window were complete and did not show it. `undefined` if it may have been listed
 * since, or was never lacked.
 */
export const lackedAtOf = (
  inquiry: Dated,
  tickets: readonly Ticket[],
  { source, completeReadings, zone, now }: IntakeContext,
): number | undefined => {
  const mayBeListed = tickets.some(({ facts }) => facts.fingerprint !== undefined || facts.state === 'open');
  // Such a row was listed before without a ticket.
  const closingAt = newestClosingAt(inquiry, now);
  const mayHaveLagged = tickets.length === 0 && closingAt !== undefined && now - closingAt < ANSWER_LIMIT_MS;
  if (mayBeListed || mayHaveLagged) return undefined;
  const lists = SOURCES[source].openLists.map((list) =>
    lastCompleteOf(list, inquiry.inquiryAt, completeReadings, zone),
  );
  return lists.every((at) => at !== undefined) ? Math.min(...lists) : undefined;
};
