import type { Market } from '../domain/inquiry/inquiry.ts';

/** The zone in which a market's dates and offset-less time stamps are meant. Source: coupang-api.md section 1. */
export const MARKET_ZONES: Record<Market, string> = { KR: 'Asia/Seoul', TW: 'Asia/Taipei' };
