import * as z from 'zod/mini';
import { LONGEST_TEXT, readContent } from '../check-content.ts';
import { createTs, type Message } from '../message.ts';

/** A message that only one person sees. A restart drops it, as in Slack. */
export type Ephemeral = Pick<Message, 'channel' | 'ts' | 'text' | 'blocks'> & { user: string };

export type Ephemerals = {
  /** Newest first. */
  of: (user: string) => Ephemeral[];
  post: (fresh: Omit<Ephemeral, 'ts'>) => Ephemeral;
  /** Removes this message and the older ones, which the page no longer shows. */
  dismiss: (user: string, ts: string) => void;
};

const MOST_KEPT = 20;

export const createEphemerals = (now: () => number, changed: (user: string) => void): Ephemerals => {
  const kept = new Map<string, Ephemeral[]>();
  const nextTs = createTs(now);
  const of = (user: string) => kept.get(user) ?? [];
  const keep = (user: string, messages: Ephemeral[]) => {
    kept.set(user, messages.slice(0, MOST_KEPT));
    changed(user);
  };
  return {
    of,
    post: (fresh) => {
      const message = { ...fresh, ts: nextTs() };
      keep(message.user, [message, ...of(message.user)]);
      return message;
    },
    dismiss: (user, ts) =>
      keep(
        user,
        of(user).filter((message) => message.ts > ts),
      ),
  };
};

const commandAnswer = z.looseObject({
  response_type: z.optional(z.literal('ephemeral')),
  text: z.string(),
  blocks: z.optional(z.unknown()),
});

/** Shows the app's answer to a command to that person alone. An invalid answer is dropped. Source: docs.slack.dev. */
export const takeCommandAnswer = (
  given: unknown,
  at: Pick<Ephemeral, 'user' | 'channel'>,
  ephemerals: Ephemerals,
): void => {
  const parsed = z.safeParse(commandAnswer, given);
  if (!parsed.success) return;
  const { text, blocks } = parsed.data;
  const accepted = readContent({ text, blocks }, LONGEST_TEXT.post);
  if (!('refused' in accepted)) ephemerals.post({ ...at, text, ...accepted });
};
