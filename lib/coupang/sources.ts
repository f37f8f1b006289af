import { type Source, SOURCE_NAMES } from '../domain/sources.ts';
import type { InquiryActions, CoupangAccess, InquirySource } from '../workflows/ports/coupang.ts';
import { type CallCenterOptions, createCallCenterClient } from './call-center/create-call-center-client.ts';
import { createCoupangActions } from './call-center/create-coupang-actions.ts';
import { createSender, type SenderOptions } from './create-sender.ts';
import { createProductClient } from './product/create-product-client.ts';
import { createProductReply } from './product/create-product-reply.ts';
import { fingerprintOf, readKeys } from './read-keys.ts';
import type { Sender } from './send-request.ts';

const CLIENTS: Record<Source, (options: CallCenterOptions, sender: Sender) => InquirySource> = {
  'call-center': createCallCenterClient,
  product: createProductClient,
};

/**
 * The clients of the sources that a vendor reads, the most urgent first. Make one sender per vendor and process, since it holds the vendor's
 * pace.
 */
export const createSources = (
  { sources, ...options }: CallCenterOptions & { sources: readonly Source[] },
  sender: Sender = createSender(options),
): InquirySource[] =>
  SOURCE_NAMES.filter((source) => sources.includes(source)).map((source) => CLIENTS[source](options, sender));

export const createAccess = ({ vendor, credentials, signingClock }: Sender): CoupangAccess => ({
  keyFingerprint: async (how) => fingerprintOf(await readKeys(vendor, credentials, how)),
  clockDiffersByMs: signingClock.differsByMs,
});

/** The acts on inquiries of each source. */
export const createSourceActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): InquiryActions => {
  const { reply, confirm } = createCoupangActions(options, sender);
  const replies: Record<Source, InquiryActions['reply']> = {
    'call-center': reply,
    product: createProductReply(sender),
  };
  return { reply: (sent, stopAt) => replies[sent.source](sent, stopAt), confirm };
};
