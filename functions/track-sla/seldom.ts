import { LINES } from '../../lib/config/names.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';

const EVERY_MINUTES = 5;

/** Logs the vendors' figures only every fifth minute, since a log costs by the byte. */
export const seldom = (log: Log, clock: Clock): Log => {
  let first: number | undefined;
  return {
    ...log,
    info: (message, fields) => {
      const minute = Math.floor(clock.now() / MINUTE_MS);
      if (message === LINES.vendorFigures && minute !== (first ??= minute) && minute % EVERY_MINUTES !== 0)
        return;
      log.info(message, fields);
    },
  };
};
