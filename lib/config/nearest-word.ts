/**
 * The known word that a typing error most likely meant; `undefined` unless exactly one is near. Near is another case,
 * one letter in three, or a word that was cut off or written out.
 */
export const nearestWord = (word: string, known: readonly string[]): string | undefined => {
  const written = word.toLowerCase();
  const distances = known
    .map((candidate) => ({ candidate, distance: distanceOf(written, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(written.length, candidate.length) / 3)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = distances;
  return first !== undefined && first.distance !== second?.distance ? first.candidate : undefined;
};

/** A whole word and its beginning are one edit apart. */
const distanceOf = (a: string, b: string): number => {
  if (Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a))) return a === b ? 0 : 1;
  return countEdits(a, b);
};

/** The Levenshtein distance. */
export const countEdits = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
