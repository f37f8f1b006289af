import type { Board } from './board.ts';

export type BoardFeed = {
  /** The board, at most about a second old. Rejects if the store cannot be read. */
  read: () => Promise<Board>;
  /** Reports a possible change. Listeners receive a changed board at most once a second. */
  touch: () => void;
  /** Returns a function that unsubscribes. */
  onChange: (listener: (board: Board) => void) => () => void;
  stop: () => Promise<void>;
};

const LEAST_MS = 1000;

/**
 * Reads the board on request, or while somebody listens, at most once in `leastMs`. `onError` receives failures of
 * readings that no caller awaits.
 */
export const createBoardFeed = (
  readBoard: () => Promise<Board>,
  onError: (error: unknown) => void,
  leastMs = LEAST_MS,
): BoardFeed => {
  const listeners = new Set<(board: Board) => void>();
  let last: { board: Board; json: string } | undefined;
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
        // The reading may have missed what changed while it ran.
        if (isStale) schedule();
      });
    return reading;
  };
  const keep = (board: Board): Board => {
    const json = JSON.stringify(board);
    const hasChanged = json !== last?.json;
    last = { board, json };
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
