/** Does one after the other, so that one that fails keeps no other waiting. Returns what was thrown, first things first. */
export const forEachSettled = async <One>(
  all: readonly One[],
  work: (one: One) => Promise<void>,
): Promise<unknown[]> => {
  const errors: unknown[] = [];
  for (const one of all) {
    try {
      await work(one);
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
};
