import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { findLeft, findRemoved, PUT_BACK_OR_WAIT } from '../../lib/workflows/reports/run-out.ts';
import { type Check, ok, warn } from './check.ts';

const NAME = 'removed vendors';

/** Whether the table holds open tickets or texts of vendors that are not configured. */
export const checkRemovedVendors = async (
  configured: readonly VendorRef[],
  store: TicketStore,
): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const vendor of findRemoved(await store.states.vendors(), configured)) {
    const { open, withTexts } = await findLeft(vendor, store);
    if (open + withTexts === 0) continue;
    const what = `${vendor.market} ${vendor.vendorId} is in the table and not in the configuration: ${open} open tickets without polls and warnings, ${withTexts} closed ones with texts`;
    checks.push(warn(NAME, what, PUT_BACK_OR_WAIT));
  }
  return checks.length > 0 ? checks : [ok(NAME, 'none left anything in the table')];
};
