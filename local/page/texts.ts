import type { TerminalLanguage } from '../../lib/config/language-of-locale.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { en as enLife } from '../../lib/life/words-en.ts';
import { ko as koLife, type LifeWords } from '../../lib/life/words-ko.ts';
import { zhTw as zhTwLife } from '../../lib/life/words-zh-tw.ts';
import type { StepName } from '../../lib/domain/ticket/step.ts';
import { fill } from './client/fill.ts';
import type { ActionDone } from './command.ts';
import { enControls } from './wording/en/controls.ts';
import { enPage } from './wording/en/page.ts';
import { enTerminal } from './wording/en/terminal.ts';
import { koControls } from './wording/ko/controls.ts';
import { koPage } from './wording/ko/page.ts';
import { koTerminal } from './wording/ko/terminal.ts';
import { zhTwControls } from './wording/zh-tw/controls.ts';
import { zhTwPage } from './wording/zh-tw/page.ts';

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

/** The sentences of a ticket's life, and the names of steps and of Slack's failures. */
export const LIFE_WORDS: Record<Language, LifeWords> = { ko: koLife, en: enLife, 'zh-TW': zhTwLife };

/** The lines of `npm start`. */
export type TerminalTexts = typeof koTerminal;
export const TERMINAL_TEXTS: Record<TerminalLanguage, TerminalTexts> = { ko: koTerminal, en: enTerminal };

const nameStep = (step: StepName, language: Language): string => LIFE_WORDS[language][`rest ${step}`] ?? step;

/** The name of the step's warning. */
export const nameWarning = (step: StepName, language: Language): string =>
  fill(LIFE_WORDS[language].step, { rest: nameStep(step, language) });

/** Says what the panel did. After a leap, the browser replaces `{when}` with a time of day in its own time zone. */
export const sayDone = (done: ActionDone, language: Language): string => {
  const { done: texts } = PAGE_TEXTS[language];
  switch (done.did) {
    case 'coupang':
      return texts.coupang[done.trouble ?? 'normal'];
    case 'product':
      return texts.product[done.trouble ?? 'normal'];
    case 'slack':
      return texts.slack[done.trouble ?? 'normal'];
    case 'leap': {
      const { event = { name: 'none' as const } } = done;
      const warning = event.name === 'step' ? nameWarning(event.step, language) : undefined;
      return fill(texts.leap[event.name], { warning, of: 'of' in event ? event.of : undefined });
    }
    default:
      return fill(texts[done.did], { id: done.inquiryId, shop: done.label });
  }
};
