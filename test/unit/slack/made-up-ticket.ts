import { madeUpVendorConfig } from '../../fixtures/made-up-config.ts';
import type { VendorConfig } from '../../../lib/config/schema.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { makeTicket, type TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../fixtures/domain/made-up.ts';

/** Everything here is made up. No shop, order or inquiry has this name. */

/** 2026-11-25 (Wed) 14:17 in Seoul. */
export const DUE_AT = Date.UTC(2026, 10, 25, 5, 17);

/** An open ticket that is due then. */
export const madeUpTicket = (changes: TicketFields = {}): Ticket =>
  makeTicket({
    inquiryId: '1015668177',
    answerId: '900719925474099312',
    inquiryAt: DUE_AT - 25 * HOUR,
    askedAt: DUE_AT - 24 * HOUR,
    dueAt: DUE_AT,
    openedAt: DUE_AT - 24 * HOUR + 60_000,
    product: '인조가죽 스커트 Khaki L',
    text: '구매자가 교환을 원합니다.\n가능한지 확인 부탁드립니다.',
    orderId: '12000012345678',
    orderDate: Date.UTC(2026, 10, 20, 3, 0),
    ...changes,
  });

export const madeUpVendor = (changes: Partial<VendorConfig> = {}): VendorConfig => ({
  ...madeUpVendorConfig(),
  ...changes,
});
