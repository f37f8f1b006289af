const EVERY_MS = 3000;

/** Prints a line now and then while a poll reads many lists, for the person who waits. */
export const tellProgress = (
  print: (line: string) => void,
  now: () => number = Date.now,
): ((done: number, of: number) => void) => {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (done, of) => {
    if (done === 1) toldAt = now();
    if (done === of || now() - toldAt < EVERY_MS) return;
    toldAt = now();
    print(`Reading older lists at Coupang's pace: ${done} of ${of}`);
  };
};
