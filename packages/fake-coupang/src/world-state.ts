import * as z from 'zod/mini';
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
  /** Absent until the first question. */
  product: z.optional(questionState),
  orders: z.optional(orderState),
});

/** Everything that the fake remembers, as plain JSON. */
export type WorldState = z.infer<typeof worldState>;

/** Keeps the state between two runs. */
export type StateStore = {
  /** The last run's state, or undefined at the first start. */
  load: () => Promise<WorldState | undefined>;
  /** Calls never overlap. A failed call is repeated every second until one works. */
  save: (state: WorldState) => Promise<void>;
};

/** @throws ZodError if the JSON is not a state of this version */
export const parseState = (json: unknown): WorldState => z.parse(worldState, json);
