import { holidaysOf } from '../../lib/config/holidays.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Config, Settings, VendorConfig } from '../../lib/config/schema.ts';
import type { SharePolicy } from '../../lib/domain/act/share.ts';
import { type Calendar, createCalendar } from '../../lib/domain/time/calendar.ts';
import { STEP_NAMES } from '../../lib/domain/ticket/step.ts';
import type { LadderPolicy } from '../../lib/domain/ladder/team-settings.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** A vendor's business hours; `undefined` if none are configured. */
export const calendarOf = (vendor: VendorConfig): Calendar | undefined => {
  const { market, hours } = vendor;
  if (!hasRanges(hours)) return undefined;
  return createCalendar({ zone: MARKET_ZONES[market], hours, holidays: holidaysOf(vendor) });
};

export const ladderPolicyOf = (
  { ladder, target, lastShiftMinutes, nightPages, stepChannels }: VendorConfig,
  { claimStaleHours }: Pick<Settings, 'claimStaleHours'>,
): LadderPolicy => ({
  steps: ladder,
  ...(target !== undefined && { targetMs: durationMs(target) }),
  lastShiftMs: lastShiftMinutes * MINUTE_MS,
  claimStaleMs: claimStaleHours * HOUR_MS,
  nightPages,
  // Excludes `last-shift`: its channel gets one list for the whole shift.
  ownChannel: STEP_NAMES.filter((name) => name !== 'last-shift' && name in stepChannels),
});

/** Passes a claim on before it becomes stale, so that the next run is not too late. */
const PASS_ON_AHEAD_MS = 2 * MINUTE_MS;

/** Who shares the vendor's tickets (A9); `undefined` without a roster, or if nobody acts from Slack. */
export const sharingOf = (
  vendor: VendorConfig,
  { acting, settings: { claimStaleHours } }: Pick<Config, 'acting' | 'settings'>,
): SharePolicy | undefined => {
  const people = Object.entries(vendor.acting.sharing);
  if (acting === 'off' || people.length === 0) return undefined;
  const staleMs = claimStaleHours * HOUR_MS;
  const zone = MARKET_ZONES[vendor.market];
  // A team that always works has no days off.
  const holidays = hasRanges(vendor.hours) ? holidaysOf(vendor) : new Set<string>();
  return {
    sources: vendor.sources,
    passOnMs: Math.max(staleMs - PASS_ON_AHEAD_MS, staleMs / 2),
    roster: {
      zone,
      people: people.map(([user, { weight, shifts = vendor.hours, leave }]) => ({
        user,
        weight,
        leave: leave.map((days) => ({ from: days.slice(0, 10), until: days.slice(-10) })),
        ...(hasRanges(shifts) && { shifts: createCalendar({ zone, hours: shifts, holidays }) }),
      })),
    },
  };
};

const hasRanges = (hours: VendorConfig['hours']): boolean =>
  Object.values(hours).some((ranges) => ranges.length > 0);

const ON_ITS_WAY_MS = 15_000;

/** A step or a report fires this long before its time: one interval, and the way to Slack (R23). */
export const leadMs = (intervalSeconds: string): number => Number(intervalSeconds) * 1000 + ON_ITS_WAY_MS;

const durationMs = (duration: string): number =>
  Number(duration.slice(0, -1)) * (duration.endsWith('h') ? HOUR_MS : MINUTE_MS);
