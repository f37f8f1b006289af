import type { VendorConfig } from '../../config/schema.ts';
import { enActs } from './en/acts.ts';
import { enCards } from './en/cards.ts';
import { enHome } from './en/home.ts';
import { enNotices } from './en/notices.ts';
import { enReports } from './en/reports.ts';
import { koActs } from './ko/acts.ts';
import { koCards } from './ko/cards.ts';
import { koHome } from './ko/home.ts';
import { koNotices } from './ko/notices.ts';
import { koReports } from './ko/reports.ts';
import type { Texts } from './texts.ts';
import { zhTwActs } from './zh-tw/acts.ts';
import { zhTwCards } from './zh-tw/cards.ts';
import { zhTwHome } from './zh-tw/home.ts';
import { zhTwNotices } from './zh-tw/notices.ts';
import { zhTwReports } from './zh-tw/reports.ts';

/** What a person reads, by the vendor's language. */
export const WORDING: Record<VendorConfig['language'], Texts> = {
  ko: { ...koActs, ...koCards, ...koHome, ...koNotices, ...koReports },
  en: { ...enActs, ...enCards, ...enHome, ...enNotices, ...enReports },
  'zh-TW': { ...zhTwActs, ...zhTwCards, ...zhTwHome, ...zhTwNotices, ...zhTwReports },
};
