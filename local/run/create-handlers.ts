import { createHandler as createNotify } from '../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../functions/report/create-handler.ts';
import { createHandler as createTrackSla } from '../../functions/track-sla/create-handler.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { HandlerEnv, Handlers } from '../common/handlers.ts';
import { tellProgress } from './tell-progress.ts';
import { tellSlackTrouble } from './tell-slack-trouble.ts';

/** The handlers that run in AWS, with the laptop's log file. Trouble with Slack is also printed. */
export const createHandlers =
  (log: Log, print: (line: string) => void) =>
  (env: HandlerEnv, clock: Clock): Handlers => {
    const poll = createPoll(env, { log, clock, progress: tellProgress(print) });
    const notify = createNotify(env, { log: tellSlackTrouble(log, print), clock });
    const trackSla = createTrackSla(env, { log, clock });
    const report = createReport(env, { log, clock });
    return {
      poll: (event, context) => poll(event, context),
      notify: (event, context) => notify(event, context),
      trackSla: (event, context) => trackSla(event, context),
      report: (event, context) => report(event, context),
    };
  };
