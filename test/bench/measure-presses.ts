import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { contactKey } from '../../lib/dynamodb/item-keys.ts';
import { makeTicket } from '../fixtures/domain/make-ticket.ts';
import { HAND_OVERS_A_DAY } from './day-script.ts';
import type { Budgeted } from './measure-delivery.ts';
import { DAYS_A_MONTH } from './price-month.ts';
import { type PressCost, type PressSystem, type Run, startPressSystem } from './start-press-system.ts';

/** As many as hand-overs. */
const ORDERS_A_DAY = HAND_OVERS_A_DAY;
const TEXT = '고객님, 교환 상품은 내일 발송되며 도착까지 이틀 걸립니다.';

/**
 * Measures the usage of a claim, of a reply and of a view of an order, from the press to the edited card or the filled view. The functions run
 * as deployed over servers on the loopback address.
 */
export const measurePresses = async (): Promise<{
  costs: PressCost[];
  rows: Budgeted[];
}> => {
  const system = await startPressSystem();
  try {
    const claims = await runsOf(system, () =>
      system.measure('a claim', (ticket) => system.press(ticket, 'claim')),
    );
    const replies = await system.measure('a reply', (ticket) => reply(system, ticket));
    const orders = await system.measure('a view of an order', (ticket) => system.press(ticket, 'order'));
    return {
      costs: [claims.result, replies, orders],
      rows: [
        {
          what: 'DynamoDB requests of a press that claims, behind Slack’s URL',
          figure: requestsOf(claims.runs, 'slack-actions'),
          budget: 5,
        },
        ...(await countOrders(system)),
        {
          what: `USD a month of ${ORDERS_A_DAY} views of orders a day, at list prices`,
          figure: orders.usd * ORDERS_A_DAY * DAYS_A_MONTH,
          budget: 0.02,
        },
      ],
    };
  } finally {
    await system.stop();
  }
};

/** Opens the form, looks at the preview, and sends the reply. */
const reply = async ({ press, submit, store }: PressSystem, ticket: Ticket): Promise<void> => {
  await press(ticket, 'reply');
  await submit(TEXT);
  await submit(TEXT);
  const after = await store.reader.ticket(ticket.key);
  if (after?.facts.outcome !== 'answered') throw new Error('The reply did not arrive.');
};

const EARLIER = 20;

/** A press on the order of a ticket: the first one, one within a minute, and one with earlier tickets. */
const countOrders = async (system: PressSystem): Promise<Budgeted[]> => {
  const ticket = await system.newTicket();
  await forgetEarlier(system, ticket);
  const press = async (): Promise<Run[]> => (await runsOf(system, () => system.press(ticket, 'order'))).runs;
  const first = await press();
  const again = await press();
  await addEarlier(system, ticket);
  system.clock.jump(2 * MINUTE_MS);
  const late = await press();
  const row = (what: string, figure: number, budget: number): Budgeted => ({
    what: `DynamoDB requests ${what}`,
    figure,
    budget,
  });
  return [
    row('of a press on the order, behind Slack’s URL', requestsOf(first, 'slack-actions'), 1),
    row('of act for its view, without earlier tickets', requestsOf(first, 'act'), 8),
    row('of act for the same press within a minute', requestsOf(again, 'act'), 3),
    row(`of act for its view, with ${EARLIER} earlier tickets`, requestsOf(late, 'act'), 8 + EARLIER),
  ];
};

/** The simulator's inquiries are about few options. */
const forgetEarlier = async (
  { store, client, tableName, clock }: PressSystem,
  { key, facts: { vendorItemId } }: Ticket,
): Promise<void> => {
  if (vendorItemId === undefined) return;
  const option = { option: vendorItemId };
  const known = await store.contacts.of(key, option, { most: 100, now: clock.now() });
  for (const other of known.filter(({ key: { inquiryId } }) => inquiryId !== key.inquiryId))
    await DynamoDBDocumentClient.from(client).send(
      new DeleteCommand({ TableName: tableName, Key: contactKey(other.key, other.openedAt, option) }),
    );
};

/** Stores earlier tickets of the same order. */
const addEarlier = async ({ store }: PressSystem, { key, facts }: Ticket): Promise<void> => {
  for (let at = 1; at <= EARLIER; at += 1) {
    const openedAt = facts.openedAt - at * DAY_MS;
    const { orderId } = facts;
    if (orderId === undefined) throw new Error('The ticket has no order.');
    const earlier = makeTicket({ ...key, inquiryId: String(at), orderId, openedAt, askedAt: openedAt });
    await store.writer.create(earlier);
    await store.contacts.note(earlier);
  }
};

/** Returns the runs of the functions during the work, too. */
const runsOf = async <Result>(
  { runs }: PressSystem,
  work: () => Promise<Result>,
): Promise<{ result: Result; runs: Run[] }> => {
  const before = runs.length;
  const result = await work();
  return { result, runs: runs.slice(before) };
};

/** The most requests of a run. */
const requestsOf = (runs: readonly Run[], caller: Run['name']): number =>
  Math.max(...runs.filter(({ name }) => name === caller).map(({ requests }) => requests.length));
