import { findAddresses } from './addresses.ts';
import { findLabelled } from './labelled-values.ts';
import { findMails } from './mail-addresses.ts';
import { findNames } from './names.ts';
import { findNumbers, type Span } from './personal-numbers.ts';
import { toPlain } from './plain-text.ts';

/** Replaces personal data. It is the same in every language. */
const MASK = '***';

/**
 * Masks personal data in free text. docs/privacy.md lists what is masked. Order, invoice and inquiry numbers stay. The time
 * is linear in the length of the text. Masking twice changes nothing.
 */
export const maskPersonalData = (text: string): string => {
  // A mask separates characters that ran together. What is left may then read as a number.
  let masked = text;
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const again = maskOnce(masked);
    if (again === masked) break;
    masked = again;
  }
  return masked;
};
/** People's texts take two. Some made-up texts would take a pass for each of their words. */
const MOST_PASSES = 8;

const maskOnce = (text: string): string => {
  const plain = toPlain(text);
  const found = [
    ...findMails(plain.text),
    ...findNumbers(plain),
    ...findLabelled(plain.text),
    ...findAddresses(plain.text),
  ];
  const spans = [...found, ...findNames(plain.text, found)];
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const span of merge(spans.sort((a, b) => a.from - b.from))) {
    masked += text.slice(done, plain.startOf(span.from)) + MASK;
    done = plain.endOf(span.to - 1);
  }
  return masked + text.slice(done);
};

const merge = (spans: Span[]): Span[] => {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.from < last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
};
