import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { startStore } from '../../local/aws/store.ts';
import { listen } from '../../local/common/listen.ts';

// A store, and a bus that takes everything. They have a thread of their own, so their CPU is not counted for the caller.
const { dataDir, tableName, region, credentials } = z
  .object({
    dataDir: z.string(),
    tableName: z.string(),
    region: z.string(),
    credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  })
  .parse(workerData);
const request = z.object({ Entries: z.array(z.unknown()) });

const store = await startStore(dataDir, tableName, region, { credentials });
const bus = await listen(async (incoming) => {
  const { Entries } = request.parse(await incoming.json());
  return Response.json({
    FailedEntryCount: 0,
    Entries: Entries.map((_, at) => ({ EventId: `made-up-${at}` })),
  });
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread's, no window's.
parentPort?.postMessage({ store: store.endpoint, bus: bus.url });
