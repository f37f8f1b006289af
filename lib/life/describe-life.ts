import { MARKET_ZONES } from '../config/market.ts';
import type { LogLine } from './log-line.ts';
import type { LifeWords } from './words-ko.ts';

/** One ticket's life: what the log says of it, in order. */
export type TicketLife = {
  id: string;
  /** The zone of the times. */
  zone: string;
  /** Formats an instant, epoch ms, in that zone. */
  time: (at: number) => string;
  events: ({ at: number; isInner: boolean } & LineText)[];
};

/**
 * The life of each of an inquiry's tickets, in order, in its market's zone.
 * @param ids the tickets that the table knows; the log may name more
 * @param names of people, by Slack user id
 */
export const describeLife = (
  ids: readonly string[],
  lines: readonly LogLine[],
  words: LifeWords,
  names: ReadonlyMap<string, string>,
): TicketLife[] => {
  const inOrder = lines.toSorted((a, b) => a.at - b.at);
  const named = inOrder.map(({ deliverable = '' }) => deliverable).filter(isTicketId);
  return [...new Set([...named, ...ids])].map((id) => {
    const zone = MARKET_ZONES[id.startsWith('TW/') ? 'TW' : 'KR'];
    const time = formatterOf(zone);
    return {
      id,
      zone,
      time,
      events: inOrder
        .filter((line) => isAbout(line, id))
        .map((line) => ({
          at: line.at,
          isInner: isInner(line),
          ...describeLine(line, words, { time, names }),
        })),
    };
  });
};

/** The program's own steps, which are no news to the team. */
const isInner = ({ did, level, fields }: LogLine): boolean =>
  did === undefined
    ? level === 'info'
    : INNER.has(did) || (Array.isArray(fields['fields']) && fields['fields'].length === 0);

const INNER: ReadonlySet<string> = new Set([
  'published',
  'not-published',
  'looked-up',
  'act-sending',
  'act-sent',
  'act-told',
  'edited',
  'found',
  'passed-over',
]);

const isTicketId = (id: string): boolean => id.split('/').length === 5;

/** A line about the whole inquiry belongs to each of its tickets. */
const isAbout = ({ deliverable }: LogLine, id: string): boolean =>
  deliverable === undefined ||
  deliverable === id ||
  (!isTicketId(deliverable) && id.startsWith(`${deliverable}/`));

const formatterOf = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
};

/** `text`: the event. `inner`: how the program handled it. */
export type LineText = { text: string; inner: string };

/** How values are written. `time` formats an instant, epoch ms. */
type Format = Pick<TicketLife, 'time'> & { names: ReadonlyMap<string, string> };

/** @internal */
export const describeLine = (
  { did, level, message, fields }: LogLine,
  words: LifeWords,
  format: Format,
): LineText => {
  const template = wordOf(words, did ?? '');
  const [summary = ''] = message.split('\n', 1);
  if (template === undefined)
    return { text: did === undefined ? `${level}: ${summary}` : `${summary}: ${did}`, inner: '' };
  const fill = (text: string): string | undefined => {
    let isWhole = true;
    const filled = text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const word = describeValue(name, fields[name], words, format);
      isWhole &&= word !== '';
      return word;
    });
    return isWhole ? filled : undefined;
  };
  const fillPart = (part: string): string =>
    part
      .replaceAll(/\[([^\]]*)\]/g, (_part, text: string) => fill(text) ?? '')
      .replaceAll(
        /\{(\w+)\}/g,
        (_whole, name: string) => describeValue(name, fields[name], words, format) || '?',
      )
      .trim();
  const [text = '', inner = ''] = template.split('|');
  return { text: fillPart(text), inner: fillPart(inner) };
};

const describeValue = (name: string, value: unknown, words: LifeWords, format: Format): string => {
  if (Array.isArray(value)) return value.map((item) => describeValue(name, item, words, format)).join(', ');
  if (typeof value === 'number' && name.endsWith('At')) return format.time(value);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  if (name === 'by' || name === 'to') return format.names.get(String(value)) ?? String(value);
  const isStep = name === 'steps' || name === 'passed';
  return wordOf(words, `${isStep ? 'rest' : name} ${value}`) ?? nameMessage(String(value), words);
};

/** Readable names for `step/6h/<deadline>`, `breach`, `list/<token>` and so on. */
const nameMessage = (name: string, words: LifeWords): string => {
  if (name === 'breach') return words.breach;
  const [, kind = '', rest = ''] =
    /^(step|escalation|direct|changed|closed|reopened|act|list)[/-]([^/]+)/.exec(name) ?? [];
  if (kind === '') return name;
  if (kind === 'list') return words.list;
  const call = (text: string, what: string) => text.replace('{rest}', wordOf(words, `rest ${what}`) ?? what);
  if (kind === 'step' || kind === 'escalation' || kind === 'direct') return call(words[kind], rest);
  return call(words.line, kind);
};

const wordOf = (words: LifeWords, key: string): string | undefined => new Map(Object.entries(words)).get(key);
