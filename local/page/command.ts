import * as z from 'zod/mini';
import type { FailureMode } from 'fake-coupang';
import { type Leap, LEAPS } from '../board/next-event.ts';

/** The panel's actions on inquiries of the simulator. `ARRIVING` creates inquiries. `ENDING` changes one inquiry. */
export const ARRIVING = [
  'hand-over-reply',
  'hand-over-confirm',
  'hand-over-ladder',
  'hand-over-late',
  'burst',
] as const;
export const ENDING = ['answer', 'confirm', 'withdraw', 'decide', 'auto-close', 'hand-over-again'] as const;
/** The same for product questions. */
export const QUESTION_ENDING = [
  'answer-question',
  'delete-question',
  'ask-again',
  'expire-question',
] as const;
const ACTIONS = [...ARRIVING, ...ENDING, 'ask', ...QUESTION_ENDING] as const;
export type ActionName = (typeof ACTIONS)[number];

export const COUPANG_TROUBLES = [
  'blocked',
  'throttled',
  'unavailable',
  'wrong-key',
  'ip-not-allowed',
  'incomplete-page',
  'lost-answer',
  'slow',
] as const satisfies readonly FailureMode[];
export type CoupangTrouble = (typeof COUPANG_TROUBLES)[number];

export const SLACK_TROUBLES = ['down', 'rate-limited', 'lost-answer'] as const;
export type SlackTrouble = (typeof SLACK_TROUBLES)[number];

/** Failures of the calls of product questions alone. */
export const PRODUCT_TROUBLES = ['forbidden'] as const satisfies readonly FailureMode[];
export type ProductTrouble = (typeof PRODUCT_TROUBLES)[number];

const DAY_STEPS = ['play', 'next', 'stop'] as const;
export type DayStep = (typeof DAY_STEPS)[number];

/** A click on the panel or on the guided day. `trouble: null` switches back to normal. */
export const command = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.enum(ACTIONS),
    /** Default: the newest inquiry that fits. */
    inquiryId: z.optional(z.string().check(z.regex(/^\d{1,20}$/))),
  }),
  z.strictObject({ do: z.literal('coupang'), trouble: z.nullable(z.enum(COUPANG_TROUBLES)) }),
  z.strictObject({ do: z.literal('slack'), trouble: z.nullable(z.enum(SLACK_TROUBLES)) }),
  z.strictObject({ do: z.literal('product'), trouble: z.nullable(z.enum(PRODUCT_TROUBLES)) }),
  z.strictObject({ do: z.literal('leap'), to: z.enum(LEAPS) }),
  z.strictObject({
    do: z.literal('day'),
    step: z.enum(DAY_STEPS),
    /** The user agrees that open tickets of their own end. */
    isSure: z.optional(z.boolean()),
  }),
]);
export type Command = Exclude<z.infer<typeof command>, { do: 'day' }>;

export type ActionDone =
  | { did: ActionName; inquiryId?: string; label?: string }
  | { did: 'coupang'; trouble: CoupangTrouble | null }
  | { did: 'slack'; trouble: SlackTrouble | null }
  | { did: 'product'; trouble: ProductTrouble | null }
  | ({ did: 'leap' } & Leap);

export type RefusalCode = 'none-fits' | 'does-not-fit' | 'no-such-inquiry' | 'not-here';

export class RefusedCommand extends Error {
  override name = 'RefusedCommand';
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}
