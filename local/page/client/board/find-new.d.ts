export const createNewFinder: () => (keys: readonly string[]) => string[];
