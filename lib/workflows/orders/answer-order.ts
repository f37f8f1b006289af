import { isOffered, ordersOf } from '../../domain/order/orders-of.ts';
import { answer, type Answered } from '../acts/answer-press.ts';
import { findPressed } from '../acts/find-pressed.ts';
import type { PressPorts } from '../acts/press.ts';
import type { OrderRequester } from '../ports/events.ts';
import type { OrderPress } from '../ports/slack.ts';

export type OrderPressPorts = PressPorts & { publisher: OrderRequester };

/**
 * Opens the view of an order, or empties an open one, and requests that `act` fills it (A10). One read of the table: `act` checks the user group, and calls
 * Coupang. If the request is lost, the view already leads to WING.
 */
export const answerOrder = (pressed: OrderPress, ports: OrderPressPorts): Promise<Answered> => {
  const pressedAt = ports.clock.now();
  return answer(pressed, ports, async () => {
    const found = await findPressed(pressed, 'claim', withoutGroups(pressed.by, ports));
    if ('refusal' in found) return found;
    const { ticket } = found;
    if (ticket.facts.state === 'closed') return { refusal: { code: 'ended' }, ticket };
    if (ordersOf(ticket.facts)[pressed.order] === undefined) return { refusal: { code: 'stale' }, ticket };
    // No button of ours asks for these.
    if (!isOffered(pressed.part, ticket.key)) return 'nothing';
    const { by, channel, order, part } = pressed;
    const view = await ports.door.openOrder(pressed, ticket);
    if (view === 'closed') return 'nothing';
    const request = { ticket: ticket.key, by, channel, order, pressedAt, part, view };
    return (await ports.publisher.requestOrder(request)) ? 'opened' : 'unsent';
  });
};

/** Without a call to Slack, any person may be in the group. */
const withoutGroups = (by: string, ports: OrderPressPorts) => ({
  ...ports,
  door: { membersOf: async () => [by] },
});
