import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { buildHome } from '../../lib/slack/acts/build-home.ts';
import { readHomeOf } from '../../lib/workflows/acts/refresh-homes.ts';
import { startStore } from '../../local/aws/store.ts';
import { makeNewTicket } from '../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { madeUpVendor } from '../unit/slack/made-up-ticket.ts';
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

/**
 * What an App Home costs with 50 and with 5,000 open tickets, in turns: its requests, and the CPU time from the first of them to the
 * built view, over a store that answers at once. CPU time, since other programs may keep the machine busy.
 */
export const measureHome = async (): Promise<{ rows: Budgeted[]; told: [string, string][] }> => {
  const homes = [await openHome(50), await openHome(5000)] as const;
  try {
    const rounds: { few: number; many: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ few: await homes[0].show(), many: await homes[1].show() });
    const manyMs = middle(rounds.map(({ many }) => many));
    const fewMs = middle(rounds.map(({ few }) => few));
    return {
      rows: [
        {
          what: 'DynamoDB requests of an App Home, 50 open tickets',
          figure: homes[0].requests(),
          budget: 17,
        },
        {
          what: 'DynamoDB requests of it, 5,000 open tickets, by the laptop’s store',
          figure: homes[1].requests(),
          budget: 17,
        },
        {
          what: `times the CPU of a Home with 50 open tickets: one with 5,000, ${manyMs.toFixed(0)} to ${fewMs.toFixed(0)} ms, median of ${ROUNDS} in turns`,
          figure: manyMs / fewMs,
          budget: 8,
        },
      ],
      told: [
        [
          manyMs.toFixed(0),
          'ms of CPU for an App Home with 5,000 open tickets, over a store that answers at once (goal: 200)',
        ],
      ],
    };
  } finally {
    for (const home of homes) await home.close();
  }
};

type OpenHome = {
  /** The CPU of one look, ms. */
  show: () => Promise<number>;
  /** Of the last look. */
  requests: () => number;
  close: () => Promise<void>;
};

const openHome = async (open: number): Promise<OpenHome> => {
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
  const { reader } = createTicketStore({ client, tableName, newToken });
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
  const vendors = [{ ...madeUpVendor(), id: VENDOR.vendorId, market: VENDOR.market }];
  const filter = { who: 'all', kind: 'all', page: 0 } as const;
  const show = async (): Promise<number> => {
    replay.reset();
    const began = process.cpuUsage();
    const home = await readHomeOf('U0KIM', filter, vendors, { reader, clock: { now: () => NOW } });
    if (home.queue.counts.open !== open) throw new Error('The Home does not show all.');
    buildHome(home, filter, { vendors, language: 'ko', linkTo: () => undefined, now: NOW });
    return cpuMsSince(began);
  };
  for (let look = 0; look < WARM_UP; look += 1) await show();
  return { show, requests: replay.asked, close };
};

let tokens = 0;
const newToken = (): string => `token-${(tokens += 1)}`;
