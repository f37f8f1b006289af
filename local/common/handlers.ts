import type { Context } from 'aws-lambda';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export type Handlers = {
  poll: Handler;
  notify: Handler;
  trackSla: Handler;
  report: Handler;
  /** With `acting: 'on'`. */
  act?: Handler;
  /** With a page. */
  webhooks?: Handler;
  slackActions?: Handler;
};

export type HandlerEnv = Record<string, string | undefined>;

/**
 * `idle` resolves when the current runs of the handlers have ended. `renew` builds new handlers for all further
 * runs, as a deploy does.
 */
export const watchHandlers = (
  make: () => Handlers,
): { handlers: Handlers; idle: () => Promise<void>; renew: () => void } => {
  let current = make();
  const running = new Set<Promise<unknown>>();
  const watched =
    (handlerOf: (handlers: Handlers) => Handler | undefined): Handler =>
    (event, context) => {
      const run = (handlerOf(current)?.(event, context) ?? Promise.resolve()).finally(() =>
        running.delete(run),
      );
      running.add(run);
      return run;
    };
  return {
    handlers: {
      poll: watched(({ poll }) => poll),
      notify: watched(({ notify }) => notify),
      trackSla: watched(({ trackSla }) => trackSla),
      report: watched(({ report }) => report),
      ...(current.act && { act: watched(({ act }) => act) }),
      ...(current.webhooks && { webhooks: watched(({ webhooks }) => webhooks) }),
      ...(current.slackActions && { slackActions: watched(({ slackActions }) => slackActions) }),
    },
    idle: async () => void (await Promise.allSettled(running)),
    renew: () => {
      current = make();
    },
  };
};
