import { type Names, OUTPUTS } from '../../lib/config/names.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { ask, findDeployed, type TableClients, type Texts } from '../ticket/read-deployment.ts';
import {
  createPointerRemoval,
  eraseTickets,
  findByNumber,
  type OpenTable,
  waitForSlack,
} from './erase-tickets.ts';

/** `track-sla` publishes within a minute, and `report` within five for a vendor that is not live. */
const SLACK_FOLLOWS_MS = 6 * MINUTE_MS;

/**
 * Opens the deployed table, with the caller's rights. `erase` waits until Slack shows it.
 * @throws ConfigError if nothing is deployed in the region, or AWS does not give access
 */
export const openOnAws = async (
  names: Names,
  clients: TableClients,
  { now, sleep, texts }: { now: () => number; sleep: (ms: number) => Promise<unknown>; texts: Texts },
): Promise<OpenTable> => {
  const { facts, store } = await findDeployed(names, clients, texts);
  const tableName = facts.outputs[OUTPUTS.tableName] ?? '';
  const removePointers = createPointerRemoval(clients.dynamoDb, tableName);
  return {
    place: texts.ticket.places.table(names.stacks.notifier, clients.region),
    isRunning: true,
    find: (id) =>
      ask(texts.ticket.table, texts, () =>
        findByNumber(clients.dynamoDb, tableName, { id, reader: store.reader }),
      ),
    erase: (keys) =>
      ask(texts.ticket.table, texts, async () => {
        const erased = await eraseTickets(keys, now(), { ...store, removePointers });
        return waitForSlack(erased, store.reader, { now, sleep, until: now() + SLACK_FOLLOWS_MS });
      }),
    close: async () => undefined,
  };
};
