import * as z from 'zod/mini';
import { MARKETS } from './market.ts';
import { DAY_MS } from './time.ts';

const id = z.string().check(z.regex(/^\d+$/));

const post = z.object({
  answerId: id,
  /** The post that this post answers, if it names it. */
  parentAnswerId: z.optional(id),
  receptionistName: z.string(),
  receptionist: z.string(),
  /** Epoch ms. */
  replyAt: z.number(),
  content: z.string(),
  transferStatus: z.nullable(z.enum(['none', 'requestAnswer', 'answered'])),
  completeReason: z.enum(['NONE', 'DISPUTE_PROCESS', 'DISPUTE_PROCESS_COMPLETE', 'CANCEL']),
  answerType: z.enum(['csAgent', 'vendor']),
  needAnswer: z.boolean(),
});

export const simulatedInquiry = z.object({
  market: z.enum(MARKETS),
  vendorId: z.string(),
  inquiryId: id,
  list: z.enum(['NO_ANSWER', 'TRANSFER', 'ANSWER']),
  inquiryStatus: z.enum(['progress', 'complete']),
  vendorItemId: id,
  itemName: z.string(),
  /** Epoch ms. */
  inquiryAt: z.number(),
  /** Epoch ms. */
  answeredAt: z.nullable(z.number()),
  buyerPhone: z.string(),
  orderId: id,
  /** Epoch ms. */
  orderDate: z.number(),
  receiptCategory: z.string(),
  posts: z.array(post),
  /** The fake's next act on the inquiry. `at`: epoch ms. */
  plan: z.optional(
    z.object({ act: z.enum(['answer', 'confirm', 'hand-over-again', 'withdraw', 'decide']), at: z.number() }),
  ),
});

/** An inquiry as the fake stores it: ids as digits, instants as epoch ms. */
export type SimulatedInquiry = z.infer<typeof simulatedInquiry>;
export type SimulatedPost = SimulatedInquiry['posts'][number];

export const isAsking = ({ transferStatus }: SimulatedPost): boolean => transferStatus === 'requestAnswer';

/** When the 24 hours of an asking post end, epoch ms. Source: coupang-api.md section 5. */
export const endsAt = ({ replyAt }: SimulatedPost): number => replyAt + DAY_MS;

/** Coupang closes only posts that want a reply. */
export const nextToClose = ({ posts }: SimulatedInquiry): SimulatedPost | undefined =>
  posts.filter(({ needAnswer }) => needAnswer).toSorted((a, b) => a.replyAt - b.replyAt)[0];
