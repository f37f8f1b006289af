import { replyHoldsPersonalData } from '../inquiry/mask.ts';
import { SOURCES } from '../sources.ts';
import type { Ticket } from '../ticket/ticket.ts';
import {
  DATE,
  type GuardRule,
  GUARD_RULES,
  HAPPENED_THEN,
  MIN_CHARACTERS,
  PHRASES,
  PLACEHOLDERS,
  STOCK_PHRASES,
} from './guard-rules.ts';
import type { PublicRule } from './public-faults.ts';
import { findUnfilled, removeInvisible, replyMark } from './reply-content.ts';

/** The configured reaction to each rule. */
export type GuardSettings = Partial<Record<GuardRule, 'block' | 'warn' | 'off'>>;

/** `found`: the matched words, if any. */
export type Finding = { rule: GuardRule | PublicRule; does: 'block' | 'warn'; found?: string };

/**
 * Finds the faults in a reply before it is sent (A8). A rule warns unless the configuration sets another reaction. It checks the text as
 * people see it: whole syllables, ordinary Latin letters, no invisible characters.
 */
export const findFaults = (text: string, settings: GuardSettings = {}, known: Known = {}): Finding[] => {
  const seen = removeInvisible(text.normalize('NFKC'));
  return GUARD_RULES.flatMap((rule): Finding[] => {
    const does = settings[rule] ?? 'warn';
    const found = does === 'off' ? undefined : LOOKS[rule](rule === 'repeated' ? text : seen, known);
    if (does === 'off' || found === undefined) return [];
    return [{ rule, does, ...(found !== '' && { found }) }];
  });
};

/** Finds a place that has no value, whatever the guard's settings: one of ours, or in a public reply any `{…}`. */
export const findUnfilledPlace = (text: string, { key }: Pick<Ticket, 'key'>): Finding[] => {
  const found = findUnfilled(text, SOURCES[key.source].isPublic);
  return found === undefined ? [] : [{ rule: 'placeholder', does: 'block', found }];
};

/** `recent`: the `replyMark` of the vendor's last replies. `today`: the market's date, such as 2026-12-25. */
type Known = { recent?: readonly string[]; today?: string };

/** The matched words, or `''` for the text as a whole. */
type Look = (text: string, known: Known) => string | undefined;

const LOOKS: Record<GuardRule, Look> = {
  'personal-data': (text) => (replyHoldsPersonalData(text) ? '' : undefined),
  link: (text) => findPhrase('link', text),
  'direct-contact': (text) => findPhrase('direct-contact', text),
  'return-costs': (text) => findPhrase('return-costs', text),
  review: (text) => findPhrase('review', text),
  thin: (text) => (isThin(text) ? '' : undefined),
  placeholder: (text) =>
    PLACEHOLDERS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined),
  'past-date': (text, { today }) => (today === undefined ? undefined : findPastDate(text, today)),
  repeated: (text, { recent = [] }) => (recent.includes(replyMark(text)) ? '' : undefined),
};

const findPhrase = (rule: keyof typeof PHRASES, text: string): string | undefined => {
  for (const sentence of text.split(SENTENCE_END))
    for (const { pattern, unless } of PHRASES[rule]) {
      const found = pattern.exec(sentence)?.[0];
      if (found !== undefined && !unless?.test(sentence)) return found.trim();
    }
  return undefined;
};

/** A date before today, unless the words beside it name what has happened then. */
const findPastDate = (text: string, today: string): string | undefined => {
  for (const { 0: found, 1: year = '', 2: month = '', 3: day = '', index } of text.matchAll(DATE)) {
    const isPast = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` < today;
    const hasHappened =
      HAPPENED_THEN.before.test(text.slice(Math.max(0, index - BESIDE), index)) ||
      HAPPENED_THEN.after.test(text.slice(index + found.length, index + found.length + BESIDE));
    if (isPast && !hasHappened) return found.trim();
  }
  return undefined;
};

const BESIDE = 30;

/** A dot inside an address does not end a sentence. */
const SENTENCE_END = /[!?。！？\n]|\.(?=\s|$)/;

const isThin = (text: string): boolean => {
  const rest = STOCK_PHRASES.reduce((left, phrase) => left.replace(phrase, ''), text);
  const letters = rest.match(/[\p{L}\p{N}]/gu) ?? [];
  const half = letters.filter((letter) => /[\p{Script=Latin}\p{N}]/u.test(letter)).length / 2;
  return letters.length - half < MIN_CHARACTERS;
};
