/**
 * Finds what is new in each list of keys that follows the first one. What was there at first is never new, and nothing is
 * new twice.
 */
export const createNewFinder = (): ((keys: readonly string[]) => string[]) => {
  let known: Set<string> | undefined;
  return (keys) => {
    const before = known;
    known = new Set([...(before ?? []), ...keys]);
    return before === undefined ? [] : keys.filter((key) => !before.has(key));
  };
};
