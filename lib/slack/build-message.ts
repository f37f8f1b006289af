import type { VendorConfig } from '../config/schema.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { buildCard } from './card/build-card.ts';
import { buildNotice } from './notices/build-notice.ts';
import type { Message } from './format/message.ts';
import type { LinkTo } from './format/format-link.ts';

export type MessageContext = {
  vendor: VendorConfig;
  /** Epoch ms. It decides how long a blindness has lasted, and whether a shift or a deadline is over. */
  now: number;
  /** The tickets of a notice that lists some. */
  members: readonly Ticket[];
  /** For a list, and for a card with siblings: the link to a ticket's card. */
  linkTo?: LinkTo;
  /** For a card: an edit notifies no person. */
  isEdit?: boolean;
  /** For a card: it is a reply in a list's thread. */
  inThread: boolean;
  /** For a card: people may act from Slack. */
  acting?: boolean;
  /** The age at which a claim no longer counts, ms (S6). Default: none. */
  claimStaleMs?: number;
  /** The link to the message that it replaces (R22), if Slack gave one. */
  back?: string;
};

/** The one message of a ticket or of a notice, in its present state. */
export const buildMessage = (deliverable: Deliverable, message: MessageContext): Message =>
  deliverable.type === 'notice'
    ? buildNotice(deliverable, message)
    : buildCard(deliverable, message.vendor, message);
