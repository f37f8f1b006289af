import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';

/**
 * A ticket's present state in the table, one sentence per fact.
 * @param time formats an instant, epoch ms
 */
export const describeNow = (ticket: Ticket, time: (at: number) => string): string[] => {
  const {
    facts: { state, outcome, openedAt, dueAt, closedAt, steps },
    outbox: { version, publishedVersion },
    delivery: { shownVersion },
  } = ticket;
  const {
    facts: { announcement },
    delivery: { channel, ts, attempt, retries },
  } = ticket;
  const end = closedAt === undefined ? '' : ` since ${time(closedAt)} (${outcome ?? 'unknown'})`;
  const place =
    channel === undefined || ts === undefined ? 'nothing' : `a card: channel ${channel}, ts ${ts}`;
  return [
    `${ticketId(ticket.key)} is ${state}${end}. First seen at ${time(openedAt)}; due at ${time(dueAt)}.`,
    `Version ${version}; published: ${publishedVersion}; shown in Slack: ${shownVersion}. Slack shows ${place}.`,
    ...(announcement === 'none' ? [sayWhyNoCard(ticket)] : []),
    ...(steps.length === 0
      ? []
      : [
          `Steps: ${steps.map(({ name, at, passed }) => `${name} at ${time(at)}${passed ? ' (overtaken)' : ''}`).join(', ')}.`,
        ]),
    ...(attempt
      ? [
          `The ${attempt.name} was sent at ${time(attempt.at)}, and its answer is not known. Slack's history decides.`,
        ]
      : []),
    ...Object.entries(retries).flatMap(([name, retry]) =>
      retry ? [`The ${name} waits until ${time(retry.at)}: ${retry.reason}.`] : [],
    ),
  ];
};

const sayWhyNoCard = ({ facts }: Ticket): string => {
  if (facts.provisional === undefined) return 'It has no card: it was over when it was first seen.';
  return facts.state === 'closed'
    ? 'It has no card: a complete reading lacked it before it was announced.'
    : 'It has no card yet: Coupang lists it without a post that asks. A second reading announces it.';
};
