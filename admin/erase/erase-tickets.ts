import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { TABLE } from '../../lib/config/names.ts';
import { defined } from '../../lib/domain/defined.ts';
import { needsSlack } from '../../lib/domain/delivery/plan-delivery.ts';
import type { Source } from '../../lib/domain/sources.ts';
import { eraseTexts } from '../../lib/domain/ticket/ticket-changes.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { pointersOf } from '../../lib/dynamodb/contacts.ts';
import { parseTicketKey } from '../../lib/dynamodb/item-keys.ts';
import type { ChangeWriter, OpenReader } from '../../lib/workflows/ports/store.ts';
import { forEachSettled } from '../../lib/workflows/outbox/for-each-settled.ts';
import { writeChange } from '../../lib/workflows/outbox/write-change.ts';

export type ErasedTicket = {
  ticket: Ticket;
  /** False if an earlier run erased it. */
  isNew: boolean;
  isPending: boolean;
};

/** A ticket that has the number. `ticket` is absent if it cannot be read. */
export type FoundTicket = { key: TicketKey; ticket?: Ticket };

/** Where tickets are erased. Its calls throw the SDK's errors, or ConfigErrors. */
export type OpenTable = {
  /** For people. */
  place: string;
  /** The running program updates Slack by itself. */
  isRunning: boolean;
  find: (id: string) => Promise<FoundTicket[]>;
  erase: (keys: readonly TicketKey[]) => Promise<ErasedTicket[]>;
  close: () => Promise<void>;
};

export type EraseStore = {
  reader: OpenReader;
  writer: ChangeWriter;
  removePointers: (ticket: Ticket) => Promise<void>;
};

/** Removes the pointers from orders and options to a ticket. A function may not do this. Throws the SDK's errors. */
export const createPointerRemoval = (
  client: DynamoDBClient,
  tableName: string,
): EraseStore['removePointers'] => {
  const documents = DynamoDBDocumentClient.from(client);
  return async (ticket) => {
    for (const key of pointersOf(ticket))
      await documents.send(new DeleteCommand({ TableName: tableName, Key: key }));
  };
};

/** The found tickets of the source. Undefined without a source, if inquiries of several sources have the number. */
export const chooseSource = (
  id: string,
  found: FoundTicket[],
  source: Source | undefined,
): FoundTicket[] | undefined => {
  if (source !== undefined) return found.filter(({ key }) => key.source === source);
  const sources = found.flatMap(({ key }) => (key.inquiryId === id ? [key.source] : []));
  return new Set(sources).size > 1 ? undefined : found;
};

/** Searches the whole table, since no index knows orders. A function may not do this. Throws the SDK's errors. */
export const findByNumber = async (
  client: DynamoDBClient,
  tableName: string,
  { id, reader }: { id: string; reader: OpenReader },
): Promise<FoundTicket[]> => {
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression:
        'begins_with(#pk, :tickets) AND (#orderId = :id OR contains(#orderIds, :id) OR contains(#pk, :inquiry))',
      ExpressionAttributeNames: { '#pk': TABLE.partitionKey, '#orderId': 'orderId', '#orderIds': 'orderIds' },
      ExpressionAttributeValues: { ':tickets': 'T#', ':id': id, ':inquiry': `#${id}` },
    },
  );
  const found: FoundTicket[] = [];
  for await (const { Items = [] } of pages)
    for (const item of Items) {
      const key = parseTicketKey(item);
      const { orderId, orderIds } = item;
      const isOfOrder = orderId === id || (Array.isArray(orderIds) && orderIds.includes(id));
      if (key.inquiryId === id || isOfOrder) {
        const ticket = await reader.ticket(key).catch(() => undefined);
        found.push({ key, ...defined({ ticket }) });
      }
    }
  return found;
};

/**
 * Erases the texts of tickets and removes their pointers, also if an earlier run erased the texts. `track-sla` or `report` publishes each change, and `notify` then edits the cards. Throws
 * the first error after all tickets were tried.
 * @param now epoch ms
 */
export const eraseTickets = async (
  keys: readonly TicketKey[],
  now: number,
  store: EraseStore,
): Promise<ErasedTicket[]> => {
  const erased: ErasedTicket[] = [];
  const failures = await forEachSettled(keys, async (key) => {
    const written = await writeChange(key, eraseTexts, now, store);
    const ticket = written ?? (await store.reader.ticket(key));
    // After the write: from then on a poll writes none.
    if (ticket) await store.removePointers(ticket);
    if (ticket) erased.push({ ticket, isNew: written !== undefined, isPending: isPending(ticket) });
  });
  if (failures.length > 0) throw failures[0];
  return erased;
};

export const waitForSlack = async (
  tickets: readonly ErasedTicket[],
  reader: EraseStore['reader'],
  { now, sleep, until }: { now: () => number; sleep: (ms: number) => Promise<unknown>; until: number },
): Promise<ErasedTicket[]> => {
  let left = [...tickets];
  while (left.some((erased) => erased.isPending) && now() < until) {
    await sleep(LOOK_EVERY_MS);
    left = await Promise.all(
      left.map(async (erased) => {
        const ticket = (erased.isPending && (await reader.ticket(erased.ticket.key))) || erased.ticket;
        return { ...erased, ticket, isPending: isPending(ticket) };
      }),
    );
  }
  return left;
};

const LOOK_EVERY_MS = 5000;

const isPending = (ticket: Ticket): boolean =>
  ticket.outbox.publishedVersion < ticket.outbox.version || needsSlack(ticket);
