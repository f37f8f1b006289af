import type { InquiryActions } from '../workflows/ports/inquiry-actions.ts';
import { createSender, type SenderOptions } from './create-sender.ts';
import { sendConfirm } from './send-confirm.ts';
import { sendReply } from './send-reply.ts';
import type { Sender } from './send-request.ts';

/** @param sender shared with `createCoupangClient`, so that both use the same pace, key and clock */
export const createCoupangActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): InquiryActions => ({
  reply: (reply, stopAt) => sendReply(sender, reply, stopAt),
  confirm: (confirm, stopAt) => sendConfirm(sender, confirm, stopAt),
});
