import { type Names, OUTPUTS } from '../../lib/config/names.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { ask, findDeployed, type TableClients, type Texts } from '../ticket/read-deployment.ts';
import {
  createPointerRemoval,
  type Erasure,
  eraseTickets,
  findByNumber,
  waitForSlack,
} from './erase-tickets.ts';

/** `track-sla` publishes within a minute, and `report` within five for a vendor that is not live. */
const SLACK_FOLLOWS_MS = 6 * MINUTE_MS;

/**
 * Erases in the deployed table, with the caller's rights, and waits until Slack shows it.
 * @throws ConfigError if nothing is deployed in the region, or AWS does not give access
 */
export const eraseOnAws = async (
  names: Names,
  id: string,
  clients: TableClients,
  { now, sleep, texts }: { now: () => number; sleep: (ms: number) => Promise<unknown>; texts: Texts },
): Promise<Erasure> => {
  const { facts, store } = await findDeployed(names, clients, texts);
  const tableName = facts.outputs[OUTPUTS.tableName] ?? '';
  const tickets = await ask(texts.ticket.table, texts, async () => {
    const keys = await findByNumber(clients.dynamoDb, tableName, id);
    const removePointers = createPointerRemoval(clients.dynamoDb, tableName);
    const erased = await eraseTickets(keys, now(), { ...store, removePointers });
    return waitForSlack(erased, store.reader, { now, sleep, until: now() + SLACK_FOLLOWS_MS });
  });
  const source = texts.ticket.places.table(names.stacks.notifier, clients.region);
  return { source, isRunning: true, tickets };
};
