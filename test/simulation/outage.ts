import type { Random } from './random.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/**
 * A time in which Coupang cannot be read. `down`, `stopped` and `blocked`: every call fails, for this reading, for the
 * vendor or for the egress IP. `incomplete`: one of the two lists is missing. `not-polling`: no poll runs.
 */
export type Outage = { kind: 'down' | 'stopped' | 'blocked' | 'incomplete' | 'not-polling'; forMs: number };

export const drawOutage = (random: Random): Outage | undefined =>
  random.chance(0.25)
    ? {
        kind: random.pick(['down', 'down', 'stopped', 'blocked', 'incomplete', 'not-polling']),
        forMs: random.pick([10, 20, 60]) * MINUTE_MS,
      }
    : undefined;
