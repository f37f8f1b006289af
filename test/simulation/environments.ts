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
  let all: { memory: Memory; usedBy: Process }[] = [];
  const isCold = (): boolean => coldStarts > 0 && !isLaptop && random.chance(coldStarts);
  return {
    /** The memory for a run. */
    take: (process: Process): Memory => {
      if (!isLaptop) all = all.filter(({ usedBy }) => usedBy.state !== 'killed');
      const idle = all.filter(({ usedBy }) => isLaptop || usedBy.state !== 'running');
      const warm = isCold() ? undefined : random.pickAny(idle);
      if (warm) {
        warm.usedBy = process;
        return warm.memory;
      }
      const memory = make();
      all.push({ memory, usedBy: process });
      return memory;
    },
    /** A deploy, or a restart of the laptop. */
    loseAll: (): void => {
      all = [];
    },
  };
};
