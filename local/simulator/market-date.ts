import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Market } from '../../lib/domain/inquiry/inquiry.ts';

/** `yyyy-MM-dd` in the market's zone. */
export const marketDate = (at: number, market: Market): string => marketTime(at, market).slice(0, 10);

/** `yyyy-MM-dd HH:mm:ss` in the market's zone. */
export const marketTime = (at: number, market: Market): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: MARKET_ZONES[market],
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
