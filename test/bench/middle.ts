/** The median. Throws without any figure, since a budget must not pass by it. */
export const middle = (figures: readonly number[]): number => {
  const median = figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
  if (median === undefined) throw new Error('Nothing was measured.');
  return median;
};
