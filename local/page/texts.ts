import type { VendorConfig } from '../../lib/config/schema.ts';
import { en } from './texts-en.ts';
import { ko } from './texts-ko.ts';
import { zhTw } from './texts-zh-tw.ts';
import type { PageTexts } from './page-texts.ts';

export type Language = VendorConfig['language'];
export const LANGUAGES = ['ko', 'en', 'zh-TW'] as const satisfies readonly Language[];

export const PAGE_TEXTS: Record<Language, PageTexts> = { ko, en, 'zh-TW': zhTw };
