import type { VendorConfig } from '../config/schema.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { buildCard } from './card/build-card.ts';
import { buildNotice } from './notices/build-notice.ts';
import type { Message } from './format/message.ts';
import type { LinkTo } from './format/format-link.ts';

export type MessageContext = {
  vendor: VendorConfig;
  /** Epoch ms: how long a blindness has lasted, whether a shift has ended. */
  now: number;
  /** Of a digest and a shift's lists: their tickets. */
  members: readonly Ticket[];
  /** Of a shift's lists, and of a card with others of its inquiry: to a ticket's card, where that stands. */
  linkTo?: LinkTo;
  /** Of a card: an edit notifies nobody. */
  isEdit?: boolean;
  /** Of a card: it stands in a digest's thread. */
  inThread: boolean;
  /** Link to the message that it stands for (R22), where Slack gave one. */
  back?: string;
};

/** The one message of a ticket or of a notice, as it is now. */
export const buildMessage = (deliverable: Deliverable, message: MessageContext): Message =>
  deliverable.type === 'notice'
    ? buildNotice(deliverable, message)
    : buildCard(deliverable, message.vendor, message);
