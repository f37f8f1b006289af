import * as z from 'zod/mini';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const TIME_OUT_MS = 3000;

/** Calls a watcher outside of AWS after all vendors were checked (O14). It never throws. */
export type Heartbeat = () => Promise<void>;

/**
 * Sends at most one request a minute. Anyone who knows the URL can call it, so no log shows it.
 * @param url `undefined` sends nothing
 */
export const createHeartbeat = (url: string | undefined, clock: Clock, log: Log): Heartbeat => {
  let sentIn: number | undefined;
  return async () => {
    const minute = Math.floor(clock.now() / MINUTE_MS);
    if (url === undefined || minute === sentIn) return;
    sentIn = minute;
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIME_OUT_MS),
      });
      if (!ok) log.warn('The heartbeat was refused.', { status });
    } catch (error) {
      // The message may contain the URL.
      log.warn('The heartbeat was not sent.', { code: codeOf(error) });
    }
  };
};

const named = z.object({ name: z.string() });
const caused = z.object({ cause: z.object({ code: z.string() }) });

const codeOf = (error: unknown): string => {
  const network = caused.safeParse(error);
  if (network.success) return network.data.cause.code;
  const read = named.safeParse(error);
  return read.success ? read.data.name : 'unknown';
};
