import { escalatedStep } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import type { StepName } from '../ticket/step.ts';
import { type Line, lineOf, stepOfSort } from '../ticket/line.ts';
import type { AttemptName, Destination, LineName, Place, Ticket } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';
import type { Deliverable } from './deliverable.ts';
import { tsOfLine } from '../ticket/posted.ts';
import { isLaterTs } from './known-channel.ts';

export type Channels = Pick<TeamSettings, 'channel' | 'fallbackChannel' | 'stepChannels'>;

/** How to send a message. By default with blocks, at its usual place. */
export type Form = {
  /** As plain text, after Slack refused its blocks (R22). */
  plain?: boolean;
  /** Into the vendor's fallback channel (R22). */
  fallback?: boolean;
  /** The list's message, to which a card replies (R24). */
  thread?: Place;
};

/**
 * Where a message goes (R22, R24).
 * @throws Error for a thread line of a ticket without a card, and a direct message without a claimer
 */
export const destinationOf = (
  deliverable: Deliverable,
  name: AttemptName,
  form: Form,
  channels: Channels,
): Destination =>
  deliverable.type === 'notice' || name === 'card' || name === 'notice'
    ? destinationOfMessage(deliverable, form, channels)
    : destinationOfLine(deliverable, lineOf(name), form, channels);

/** The first of these that exists: the form's fallback channel (R22), the given thread (R24), the previous channel, the usual channel. */
const destinationOfMessage = (
  deliverable: Deliverable,
  { fallback, thread }: Form,
  channels: Channels,
): Destination => {
  if (fallback) return { channel: channels.fallbackChannel };
  if (thread) return { channel: thread.channel, threadTs: thread.ts };
  const own = ownChannel(deliverable, channels);
  // After the fallback channel, its usual channel is tried again.
  const isInFallback =
    deliverable.delivery.ts === undefined && deliverable.delivery.channel === channels.fallbackChannel;
  return { channel: isInFallback ? own : (deliverable.delivery.channel ?? own) };
};

/**
 * A line goes into the thread of the card, or of the list to which the card replies. An escalation goes into the channel of its step (S6),
 * or into the vendor's if the step no longer has a channel. A direct message goes to the claimer (A9).
 */
const destinationOfLine = (
  ticket: Ticket,
  line: Line,
  { fallback }: Form,
  channels: Channels,
): Destination => {
  if (line.type === 'escalation')
    return {
      channel: fallback ? channels.fallbackChannel : stepChannel(escalatedStep(ticket.facts, line), channels),
    };
  if (line.type === 'direct') {
    const to = fallback ? channels.fallbackChannel : ticket.facts.claimedBy;
    if (to !== undefined) return { channel: to };
  }
  const place = placeOf(ticket);
  if (place && line.type !== 'direct')
    return { channel: place.channel, threadTs: ticket.delivery.threadTs ?? place.ts };
  throw new Error(`${ticketId(ticket.key)} has no place for a line of the type ${line.type}.`);
};

const ownChannel = (deliverable: Deliverable, channels: Channels): string => {
  if (deliverable.type === 'ticket') return channels.channel;
  const { facts } = deliverable;
  if (facts.about === 'last-shift') return stepChannel('last-shift', channels);
  const step = facts.about === 'list' ? stepOfSort(facts.of) : undefined;
  return step?.type === 'escalation' ? stepChannel(step.name, channels) : channels.channel;
};

const stepChannel = (name: StepName, { stepChannels, channel }: Channels): string =>
  name === 'off-hours' || name === 'stale' ? channel : (stepChannels[name] ?? channel);

export const placeOf = (deliverable: Deliverable, line?: LineName): Place | undefined => {
  const { delivery } = deliverable;
  if (line === undefined || deliverable.type === 'notice') return toPlace(delivery);
  const ts = tsOfLine(deliverable.delivery, line);
  const channel = isUnderEarlier(deliverable, line) ? delivery.replaced?.channel : delivery.channel;
  return toPlace({ channel, ts });
};

/** Whether the line is in the thread of a card that was replaced (R22). */
export const isUnderEarlier = ({ delivery }: Ticket, line: LineName): boolean => {
  const { replaced, ts } = delivery;
  return replaced !== undefined && ts !== undefined && isLaterTs(ts, tsOfLine(delivery, line) ?? ts);
};

const toPlace = ({ channel, ts }: { channel?: string | undefined; ts?: string | undefined }) =>
  channel === undefined || ts === undefined ? undefined : { channel, ts };
