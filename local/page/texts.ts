import type { VendorConfig } from '../../lib/config/schema.ts';
import { enControls } from './wording/en/controls.ts';
import { enPage } from './wording/en/page.ts';
import { koControls } from './wording/ko/controls.ts';
import { koPage } from './wording/ko/page.ts';
import { zhTwControls } from './wording/zh-tw/controls.ts';
import { zhTwPage } from './wording/zh-tw/page.ts';

export type Language = VendorConfig['language'];
export const LANGUAGES = ['ko', 'en', 'zh-TW'] as const satisfies readonly Language[];

const ko = { ...koPage, ...koControls };

/** The page's own texts, in one language. The texts of messages are in `lib/slack/wording`. */
export type PageTexts = typeof ko;
export type ActTexts = PageTexts['acts'];
export type ClientTexts = PageTexts['client'];
export type LeftStep = keyof ClientTexts['steps'];

export const PAGE_TEXTS: Record<Language, PageTexts> = {
  ko,
  en: { ...enPage, ...enControls },
  'zh-TW': { ...zhTwPage, ...zhTwControls },
};
