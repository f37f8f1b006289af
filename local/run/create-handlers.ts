import { createHandler as createAct } from '../../functions/act/create-handler.ts';
import { createHandler as createNotify } from '../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../functions/report/create-handler.ts';
import { createHandler as createTrackSla } from '../../functions/track-sla/create-handler.ts';
import { createHandler as createWebhooks } from '../../functions/webhooks/create-handler.ts';
import type { Hold } from '../../functions/webhooks/create-hold.ts';
import { createHandler as createSlackActions } from '../../functions/slack-actions/create-handler.ts';
import { readConfig } from '../../functions/wiring/read-config.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { HandlerEnv, Handlers } from '../common/handlers.ts';
import type { LaptopClock } from '../common/laptop-clock.ts';
import type { TerminalTexts } from '../page/texts.ts';
import { sendToLoopback } from '../webhooks/send-to-loopback.ts';
import { printProgress } from './print-progress.ts';
import { printSlackTrouble } from './print-slack-trouble.ts';

/** The handlers of AWS with the laptop's log file. Trouble with Slack is also printed. */
export const createHandlers =
  (log: Log, print: (line: string) => void, texts: TerminalTexts) =>
  (
    env: HandlerEnv,
    clock: LaptopClock,
    watchSlack: (log: Log) => Log = (same) => same,
    hold?: Hold,
  ): Handlers => {
    const poll = createPoll(env, { log, clock, progress: printProgress(print, texts) });
    const notify = createNotify(env, { log: watchSlack(printSlackTrouble(log, print, texts)), clock });
    const trackSla = createTrackSla(env, { log, clock });
    const report = createReport(env, { log, clock });
    const acting = readConfig(env).acting === 'on' && {
      act: createAct(env, { log, clock }),
      slackActions: createSlackActions(env, { log, clock }),
    };
    const sending = hold && { webhooks: createWebhooks(env, { log, clock, send: sendToLoopback, hold }) };
    return { poll, notify, trackSla, report, ...acting, ...sending };
  };
