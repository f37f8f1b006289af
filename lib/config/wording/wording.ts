import type { TerminalLanguage } from '../language-of-locale.ts';
import { enFaults, type FaultWords } from './en.ts';
import { koFaults } from './ko.ts';

export const FAULT_WORDS: Readonly<Record<TerminalLanguage, FaultWords>> = { en: enFaults, ko: koFaults };

/** The text of a `ConfigError`. */
export const inEachLanguage = (say: (words: FaultWords) => string): Record<TerminalLanguage, string> => ({
  en: say(enFaults),
  ko: say(koFaults),
});
