import { maskPersonalData } from '../inquiry/mask.ts';
import {
  type GuardRule,
  GUARD_RULES,
  MIN_CHARACTERS,
  PHRASES,
  PLACEHOLDERS,
  STOCK_PHRASES,
} from './guard-rules.ts';
import { removeInvisible, replyMark } from './reply-content.ts';

/** The configured reaction to each rule. */
export type GuardSettings = Partial<Record<GuardRule, 'block' | 'warn' | 'off'>>;

/** `found`: the matched words, if any. */
export type Finding = { rule: GuardRule; does: 'block' | 'warn'; found?: string };

/**
 * Finds the faults in a reply before it is sent (A8). A rule warns unless the configuration sets another reaction. It checks the text as
 * people see it: whole syllables, ordinary Latin letters, no invisible characters.
 * @param recent the `replyMark` of the vendor's last replies
 */
export const findFaults = (
  text: string,
  settings: GuardSettings = {},
  recent: readonly string[] = [],
): Finding[] => {
  const seen = removeInvisible(text.normalize('NFKC'));
  return GUARD_RULES.flatMap((rule): Finding[] => {
    const does = settings[rule] ?? 'warn';
    const found = does === 'off' ? undefined : LOOKS[rule](rule === 'repeated' ? text : seen, recent);
    if (does === 'off' || found === undefined) return [];
    return [{ rule, does, ...(found !== '' && { found }) }];
  });
};

/** The matched words, or `''` for the text as a whole. */
type Look = (text: string, recent: readonly string[]) => string | undefined;

const LOOKS: Record<GuardRule, Look> = {
  'personal-data': (text) => (maskPersonalData(text) === text ? undefined : ''),
  link: (text) => findPhrase('link', text),
  'direct-contact': (text) => findPhrase('direct-contact', text),
  'return-costs': (text) => findPhrase('return-costs', text),
  review: (text) => findPhrase('review', text),
  thin: (text) => (isThin(text) ? '' : undefined),
  placeholder: (text) =>
    PLACEHOLDERS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined),
  repeated: (text, recent) => (recent.includes(replyMark(text)) ? '' : undefined),
};

const findPhrase = (rule: keyof typeof PHRASES, text: string): string | undefined => {
  for (const sentence of text.split(SENTENCE_END))
    for (const { pattern, unless } of PHRASES[rule]) {
      const found = pattern.exec(sentence)?.[0];
      if (found !== undefined && !unless?.test(sentence)) return found.trim();
    }
  return undefined;
};

/** A dot inside an address does not end a sentence. */
const SENTENCE_END = /[!?。！？\n]|\.(?=\s|$)/;

const isThin = (text: string): boolean => {
  const rest = STOCK_PHRASES.reduce((left, phrase) => left.replace(phrase, ''), text);
  const letters = rest.match(/[\p{L}\p{N}]/gu) ?? [];
  const half = letters.filter((letter) => /[\p{Script=Latin}\p{N}]/u.test(letter)).length / 2;
  return letters.length - half < MIN_CHARACTERS;
};
