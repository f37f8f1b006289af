import type { NoticeFacts } from '../../lib/domain/notice/notice.ts';
import { messageName } from '../../lib/domain/delivery/plan-delivery.ts';
import { type Subject, subjectId } from '../../lib/domain/delivery/subject.ts';
import type { Attempt, AttemptName, Destination } from '../../lib/domain/ticket/ticket.ts';
import type { Posted, PostHow, SlackChannel } from '../../lib/workflows/ports/slack-port.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack-error.ts';
import { type About, type Effect, plain, saysWhat } from './effect.ts';

export type Message = {
  ts: string;
  postedAt: number;
  /** Id of its ticket or notice. */
  subject: string;
  /** As the attempt was named. */
  name: string;
  channel: string;
  threadTs?: string;
  /** The version and state that it shows. */
  version: number;
  state: string;
  /** Of a digest: ids of the tickets that it shows. */
  members?: string[];
  edits: number;
};

/** What Slack is asked for. */
export type SlackCall = {
  method: 'post' | 'edit' | 'find';
  subject: Subject;
  /** Of the attempt, or `edit`. */
  name: string;
  channel: string;
  /** As text alone (R22). */
  isPlain: boolean;
};

export const CHANNEL = 'C0MADEUP';
export const FALLBACK_CHANNEL = 'C0FALLBACK';
/** Of the steps that have one of their own (S6). */
export const STEP_CHANNEL = 'C0STEPS';

/** Slack may say that it stored a message some time before we noted the attempt, or after it: clocks differ (R19). */
const LOOK_BACK_MS = 10 * 60_000;
const LOOK_AHEAD_MS = 2 * 60_000;

/**
 * A made-up Slack behind the SlackChannel port. `failBefore` refuses without posting; `loseAnswer` posts and then
 * fails; history shows a message only `historyLagMs` after it was posted. `refuse`: what Slack answers for as long as
 * something is wrong with a message, a channel or the token.
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
  const refuseIfTold = (call: SlackCall): void => {
    const refused = failBefore.shift() ?? refuse(call);
    if (refused) throw refused;
  };
  const post = (subject: Subject, name: AttemptName, to: Destination, how: PostHow): Posted => {
    calls.posts += 1;
    refuseIfTold({ method: 'post', subject, name, channel: to.channel, isPlain: how.plain === true });
    if (to.threadTs !== undefined && !byTs.has(to.threadTs))
      throw new SlackFailure('card-unusable', 'thread_not_found', `no message ${to.threadTs}`);
    const { channel, threadTs } = to;
    const message: Message = {
      ts: `${Math.floor(now() / 1000)}.${String(messages.length).padStart(6, '0')}`,
      postedAt: now(),
      subject: subjectId(subject),
      name,
      version: subject.version,
      state: stateOf(subject),
      edits: 0,
      channel,
      ...(threadTs !== undefined && { threadTs }),
      ...(how.members && { members: how.members.map(subjectId) }),
    };
    messages.push(message);
    byTs.set(message.ts, message);
    const lost = loseAnswer.shift();
    if (lost) throw lost;
    return { channel, ts: message.ts, ...(threadTs !== undefined && { threadTs }) };
  };
  const edit = (subject: Subject, how: PostHow): void => {
    calls.edits += 1;
    const { channel = CHANNEL, ts = '', version } = subject;
    refuseIfTold({ method: 'edit', subject, name: 'edit', channel, isPlain: how.plain === true });
    const shown = byTs.get(ts);
    if (!shown) throw new SlackFailure('card-unusable', 'message_not_found', `no message ${ts}`);
    Object.assign(shown, { version, state: stateOf(subject), edits: shown.edits + 1 });
    if (how.members) shown.members = how.members.map(subjectId);
  };
  const find = (subject: Subject, attempt: Attempt): Posted | undefined => {
    calls.finds += 1;
    const { channel, threadTs, name } = attempt;
    refuseIfTold({ method: 'find', subject, name, channel, isPlain: false });
    // History tells the newest first, and nothing of threads.
    const found = messages.findLast(
      (message) =>
        message.channel === channel &&
        message.threadTs === threadTs &&
        message.subject === subjectId(subject) &&
        message.name === name &&
        message.postedAt >= attempt.at - LOOK_BACK_MS &&
        message.postedAt <= attempt.at + LOOK_AHEAD_MS &&
        message.ts > (subject.replaced?.ts ?? '') &&
        message.postedAt + historyLagMs <= now(),
    );
    return found && { channel, ts: found.ts, ...(threadTs !== undefined && { threadTs }) };
  };

  /** As a process has it that is configured for one channel. */
  const slackFor = (own: () => string): SlackChannel => ({
    destination: (subject, name, how) => destinationOf(subject, name, how, own()),
    preparePost: async (subject, name, to, how) => {
      await effect('prepare.post', () => {}, { says: saysWhat(subject, name) });
      const asked: About = {
        says: saysWhat(subject, wordsOf(name, to, how)),
        subject,
        message: name,
        channel: to.channel,
        ...(how.plain && { plain: true }),
        ...(to.threadTs !== undefined && { thread: to.threadTs }),
      };
      return () => effect('slack.post', () => post(subject, name, to, how), asked);
    },
    prepareEdit: async (subject, how) => {
      await effect('prepare.edit', () => {}, { says: saysWhat(subject) });
      const { version, channel = own() } = subject;
      const message = `version ${version}`;
      const asked = { says: saysWhat(subject, message), subject, message, channel };
      return () =>
        effect('slack.edit', () => edit(subject, how), { ...asked, ...(how.plain && { plain: true }) });
    },
    find: (subject, attempt) =>
      effect('slack.find', () => find(subject, attempt), {
        says: saysWhat(subject, attempt.name),
        subject,
        message: attempt.name,
        channel: attempt.channel,
        attempt,
      }),
  });
  return { slack: slackFor(() => CHANNEL), slackFor, messages, failBefore, loseAnswer, calls };
};

/**
 * Where a card or a notice goes: a fallback channel knows nothing of the other's threads, and its own is tried again after it. A
 * ticket's lines stand under its card, or beside it in the digest's thread (R24); an escalation on its own (S6).
 */
const destinationOf = (
  subject: Subject,
  name: AttemptName,
  { fallback, thread }: PostHow,
  own: string,
): Destination => {
  const isOwn = name === messageName(subject);
  if (!isOwn && name.startsWith('escalation/'))
    return { channel: fallback ? FALLBACK_CHANNEL : STEP_CHANNEL };
  if (!isOwn && !('notice' in subject)) {
    const threadTs = subject.threadTs ?? subject.ts;
    return { channel: subject.channel ?? own, ...(threadTs !== undefined && { threadTs }) };
  }
  if (fallback) return { channel: FALLBACK_CHANNEL };
  if (thread) return { channel: thread.channel, threadTs: thread.ts };
  const isInFallback = subject.ts === undefined && subject.channel === FALLBACK_CHANNEL;
  return { channel: isInFallback ? own : (subject.channel ?? own) };
};

const stateOf = (subject: Subject): string =>
  'notice' in subject ? noticeState(subject.facts) : subject.state;

const noticeState = (facts: NoticeFacts): string => ('state' in facts ? facts.state : 'told');

const wordsOf = (name: string, { channel, threadTs }: Destination, { plain: isPlain }: PostHow): string => {
  const form = isPlain ? ', plain' : '';
  return `${name} in ${threadTs === undefined ? channel : `${channel}, the thread of ${threadTs}`}${form}`;
};
