import { findVendor } from '../../config/find-vendor.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { HomeUse, Search } from '../ports/slack-press.ts';
import { answerPress } from './answer-press.ts';
import type { DoorServices } from './find-pressed.ts';
import { findTickets, readHome } from './read-home.ts';

export type HomeServices = DoorServices & {
  vendors: readonly VendorConfig[];
  reader: Pick<TicketReader, 'attention' | 'ticket' | 'closed'>;
};

/**
 * Shows a person's Home, after what that person did there (A7). Only `people` of a vendor see its tickets: a Home has no
 * channel whose members could be asked. Throws SlackFailure and errors of the store.
 */
export const answerHome = async (
  { by, name, filter, claim }: HomeUse,
  services: HomeServices,
): Promise<void> => {
  const vendors = seenBy(by, services);
  const vendor = claim?.key && findVendor({ vendors }, claim.key);
  if (claim && vendor) {
    const person = { by, channel: vendor.channel, ...(name !== undefined && { name }) };
    await answerPress({ ...person, ...claim, do: 'claim' }, services);
  }
  const now = services.clock.now();
  const home = await readHome(
    vendors.map(({ id, market }) => ({ market, vendorId: id, zone: MARKET_ZONES[market] })),
    filter,
    by,
    services,
  );
  await services.door.showHome(by, home, filter, { vendors, now });
};

/** What `/coupang` finds: open tickets of the vendors whose channel it is, or that the person works for. */
export const answerSearch = (
  { by, channel, words }: Search,
  services: HomeServices,
): Promise<{ tickets: Ticket[]; vendors: readonly VendorConfig[] }> => {
  const vendors = services.vendors.filter(
    (vendor) => vendor.channel === channel || by in vendor.acting.people,
  );
  return findTickets(
    vendors.map(({ id, market }) => ({ market, vendorId: id })),
    words,
    services,
  ).then((tickets) => ({ tickets, vendors }));
};

const seenBy = (user: string, { vendors, acting }: HomeServices): readonly VendorConfig[] =>
  acting ? vendors.filter(({ acting: { people } }) => user in people) : [];
