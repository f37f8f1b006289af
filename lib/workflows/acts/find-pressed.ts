import type { VendorConfig } from '../../config/schema.ts';
import { channelsOf } from '../../config/find-vendor.ts';
import type { Press, Refusal } from '../../domain/ticket/act.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { mayAct } from './may-act.ts';
import type { PressPorts } from './press.ts';

/** A person's press that may be done. */
export type Allowed = { ticket: Ticket; vendor: VendorConfig; wingId: string };
export type Refused = { refusal: Refusal; ticket?: Ticket };

/**
 * The ticket that a request names, if this person may do this with it, from this channel (A6). The request decides nothing:
 * the ticket comes from the table, and the configuration says who may.
 */
export const findPressed = async (
  { by, channel, key }: { by: string; channel: string; key: TicketKey | undefined },
  does: Press['do'],
  { acting, isWorkspaceKnown, vendorOf, reader, door, log }: PressPorts,
): Promise<Allowed | Refused> => {
  const vendor = key && vendorOf(key);
  if (!vendor) return { refusal: { code: 'no-ticket' } };
  const ticket = await reader.ticket(key);
  if (!ticket) return { refusal: { code: 'no-ticket' } };
  // Nobody looks after the acts of a vendor that is not live.
  if (!acting || !vendor.live || !isOwnChannel(channel, ticket, vendor))
    return { refusal: { code: 'not-allowed' }, ticket };
  if (!isWorkspaceKnown) return { refusal: { code: 'no-workspace' }, ticket };
  const permission = await mayAct(by, does, vendor, { door, log });
  return permission.may
    ? { ticket, vendor, wingId: permission.wingId ?? '' }
    : { refusal: permission.refusal, ticket };
};

/** Where the vendor's messages are, or the card is since before the configuration changed. */
const isOwnChannel = (channel: string, { delivery }: Ticket, vendor: VendorConfig): boolean =>
  [...channelsOf(vendor), delivery.channel].includes(channel);
