import { MARKETS, type VendorRef } from '../domain/inquiry/inquiry.ts';
import { SOURCE_NAMES } from '../domain/sources.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { TicketReader, VendorStates } from '../workflows/ports/store.ts';
import type { Sought } from './log-line.ts';

type Store = { reader: Pick<TicketReader, 'ticketsOf'>; states: Pick<VendorStates, 'vendors'> };

/**
 * All tickets in the table under an inquiry's number, of each source, since their numbers can be equal. Without a vendor it
 * searches every vendor that was ever polled.
 */
export const findTickets = async (
  { reader, states }: Store,
  { inquiryId, vendorId }: Sought,
): Promise<Ticket[]> => {
  const vendors: VendorRef[] =
    vendorId === undefined ? await states.vendors() : MARKETS.map((market) => ({ market, vendorId }));
  const found: Ticket[] = [];
  for (const vendor of vendors)
    for (const source of SOURCE_NAMES)
      found.push(...(await reader.ticketsOf({ ...vendor, source, inquiryId })));
  return found;
};
