import type { VendorConfig } from '../config/schema.ts';
import { messageName } from '../domain/plan-delivery.ts';
import type { Subject } from '../domain/subject.ts';
import type { Attempt, Place, Ticket } from '../domain/ticket.ts';
import type { PostHow } from '../workflows/slack-port.ts';
import { SlackFailure } from '../workflows/slack-error.ts';
import type { Doing } from './classify-slack-error.ts';

/** A channel, or the thread of a message there. */
export type Destination = { channel: string; threadTs?: string };

/**
 * Where a card or a notice goes: as a reply into the thread that it was given (R24), else where it stood before, else into
 * the vendor's channel; into no thread where it must take the fallback channel (R22).
 */
export const whereToPost = (subject: Subject, how: PostHow, vendor: VendorConfig): Destination => {
  if (how.fallback) return { channel: vendor.fallbackChannel };
  if (how.thread) return { channel: how.thread.channel, threadTs: how.thread.ts };
  // One that went to the fallback channel is tried in its own again.
  const isInFallback = subject.ts === undefined && subject.channel === vendor.fallbackChannel;
  return { channel: isInFallback ? vendor.channel : (subject.channel ?? vendor.channel) };
};

/** Where an attempt put its message, if it did (R19). Throws SlackFailure for a line of a ticket without a card. */
export const whereToLook = (
  subject: Subject,
  attempt: Attempt,
  how: PostHow,
  vendor: VendorConfig,
  doing: Doing,
): Destination => {
  const isLine = attempt.name !== messageName(subject);
  if (isLine && !('notice' in subject)) return threadOf(subject, doing);
  const { thread } = how;
  return whereToPost(subject, { ...(attempt.fallback ? { fallback: true } : thread && { thread }) }, vendor);
};

/** The thread of a ticket's lines: its digest's, where the card is a reply itself, else its card's. */
export const threadOf = (ticket: Ticket, doing: Doing): Required<Destination> => {
  const { channel, ts } = placeOf(ticket, doing);
  return { channel, threadTs: ticket.threadTs ?? ts };
};

/** Where it stands. Throws SlackFailure where it does not. */
export const placeOf = ({ channel, ts }: Subject, { call, what }: Doing): Place => {
  if (channel !== undefined && ts !== undefined) return { channel, ts };
  throw new SlackFailure(
    'card-unusable',
    'no_card',
    `Slack: ${call} of ${what}: it does not stand in Slack yet.`,
  );
};
