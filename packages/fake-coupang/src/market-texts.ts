import type { Market } from './market.ts';
import { KOREAN, type MarketTexts } from './texts.ts';
import { TAIWANESE } from './texts-tw.ts';

export const MARKET_TEXTS: Record<Market, MarketTexts> = { KR: KOREAN, TW: TAIWANESE };

export const isSystemText = (content: string): boolean =>
  Object.values(MARKET_TEXTS).some(({ autoClosed }) => content === autoClosed);
