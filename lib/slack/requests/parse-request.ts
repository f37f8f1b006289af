import * as z from 'zod/mini';
import { QUEUE_KINDS, type QueueKind } from '../../domain/act/queue.ts';
import { defined } from '../../domain/defined.ts';
import { parseJson } from '../../domain/parse-json.ts';
import type { Reaction } from '../../workflows/ports/slack.ts';
import { unescapeText } from '../format/cut-text.ts';
import { readFilter } from '../format/home-filter.ts';
import { WORDING } from '../wording/wording.ts';
import { readInteraction } from './read-interaction.ts';
import { channelId, originOfEvent, OTHER, type SlackRequest, ts, userId, word } from './slack-request.ts';

/**
 * Reads the body of a request whose signature is valid: a form with an interaction or a slash command, or JSON with an
 * event. An unreadable body is `other`. Source: docs.slack.dev, "Handling user interaction", "Implementing slash
 * commands" and "The Events API".
 */
export const parseRequest = (text: string): SlackRequest => {
  if (text.trimStart().startsWith('{')) return readEvent(parseJson(text));
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  if (payload !== null) return readInteraction(parseJson(payload));
  const command = commandSchema.safeParse(Object.fromEntries(form));
  if (!command.success) return OTHER;
  const { channel_id: channel, user_id: by, text: words } = command.data;
  const typed = unescapeText(words).trim();
  const search = { by, channel, words: typed, ...defined({ kind: kindNamed(typed) }) };
  return { is: 'search', origin: originOfEvent(command.data), search };
};

/** The kind that the words name in any language, since people may not know the team's. */
const kindNamed = (words: string): QueueKind | undefined => {
  const wanted = lettersOf(words);
  if (wanted === '') return undefined;
  return QUEUE_KINDS.find((kind) =>
    Object.values(WORDING).some(({ home }) => lettersOf(home.kind[kind]) === wanted),
  );
};

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '');

const commandSchema = z.object({
  command: word,
  team_id: word,
  enterprise_id: z.nullish(word),
  channel_id: channelId,
  user_id: userId,
  text: z.string(),
});

/** A direct message contains no card. */
const cardChannelId = z.string().check(z.regex(/^[CG][A-Z0-9]{2,30}$/));
const eventSchema = z.object({
  type: z.literal('event_callback'),
  team_id: word,
  enterprise_id: z.nullish(word),
  event_id: word,
  is_ext_shared_channel: z.optional(z.boolean()),
  authorizations: z.nullish(
    z.array(z.object({ user_id: z.nullish(z.string()), is_bot: z.nullish(z.boolean()) })),
  ),
  event: z.object({
    type: z.literal('reaction_added'),
    user: userId,
    reaction: word,
    item_user: z.nullish(z.string()),
    item: z.object({ type: z.literal('message'), channel: cardChannelId, ts }),
  }),
});
const openedHome = z.object({
  type: z.literal('event_callback'),
  team_id: word,
  enterprise_id: z.nullish(word),
  event: z.object({
    type: z.literal('app_home_opened'),
    user: userId,
    tab: z.literal('home'),
    view: z.optional(z.object({ private_metadata: z.string() })),
  }),
});
const challengeSchema = z.object({ type: z.literal('url_verification'), challenge: word });

const REACTIONS = new Map<string, Reaction['do']>([
  ['eyes', 'claim'],
  ['white_check_mark', 'look-up'],
]);

const readEvent = (body: unknown): SlackRequest => {
  const challenge = challengeSchema.safeParse(body);
  if (challenge.success) return { is: 'challenge', origin: {}, challenge: challenge.data.challenge };
  const opened = openedHome.safeParse(body);
  if (opened.success) {
    const { event: seen } = opened.data;
    const filter = readFilter(seen.view?.private_metadata ?? '');
    return { is: 'home', origin: originOfEvent(opened.data), use: { by: seen.user, filter } };
  }
  const read = eventSchema.safeParse(body);
  // In a channel shared with another company the person's workspace is unknown.
  if (!read.success || read.data.is_ext_shared_channel) return OTHER;
  const { event_id: id, event, authorizations } = read.data;
  const origin = originOfEvent(read.data);
  // Slack usually names the message's author. A message of another author is no card.
  const app = authorizations?.find(({ is_bot: isBot }) => isBot)?.user_id;
  if (app && event.item_user && event.item_user !== app) return { is: 'other', origin };
  // A skin tone follows the name.
  const does = REACTIONS.get(event.reaction.replace(/::.*/, ''));
  if (does === undefined) return { is: 'other', origin };
  const { channel, ts: at } = event.item;
  return { is: 'reaction', origin, reaction: { id, by: event.user, channel, ts: at, do: does } };
};
