import { Worker } from 'node:worker_threads';
import type { Kind } from './planted/plant.ts';
import type { TraceLine } from './trace.ts';
import type { Violation } from './judge/violation.ts';

export type Caught = { seed: number; violation: Violation; trace: TraceLine[] };

/** The first day on which a rule of a planted mistake finds it. On another day another rule may find it sooner. */
export const firstCaught = (
  kind: Kind,
  name: string,
  { first = 0, count }: { first?: number; count: number },
): Promise<Caught | undefined> =>
  new Promise((resolve, reject) => {
    const workerData = { kind, name, first, count };
    const execArgv = ['--conditions', 'workshop'];
    new Worker(new URL('planted/catch.ts', import.meta.url), { workerData, execArgv })
      .once('message', resolve)
      .once('error', reject);
  });
