import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = 'README.md';
const BEGIN = '<!-- By npm run bench -- --docs -->\n\n';
const END = '\n\n<!-- End -->';
const TOLERANCE = 0.1;
/** Of run times, and of the sum with their price: another machine takes longer or shorter. */
const TIME_TOLERANCE = 0.5;
const TIME = /GB-seconds|\*\*sum/;
/** Of a price, which the table gives to the cent. */
const CENTS = 0.021;

/** Puts what the bench found into the document. */
export const writeFigures = (table: string): void => {
  const { before, after } = split(readFileSync(DOCUMENT, 'utf8'));
  writeFileSync(DOCUMENT, `${before}${table}${after}`);
};

/** The lines of the document that differ from the bench's, each beside the bench's. */
export const findOtherFigures = (
  table: string,
  text = readFileSync(DOCUMENT, 'utf8'),
): { documented: string; found: string }[] => {
  const documented = split(text).table.split('\n');
  const found = table.split('\n');
  return Array.from({ length: Math.max(documented.length, found.length) }, (_, index) => ({
    documented: documented[index] ?? '',
    found: found[index] ?? '',
  })).filter((pair) => !isAlike(pair.documented, pair.found));
};

const split = (text: string): { before: string; table: string; after: string } => {
  const [before, rest] = text.split(BEGIN);
  const [table, after] = rest?.split(END) ?? [];
  if (before === undefined || table === undefined || after === undefined)
    throw new Error(
      `${DOCUMENT} lacks the marks between which figures stand: ${BEGIN.trim()} and ${END.trim()}.`,
    );
  return { before: before + BEGIN, table, after: END + after };
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
