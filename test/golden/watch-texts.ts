/** Lists the texts of a wording by path. `read` collects the paths of the texts that are read later. */
export const watchTexts = (texts: object) => {
  const read = new Set<string>();
  const all: { path: string; text: unknown }[] = [];
  const watch = (node: object, place: string): void => {
    for (const [key, value] of Object.entries<unknown>({ ...node })) {
      const path = `${place}${key}`;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        watch(value, `${path}.`);
        continue;
      }
      all.push({ path, text: value });
      Object.defineProperty(node, key, {
        enumerable: true,
        get: () => {
          read.add(path);
          return value;
        },
      });
    }
  };
  watch(texts, '');
  return { read, all };
};
