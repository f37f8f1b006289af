import type { VendorConfig } from '../../lib/config/schema.ts';
import { en as enLife } from '../../lib/life/words-en.ts';
import { ko as koLife, type LifeWords } from '../../lib/life/words-ko.ts';
import { zhTw as zhTwLife } from '../../lib/life/words-zh-tw.ts';
import { enControls } from './wording/en/controls.ts';
import { enPage } from './wording/en/page.ts';
import { enTerminal } from './wording/en/terminal.ts';
import { koControls } from './wording/ko/controls.ts';
import { koPage } from './wording/ko/page.ts';
import { koTerminal } from './wording/ko/terminal.ts';
import { zhTwControls } from './wording/zh-tw/controls.ts';
import { zhTwPage } from './wording/zh-tw/page.ts';
import { zhTwTerminal } from './wording/zh-tw/terminal.ts';

export type Language = VendorConfig['language'];
export const LANGUAGES = ['ko', 'en', 'zh-TW'] as const satisfies readonly Language[];

const ko = { ...koPage, ...koControls };

/** The page's own texts, in one language. The texts of messages are in `lib/slack/wording`. */
export type PageTexts = typeof ko;
export type ActTexts = PageTexts['acts'];
export type ClientTexts = PageTexts['client'];

export const PAGE_TEXTS: Record<Language, PageTexts> = {
  ko,
  en: { ...enPage, ...enControls },
  'zh-TW': { ...zhTwPage, ...zhTwControls },
};

/** The sentences of a ticket's life. */
export const LIFE_WORDS: Record<Language, LifeWords> = { ko: koLife, en: enLife, 'zh-TW': zhTwLife };

/** The lines of `npm start`. */
export type TerminalTexts = typeof koTerminal;
export const TERMINAL_TEXTS: Record<Language, TerminalTexts> = {
  ko: koTerminal,
  en: enTerminal,
  'zh-TW': zhTwTerminal,
};
