import { isSideSource, type SideSource, type Source } from '../domain/sources.ts';
import type { InquiryActions } from '../workflows/ports/inquiry-actions.ts';
import type { SourceLists } from '../workflows/ports/inquiry-source.ts';
import type { SourceClient } from '../workflows/ports/source-client.ts';
import { createCoupangActions } from './call-center/create-coupang-actions.ts';
import { createSender, type SenderOptions } from './create-sender.ts';
import { createProductClient } from './product/create-product-client.ts';
import { createProductReply } from './product/create-product-reply.ts';
import type { Sender } from './send-request.ts';

type CreateClient = (options: SenderOptions, sender: Sender) => SourceClient & SourceLists;

const CLIENTS: Record<SideSource, CreateClient> = { product: createProductClient };

/**
 * The clients of the sources beside the hand-overs that a vendor reads.
 * @param sender shared with `createCoupangClient`, so that all sources of a vendor keep one pace
 */
export const createSourceClients = (
  { sources, ...options }: SenderOptions & { sources: readonly Source[] },
  sender: Sender,
): (SourceClient & SourceLists)[] =>
  sources.filter(isSideSource).map((source) => CLIENTS[source](options, sender));

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
