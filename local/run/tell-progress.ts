const EVERY_MS = 3000;

/** A line now and then while a poll reads many lists: somebody waits who does not know how long it takes. */
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
