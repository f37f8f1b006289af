import type { Market } from '../domain/inquiry/inquiry.ts';

/** The zone of a market's dates and of timestamps without an offset. Source: coupang-api.md section 1. */
export const MARKET_ZONES: Record<Market, string> = { KR: 'Asia/Seoul', TW: 'Asia/Taipei' };

/** The default language of a market's teams. */
export const MARKET_LANGUAGES = { KR: 'ko', TW: 'zh-TW' } as const satisfies Record<Market, string>;
