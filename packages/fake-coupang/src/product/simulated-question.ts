import * as z from 'zod/mini';
import { MARKETS } from '../market.ts';

const id = z.string().check(z.regex(/^\d+$/));

const simulatedQuestion = z.object({
  market: z.enum(MARKETS),
  vendorId: z.string(),
  inquiryId: id,
  /** `DELETED`: on no list. A list can differ from what the comments suggest. */
  list: z.enum(['NOANSWER', 'ANSWERED', 'DELETED']),
  productId: id,
  sellerProductId: id,
  sellerItemId: id,
  vendorItemId: id,
  productName: z.string(),
  itemName: z.string(),
  topic: z.string(),
  content: z.string(),
  /** Epoch ms. */
  inquiryAt: z.number(),
  orderIds: z.array(id),
  /** `at`: epoch ms. */
  comments: z.array(z.object({ commentId: id, at: z.number(), content: z.string() })),
  /** The fake's next act on the question. `at`: epoch ms. */
  plan: z.optional(z.object({ act: z.enum(['answer', 'ask-again', 'delete']), at: z.number() })),
});

/** The product inquiries in the kept state. An older state has none. */
export const questionState = z.object({
  /** Questions and comments share this counter of ids. */
  idsUsed: z.int(),
  randomState: z.int(),
  /** Epoch ms. */
  nextArrivalAt: z.number(),
  questions: z.array(simulatedQuestion),
});

/** A product inquiry as the fake stores it: ids as digits, instants as epoch ms. */
export type SimulatedQuestion = z.infer<typeof simulatedQuestion>;
export type QuestionState = z.infer<typeof questionState>;
export type QuestionAct = NonNullable<SimulatedQuestion['plan']>['act'];
