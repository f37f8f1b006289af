import type { VendorConfig } from '../../config/schema.ts';
import { channelsOf } from '../../config/find-vendor.ts';
import type { Press, Refusal } from '../../domain/ticket/act.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { UserGroups } from '../ports/slack.ts';
import type { TicketReader } from '../ports/store.ts';
import { mayAct } from './may-act.ts';
import type { PressPorts } from './press.ts';

export type RightPorts = Pick<PressPorts, 'acting' | 'isWorkspaceKnown' | 'vendorOf' | 'log'> & {
  reader: Pick<TicketReader, 'ticket'>;
  door: UserGroups;
};

export type Allowed = { ticket: Ticket; vendor: VendorConfig; wingId: string };
export type Refused = { refusal: Refusal; ticket?: Ticket };

/**
 * Finds the ticket that a request names, and checks that this person may do this from this channel (A6). The request is not
 * trusted: the ticket comes from the table, and the rights come from the configuration.
 */
export const findPressed = async (
  { by, channel, key }: { by: string; channel: string; key: TicketKey | undefined },
  does: Press['do'],
  { acting, isWorkspaceKnown, vendorOf, reader, door, log }: RightPorts,
): Promise<Allowed | Refused> => {
  const vendor = key && vendorOf(key);
  if (!vendor) return { refusal: { code: 'no-ticket' } };
  const ticket = await reader.ticket(key);
  if (!ticket) return { refusal: { code: 'no-ticket' } };
  // `act` does not run for a vendor that is not live, nor for a source that is switched off.
  const isRead = vendor.live && vendor.sources.includes(key.source);
  if (!acting || !isRead || !isOwnChannel(channel, ticket, vendor))
    return { refusal: { code: 'not-allowed' }, ticket };
  if (!isWorkspaceKnown) return { refusal: { code: 'no-workspace' }, ticket };
  const permission = await mayAct(by, does, vendor, { door, log });
  return permission.may
    ? { ticket, vendor, wingId: permission.wingId ?? '' }
    : { refusal: permission.refusal, ticket };
};

/** The vendor's channel, or the channel of a card that is older than the configuration. */
const isOwnChannel = (channel: string, { delivery }: Ticket, vendor: VendorConfig): boolean =>
  [...channelsOf(vendor), delivery.channel].includes(channel);
