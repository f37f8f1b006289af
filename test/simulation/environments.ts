import type { Random } from './random.ts';
import type { Process } from './scheduler.ts';

export type EnvironmentRules = {
  random: Random;
  /** How often a run starts in a new process, though an idle one is there. */
  coldStarts: number;
  /** A laptop's runs share one process, also while they overlap. A run that was killed leaves it alive. */
  isLaptop: boolean;
};

/** The processes that a function's runs share, on AWS one run at a time. What a process remembers dies with it. */
export const createEnvironments = <Memory>(
  make: () => Memory,
  { random, coldStarts, isLaptop }: EnvironmentRules,
) => {
  let lastTaken: object | undefined;
  let overtaken = 0;
  let all: { memory: Memory; usedBy: Process }[] = [];
  const isCold = (): boolean => coldStarts > 0 && !isLaptop && random.chance(coldStarts);
  return {
    /** The memory for a run. */
    take: (process: Process): Memory => {
      if (!isLaptop) all = all.filter(({ usedBy }) => usedBy.state !== 'killed');
      const idle = all.filter(({ usedBy }) => isLaptop || usedBy.state !== 'running');
      const warm = isCold() ? undefined : random.pickAny(idle);
      if (warm) {
        if (warm !== lastTaken) overtaken += 1;
        lastTaken = warm;
        warm.usedBy = process;
        return warm.memory;
      }
      const made = { memory: make(), usedBy: process };
      lastTaken = made;
      all.push(made);
      return made.memory;
    },
    /** How many runs remember an older run than the last one. */
    overtaken: (): number => overtaken,
    /** A deploy, or a restart of the laptop. */
    loseAll: (): void => {
      all = [];
    },
  };
};
