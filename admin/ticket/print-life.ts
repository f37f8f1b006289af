import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { describeLine } from './describe-line.ts';
import { describeNow } from './describe-now.ts';
import type { Life } from './life.ts';
import type { LogLine } from './log-line.ts';

/**
 * The life of each of an inquiry's tickets, in order, in its market's zone.
 * @throws ConfigError if neither the log nor the table knows the inquiry
 */
export const printLife = (inquiryId: string, { source, tickets, lines }: Life): string => {
  const known = new Map(tickets.map((ticket) => [ticketId(ticket.key), ticket]));
  const inOrder = lines.toSorted((a, b) => a.at - b.at);
  const ids = new Set([
    ...inOrder.map(({ deliverable = '' }) => deliverable).filter(isTicketId),
    ...known.keys(),
  ]);
  if (ids.size === 0) {
    throw new ConfigError(
      `No ticket of inquiry ${inquiryId} is in ${source}. Check the id and the place. A hand-over becomes a ticket at the first poll that lists it: check that polls are complete (npm run doctor, or the terminal of the laptop).`,
    );
  }
  const parts = [...ids].map((id) => {
    const time = formatterOf(id);
    const own = inOrder
      .filter((line) => isAbout(line, id))
      .map((line) => `${time(line.at)}  ${describeLine(line, time)}`);
    const ticket = known.get(id);
    return [
      `Ticket ${id}, times of ${zoneOf(id)}`,
      ...(own.length > 0 ? own : ['The log says nothing of it: it may be older than the log.']),
      ticket ? ['Now:', ...describeNow(ticket, time)].join('\n  ') : 'The table does not hold it.',
    ].join('\n');
  });
  return [`Inquiry ${inquiryId}, read from ${source}.`, ...parts].join('\n\n');
};

const isTicketId = (id: string): boolean => id.split('/').length === 5;

/** A line about the whole inquiry belongs to each of its tickets. */
const isAbout = ({ deliverable }: LogLine, id: string): boolean =>
  deliverable === undefined ||
  deliverable === id ||
  (!isTicketId(deliverable) && id.startsWith(`${deliverable}/`));

const zoneOf = (id: string): string => MARKET_ZONES[id.startsWith('TW/') ? 'TW' : 'KR'];

const formatterOf = (id: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zoneOf(id),
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (at) => format.format(at);
};
