const EVERY_MS = 3000;

/** Prints a line now and then while a poll reads many lists. */
export const printProgress = (
  print: (line: string) => void,
  now: () => number = Date.now,
): ((done: number, of: number) => void) => {
  let printedAt = Number.NEGATIVE_INFINITY;
  return (done, of) => {
    if (done === 1) printedAt = now();
    if (done === of || now() - printedAt < EVERY_MS) return;
    printedAt = now();
    print(`Reading older lists at Coupang's pace: ${done} of ${of}`);
  };
};
