import type { NoticeFacts } from '../../lib/domain/notice.ts';
import { messageName } from '../../lib/domain/plan-delivery.ts';
import { type Subject, subjectId } from '../../lib/domain/subject.ts';
import type { PostHow, SlackChannel } from '../../lib/workflows/slack-port.ts';
import { SlackFailure } from '../../lib/workflows/slack-error.ts';
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

const CHANNEL = 'C0MADEUP';
export const FALLBACK_CHANNEL = 'C0FALLBACK';
/** Of the steps that have one of their own (S6). */
export const STEP_CHANNEL = 'C0STEPS';

/**
 * A made-up Slack behind the SlackChannel port. `failBefore` refuses without posting; `loseAnswer` posts and then
 * fails; history shows a message only `historyLagMs` after it was posted.
 */
export const createMemorySlack = (now: () => number, effect: Effect = plain, historyLagMs = 0) => {
  const messages: Message[] = [];
  const byTs = new Map<string, Message>();
  const failBefore: SlackFailure[] = [];
  const loseAnswer: SlackFailure[] = [];
  const calls = { posts: 0, edits: 0, finds: 0 };
  const refuseIfTold = (): void => {
    const refused = failBefore.shift();
    if (refused) throw refused;
  };
  const post = (subject: Subject, name: string, place: Where, members?: readonly Subject[]): Message => {
    calls.posts += 1;
    refuseIfTold();
    if (place.threadTs !== undefined && !byTs.has(place.threadTs))
      throw new SlackFailure('card-unusable', 'thread_not_found', `no message ${place.threadTs}`);
    const message: Message = {
      ts: `${Math.floor(now() / 1000)}.${String(messages.length).padStart(6, '0')}`,
      postedAt: now(),
      subject: subjectId(subject),
      name,
      version: subject.version,
      state: stateOf(subject),
      edits: 0,
      ...place,
      ...(members && { members: members.map(subjectId) }),
    };
    messages.push(message);
    byTs.set(message.ts, message);
    const lost = loseAnswer.shift();
    if (lost) throw lost;
    return message;
  };

  const slack: SlackChannel = {
    post: (subject, how = {}) => {
      const name = messageName(subject);
      return effect(
        'slack.post',
        () => {
          const { channel, ts, threadTs } = post(subject, name, placeOf(subject, how), how.members);
          return { channel, ts, ...(threadTs !== undefined && { threadTs }) };
        },
        about(subject, name, how.fallback ? undefined : how.thread?.ts),
      );
    },
    edit: (subject, how = {}) =>
      effect(
        'slack.edit',
        () => {
          calls.edits += 1;
          refuseIfTold();
          const shown = byTs.get(subject.ts ?? '');
          if (!shown)
            throw new SlackFailure('card-unusable', 'message_not_found', `no message ${subject.ts}`);
          const { version } = subject;
          Object.assign(shown, { version, state: stateOf(subject), edits: shown.edits + 1 });
          if (how.members) shown.members = how.members.map(subjectId);
        },
        about(subject, `version ${subject.version}`),
      ),
    postLine: (ticket, line, how = {}) =>
      effect(
        'slack.postLine',
        () => ({ ts: post(ticket, line.name, lineOf(ticket, line.name, how.fallback)).ts }),
        about(ticket, line.name),
      ),
    find: (subject, attempt, since, how = {}) =>
      effect(
        'slack.find',
        () => {
          calls.finds += 1;
          refuseIfTold();
          const isOwn = attempt.name === messageName(subject);
          const where = isOwn
            ? placeOf(subject, { ...how, ...(attempt.fallback && { fallback: true }) })
            : lineOf(subject, attempt.name, attempt.fallback);
          // History tells the newest first, and nothing of threads.
          const found = messages.findLast(
            (message) =>
              message.channel === where.channel &&
              message.threadTs === where.threadTs &&
              message.subject === subjectId(subject) &&
              message.name === attempt.name &&
              message.postedAt >= since &&
              message.ts > (subject.replaced?.ts ?? '') &&
              message.postedAt + historyLagMs <= now(),
          );
          return found && { ...where, ts: found.ts };
        },
        about(subject, attempt.name),
      ),
  };
  return { slack, messages, failBefore, loseAnswer, calls };
};

type Where = { channel: string; threadTs?: string };

/** Where a card or a notice goes: a fallback channel knows nothing of the other's threads. */
const placeOf = (subject: Subject, { fallback, thread }: PostHow): Where => {
  if (fallback) return { channel: FALLBACK_CHANNEL };
  if (thread) return { channel: thread.channel, threadTs: thread.ts };
  return { channel: subject.channel ?? CHANNEL };
};

/** Where a ticket's lines go: under its card, or beside it in the digest's thread (R24); an escalation on its own (S6). */
const lineOf = (subject: Subject, name: string, fallback = false): Where => {
  if (name.startsWith('escalation/')) return { channel: fallback ? FALLBACK_CHANNEL : STEP_CHANNEL };
  const threadTs = 'notice' in subject ? undefined : (subject.threadTs ?? subject.ts);
  return { channel: subject.channel ?? CHANNEL, ...(threadTs !== undefined && { threadTs }) };
};

const stateOf = (subject: Subject): string =>
  'notice' in subject ? noticeState(subject.facts) : subject.state;

const noticeState = (facts: NoticeFacts): string => ('state' in facts ? facts.state : 'told');

const about = (subject: Subject, message: string, thread?: string): About => ({
  says: saysWhat(subject, thread === undefined ? message : `${message} in the thread of ${thread}`),
  subject,
  message,
  ...(thread !== undefined && { thread }),
});
