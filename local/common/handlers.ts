import type { Context } from 'aws-lambda';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export type Handlers = {
  poll: Handler;
  notify: Handler;
  trackSla: Handler;
  report: Handler;
  /** With `acting: 'on'`. */
  act?: Handler;
  slackActions?: Handler;
};

export type HandlerEnv = Record<string, string | undefined>;

/** `idle` resolves when the current runs of the handlers have ended. */
export const watchHandlers = (handlers: Handlers): { handlers: Handlers; idle: () => Promise<void> } => {
  const running = new Set<Promise<unknown>>();
  const watched =
    (handler: Handler): Handler =>
    (event, context) => {
      const run = handler(event, context).finally(() => running.delete(run));
      running.add(run);
      return run;
    };
  const { act, slackActions } = handlers;
  return {
    handlers: {
      poll: watched(handlers.poll),
      notify: watched(handlers.notify),
      trackSla: watched(handlers.trackSla),
      report: watched(handlers.report),
      ...(act && { act: watched(act) }),
      ...(slackActions && { slackActions: watched(slackActions) }),
    },
    idle: async () => void (await Promise.allSettled(running)),
  };
};
