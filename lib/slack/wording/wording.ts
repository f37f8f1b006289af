import type { VendorConfig } from '../../config/schema.ts';
import type { Source } from '../../domain/sources.ts';
import { enActs } from './en/acts.ts';
import { enCards } from './en/cards.ts';
import { enNotices } from './en/notices.ts';
import { enOrders } from './en/orders.ts';
import { koActs } from './ko/acts.ts';
import { koCards } from './ko/cards.ts';
import { koNotices } from './ko/notices.ts';
import { koOrders } from './ko/orders.ts';
import { zhTwActs } from './zh-tw/acts.ts';
import { zhTwCards } from './zh-tw/cards.ts';
import { zhTwNotices } from './zh-tw/notices.ts';
import { zhTwOrders } from './zh-tw/orders.ts';

/** Begins the words about a ticket of the source, in all languages. Hand-overs need none. */
export const SOURCE_MARKS: Partial<Record<Source, string>> = { product: '🛍️' };

/** WING's first page. */
export const WING_HOME = 'https://wing.coupang.com/';

const ko = { ...koActs, ...koCards, ...koNotices, ...koOrders };

/**
 * The texts that people read, in one language. Values are escaped and cut, times formatted. Texts are mrkdwn, which
 * shows `&gt;` as `>`.
 */
export type Texts = typeof ko;

export const WORDING: Record<VendorConfig['language'], Texts> = {
  ko,
  en: { ...enActs, ...enCards, ...enNotices, ...enOrders },
  'zh-TW': { ...zhTwActs, ...zhTwCards, ...zhTwNotices, ...zhTwOrders },
};
