import { inTurn } from '../../../lib/domain/time/in-turn.ts';
import type { Breakage } from '../breakage.ts';

/** Each run looks at the same vendors first: a run that is cut never gets to the others (R23, decision 122). */
export const vendorsInOneOrder: Breakage = {
  name: 'vendors always in one order',
  orderVendors: (vendors, now) => {
    const [from = 0] = inTurn([...vendors.keys()], now);
    return [...vendors.slice(vendors.length - from), ...vendors.slice(0, vendors.length - from)];
  },
};
