import type { LogLine } from './log-line.ts';
import type { LifeWords } from './words.ts';

/** `text`: the event. `inner`: how the program handled it. */
export type LineText = { text: string; inner: string };

/** @param time formats an instant, epoch ms */
export const describeLine = (
  { did, level, message, fields }: LogLine,
  words: LifeWords,
  time: (at: number) => string,
): LineText => {
  const template = new Map(Object.entries(words.sentences)).get(did ?? '');
  const [summary = ''] = message.split('\n', 1);
  if (template === undefined)
    return { text: did === undefined ? `${level}: ${summary}` : `${summary}: ${did}`, inner: '' };
  const fill = (text: string): string | undefined => {
    let isWhole = true;
    const filled = text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const word = describeValue(name, fields[name], words, time);
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
        (_whole, name: string) => describeValue(name, fields[name], words, time) || '?',
      )
      .trim();
  const [text = '', inner = ''] = template.split('|');
  return { text: fillPart(text), inner: fillPart(inner) };
};

const describeValue = (
  name: string,
  value: unknown,
  words: LifeWords,
  time: (at: number) => string,
): string => {
  if (Array.isArray(value)) return value.map((item) => describeValue(name, item, words, time)).join(', ');
  if (typeof value === 'number' && name.endsWith('At')) return time(value);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const isStep = name === 'steps' || name === 'passed';
  return words.values[`${isStep ? 'rest' : name} ${value}`] ?? nameMessage(String(value), words);
};

/** Readable names for `step/6h/<deadline>`, `breach`, `list/<token>` and so on. */
const nameMessage = (name: string, { messages, values }: LifeWords): string => {
  if (name === 'breach') return messages.breach;
  const [, kind = '', rest = ''] =
    /^(step|escalation|direct|changed|closed|reopened|act|list)[/-]([^/]+)/.exec(name) ?? [];
  if (kind === '') return name;
  if (kind === 'list') return messages.list;
  const call = (text: string, what: string) => text.replace('{rest}', values[`rest ${what}`] ?? what);
  if (kind === 'step' || kind === 'escalation' || kind === 'direct') return call(messages[kind], rest);
  return call(messages.line, kind);
};
