import type { LineName, Place, Ticket } from '../ticket/ticket.ts';
import { tsOfLine } from '../ticket/posted.ts';
import type { Deliverable } from './deliverable.ts';
import { isLaterTs } from './slack-ts.ts';

/** Where a message is in Slack, or a line of a card's thread; none if it is not there. */
export const placeOf = (deliverable: Deliverable, line?: LineName): Place | undefined => {
  const { delivery } = deliverable;
  if (line === undefined || deliverable.type === 'notice') return toPlace(delivery);
  const ts = tsOfLine(deliverable.delivery, line);
  const channel = isUnderEarlier(deliverable, line) ? delivery.replaced?.channel : delivery.channel;
  return toPlace({ channel, ts });
};

/** Whether the line is in the thread of a card that was replaced (R22). It is older than the card that came instead. */
export const isUnderEarlier = ({ delivery }: Ticket, line: LineName): boolean => {
  const { replaced, ts } = delivery;
  return replaced !== undefined && ts !== undefined && isLaterTs(ts, tsOfLine(delivery, line) ?? ts);
};

const toPlace = ({ channel, ts }: { channel?: string | undefined; ts?: string | undefined }) =>
  channel === undefined || ts === undefined ? undefined : { channel, ts };
