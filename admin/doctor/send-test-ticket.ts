import type { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { STACKS } from '../../lib/config/names.ts';
import { MARKETS } from '../../lib/domain/inquiry/inquiry.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { defined } from '../../lib/domain/defined.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';
import type { TestCard } from './check-metadata.ts';
import { invokePoll } from './invoke-poll.ts';

const card = z.object({
  channel: z.string(),
  ts: z.string(),
  ticket: z.object({
    market: z.enum(MARKETS),
    vendorId: z.string(),
    source: z.enum(SOURCE_NAMES),
    inquiryId: z.string(),
    answerId: z.string(),
  }),
});
const testTicket = z.object({ stage: z.string(), shownAfterMs: z.optional(z.number()) });

/**
 * Sends one test ticket through the deployed path to a channel (O8).
 * @returns `card` if it was posted
 */
export const sendTestTicketTo = async (
  client: LambdaClient,
  pollFunction: string,
  channel: string,
  { doctor }: Words,
): Promise<{ check: Check; card?: TestCard }> => {
  const words = doctor.slack.testTicket;
  const name = words.name(channel);
  const invoked = await invokePoll(client, pollFunction, { testTicket: channel });
  const read = testTicket.safeParse('answer' in invoked ? invoked.answer : undefined);
  if (!read.success) {
    const why = 'failed' in invoked ? doctor.pollFailed(invoked.failed) : words.noAnswer;
    return { check: fail(name, why, words.ifNew(`npx cdk deploy ${STACKS.notifier}`)) };
  }
  const posted = 'answer' in invoked ? card.safeParse(invoked.answer).data : undefined;
  return { check: judge(name, read.data, words), ...defined({ card: posted }) };
};

const judge = (
  name: string,
  { stage, shownAfterMs = 0 }: z.infer<typeof testTicket>,
  words: Words['doctor']['slack']['testTicket'],
): Check => {
  if (stage === 'done') return ok(name, words.arrived((shownAfterMs / 1000).toFixed(1)));
  const { what, toDo } = words.stages[stage] ?? { what: stage, toDo: words.seePoll };
  return stage === 'closing' ? warn(name, what, toDo) : fail(name, what, toDo);
};
