import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { readIfPresent } from '../common/read-if-present.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { orderState } from './orders/orders.ts';
import { questionState } from './product/simulated-question.ts';
import { simulatedInquiry } from './simulated-inquiry.ts';

const worldState = z.object({
  /** Inquiries and posts share this counter of ids. */
  idsUsed: z.int(),
  randomState: z.int(),
  /** Epoch ms. */
  nextArrivalAt: z.number(),
  inquiries: z.array(simulatedInquiry),
  /** Absent in an older file, and until the first question. */
  product: z.optional(questionState),
  orders: z.optional(orderState),
});

export type WorldState = z.infer<typeof worldState>;

export type KeptState = {
  file: string;
  /**
   * The last run's state, or undefined at the first start.
   * @throws ConfigError if it cannot be read
   */
  load: () => Promise<WorldState | undefined>;
  /** Replaces the file in one step. Calls must not overlap. */
  save: (state: WorldState) => Promise<void>;
};

/** The simulator's inquiries in one file, so that they survive a restart. */
export const keepState = (dataDir: string, write = writeAtomically): KeptState => {
  const file = join(dataDir, 'coupang.json');
  return {
    file,
    load: async () => {
      await mkdir(dataDir, { recursive: true });
      const text = await readIfPresent(file);
      return text === undefined ? undefined : parse(text, file);
    },
    save: (state) => write(file, JSON.stringify(state)),
  };
};

const parse = (text: string, file: string): WorldState => {
  try {
    return z.parse(worldState, JSON.parse(text));
  } catch (cause) {
    throw new ConfigError(`${file} is not a simulator's state. Remove it to begin with new inquiries.`, {
      cause,
    });
  }
};
