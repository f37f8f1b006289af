import type { Ticket } from '../../lib/domain/ticket.ts';
import { ticketId } from '../../lib/domain/ticket-id.ts';
import type { SlackChannel } from '../../lib/workflows/ports.ts';
import { SlackFailure } from '../../lib/workflows/slack-error.ts';
import { type Effect, plain, type Subject } from './effect.ts';

export type Message = {
  ts: string;
  postedAt: number;
  ticket: string;
  name: string;
  channel: string;
  threadTs?: string;
  /** The version and state that it shows. */
  version: number;
  state: Ticket['state'];
  edits: number;
};

const CHANNEL = 'C0MADEUP';
const FALLBACK_CHANNEL = 'C0FALLBACK';

/**
 * A made-up Slack behind the SlackChannel port. `failBefore` refuses without posting; `loseAnswer` posts and then
 * fails; history shows a message only `historyLagMs` after it was posted.
 */
export const createMemorySlack = (now: () => number, effect: Effect = plain, historyLagMs = 0) => {
  const messages: Message[] = [];
  const failBefore: SlackFailure[] = [];
  const loseAnswer: SlackFailure[] = [];
  const calls = { posts: 0, edits: 0, finds: 0 };
  const post = (ticket: Ticket, name: string, channel: string, thread?: string): Message => {
    calls.posts += 1;
    const refused = failBefore.shift();
    if (refused) throw refused;
    const message: Message = {
      ts: `${Math.floor(now() / 1000)}.${String(messages.length).padStart(6, '0')}`,
      postedAt: now(),
      ticket: ticketId(ticket),
      name,
      channel,
      version: ticket.version,
      state: ticket.state,
      edits: 0,
      ...(thread !== undefined && { threadTs: thread }),
    };
    messages.push(message);
    const lost = loseAnswer.shift();
    if (lost) throw lost;
    return message;
  };

  const slack: SlackChannel = {
    postCard: (ticket, how = {}) =>
      effect(
        'slack.postCard',
        () => {
          const { channel, ts } = post(ticket, 'card', how.fallback ? FALLBACK_CHANNEL : channelOf(ticket));
          return { channel, ts };
        },
        about(ticket, 'card'),
      ),
    editCard: (ticket) =>
      effect(
        'slack.editCard',
        () => {
          calls.edits += 1;
          const refused = failBefore.shift();
          if (refused) throw refused;
          const card = messages.find((message) => message.ts === ticket.ts);
          if (!card) throw new SlackFailure('card-unusable', 'message_not_found', `no message ${ticket.ts}`);
          Object.assign(card, { version: ticket.version, state: ticket.state, edits: card.edits + 1 });
        },
        about(ticket, `version ${ticket.version}`),
      ),
    postLine: (ticket, line) =>
      effect(
        'slack.postLine',
        () => ({ ts: post(ticket, line.name, channelOf(ticket), ticket.ts).ts }),
        about(ticket, line.name),
      ),
    find: (ticket, attempt, since) =>
      effect(
        'slack.find',
        () => {
          calls.finds += 1;
          const refused = failBefore.shift();
          if (refused) throw refused;
          const channel = attempt.fallback ? FALLBACK_CHANNEL : channelOf(ticket);
          // History tells the newest first.
          const found = messages.findLast(
            (message) =>
              message.channel === channel &&
              message.ticket === ticketId(ticket) &&
              message.name === attempt.name &&
              message.postedAt >= since &&
              message.postedAt + historyLagMs <= now(),
          );
          return found && found.ts !== ticket.replaced?.ts ? { channel, ts: found.ts } : undefined;
        },
        about(ticket, attempt.name),
      ),
  };
  return { slack, messages, failBefore, loseAnswer, calls };
};

const channelOf = (ticket: Ticket): string => ticket.channel ?? CHANNEL;

const about = (ticket: Ticket, what: string): Subject => ({
  says: `${ticket.inquiryId}/${ticket.answerId} ${what}`,
  ticket,
  message: what,
});
