import type { Context } from 'aws-lambda';

/** A Lambda handler as the runtime calls it. */
export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** The functions that the laptop runs, each made from one environment. */
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
