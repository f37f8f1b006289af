import type { TerminalTexts } from '../page/texts.ts';

const EVERY_MS = 3000;

/** Prints a line now and then while a poll reads many lists. */
export const printProgress = (
  print: (line: string) => void,
  { reading }: TerminalTexts,
  now: () => number = Date.now,
): ((done: number, of: number) => void) => {
  let printedAt = Number.NEGATIVE_INFINITY;
  return (done, of) => {
    if (done === 1) printedAt = now();
    if (done === of || now() - printedAt < EVERY_MS) return;
    printedAt = now();
    print(reading(done, of));
  };
};
