import { readFileSync, writeFileSync } from 'node:fs';
import type { PressCost } from './measure-presses.ts';
import { monthSentence } from './month-sentence.ts';
import { monthTable } from './month-table.ts';
import { pressSentence } from './press-sentence.ts';
import type { MonthLine } from './price-month.ts';

/** What stands between the marks of each document, in the order of its marks. */
export type Figures = Record<string, readonly string[]>;

const BEGIN = '<!-- By npm run bench -- --docs -->\n\n';
const END = '\n\n<!-- End -->';
const TOLERANCE = 0.1;
/** Of run times, and of the sum with their price: another machine takes longer or shorter. */
const TIME_TOLERANCE = 0.5;
const TIME = /GB-seconds|\*\*sum|USD|달러/;
/** Of a price, which the table gives to the cent. */
const CENTS = 0.021;

export const figuresOf = (month: readonly MonthLine[], presses: readonly PressCost[]): Figures => ({
  'docs/cost.md': [monthTable(month), pressSentence(presses)],
  'README.md': [monthSentence(month, 'en')],
  'README.ko.md': [monthSentence(month, 'ko')],
});

const readDocument = (document: string): string => readFileSync(document, 'utf8');

/** Puts what the bench found into the documents. */
export const writeFigures = (figures: Figures): void => {
  for (const [document, texts] of Object.entries(figures)) {
    const { before, parts } = split(document, readDocument(document), texts.length);
    const written = parts.map(({ after }, index) => `${BEGIN}${texts[index] ?? ''}${END}${after}`);
    writeFileSync(document, before + written.join(''));
  }
};

/** The lines of the documents that differ from the bench's, each beside the bench's. */
export const findOtherFigures = (
  figures: Figures,
  read: (document: string) => string = readDocument,
): { document: string; documented: string; found: string }[] =>
  Object.entries(figures).flatMap(([document, texts]) => {
    const { parts } = split(document, read(document), texts.length);
    const documented = parts.flatMap((part) => part.figures.split('\n'));
    const found = texts.flatMap((text) => text.split('\n'));
    return Array.from({ length: Math.max(documented.length, found.length) }, (_, index) => ({
      document,
      documented: documented[index] ?? '',
      found: found[index] ?? '',
    })).filter((pair) => !isAlike(pair.documented, pair.found));
  });

type Split = { before: string; parts: { figures: string; after: string }[] };

const split = (document: string, text: string, count: number): Split => {
  const [before = '', ...marked] = text.split(BEGIN);
  const parts = marked.map((part) => {
    const [figures = '', ...after] = part.split(END);
    return { figures, after: after.join(END), isEnded: after.length === 1 };
  });
  if (parts.length !== count || parts.some(({ isEnded }) => !isEnded))
    throw new Error(
      `${document} lacks the marks between which figures stand, or has too many: ${BEGIN.trim()} and ${END.trim()}.`,
    );
  return { before, parts };
};

const NUMBER = /\d[\d,]*(\.\d+)?/g;

/** The same words, and each number near the other. */
const isAlike = (one: string, other: string): boolean => {
  const words = (line: string): string => line.replace(NUMBER, '#').replace(/[ -]+/g, ' ');
  const others = numbersOf(other);
  const tolerance = TIME.test(one) ? TIME_TOLERANCE : TOLERANCE;
  return (
    words(one) === words(other) &&
    numbersOf(one).every((number, index) => isNear(number, others[index] ?? Number.NaN, tolerance))
  );
};

const numbersOf = (line: string): number[] =>
  (line.match(NUMBER) ?? []).map((digits) => Number(digits.replaceAll(',', '')));

const isNear = (one: number, other: number, tolerance: number): boolean =>
  Math.abs(one - other) <= Math.max(one * tolerance, Number.isInteger(one) ? 0 : CENTS);
