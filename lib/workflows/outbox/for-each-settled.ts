/** Does one after the other, so that one that fails keeps no other waiting. Returns what was thrown, first things first. */
export const forEachSettled = async <One>(
  all: readonly One[],
  work: (one: One) => Promise<void>,
  atOnce = 1,
): Promise<unknown[]> => {
  const errors: unknown[] = [];
  const rest = all.values();
  const takeEach = async (): Promise<void> => {
    for (const one of rest) {
      try {
        await work(one);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, takeEach));
  return errors;
};
