import type { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { STACKS } from '../../lib/config/names.ts';
import { MARKETS } from '../../lib/domain/inquiry/inquiry.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { TestTicketOutcome } from '../../lib/workflows/intake/send-test-ticket.ts';
import { type Check, fail, ok, warn } from './check.ts';
import type { TestCard } from './check-metadata.ts';
import { invokePoll } from './invoke-poll.ts';

const card = z.object({
  channel: z.string(),
  ts: z.string(),
  ticket: z.object({
    market: z.enum(MARKETS),
    vendorId: z.string(),
    source: z.literal('call-center'),
    inquiryId: z.string(),
    answerId: z.string(),
  }),
});
const testTicket = z.object({ stage: z.string(), shownAfterMs: z.optional(z.number()) });

const STAGES: Record<Exclude<TestTicketOutcome['stage'], 'done'>, { what: string; toDo: string }> = {
  publishing: {
    what: 'the bus did not accept its event',
    toDo: 'See the log of poll, and whether it may put events on the bus.',
  },
  'reaching-notify': {
    what: 'it did not reach notify within a minute',
    toDo: 'See the line on wake-ups above, and the log of notify.',
  },
  slack: {
    what: 'it reached notify, but Slack did not accept it',
    toDo: 'See the lines on Slack above, and the log of notify.',
  },
  closing: {
    what: 'its card was posted, but not withdrawn within a minute',
    toDo: 'If it is still there after ten minutes, delete the card by hand: nothing else removes it. The log of notify says why.',
  },
};

/**
 * Sends one test ticket through the deployed path to a channel (O8).
 * @returns `card` if it was posted
 */
export const sendTestTicketTo = async (
  client: LambdaClient,
  pollFunction: string,
  channel: string,
): Promise<{ check: Check; card?: TestCard }> => {
  const name = `test ticket ${channel}`;
  const invoked = await invokePoll(client, pollFunction, { testTicket: channel });
  const read = testTicket.safeParse('answer' in invoked ? invoked.answer : undefined);
  if (!read.success) {
    const why =
      'failed' in invoked
        ? `the deployed poll failed: ${invoked.failed}`
        : 'the deployed poll gave no answer';
    const toDo = `If this release is new: npx cdk deploy ${STACKS.notifier}. Otherwise see the log of poll.`;
    return { check: fail(name, why, toDo) };
  }
  const posted = 'answer' in invoked ? card.safeParse(invoked.answer).data : undefined;
  return { check: judge(name, read.data), ...defined({ card: posted }) };
};

const judge = (name: string, { stage, shownAfterMs = 0 }: z.infer<typeof testTicket>): Check => {
  if (stage === 'done') {
    const seconds = (shownAfterMs / 1000).toFixed(1);
    return ok(name, `a card marked 연습 (test) was there after ${seconds} s, and is withdrawn`);
  }
  const failure = isKnown(stage) ? STAGES[stage] : { what: stage, toDo: 'See the log of poll.' };
  return stage === 'closing'
    ? warn(name, failure.what, failure.toDo)
    : fail(name, failure.what, failure.toDo);
};

const isKnown = (stage: string): stage is keyof typeof STAGES => Object.hasOwn(STAGES, stage);
