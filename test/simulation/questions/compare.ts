import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Message } from '../memory-slack.ts';
import type { Violation } from '../violation.ts';

/** All work for the hand-overs of a day. `calls`: vendor, time and list of each call for the recent week. */
export type HandOverLog = {
  calls: readonly string[];
  /** The inquiries that these calls showed, as `market/vendor/call-center/inquiry`. */
  ofRecentWeek: ReadonlySet<string>;
  tickets: readonly Ticket[];
  messages: readonly Message[];
};

/** A question's card may be the post before the hand-over's. This is one post's pace of Slack. */
const POST_MS = 1200;
/** A request that only a list of older dates or a look-up shows comes after the questions of the recent week. */
const LATER_CALLS_MS = MINUTE_MS;

/**
 * Questions do not delay the hand-overs: the recent week is read at the same millisecond, and each hand-over that its lists show is announced
 * at most one post later.
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
    const isRecent = alone.ofRecentWeek.has(id.slice(0, id.lastIndexOf('/')));
    if (card > at + (isRecent ? POST_MS : LATER_CALLS_MS))
      return { rule: 'later', problem: `${id} is announced ${card - at} ms later`, concerns };
  }
  return undefined;
};

/** The id of each hand-over, and when the first message announced it: its card, or a list that shows it. */
const announcements = ({ tickets, messages }: HandOverLog): Map<string, number> => {
  const first = new Map<string, number>();
  const ids = new Set(tickets.map(({ key }) => deliverableId(key)));
  for (const { deliverable, name, listed = [], postedAt } of messages) {
    const shown = name === 'card' ? [deliverable] : listed.map((entry) => entry.split(' ')[0] ?? '');
    for (const id of shown) if (ids.has(id)) first.set(id, Math.min(first.get(id) ?? Infinity, postedAt));
  }
  return first;
};
