import { METRICS } from '../../lib/config/names.ts';
import type { DrainResult } from '../../lib/workflows/delivery/drain.ts';
import type { Observer } from '../wiring/observe.ts';

export const countDrain = (
  { refused, failed, heldMs }: DrainResult,
  { count, seconds }: Pick<Observer, 'count' | 'seconds'>,
): void => {
  count(METRICS.messagesRefused, refused);
  count(METRICS.messagesFailed, failed);
  if (heldMs !== undefined) seconds(METRICS.laneHeldSeconds, heldMs);
};
