import { placeOf, type Channels } from '../../lib/domain/delivery/destination.ts';
import { isLaterTs, tsBefore, tsOf } from '../../lib/domain/delivery/known-channel.ts';
import type { NoticeFacts } from '../../lib/domain/notice/notice-facts.ts';
import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import { defined } from '../../lib/domain/defined.ts';
import { messageInList } from '../../lib/domain/delivery/lists.ts';
import { listOf } from '../../lib/domain/ticket/posted.ts';
import { DEADLINE_STEPS } from '../../lib/domain/ticket/step.ts';
import type { Attempt, AttemptName, Destination } from '../../lib/domain/ticket/ticket.ts';
import {
  type Found,
  type MessageRef,
  type PostOptions,
  type Messenger,
  SlackFailure,
} from '../../lib/workflows/ports/slack.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import { type About, type Effect, plain, nameOfKey } from './effect.ts';

export type Message = {
  ts: string;
  postedAt: number;
  /** Id of its ticket or notice. */
  deliverable: string;
  /** The attempt's name. */
  name: string;
  channel: string;
  threadTs?: string;
  /** The version and state that it shows. */
  version: number;
  state: string;
  /** For a list: ids of the tickets that it shows. */
  members?: string[];
  /** For a list of pending messages: ticket id and name of each message that it showed when it was posted. */
  listed?: string[];
  /** For a message of a ticket: the list that it belonged to when it was posted. */
  list?: string;
  edits: number;
};

/** A call to Slack. */
export type SlackCall = {
  method: 'post' | 'edit' | 'find';
  deliverable: Deliverable;
  /** The attempt's name, or `edit`. */
  name: string;
  channel: string;
  /** As plain text (R22). */
  isPlain: boolean;
};

export const CHANNEL = 'C0MADEUP';
export const FALLBACK_CHANNEL = 'C0FALLBACK';
/** For the steps with a channel of their own (S6). */
export const STEP_CHANNEL = 'C0STEPS';

/** The channels of a vendor. All steps with a channel share it. The list of a last shift goes into the vendor's channel. */
export const channelsWith = (channel: string): Channels => ({
  channel,
  fallbackChannel: FALLBACK_CHANNEL,
  stepChannels: Object.fromEntries(
    ['target', ...DEADLINE_STEPS, 'overdue'].map((step) => [step, STEP_CHANNEL]),
  ),
});

/** As the adapter searches (R19). */
const MARGIN_SECONDS = 60;

/**
 * A made-up Slack behind the Messenger port. `failBefore` refuses without posting. `loseAnswer` posts and then fails.
 * History shows a message only `historyLagMs` after its posting. `refuse` gives Slack's answer while a message, a
 * channel or the token is unusable.
 */
export const createMemorySlack = (
  now: () => number,
  effect: Effect = plain,
  historyLagMs = 0,
  refuse: (call: SlackCall) => SlackFailure | undefined = () => undefined,
) => {
  const messages: Message[] = [];
  const byTs = new Map<string, Message>();
  const failBefore: SlackFailure[] = [];
  const loseAnswer: SlackFailure[] = [];
  const calls = { posts: 0, edits: 0, finds: 0 };
  /** How many messages one look-up reads before it is cut short. */
  const search = { messages: 5 * 999 };
  const throwPlannedFailure = (call: SlackCall): void => {
    const refused = failBefore.shift() ?? refuse(call);
    if (refused) throw refused;
  };
  const post = (
    deliverable: Deliverable,
    name: AttemptName,
    to: Destination,
    options: PostOptions,
  ): MessageRef => {
    calls.posts += 1;
    throwPlannedFailure({ method: 'post', deliverable, name, channel: to.channel, ...formOf(options) });
    if (to.threadTs !== undefined && !byTs.has(to.threadTs))
      throw new SlackFailure('card-unusable', 'thread_not_found', `no message ${to.threadTs}`);
    const { channel, threadTs } = to;
    const message: Message = {
      ts: `${Math.floor(now() / 1000)}.${String(messages.length).padStart(6, '0')}`,
      postedAt: now(),
      deliverable: deliverableId(deliverable.key),
      name,
      version: deliverable.outbox.version,
      state: stateOf(deliverable),
      edits: 0,
      channel,
      ...(threadTs !== undefined && { threadTs }),
      ...(options.members && { members: options.members.map(({ key }) => deliverableId(key)) }),
      ...ofLists(deliverable, name, options),
    };
    messages.push(message);
    byTs.set(message.ts, message);
    const lost = loseAnswer.shift();
    if (lost) throw lost;
    return { channel, ts: message.ts, ...(threadTs !== undefined && { threadTs }) };
  };
  const edit = (deliverable: Deliverable, options: PostOptions): void => {
    calls.edits += 1;
    const { version } = deliverable.outbox;
    const { channel, ts } = placeOf(deliverable, options.line) ?? { channel: CHANNEL, ts: '' };
    throwPlannedFailure({ method: 'edit', deliverable, name: 'edit', channel, ...formOf(options) });
    const shown = byTs.get(ts);
    if (!shown || (options.line !== undefined && shown.channel !== channel))
      throw new SlackFailure('card-unusable', 'message_not_found', `no message ${ts}`);
    Object.assign(shown, { version, state: stateOf(deliverable), edits: shown.edits + 1 });
    if (options.members) shown.members = options.members.map(({ key }) => deliverableId(key));
  };
  const find = (deliverable: Deliverable, attempt: Attempt): Found | undefined => {
    calls.finds += 1;
    const { channel, threadTs, name, after, at } = attempt;
    throwPlannedFailure({ method: 'find', deliverable, name, channel, isPlain: false });
    const oldest = after === undefined ? tsOf(at - DAY_MS) : tsBefore(after, MARGIN_SECONDS);
    // History lists the newest first, without threads.
    const history = messages
      .filter(
        (message) =>
          byTs.has(message.ts) &&
          message.channel === channel &&
          message.threadTs === threadTs &&
          !isLaterTs(oldest, message.ts) &&
          message.postedAt + historyLagMs <= now(),
      )
      .toReversed();
    const from = history.findIndex(({ ts }) => ts === attempt.search?.cursor) + 1;
    const read = history.slice(from, from + search.messages);
    const found = read.find(
      (message) =>
        message.deliverable === deliverableId(deliverable.key) &&
        message.name === name &&
        isLaterTs(message.ts, deliverable.delivery.replaced?.ts ?? '0'),
    );
    if (found) return { channel, ts: found.ts, ...(threadTs !== undefined && { threadTs }) };
    const last = read.at(-1);
    if (!last || from + read.length === history.length) return undefined;
    return { search: { in: threadTs === undefined ? 'channel' : 'thread', cursor: last.ts } };
  };

  const slack: Messenger = {
    preparePost: async (deliverable, name, to, options) => {
      await effect('prepare.post', () => {}, { detail: nameOfKey(deliverable.key, name) });
      const about: About = {
        detail: nameOfKey(deliverable.key, wordsOf(name, to, options)),
        deliverable,
        message: name,
        channel: to.channel,
        ...(to.threadTs !== undefined && { thread: to.threadTs }),
      };
      return () => effect('slack.post', () => post(deliverable, name, to, options), about);
    },
    prepareEdit: async (deliverable, options) => {
      await effect('prepare.edit', () => {}, { detail: nameOfKey(deliverable.key) });
      const { version } = deliverable.outbox;
      const { channel = CHANNEL } = deliverable.delivery;
      const message = `version ${version}`;
      const about = { detail: nameOfKey(deliverable.key, message), deliverable, message, channel };
      return () => effect('slack.edit', () => edit(deliverable, options), about);
    },
    find: (deliverable, attempt) =>
      effect('slack.find', () => find(deliverable, attempt), {
        detail: nameOfKey(deliverable.key, attempt.name),
        deliverable,
        message: attempt.name,
        channel: attempt.channel,
        attempt,
      }),
    isThere: (deliverable) =>
      effect('slack.isThere', () => byTs.has(deliverable.delivery.ts ?? ''), {
        detail: nameOfKey(deliverable.key),
        deliverable,
      }),
    checkToken: () => effect('slack.checkToken', () => {}),
  };
  /** As a person does in Slack. */
  const deleteMessage = (ts: string): void => void byTs.delete(ts);
  return { slack, messages, failBefore, loseAnswer, calls, search, deleteMessage };
};

const ofLists = (
  deliverable: Deliverable,
  name: AttemptName,
  { members = [] }: PostOptions,
): Pick<Message, 'list' | 'listed'> => {
  if (deliverable.type === 'ticket')
    return defined({ list: name === 'notice' ? undefined : listOf(deliverable.delivery, name) });
  if (deliverable.facts.about !== 'list') return {};
  return {
    listed: members.flatMap((ticket) => {
      const message = messageInList(ticket, deliverable);
      return message === undefined ? [] : [`${deliverableId(ticket.key)} ${message}`];
    }),
  };
};

const formOf = ({ plain: isPlain = false }: PostOptions) => ({ isPlain });

const stateOf = (deliverable: Deliverable): string =>
  deliverable.type === 'notice' ? noticeState(deliverable.facts) : deliverable.facts.state;

const noticeState = (facts: NoticeFacts): string => ('state' in facts ? facts.state : 'told');

const wordsOf = (
  name: string,
  { channel, threadTs }: Destination,
  { plain: isPlain }: PostOptions,
): string => {
  const form = isPlain ? ', plain' : '';
  return `${name} in ${threadTs === undefined ? channel : `${channel}, the thread of ${threadTs}`}${form}`;
};
