import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { startStore } from '../../local/aws/store.ts';
import { makeNewTicket } from '../fixtures/domain/make-ticket.ts';
import { cpuMsSince } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';
import { middle } from './middle.ts';
import { startReplay } from './start-replay.ts';

const ROUNDS = 15;
const WARM_UP = 5;
const AT_ONCE = 20;
const credentials = { accessKeyId: 'madeup', secretAccessKey: 'made-up' };
const region = 'ap-northeast-2';
const tableName = 'tickets';

/** Looks at the store once. Returns how many open tickets it saw. */
type Look = () => Promise<number>;

/**
 * Compares the cost of the same look with 50 and with 5,000 open tickets, in turns: its requests, and its CPU time over
 * a store that answers at once. It measures CPU time, since other programs may keep the machine busy.
 * @param budgets `ratio`: of the CPU with 5,000 to that with 50
 */
export const compareSizes = async (
  name: string,
  budgets: { requests: number; ratio: number },
  makeLook: (store: TicketStore) => Look,
): Promise<Budgeted[]> => {
  const sizes = [await openSize(50, makeLook), await openSize(5000, makeLook)] as const;
  try {
    const rounds: { few: number; many: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ few: await sizes[0].show(), many: await sizes[1].show() });
    const manyMs = middle(rounds.map(({ many }) => many));
    const fewMs = middle(rounds.map(({ few }) => few));
    return [
      {
        what: `DynamoDB requests of ${name}, 50 open tickets`,
        figure: sizes[0].requests(),
        budget: budgets.requests,
      },
      {
        what: 'DynamoDB requests of it, 5,000 open tickets, by the laptop’s store',
        figure: sizes[1].requests(),
        budget: budgets.requests,
      },
      {
        what: `times the CPU of ${name} with 50 open tickets: one with 5,000, ${manyMs.toFixed(0)} to ${fewMs.toFixed(1)} ms, median of ${ROUNDS} in turns`,
        figure: manyMs / fewMs,
        budget: budgets.ratio,
      },
    ];
  } finally {
    for (const size of sizes) await size.close();
  }
};

const openSize = async (open: number, makeLook: (store: TicketStore) => Look) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'notifier-bench-'));
  const store = await startStore(join(dataDir, 'dynalite'), tableName, region, { credentials });
  const replay = await startReplay(store.endpoint);
  const client = new DynamoDBClient({ region, credentials, endpoint: replay.url });
  const close = async (): Promise<void> => {
    client.destroy();
    await replay.close();
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const { writer } = createTicketStore({ client: store.client, tableName, newToken });
  for (let first = 0; first < open; first += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, open - first) }, (_, index) =>
        writer.create(
          makeNewTicket(String(1_015_000_000 + first + index), {
            product: '지어낸 인조가죽 스커트 Khaki L',
            orderId: '100000000001',
          }),
        ),
      ),
    );
  const look = makeLook(createTicketStore({ client, tableName, newToken }));
  /** The CPU of one look, ms. */
  const show = async (): Promise<number> => {
    replay.reset();
    const began = process.cpuUsage();
    const seen = await look();
    const ms = cpuMsSince(began);
    if (seen !== open) throw new Error(`The look saw ${seen} of ${open} open tickets.`);
    return ms;
  };
  for (let count = 0; count < WARM_UP; count += 1) await show();
  return { show, requests: replay.asked, close };
};

let tokens = 0;
const newToken = (): string => `token-${(tokens += 1)}`;
