import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Market } from '../../lib/domain/inquiry/inquiry.ts';

/** The calendar date of an instant in a market's zone, `yyyy-MM-dd`. */
export const marketDate = (at: number, market: Market): string => marketTime(at, market).slice(0, 10);

/** An instant in a market's zone, `yyyy-MM-dd HH:mm:ss`. */
export const marketTime = (at: number, market: Market): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: MARKET_ZONES[market],
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
