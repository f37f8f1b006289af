import type { Market, VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { LogLine, Sought } from './log-line.ts';

/** What is known of an inquiry's tickets. */
export type Life = {
  /** Where it was read, for people. */
  source: string;
  tickets: Ticket[];
  /** In any order. */
  lines: LogLine[];
};

const MARKETS: Market[] = ['KR', 'TW'];

/** All tickets of an inquiry in the table. Without a vendor it searches every vendor that was ever polled. */
export const findTickets = async (
  { reader, states }: Pick<TicketStore, 'reader' | 'states'>,
  { inquiryId, vendorId }: Sought,
): Promise<Ticket[]> => {
  const vendors: VendorRef[] =
    vendorId === undefined ? await states.vendors() : MARKETS.map((market) => ({ market, vendorId }));
  const found: Ticket[] = [];
  for (const vendor of vendors)
    found.push(...(await reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId })));
  return found;
};
