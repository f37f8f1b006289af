import { randomUUID } from 'node:crypto';
import { createTable } from '../fixtures/create-table.ts';
import type { AddressInfo } from 'node:net';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import dynalite from 'dynalite';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { deliverableItemKey } from '../../lib/dynamodb/item-keys.ts';
import type { ItemKey } from '../../lib/dynamodb/table.ts';
import type { Deliverable, DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { TicketReader } from '../../lib/workflows/ports/store.ts';
import { makeNewTicket, type TicketFields } from '../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { noteCalls } from '../simulation/effect.ts';
import { createMemoryStore } from '../simulation/memory-store.ts';

/** The ports that the in-memory store has, too. */
export type StoreUnderTest = Pick<
  TicketStore,
  'writer' | 'notices' | 'delivery' | 'lanes' | 'states' | 'texts' | 'replies'
> & {
  reader: TicketReader;
  /** How many requests were answered so far. */
  answers: () => number;
};

export type TableUnderTest = TicketStore &
  Pick<StoreUnderTest, 'answers'> & {
    client: DynamoDBClient;
    tableName: string;
    /** The item as stored in the table. */
    item: (key: DeliverableKey) => Promise<Record<string, unknown> | undefined>;
    /** The item with these keys, as stored in the table. */
    itemAt: (key: ItemKey) => Promise<Record<string, unknown> | undefined>;
    /** Writes an item past the store. */
    put: (item: ItemKey & Record<string, unknown>) => Promise<unknown>;
    /** An index's rows of one vendor. */
    index: (name: 'attention' | 'closed', partition: string) => Promise<Record<string, unknown>[]>;
    /** Loses the next answer although the request took effect. `answers` is the number of answers sent. */
    loseNextAnswer: () => { answers: () => number };
  };

/** Declares a test that needs DynamoDB's items, requests or ports that the in-memory store does not have. */
type OnTable = (title: string, run: (store: TableUnderTest) => Promise<void>) => void;

/** Runs a suite against the in-memory store, and against DynamoDB. */
export const describeStore = (
  title: string,
  suite: (store: () => StoreUnderTest, onTable: OnTable) => void,
): void => {
  describe(`${title} (in memory)`, () => {
    const calls: string[] = [];
    const { noticeStore: notices, ...store } = createMemoryStore(noteCalls(calls));
    suite(
      () => ({ ...store, notices, answers: () => calls.length }),
      () => {},
    );
  });
  describeTable(title, (table) => suite(table, (name, run) => test(name, () => run(table()))));
};

/** Runs a suite against dynalite, and also against the emulator at DYNAMODB_ENDPOINT if that is set. */
export const describeTable = (title: string, suite: (store: () => TableUnderTest) => void): void => {
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  const backends = [
    { name: 'dynalite', start: startDynalite },
    ...(endpoint
      ? [{ name: endpoint, start: () => Promise.resolve({ endpoint, stop: () => undefined }) }]
      : []),
  ];
  describe.each(backends)(`${title} ($name)`, ({ start }) => {
    let opened: { store: TableUnderTest; close: () => Promise<void> } | undefined;
    beforeAll(async () => {
      const server = await start();
      opened = await openStore(server.endpoint, server.stop);
    }, 20_000);
    afterAll(async () => {
      await opened?.close();
    });
    suite(() => {
      if (!opened) throw new Error('The store is open only while its tests run.');
      return opened.store;
    });
  });
};

const startDynalite = async () => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return { endpoint: `http://127.0.0.1:${portOf(server.address())}`, stop: () => void server.close() };
};

const portOf = (address: string | AddressInfo | null): number => {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
};

const openStore = async (endpoint: string, stop: () => void) => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'madeup', secretAccessKey: 'made-up' },
  });
  const tableName = `contract-${randomUUID()}`;
  await createTable(client, tableName);
  const documents = DynamoDBDocumentClient.from(client);
  const itemAt = async (Key: ItemKey) =>
    (await documents.send(new GetCommand({ TableName: tableName, Key }))).Item;
  const store: TableUnderTest = {
    ...createTicketStore({ client, tableName, newToken: randomUUID }),
    client,
    tableName,
    item: (key) => itemAt(deliverableItemKey(key)),
    itemAt,
    put: (Item) => documents.send(new PutCommand({ TableName: tableName, Item })),
    index: async (name, partition) => {
      const found = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': `${name}Of` },
          ExpressionAttributeValues: { ':partition': partition },
        }),
      );
      return found.Items ?? [];
    },
    ...watchAnswers(client),
  };
  const close = async () => {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
    stop();
  };
  return { store, close };
};

// Inside the SDK's retry, after the server's work. So the SDK repeats a request that already took effect.
const watchAnswers = (client: DynamoDBClient): Pick<TableUnderTest, 'answers' | 'loseNextAnswer'> => {
  let losing = false;
  let answers = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args).finally(() => {
        answers += 1;
      });
      if (!losing) return output;
      losing = false;
      throw Object.assign(new Error('The answer was lost.'), { code: 'ECONNRESET' });
    },
    { step: 'deserialize', priority: 'high', name: 'loseNextAnswer' },
  );
  const loseNextAnswer = () => {
    losing = true;
    const before = answers;
    return { answers: () => answers - before };
  };
  return { answers: () => answers, loseNextAnswer };
};

export const vendorOf = (vendorId: string) => ({ ...VENDOR, vendorId });

export const held = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The write was refused, or the item is not there.');
  return value;
};

/** Delivery's result for a ticket, as a ticket. */
export const ticketIn = (deliverable: Deliverable): Ticket => {
  if (deliverable.type === 'notice') throw new Error(`${deliverable.key.notice} is no ticket.`);
  return deliverable;
};

type Writes = Pick<StoreUnderTest, 'delivery' | 'reader' | 'writer'>;

/** A new ticket in the store, of which no event is published. */
export const opened = async (
  { writer }: Pick<Writes, 'writer'>,
  inquiryId: string,
  overrides: TicketFields = {},
): Promise<Ticket> => held(await writer.create(makeNewTicket(inquiryId, overrides)));

export const publishedTicket = async ({ reader, writer }: Writes, inquiryId: string): Promise<Ticket> => {
  const ticket = await opened({ writer }, inquiryId);
  await writer.notePublished(ticket, 1, NOW);
  return held(await reader.ticket(ticket.key));
};

/** A published ticket whose present version is in Slack. */
export const shownTicket = async (store: Writes, inquiryId: string): Promise<Ticket> => {
  const result = { channel: 'C0CS', ts: '1.2', shownVersion: 1 };
  const ticket = await publishedTicket(store, inquiryId);
  return ticketIn(held(await store.delivery.noteResult(ticket, result, NOW)));
};
