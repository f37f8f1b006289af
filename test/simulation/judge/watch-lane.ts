import type { Lane } from '../../../lib/workflows/ports/store.ts';
import type { DrainResult } from '../../../lib/workflows/delivery/drain.ts';
import type { Process, Waiting } from '../scheduler.ts';
import type { Watched } from './watch-calls.ts';

/** No call begins in the lane's last seconds (R19). */
const LAST_CALL_MS = 15_000;

/**
 * The lane's rules (R18). A worker that finds the lane held is followed by a look before the lane is free. If a worker
 * leaves its work to a holder, there is a holder. Nobody calls Slack without a lane that lasts long enough.
 */
export const createLaneWatch = ({ lane, acting, report }: Pick<Watched, 'lane' | 'acting' | 'report'>) => {
  /** Until when each process knows that it holds the lane. */
  const held = new Map<Process, number>();
  const wokenBy = new Set<Process>();
  let startedAt = new Map<Process, number>();
  let lookedAt = -1;
  /** The step since which somebody waits for a look of the holder. */
  let calledAt: number | undefined;
  /** A worker without time left wakes another. If it dies before that, the next run of track-sla does. */
  let isHandedOver = false;

  const violation = (problem: string): void => report({ rule: 'R18', problem });

  const onLane = (before: Lane | undefined, after: Lane): void => {
    const call = acting();
    // A new holder begins with a look, and so does the next one after a crash.
    if (after.token !== before?.token) {
      // Only a forced release leaves the lane's end.
      const isForced = after.until > 0;
      const isRelease = call?.name === 'lane.release' && after.token === undefined;
      if (isRelease && !isForced && calledAt !== undefined && calledAt > lookedAt)
        violation(`${call.process.name} released the lane, and did not look after it was called`);
      calledAt = undefined;
      isHandedOver = isRelease && isForced;
    }
    if (call?.name === 'lane.call' && after.called) calledAt = call.takenAt;
  };

  return {
    onLane,
    onStarted: (process: Process, step: number): void => void startedAt.set(process, step),
    /** A call took effect. */
    onTaken: ({ name, process, issuedAt }: Waiting): void => {
      if (name === 'store.attention' && process.kind === 'notify' && held.has(process))
        lookedAt = Math.max(lookedAt, issuedAt);
      if (name === 'bus.wake') wokenBy.add(process);
    },
    /** Its caller got the answer. */
    onAnswered: ({ name, process, about: { token, until } }: Waiting): void => {
      if (name === 'lane.release') held.delete(process);
      if (!/^lane\.(take|renew)/.test(name) || token === undefined || until === undefined) return;
      if (lane()?.token === token) held.set(process, until);
    },
    /** Before a call of Slack takes effect. */
    onSlackCall: ({ name, process, since }: Waiting): void => {
      const leftMs = (held.get(process) ?? -Infinity) - since;
      if (leftMs < LAST_CALL_MS) violation(`${process.name} calls ${name} without a lane that lasts`);
    },
    /** A process ended normally. */
    onDrained: (process: Process, { ended }: DrainResult): void => {
      held.delete(process);
      const began = startedAt.get(process) ?? 0;
      startedAt = new Map(
        [...startedAt].filter(
          ([startedProcess]) => startedProcess !== process && startedProcess.state === 'running',
        ),
      );
      const isHeld = lane()?.token !== undefined;
      if (ended === 'held' && !isHeld && !isHandedOver && lookedAt < began)
        violation(`${process.name} left its work to a lane that nobody holds`);
      if (ended === 'out-of-time' && !wokenBy.has(process))
        violation(`${process.name} had no time left, and woke nobody`);
      wokenBy.delete(process);
    },
  };
};
