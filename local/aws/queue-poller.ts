import type { Delivered } from './deliver-batch.ts';
import type { Queue } from './queue.ts';

export type Poller = { stop: () => Promise<void> };

/** Timers of more than 24.8 days fire at once in Node; an hour is soon enough to look again. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Delivers one batch after the other for as long as there is something to deliver. Stopping takes no further
 * batch and resolves when the running one is done.
 */
export const startPoller = (
  queue: Queue,
  deliver: () => Promise<Delivered>,
  now: () => number,
  onError: (error: unknown) => void,
): Poller => {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  queue.onWake(() => wake());

  const untilWoken = () =>
    new Promise<void>((resolve) => {
      const next = queue.nextVisibleAt();
      wake = resolve;
      if (next === undefined) return;
      timer = setTimeout(resolve, Math.min(Math.max(0, next - now()), LONGEST_WAIT_MS));
    });

  const run = async () => {
    while (!stopping.signal.aborted) {
      const { received, error } = await deliver();
      if (error !== undefined) onError(error);
      if (received === 0 && !stopping.signal.aborted) await untilWoken();
      clearTimeout(timer);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      wake();
      return running;
    },
  };
};
