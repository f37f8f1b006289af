import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Attempt, Destination } from '../../domain/ticket/ticket.ts';
import type { MessageRef } from '../../workflows/ports/messenger.ts';
import { SlackFailure } from '../../workflows/ports/slack-error.ts';
import type { CallContext } from './classify-slack-error.ts';
import { contextOf } from './call-context.ts';
import { matchMessage } from './message-metadata.ts';
import type { CallSlack, SlackCalls } from './prepare-call.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/** Slack's time of a message may be some time before or after our time of the attempt, since clocks differ (R19). */
const BEFORE_MS = 10 * MINUTE_MS;
export const FOUND_WITHIN_MS = 2 * MINUTE_MS;

const PAGE_SIZE = 200;
/** 5,000 messages in twelve minutes. A channel for people has fewer. */
const MAX_PAGES = 25;

const page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
});

/**
 * Searches all pages of a channel's or a thread's history for the message of an attempt (R19). A reply to a deleted thread
 * is in the channel.
 * @param foundWithinMs of the attempt, by Slack's clock
 * @returns its place, or `undefined` if it is not there
 * @throws SlackFailure
 */
export const findMessage = async (
  { client, prepareCall }: SlackCalls,
  deliverable: Deliverable,
  attempt: Attempt,
  foundWithinMs = FOUND_WITHIN_MS,
): Promise<MessageRef | undefined> => {
  const context = contextOf(deliverable.key, 'look-up', attempt.name);
  const call = await prepareCall(context);
  const { threadTs } = attempt;
  const channel = isPerson(attempt.channel)
    ? await openDirect(client, call, attempt.channel, context)
    : attempt.channel;
  const findIn = async (place: Destination): Promise<MessageRef | undefined> => {
    const ts = await findTs(client, call, { deliverable, attempt, place, foundWithinMs }, context);
    return ts === undefined ? undefined : { ...place, ts };
  };
  if (threadTs === undefined) return findIn({ channel });
  return findIn({ channel, threadTs }).catch((error: unknown) => {
    if (!isGoneThread(error)) throw error;
    return findIn({ channel });
  });
};

/** A direct message is posted to a person's id, and read in the conversation with that person. */
const isPerson = (channel: string): boolean => /^[UW]/.test(channel);

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** Source: docs.slack.dev, `conversations.open`. A conversation that exists is opened again. */
const openDirect = async (
  client: WebClient,
  call: CallSlack,
  user: string,
  { what }: CallContext,
): Promise<string> => {
  const answer = opened.safeParse(await call((token) => client.conversations.open({ users: user, token })));
  if (answer.success) return answer.data.channel.id;
  throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${what}: its conversation cannot be read.`);
};

type Search = { deliverable: Deliverable; attempt: Attempt; place: Destination; foundWithinMs: number };

const findTs = async (
  client: WebClient,
  call: CallSlack,
  search: Search,
  { what }: CallContext,
): Promise<string | undefined> => {
  const { deliverable, attempt } = search;
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answer = page.safeParse(await call((token) => readPage(client, token, search, cursor)));
    if (!answer.success) {
      throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${what}: history cannot be read.`);
    }
    for (const message of answer.data.messages) {
      const ts = matchMessage(message, deliverable.key, attempt.name);
      // A message that is not newer than the replaced one (R22) does not belong to this attempt.
      if (ts !== undefined && ts > (deliverable.delivery.replaced?.ts ?? '')) return ts;
    }
    cursor = answer.data.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
  throw new SlackFailure(
    'look-up-refused',
    'too_many_pages',
    `Slack: look-up of ${what} gave up after ${MAX_PAGES} pages of history. Use a channel with less traffic.`,
  );
};

const readPage = (
  client: WebClient,
  token: string,
  { attempt: { at }, place: { channel, threadTs }, foundWithinMs }: Search,
  cursor: string | undefined,
): Promise<unknown> => {
  const query = {
    token,
    channel,
    oldest: slackInstant(at - BEFORE_MS),
    latest: slackInstant(at + foundWithinMs),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return threadTs === undefined
    ? client.conversations.history(query)
    : client.conversations.replies({ ...query, ts: threadTs });
};

/** Seconds, as in a message's `ts`. */
const slackInstant = (epochMs: number): string => (epochMs / 1000).toFixed(6);

const isGoneThread = (error: unknown): boolean =>
  error instanceof SlackFailure && error.reason === 'thread_not_found';
