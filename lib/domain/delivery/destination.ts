import { escalatedStep } from '../ladder/step-line.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import type { StepName } from '../ticket/step.ts';
import { type Line, lineOf } from '../ticket/line.ts';
import type { AttemptName, Destination, Place, Ticket } from '../ticket/ticket.ts';
import type { Deliverable } from './deliverable.ts';

type Channels = Pick<TeamSettings, 'channel' | 'fallbackChannel' | 'stepChannels'>;
/** `fallback`: into the fallback channel (R22). `thread`: the digest's message in whose thread a card stands (R24). */
type Wanted = { fallback?: boolean; thread?: Place };

/**
 * Where a message goes (R22, R24): the card or the notice, or a line of a ticket; `undefined` for a line in the thread of a
 * ticket without a card.
 */
export const destinationOf = (
  deliverable: Deliverable,
  name: AttemptName,
  wanted: Wanted,
  channels: Channels,
): Destination | undefined =>
  deliverable.type === 'notice' || name === 'card' || name === 'notice'
    ? destinationOfMessage(deliverable, wanted, channels)
    : destinationOfLine(deliverable, lineOf(name), wanted, channels);

/**
 * A card or a notice goes as a reply into the thread that it was given (R24), else where it stood before, else into its own
 * channel; into no thread where it must take the fallback channel (R22).
 */
const destinationOfMessage = (
  deliverable: Deliverable,
  { fallback, thread }: Wanted,
  channels: Channels,
): Destination => {
  if (fallback) return { channel: channels.fallbackChannel };
  if (thread) return { channel: thread.channel, threadTs: thread.ts };
  const own = ownChannel(deliverable, channels);
  // One that went to the fallback channel is tried in its own again.
  const isInFallback =
    deliverable.delivery.ts === undefined && deliverable.delivery.channel === channels.fallbackChannel;
  return { channel: isInFallback ? own : (deliverable.delivery.channel ?? own) };
};

/**
 * A line goes into the ticket's thread: its digest's, where the card is a reply itself, else its card's. An escalation goes as a
 * message of its own into the channel of its step (S6), or of the vendor where the configuration names none any more.
 */
const destinationOfLine = (
  ticket: Ticket,
  line: Line,
  { fallback }: Wanted,
  channels: Channels,
): Destination | undefined => {
  if (line.type === 'escalation')
    return {
      channel: fallback ? channels.fallbackChannel : stepChannel(escalatedStep(ticket.facts, line), channels),
    };
  const { channel, ts, threadTs = ts } = ticket.delivery;
  return channel === undefined || ts === undefined || threadTs === undefined
    ? undefined
    : { channel, threadTs };
};

const ownChannel = (deliverable: Deliverable, channels: Channels): string =>
  deliverable.type === 'notice' && deliverable.facts.about === 'last-shift'
    ? stepChannel('last-shift', channels)
    : channels.channel;

const stepChannel = (name: StepName, { stepChannels, channel }: Channels): string =>
  name === 'off-hours' || name === 'stale' ? channel : (stepChannels[name] ?? channel);
