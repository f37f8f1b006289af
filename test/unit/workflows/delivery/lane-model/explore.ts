/** Runs one step of a worker, when the explorer allows it. */
export type Step = <Result>(name: string, act: () => Result | Promise<Result>) => Promise<Result>;

/**
 * The next event of one run. A worker's call. The same call repeated by the SDK, at once or with a first request that
 * takes effect later (`late`), at any moment. The worker's death. Or a pause.
 */
type Choice = { worker: number; how: 'call' | 'take-effect' | Fault };
export type Fault = 'repeat' | 'late' | 'crash' | 'pause';

export type Model<World> = {
  create: () => World;
  /** The workers, which run in parallel. */
  workers: ((world: World, step: Step) => Promise<void>)[];
  /** Two states of the world with the same text are equal. */
  fingerprint: (world: World) => string;
  /**
   * Whether the workers begin in order. If they do the same, another order gives the same runs. A pause comes before the last of
   * them begins, so that it concerns those that have begun.
   */
  inOrder?: true;
  /** A pause: moves the world's clocks. */
  pause: (world: World) => void;
  /** Whether a client may repeat the call after a lost answer. */
  isRepeated: (name: string) => boolean;
  /** The number of faults in one run, and their kinds. Default: all kinds. */
  faults: number;
  kinds?: readonly Fault[];
  /** Runs after all workers have ended or died. Throws if a rule is broken. */
  check: (world: World) => Promise<void>;
};

type Pending = { name: string; run: (times: 1 | 2) => Promise<void>; takeEffect: () => Promise<void> };
type Running = { pending?: Pending; history: string[]; state: 'running' | 'ended' | 'dead'; error?: unknown };

/**
 * Tries every interleaving of the workers' calls, depth first. If two runs reach the same world with the same answers
 * for each worker, before and after the same pauses, only one of them is continued.
 * @returns the number of states and the number of finished runs
 */
export const explore = async <World>(model: Model<World>): Promise<{ states: number; ends: number }> => {
  const seen = new Set<string>();
  let ends = 0;
  const stack: Choice[][] = [[]];
  for (let path = stack.pop(); path; path = stack.pop()) {
    const run = await start(model);
    for (const choice of path) await run.take(choice);
    // One choice is followed at once, the others from the beginning.
    for (let choices = run.choices(); ; choices = run.choices()) {
      const id = run.id();
      if (seen.has(id)) break;
      seen.add(id);
      run.checkErrors(path);
      const [first, ...others] = choices;
      for (const choice of others) stack.push([...path, choice]);
      if (!first) {
        ends += 1;
        const after = describe(path);
        await model.check(run.world).catch((cause: unknown) => {
          throw new Error(`after ${after}`, { cause });
        });
        break;
      }
      path = [...path, first];
      await run.take(first);
    }
  }
  return { states: seen.size, ends };
};

const describe = (path: Choice[]): string => path.map(({ worker, how }) => `${how} ${worker}`).join(', ');

/** The world at the start, with all workers before their first call. */
const start = async <World>(model: Model<World>) => {
  const world = model.create();
  let { faults } = model;
  let pauses = 0;
  // A worker that reads the clock before a pause may decide otherwise than one that reads it afterwards.
  const workers = model.workers.map((work) =>
    startWorker(
      (step) => work(world, step),
      () => pauses,
    ),
  );
  const late: { id: string; worker: number; takeEffect: () => Promise<void> }[] = [];
  await quiet(workers);
  return {
    world,
    id: (): string =>
      JSON.stringify([
        model.fingerprint(world),
        faults,
        late.map(({ id }) => id),
        workers.map(({ history, state }) => [state, state === 'running' ? history : '']),
      ]),
    choices: (): Choice[] => [
      ...workers.flatMap(({ pending }, worker): Choice[] => {
        if (!pending) return [];
        const isBeforeItsTurn = workers.slice(0, worker).some(hasNotBegun) && hasNotBegun(workers[worker]);
        if (model.inOrder && isBeforeItsTurn) return [];
        const possible: Fault[] = ['crash'];
        if (model.isRepeated(pending.name)) possible.push('repeat', 'late');
        // It moves the clocks of all.
        const mayPause = !model.inOrder || workers.some(hasNotBegun);
        if (mayPause && !workers.slice(0, worker).some((other) => other.pending)) possible.push('pause');
        const { kinds = possible } = model;
        const drawn = faults > 0 ? possible.filter((fault) => kinds.includes(fault)) : [];
        return ['call' as const, ...drawn].map((how) => ({ worker, how }));
      }),
      ...late.slice(0, 1).map(({ worker }): Choice => ({ worker, how: 'take-effect' })),
    ],
    take: async ({ worker, how }: Choice): Promise<void> => {
      if (how === 'take-effect') {
        await late.shift()?.takeEffect();
        return;
      }
      const running = workers[worker];
      if (!running?.pending) throw new Error('a choice that is none');
      if (how !== 'call') faults -= 1;
      if (how === 'late') {
        const { name, takeEffect } = running.pending;
        late.push({ id: `${worker} ${running.history.join()} ${name}`, worker, takeEffect });
      }
      if (how === 'pause') {
        pauses += 1;
        model.pause(world);
      } else if (how === 'crash') {
        delete running.pending;
        running.state = 'dead';
      } else await running.pending.run(how === 'repeat' ? 2 : 1);
      await quiet(workers);
    },
    checkErrors: (path: Choice[]): void => {
      const failed = workers.find(({ error }) => error !== undefined);
      if (failed) throw new Error(`after ${describe(path)}`, { cause: failed.error });
    },
  };
};

const hasNotBegun = (worker: Running | undefined): boolean =>
  worker?.state === 'running' && worker.history.length === 0;

/** @param pauses the number of pauses so far */
const startWorker = (work: (step: Step) => Promise<void>, pauses: () => number): Running => {
  const running: Running = { history: [], state: 'running' };
  // Requests that a worker makes at once take their turns.
  let turn: Promise<unknown> = Promise.resolve();
  const step: Step = (name, act) => {
    const result = turn.then(() => take(name, act));
    turn = result.catch(() => undefined);
    return result;
  };
  const take: Step = (name, act) =>
    new Promise((resolve, reject) => {
      running.pending = {
        name,
        run: async (times) => {
          delete running.pending;
          try {
            if (times === 2) await act();
            const result = await act();
            running.history.push(`${pauses()} ${name}: ${JSON.stringify(result) ?? ''}`);
            resolve(result);
          } catch (error) {
            running.history.push(`${pauses()} ${name}: ${String(error)}`);
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        },
        // Nobody gets its answer.
        takeEffect: async () => {
          await Promise.resolve(act()).catch(() => undefined);
        },
      };
    });
  void work(step)
    .catch((error: unknown) => {
      running.error = error;
    })
    .finally(() => {
      running.state = 'ended';
    });
  return running;
};

/** Until every living worker waits for its next call. Workers wait for nothing else. */
const quiet = async (workers: readonly Running[]): Promise<void> => {
  while (workers.some(({ pending, state }) => state === 'running' && !pending)) await Promise.resolve();
};
