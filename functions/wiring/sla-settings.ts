import { holidaysOf } from '../../lib/config/holidays.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Settings, VendorConfig } from '../../lib/config/schema.ts';
import { type Calendar, createCalendar } from '../../lib/domain/time/calendar.ts';
import { STEP_NAMES } from '../../lib/domain/ticket/step.ts';
import type { LadderPolicy } from '../../lib/domain/ladder/ladder-policy.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** When a vendor's team works; `undefined` where no hours are configured. */
export const calendarOf = (vendor: VendorConfig): Calendar | undefined => {
  const { market, hours } = vendor;
  if (Object.values(hours).every((ranges) => ranges.length === 0)) return undefined;
  return createCalendar({ zone: MARKET_ZONES[market], hours, holidays: holidaysOf(vendor) });
};

/** The ladder that a vendor's team configured. */
export const ladderPolicyOf = (
  { ladder, target, lastShiftMinutes, nightPages, stepChannels }: VendorConfig,
  { claimStaleHours }: Pick<Settings, 'claimStaleHours'>,
): LadderPolicy => ({
  steps: ladder,
  ...(target !== undefined && { targetMs: durationMs(target) }),
  lastShiftMs: lastShiftMinutes * MINUTE_MS,
  claimStaleMs: claimStaleHours * HOUR_MS,
  nightPages,
  // The list of a shift's last chances goes there as a whole.
  ownChannel: STEP_NAMES.filter((name) => name !== 'last-shift' && name in stepChannels),
});

/** Of `4h` or `90m`. */
const durationMs = (duration: string): number =>
  Number(duration.slice(0, -1)) * (duration.endsWith('h') ? HOUR_MS : MINUTE_MS);
