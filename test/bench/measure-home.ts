import { buildHome } from '../../lib/slack/acts/build-home.ts';
import { readHomeOf } from '../../lib/workflows/acts/refresh-homes.ts';
import { NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { madeUpVendor } from '../unit/slack/made-up-ticket.ts';
import { compareSizes } from './compare-sizes.ts';

const vendors = [{ ...madeUpVendor(), id: VENDOR.vendorId, market: VENDOR.market }];
const filter = { who: 'all', kind: 'all', page: 0 } as const;

/** From the first request to the built view. */
export const measureHome = () =>
  compareSizes('an App Home', { requests: 17, ratio: 14 }, ({ reader }) => async () => {
    const home = await readHomeOf('U0KIM', filter, vendors, { reader, clock: { now: () => NOW } });
    buildHome(home, filter, { vendors, language: 'ko', linkTo: () => undefined, now: NOW });
    return home.queue.counts.open;
  });
