import type { Board } from './board.ts';

export type BoardFeed = {
  /** The board as it is, or as it was a second ago. Rejects where the store cannot be read. */
  read: () => Promise<Board>;
  /** Something may have changed: whoever listens gets the board anew if it did, once a second at most. */
  touch: () => void;
  /** Returns a function that ends the listening. */
  onChange: (listener: (board: Board) => void) => () => void;
  /** Waits for a reading that is under way. */
  stop: () => Promise<void>;
};

const LEAST_MS = 1000;

/**
 * Reads the board when it is asked for or somebody listens, and never more than once in `leastMs`, however much
 * happens. `onError` is told of a reading that failed while nobody waited for it.
 */
export const createBoardFeed = (
  readBoard: () => Promise<Board>,
  onError: (error: unknown) => void,
  leastMs = LEAST_MS,
): BoardFeed => {
  const listeners = new Set<(board: Board) => void>();
  let last: { board: Board; said: string } | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let isStale = true;
  let isStopped = false;
  let reading: Promise<Board> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const readNow = (): Promise<Board> => {
    isStale = false;
    readAt = performance.now();
    reading = readBoard()
      .then(keep, (error: unknown) => {
        last = undefined;
        throw error;
      })
      .finally(() => {
        reading = undefined;
        // What came while it was read may not be in it.
        if (isStale) schedule();
      });
    return reading;
  };
  const keep = (board: Board): Board => {
    const said = JSON.stringify(board);
    const hasChanged = said !== last?.said;
    last = { board, said };
    if (hasChanged) for (const listener of listeners) listener(board);
    return board;
  };
  const schedule = (): void => {
    if (isStopped || timer !== undefined || reading !== undefined || listeners.size === 0) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (reading === undefined) readNow().catch(onError);
      },
      Math.max(0, readAt + leastMs - performance.now()),
    );
  };

  return {
    read: () => {
      if (reading !== undefined) return reading;
      const isFresh = !isStale || performance.now() - readAt < leastMs;
      return isFresh && last !== undefined ? Promise.resolve(last.board) : readNow();
    },
    touch: () => {
      isStale = true;
      schedule();
    },
    onChange: (listener) => {
      listeners.add(listener);
      if (isStale) schedule();
      return () => listeners.delete(listener);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await reading?.catch(() => undefined);
    },
  };
};
