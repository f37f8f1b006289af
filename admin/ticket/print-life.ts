import { ConfigError } from '../../lib/config/config-error.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { describeLife } from '../../lib/life/describe-life.ts';
import { en } from '../../lib/life/words-en.ts';
import { describeNow } from './describe-now.ts';
import type { Life } from './life.ts';

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
