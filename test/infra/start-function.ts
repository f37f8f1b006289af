import type { Context } from 'aws-lambda';
import { createHandler as createAct } from '../../functions/act/create-handler.ts';
import { createHandler as createNotify } from '../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../functions/report/create-handler.ts';
import { createHandler as createSlackActions } from '../../functions/slack-actions/create-handler.ts';
import { createHandler as createTrackSla } from '../../functions/track-sla/create-handler.ts';
import { toEntry } from '../../lib/eventbridge/event-contract.ts';
import { makeTicket } from '../fixtures/domain/make-ticket.ts';
import { HOUR, NOW, SECOND, VENDOR } from '../fixtures/domain/made-up.ts';
import { madeUpEvent, madeUpWakeUp } from '../unit/eventbridge/made-up-event.ts';
import { click } from '../unit/functions/slack-door.ts';
import { signRequest } from '../unit/slack/requests/sign-request.ts';

export const FUNCTIONS = ['poll', 'notify', 'track-sla', 'report', 'slack-actions', 'act'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Lambda's time-outs, ms. */
export const ENDS_AFTER: Record<FunctionName, number> = {
  poll: 120 * SECOND,
  notify: 120 * SECOND,
  'track-sla': 60 * SECOND,
  report: 120 * SECOND,
  'slack-actions': 10 * SECOND,
  act: 60 * SECOND,
};

const CLOCK = { now: () => Date.now(), elapsed: () => performance.now() };
const SLEEPS = { sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) };

/** The ticket whose button is pressed and whose reply is due. */
export const TICKET = makeTicket({ inquiryId: '11', askedAt: NOW - HOUR, dueAt: NOW + 23 * HOUR });

const PRESS = JSON.stringify(click(TICKET, 'claim'));

/** Starts a function as in a new process. */
export const startFunction = (
  of: FunctionName,
  env: Record<string, string>,
): ((context: Context) => Promise<unknown>) => {
  const options = { clock: CLOCK };
  switch (of) {
    case 'poll': {
      const poll = createPoll(env, { ...options, ...SLEEPS });
      return (context) => poll(VENDOR, context);
    }
    case 'notify': {
      const notify = createNotify(env, { ...options, ...SLEEPS });
      return (context) =>
        notify(madeUpWakeUp({ schemaVersion: 2, vendor: VENDOR, deliverables: [], token: true }), context);
    }
    case 'track-sla': {
      const track = createTrackSla(env, options);
      return (context) => track({}, context);
    }
    case 'report': {
      const report = createReport(env, options);
      return (context) => report({}, context);
    }
    case 'slack-actions': {
      const take = createSlackActions(env, options);
      return (context) =>
        take(signRequest(new URLSearchParams({ payload: PRESS }).toString(), Date.now()), context);
    }
    case 'act': {
      const act = createAct(env, options);
      const { deliverable, ...event } = madeUpEvent({ type: 'ActAsked' });
      const { DetailType, Detail } = toEntry(
        { ...event, deliverable: { ...deliverable, ...TICKET.key } },
        { vendors: [], now: 0 },
      );
      return (context) => act(madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType }), context);
    }
  }
};
