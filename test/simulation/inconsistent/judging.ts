import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { Source } from '../../../lib/domain/sources.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Message } from '../memory-slack.ts';
import type { Report } from '../violation.ts';

/** The present content of Slack and the table. */
export type Seen = {
  now: number;
  tickets: readonly Ticket[];
  notices: readonly Notice[];
  messages: readonly Message[];
};

export const SHOWN_MS = 5 * MINUTE_MS;
export const CARD_WITHIN_MS = 5 * MINUTE_MS;
/** Polls and messages take part of a minute each. */
export const SLACK_MS = 2 * MINUTE_MS;
export const ANSWERED_MS = 25 * MINUTE_MS;
/** How long a kind of call may be left out after it failed. */
export const LEFT_ALONE_MS = HOUR_MS;

export const complainTo =
  (report: Report) =>
  (rule: string, inquiryId: string, problem: string): void =>
    report({ rule, problem: `${inquiryId}: ${problem}`, concerns: inquiryId });

export const isWarning = ({ name }: Message): boolean => /^(step|escalation)\//.test(name);

/**
 * Whether a ticket was re-opened twice in an hour.
 * @param changedAt when Coupang's record of the inquiry changed in a way that may re-open it
 */
export const hasFlapped = ({ facts: { history } }: Ticket, changedAt: readonly number[]): boolean => {
  const reopened = history.filter(({ name }) => name.startsWith('reopened-')).map(({ at }) => at);
  return reopened.some((at, index) => {
    const before = reopened[index - 1] ?? -Infinity;
    const isNew = changedAt.some((changed) => changed > before - HOUR_MS && changed <= at);
    return at - before < HOUR_MS && !isNew;
  });
};

/** Whether an announced blind time overlaps with a time. One that begins soon after an all-clear is announced by its edit (R17). */
export const isBlind = (
  { notices, messages }: Seen,
  from: number,
  to: number,
  source: Source = 'call-center',
): boolean =>
  notices.some(({ key, facts, delivery, outbox }) => {
    if (!('source' in facts) || facts.source !== source) return false;
    if (facts.about === 'all-clear' && facts.again)
      return facts.again.since <= to && delivery.shownVersion === outbox.version;
    return (
      facts.about === 'blind' &&
      messages.some(({ deliverable }) => deliverable === deliverableId(key)) &&
      facts.since <= to &&
      (facts.until ?? Infinity) >= from
    );
  });
