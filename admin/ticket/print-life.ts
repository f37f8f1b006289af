import { ConfigError } from '../../lib/config/config-error.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { describeLife } from '../../lib/life/describe-life.ts';
import type { LogLine } from '../../lib/life/log-line.ts';
import { en } from '../../lib/life/words-en.ts';

/**
 * The life of each of an inquiry's tickets, in order, in its market's zone.
 * @throws ConfigError if neither the log nor the table knows the inquiry
 */
export const printLife = (inquiryId: string, { source, tickets, lines }: Life): string => {
  const known = new Map(tickets.map((ticket) => [ticketId(ticket.key), ticket]));
  const lives = describeLife([...known.keys()], lines, en);
  if (lives.length === 0) {
    throw new ConfigError(
      `No ticket of inquiry ${inquiryId} is in ${source}. Check the id and the place. A hand-over becomes a ticket at the first poll that lists it: check that polls are complete (npm run doctor, or the terminal of the laptop).`,
    );
  }
  const parts = lives.map(({ id, zone, time, events }) => {
    const ticket = known.get(id);
    return [
      `Ticket ${id}, times of ${zone}`,
      ...(events.length > 0
        ? events.map(({ at, text, inner }) => `${time(at)}  ${text} ${inner}`.trimEnd())
        : ['The log says nothing of it: it may be older than the log.']),
      ticket ? ['Now:', ...describeNow(ticket, time)].join('\n  ') : 'The table does not hold it.',
    ].join('\n');
  });
  return [`Inquiry ${inquiryId}, read from ${source}.`, ...parts].join('\n\n');
};

/**
 * A ticket's present state in the table, one sentence per fact.
 * @param time formats an instant, epoch ms
 */
const describeNow = (ticket: Ticket, time: (at: number) => string): string[] => {
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

/** The known facts about an inquiry's tickets. */
export type Life = {
  /** Where it was read, for people. */
  source: string;
  tickets: Ticket[];
  /** In any order. */
  lines: LogLine[];
};
