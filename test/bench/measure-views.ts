import { ladderPolicyOf } from '../../functions/wiring/sla-settings.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { buildHome } from '../../lib/slack/acts/build-home.ts';
import { readHomeOf } from '../../lib/workflows/acts/refresh-homes.ts';
import { createBoardReader } from '../../local/board/board-reader.ts';
import { NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { madeUpVendor } from '../unit/slack/made-up-ticket.ts';
import { compareSizes } from './compare-sizes.ts';

const vendors = [{ ...madeUpVendor(), id: VENDOR.vendorId, market: VENDOR.market }];
const filter = { who: 'all', kind: 'all', page: 0 } as const;
const ladder = ladderPolicyOf(madeUpVendor(), { claimStaleHours: 2 });

/** From the first request to the built view. */
export const measureHome = () =>
  compareSizes('an App Home', { requests: 17, ratio: 14 }, ({ reader }) => async () => {
    const home = await readHomeOf('U0KIM', filter, vendors, { reader, clock: { now: () => NOW } });
    buildHome(home, filter, { vendors, language: 'ko', linkTo: () => undefined, now: NOW });
    return home.queue.counts.open;
  });

/**
 * A usual look at the laptop's board: somebody keeps it open, and nothing has changed. Its ratio may be above a Home's: of two requests
 * both sizes share next to nothing.
 */
export const measureBoard = () =>
  compareSizes('a look at the board without a change', { requests: 2, ratio: 20 }, (store) => {
    const readBoard = createBoardReader({
      ...store,
      vendors: [{ ...VENDOR, label: 'AA몰', ladder }],
      spans: { blindMs: 10 * MINUTE_MS, lateMs: MINUTE_MS },
      now: () => NOW,
    });
    return async () => (await readBoard()).openCount;
  });
