import type { VendorConfig } from '../../config/schema.ts';
import { en } from './en/wording-en.ts';
import { ko } from './ko/wording-ko.ts';
import type { Texts } from './texts.ts';

/** What a person reads, by the vendor's language. */
export const WORDING: Record<VendorConfig['language'], Texts> = { ko, en };
