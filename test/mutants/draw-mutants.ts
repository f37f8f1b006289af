import { createHash } from 'node:crypto';

/** A change of a source file in one place. */
export type Mutant = {
  file: string;
  line: number;
  /** Offsets of the original text in the file. */
  start: number;
  end: number;
  original: string;
  replacement: string;
};

/** Work with customers' products and orders, and everything that is sent to Slack or Coupang. */
const CENTRAL = /\b(product|orders?|intake|delivery|acts)\b/;

/**
 * Shuffles the mutants by the seed, in two lists: those of the central folders, and the others.
 * A mutant's rank depends on the mutant alone, so a change of other code leaves most of a drawing as it was.
 */
export const shuffleMutants = (mutants: readonly Mutant[], seed: string): [Mutant[], Mutant[]] => {
  const counts = new Map<string, number>();
  const ranked = mutants.map((mutant) => {
    const change = `${mutant.file}\n${mutant.original}\n${mutant.replacement}`;
    const count = (counts.get(change) ?? 0) + 1;
    counts.set(change, count);
    const rank = createHash('sha256').update(`${seed}\n${change}\n${count}`).digest('hex');
    return { mutant, rank };
  });
  const shuffled = ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ mutant }) => mutant);
  return [
    shuffled.filter(({ file }) => CENTRAL.test(file)),
    shuffled.filter(({ file }) => !CENTRAL.test(file)),
  ];
};

/** Takes the first accepted mutants of a list; it asks for no more than are needed. */
export const takeAccepted = (
  shuffled: readonly Mutant[],
  count: number,
  accept: (candidates: readonly Mutant[]) => Mutant[],
): Mutant[] => {
  const drawn: Mutant[] = [];
  for (let next = 0; drawn.length < count && next < shuffled.length;) {
    const candidates = shuffled.slice(next, next + count - drawn.length);
    next += candidates.length;
    drawn.push(...accept(candidates));
  }
  return drawn;
};
