import { ladderPolicyOf } from '../../functions/wiring/sla-settings.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { createBoardReader } from '../../local/board/board-reader.ts';
import { NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { madeUpVendor } from '../unit/slack/made-up-ticket.ts';
import { compareSizes } from './compare-sizes.ts';

const ladder = ladderPolicyOf(madeUpVendor(), { claimStaleHours: 2 });

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
