import { ACT_REQUESTED, ORDER_REQUESTED, SECONDS, SHARING_DUE, WAKE_UP } from '../../lib/config/names.ts';
import type { Handler } from '../common/handlers.ts';
import { type Listening, listen } from '../common/listen.ts';
import { awsEndpoint } from './endpoint.ts';
import { makeContext } from './make-context.ts';

export type DeliveryOptions = {
  busName: string;
  region: string;
  /** Epoch ms. */
  now: () => number;
  /** The only access key that the endpoint accepts. */
  accessKeyId: string;
  /** A monotonic clock for an invocation's time limit, ms. */
  elapsed: () => number;
  /** Other targets of the bus, by detail type. */
  others?: Record<string, (event: object) => void>;
};

/** The bus, its rules for `notify` and `act`, and the endpoint for the SDK. */
export type LocalDelivery = {
  endpoint: Listening;
  /**
   * From now on, each wake-up invokes `notify` and each act invokes `act`, in parallel as in Lambda, but without
   * retries. Before the start and after the stop, events are dropped: the table still holds the work.
   */
  start: (functions: Called, onError: (error: unknown) => void) => RunningDelivery;
};

/** Without `act` nobody can act. */
type Called = { notify: Handler; act?: Handler };

export type RunningDelivery = {
  running: () => number;
  /** Holds events until the returned function is called. With several holds, until the last of them ends. */
  hold: () => () => void;
  /** Resolves when the invocations that run now have ended. */
  idle: () => Promise<void>;
  /** Starts no further invocation, and resolves when all have ended. */
  stop: () => Promise<void>;
};

export const openDelivery = async ({
  busName,
  region,
  now,
  accessKeyId,
  elapsed,
  others,
}: DeliveryOptions): Promise<LocalDelivery> => {
  let invoke: (name: keyof Called, event: object) => void = nowhere;
  const targets = {
    ...others,
    [WAKE_UP]: (event: object): void => invoke('notify', event),
    [ACT_REQUESTED]: (event: object): void => invoke('act', event),
    [SHARING_DUE]: (event: object): void => invoke('act', event),
    [ORDER_REQUESTED]: (event: object): void => invoke('act', event),
  };
  const endpoint = await listen(awsEndpoint({ name: busName, region, targets, now, accessKeyId }).fetch);
  return {
    endpoint,
    start: (functions, onError) => {
      const running = new Set<Promise<void>>();
      const run = async (name: keyof Called, event: object): Promise<void> => {
        try {
          await functions[name]?.(event, makeContext(name, SECONDS.notifyTimeout * 1000, elapsed));
        } catch (error) {
          onError(error);
        }
      };
      const invokeNow: typeof invoke = (name, event) => {
        const invocation = run(name, event).finally(() => running.delete(invocation));
        running.add(invocation);
      };
      invoke = invokeNow;
      let isStopped = false;
      let holds = 0;
      const held: Parameters<typeof invoke>[] = [];
      return {
        running: () => running.size,
        idle: async () => void (await Promise.all(running)),
        hold: () => {
          holds += 1;
          if (!isStopped) invoke = (name, event) => void held.push([name, event]);
          return () => {
            holds -= 1;
            if (isStopped || holds > 0) return;
            invoke = invokeNow;
            for (const event of held.splice(0)) invokeNow(...event);
          };
        },
        stop: async () => {
          isStopped = true;
          invoke = nowhere;
          await Promise.all(running);
        },
      };
    },
  };
};

const nowhere = (): void => undefined;
