import type { VendorConfig } from '../../config/schema.ts';
import { escalatedStep, type StepOfLine, stepOfLine } from '../../domain/ladder/step-line.ts';
import type { StepName } from '../../domain/ticket/step.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { AttemptName, Destination, LineName, Place, Ticket } from '../../domain/ticket/ticket.ts';
import type { PostOptions } from '../../workflows/ports/messenger.ts';
import { SlackFailure } from '../../workflows/ports/slack-error.ts';
import type { CallContext } from './classify-slack-error.ts';

/**
 * Where a message goes (R22, R24): the card or the notice, or a line of a ticket. Throws SlackFailure for a line in the thread
 * of a ticket without a card.
 */
export const whereToPost = (
  deliverable: Deliverable,
  name: AttemptName,
  options: PostOptions,
  vendor: VendorConfig,
  context: CallContext,
): Destination =>
  'notice' in deliverable || name === 'card' || name === 'notice'
    ? whereToPostMessage(deliverable, options, vendor)
    : whereToPostLine(deliverable, name, options, vendor, context);

/**
 * A card or a notice goes as a reply into the thread that it was given (R24), else where it stood before, else into its own
 * channel; into no thread where it must take the fallback channel (R22).
 */
const whereToPostMessage = (
  deliverable: Deliverable,
  options: PostOptions,
  vendor: VendorConfig,
): Destination => {
  if (options.fallback) return { channel: vendor.fallbackChannel };
  if (options.thread) return { channel: options.thread.channel, threadTs: options.thread.ts };
  const own = ownChannel(deliverable, vendor);
  // One that went to the fallback channel is tried in its own again.
  const isInFallback = deliverable.ts === undefined && deliverable.channel === vendor.fallbackChannel;
  return { channel: isInFallback ? own : (deliverable.channel ?? own) };
};

/**
 * A line goes into the ticket's thread; an escalation as a message of its own into the channel of its step (S6), or of the
 * vendor where the configuration names none any more.
 */
const whereToPostLine = (
  ticket: Ticket,
  line: LineName,
  { fallback }: PostOptions,
  vendor: VendorConfig,
  context: CallContext,
): Destination => {
  const step = stepOfLine(line);
  if (step?.kind !== 'escalation') return threadOf(ticket, context);
  return { channel: fallback ? vendor.fallbackChannel : escalationChannel(ticket, step, vendor) };
};

/** Where it stands. Throws SlackFailure where it does not. */
export const placeOf = ({ channel, ts }: Deliverable, { call, what }: CallContext): Place => {
  if (channel !== undefined && ts !== undefined) return { channel, ts };
  throw new SlackFailure(
    'card-unusable',
    'no_card',
    `Slack: ${call} of ${what}: it does not stand in Slack yet.`,
  );
};

/** The thread of a ticket's lines: its digest's, where the card is a reply itself, else its card's. */
const threadOf = (ticket: Ticket, context: CallContext): Required<Destination> => {
  const { channel, ts } = placeOf(ticket, context);
  return { channel, threadTs: ticket.threadTs ?? ts };
};

const ownChannel = (deliverable: Deliverable, vendor: VendorConfig): string =>
  'notice' in deliverable && deliverable.facts.about === 'last-shift'
    ? stepChannel('last-shift', vendor)
    : vendor.channel;

const escalationChannel = (ticket: Ticket, step: StepOfLine, vendor: VendorConfig): string =>
  stepChannel(escalatedStep(ticket, step), vendor);

const stepChannel = (name: StepName, { stepChannels, channel }: VendorConfig): string =>
  name === 'off-hours' || name === 'stale' ? channel : (stepChannels[name] ?? channel);
