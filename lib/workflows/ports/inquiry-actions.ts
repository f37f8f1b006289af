import type { CoupangRefusal } from '../../domain/ticket/act.ts';
import type { SourceError } from './inquiry-source.ts';

/**
 * `done`: Coupang confirmed it.
 * `refused`: Coupang did nothing, for this reason.
 * `unsure`: it may be done. Read the inquiry back; never send it again.
 * `failed`: the call did not reach Coupang.
 */
export type ActionResult =
  | { is: 'done' }
  | { is: 'refused'; refusal: { code: CoupangRefusal } }
  | { is: 'unsure' | 'failed'; failure: SourceError };

export type Reply = {
  inquiryId: string;
  /** The `answerId` of the newest post in which the agent asks (R10). */
  parentAnswerId: string;
  content: string;
  /** A WING login. */
  replyBy: string;
};

export type Confirm = {
  inquiryId: string;
  /** A WING login. */
  confirmBy: string;
};

/** A person's acts on an inquiry at Coupang. Never throws a SourceError. `stopAt`: epoch ms. */
export type InquiryActions = {
  reply: (reply: Reply, stopAt: number) => Promise<ActionResult>;
  confirm: (confirm: Confirm, stopAt: number) => Promise<ActionResult>;
};
