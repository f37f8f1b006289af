import { METRICS } from '../../lib/config/names.ts';
import type { DrainResult } from '../../lib/workflows/delivery/drain.ts';
import type { Observer } from '../wiring/observe.ts';

/** Counts what one drain refused and failed at; one that met the lane held counts for how long it had been held. */
export const countDrain = (
  { refused, failed, heldMs }: DrainResult,
  { count, seconds }: Pick<Observer, 'count' | 'seconds'>,
): void => {
  count(METRICS.messagesRefused, refused);
  count(METRICS.messagesFailed, failed);
  if (heldMs !== undefined) seconds(METRICS.laneHeldSeconds, heldMs);
};
