import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import type { Caught } from '../first-caught.ts';
import { KINDS, plant, readPlanted } from './plant.ts';

// A thread of its own loads its own modules, so that the mistake is in this thread alone.
const question = z.object({ kind: z.enum(KINDS), name: z.string(), first: z.number(), count: z.number() });

const search = async ({
  kind,
  name,
  first,
  count,
}: z.infer<typeof question>): Promise<Caught | undefined> => {
  const planted = readPlanted(kind).get(name);
  if (!planted) throw new Error(`no mistake ${name} is planted for ${kind}`);
  plant(planted);
  const { LIVE } = await import('../live.ts');
  for (let seed = first; seed < first + count; seed += 1) {
    const { violation, trace } = await LIVE[kind](seed, planted.worse);
    if (violation && planted.caughtBy.includes(violation.rule)) return { seed, violation, trace };
  }
  return undefined;
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
parentPort?.postMessage(await search(question.parse(workerData)));
