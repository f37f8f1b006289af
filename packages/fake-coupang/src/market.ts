export const MARKETS = ['KR', 'TW'] as const;
export type Market = (typeof MARKETS)[number];

/** How far a market's clock is ahead of UTC, in dates and in timestamps without an offset. Source: Coupang's documents of both markets. */
export const MARKET_HOURS: Record<Market, number> = { KR: 9, TW: 8 };

/** The language of a market's texts. */
export const MARKET_LANGUAGES = { KR: 'ko', TW: 'zh-TW' } as const satisfies Record<Market, string>;
/** The languages into which a made-up text can be translated. */
export type Language = (typeof MARKET_LANGUAGES)[Market] | 'en';

/** Where requests come from: the customer centre's hand-overs, and the questions on product pages. */
export type Source = 'call-center' | 'product';
