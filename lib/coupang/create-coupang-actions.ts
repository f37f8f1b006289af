import { createSender, type SenderOptions } from './create-sender.ts';
import type { ActionResult } from './send-action.ts';
import { type Confirm, sendConfirm } from './send-confirm.ts';
import { type Reply, sendReply } from './send-reply.ts';
import type { Sender } from './send-request.ts';

/** What a person can do to an inquiry at Coupang. Neither throws a SourceError. `stopAt`: raw clock, epoch ms. */
export type CoupangActions = {
  reply: (reply: Reply, stopAt: number) => Promise<ActionResult>;
  confirm: (confirm: Confirm, stopAt: number) => Promise<ActionResult>;
};

/** @param sender shared with `createCoupangClient`, so that both use the same pace, key and clock */
export const createCoupangActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): CoupangActions => ({
  reply: (reply, stopAt) => sendReply(sender, reply, stopAt),
  confirm: (confirm, stopAt) => sendConfirm(sender, confirm, stopAt),
});
