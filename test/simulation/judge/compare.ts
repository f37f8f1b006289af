import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Message } from '../memory-slack.ts';
import { idOf, type Violation } from './violation.ts';

/** All work for the hand-overs of a day. `calls`: vendor, time and list of each call for the recent week. */
export type HandOverLog = {
  calls: readonly string[];
  /** When these calls first showed each request that asks, by its id, and each inquiry, as `market/vendor/call-center/inquiry`. */
  ofRecentWeek: ReadonlyMap<string, number>;
  tickets: readonly Ticket[];
  messages: readonly Message[];
};

/** A question's card may be the post before the hand-over's. This is one post's pace of Slack. */
const POST_MS = 1200;
/** Warnings of questions go before the cards of hand-overs (R18). */
const WARNING = /^(step|escalation)\//;
/** A request that only a list of older dates or a look-up shows comes after the questions of the recent week. */
const LATER_CALLS_MS = MINUTE_MS;

/**
 * Questions do not delay the hand-overs: the recent week is read at the same millisecond, and each hand-over that its lists show is announced
 * at most one post later, after the warnings.
 * @param alone the same day without questions
 */
export const compareHandOvers = (both: HandOverLog, alone: HandOverLog): Violation | undefined => {
  const made = new Set(both.calls);
  const call = alone.calls.find((wanted) => !made.has(wanted));
  if (call !== undefined) return { rule: 'call', problem: `${call} is made only without questions` };
  const cards = announcements(both);
  for (const [id, at] of announcements(alone)) {
    const card = cards.get(id);
    const concerns = id.split('/').at(-2) ?? id;
    if (card === undefined) return { rule: 'later', problem: `${id} is not announced`, concerns };
    // A provisional request is the row itself, without a post that asks.
    const shown = id.includes('/after-') ? id.slice(0, id.lastIndexOf('/')) : id;
    const isRecent = (alone.ofRecentWeek.get(shown) ?? Infinity) <= at;
    const [market, vendorId] = id.split('/');
    const warnings = both.messages.filter(
      ({ deliverable, name, postedAt }) =>
        WARNING.test(name) &&
        deliverable.startsWith(`${market}/${vendorId}/product/`) &&
        postedAt >= at &&
        postedAt < card,
    );
    if (card > at + (isRecent ? POST_MS * (1 + warnings.length) : LATER_CALLS_MS))
      return { rule: 'later', problem: `${id} is announced ${card - at} ms later`, concerns };
  }
  return undefined;
};

/** The id of each hand-over, and when the first message announced it: its card, or a list that shows it. */
const announcements = ({ tickets, messages }: HandOverLog): Map<string, number> => {
  const first = new Map<string, number>();
  const ids = new Set(tickets.map(({ key }) => idOf(key)));
  for (const { deliverable, name, listed = [], postedAt } of messages) {
    const shown = name === 'card' ? [deliverable] : listed.map((entry) => entry.split(' ')[0] ?? '');
    for (const id of shown) if (ids.has(id)) first.set(id, Math.min(first.get(id) ?? Infinity, postedAt));
  }
  return first;
};
