import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod/mini';

const served = z.object({ store: z.string(), bus: z.string() });

/** A store and a bus in a thread of their own. `process.threadCpuUsage` of the caller leaves out their CPU. */
export const startAwsThread = async (options: {
  dataDir: string;
  tableName: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): Promise<{ storeUrl: string; busUrl: string; stop: () => Promise<void> }> => {
  const worker = new Worker(new URL('serve-aws.ts', import.meta.url), { workerData: options });
  const messages: unknown[] = await once(worker, 'message');
  const { store, bus } = served.parse(messages[0]);
  return { storeUrl: store, busUrl: bus, stop: async () => void (await worker.terminate()) };
};
