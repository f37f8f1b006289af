import { findVendor } from '../../config/find-vendor.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { HomeViews } from '../ports/home-views.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { HomeUse, Search } from '../ports/slack-press.ts';
import { answerPress } from './answer-press.ts';
import type { DoorServices } from './find-pressed.ts';
import { findTickets } from './read-home.ts';
import { firstLive, readHomeOf, seenBy } from './refresh-homes.ts';

export type HomeServices = DoorServices & {
  vendors: readonly VendorConfig[];
  reader: Pick<TicketReader, 'attention' | 'ticket' | 'closed'>;
  homes: Pick<HomeViews, 'note'>;
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
  const { clock, door, homes } = services;
  const now = clock.now();
  const home = await readHomeOf(by, filter, vendors, services);
  await door.showHome(by, home, filter, { vendors, now });
  const first = firstLive(vendors);
  if (first) await homes.note(first, { by, filter, mark: home.mark, until: now + LOOKS_FOR_MS });
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

/** Slack says that a person has come, but not that one has gone. */
const LOOKS_FOR_MS = 10 * MINUTE_MS;
