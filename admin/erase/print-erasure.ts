import { ConfigError } from '../../lib/config/config-error.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { quotesText } from '../../lib/domain/delivery/plan-delivery.ts';
import type { Place } from '../../lib/domain/ticket/ticket.ts';
import type { ErasedTicket, Erasure } from './erase-tickets.ts';

/**
 * Lists erased texts, texts that Slack still shows, and places that cannot be reached from here.
 * @throws ConfigError if no ticket has the number
 */
export const printErasure = (id: string, { source, isRunning, tickets }: Erasure): string => {
  if (tickets.length === 0) {
    throw new ConfigError(
      `No ticket of inquiry or order ${id} is in ${source}. Check the number and the place.`,
    );
  }
  return [
    `${id}: ${tickets.length === 1 ? '1 ticket' : `${tickets.length} tickets`} in ${source}.`,
    tickets.map((ticket) => describe(ticket, isRunning)).join('\n'),
    [NOT_REACHED, ...UNREACHED.map((line) => `- ${line}`)].join('\n'),
  ].join('\n\n');
};

const NOT_REACHED = 'Not reached from here (docs/privacy.md):';
const UNREACHED = [
  'The inquiry at Coupang, and a later hand-over of it: run this again then.',
  "Push notifications and mails that Slack has sent. They hold no buyer's words.",
  'What people wrote, copied or forwarded in Slack themselves.',
  'A reply that could not be sent: its author has it as a direct message, which stays.',
  "Slack's exports, and its history of edits if the workspace keeps one.",
  'A card whose ticket was deleted 400 days after it closed: the card keeps its text.',
  'A card that a restore of the table replaced by a second card: the first card keeps its text.',
  "The table's backups: 35 days of point-in-time recovery, and those that you took.",
];

const describe = ({ ticket, isNew, isPending }: ErasedTicket, isRunning: boolean): string => {
  const { facts, delivery } = ticket;
  const { replaced, channel, ts } = delivery;
  const lines = facts.history.filter(quotesText).length;
  const card = channel === undefined || ts === undefined ? undefined : { channel, ts };
  return [
    `${ticketId(ticket.key)}: ${isNew ? 'its texts are erased from the table.' : 'its texts had been erased from the table before.'}`,
    `  ${describeSlack(card, replaced ? 0 : lines, isPending, isRunning)}`,
    ...(replaced
      ? [
          `  An earlier card could not be edited${lines === 0 ? '' : ', and maybe lines under it'}. Look for it and delete it: ${nameOf(replaced)}.`,
        ]
      : []),
    ...(facts.act?.text === undefined
      ? []
      : ['  An answer is under way, and its text stays until then. Run this again in ten minutes.']),
  ].join('\n');
};

const describeSlack = (
  card: Place | undefined,
  lines: number,
  isPending: boolean,
  isRunning: boolean,
): string => {
  const what = lines === 0 ? 'card no longer holds' : 'card and the lines that quoted it no longer hold';
  if (isPending) {
    const next = isRunning
      ? 'See npm run ticket. A vendor that is not in the configuration gets no edit: delete the card in Slack.'
      : 'The laptop edits it when it starts.';
    return `Slack does not show this yet${card ? `: ${nameOf(card)}` : ''}. ${next}`;
  }
  return card ? `In Slack its ${what} them: ${nameOf(card)}.` : 'It has no card in Slack.';
};

const nameOf = ({ channel, ts }: Place): string => `channel ${channel}, ts ${ts}`;
