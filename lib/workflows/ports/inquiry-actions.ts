import type { CoupangRefusal } from '../../domain/ticket/act.ts';
import type { Source } from '../../domain/sources.ts';
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
  /** Ids of two sources may be equal. */
  source: Source;
  inquiryId: string;
  /** The `answerId` of the newest post in which the agent asks (R10). Only for hand-overs. */
  parentAnswerId?: string;
  content: string;
  /** A WING login. */
  replyBy: string;
};

/** Only hand-overs can be confirmed. */
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
