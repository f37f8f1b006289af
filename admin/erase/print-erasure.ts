import { ConfigError } from '../../lib/config/config-error.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { quotesText } from '../../lib/domain/delivery/plan-delivery.ts';
import { type AdminTexts, joinSentences } from '../wording/wording.ts';
import { nameTicket } from '../ticket/print-life.ts';
import type { ErasedTicket, Erasure } from './erase-tickets.ts';

/**
 * Lists erased texts, texts that Slack still shows, and places that cannot be reached from here.
 * @throws ConfigError if no ticket has the number
 */
export const printErasure = (
  id: string,
  { source, isRunning, tickets }: Erasure,
  { erase: words, ticket: { sources } }: Pick<AdminTexts, 'erase' | 'ticket'>,
): string => {
  if (tickets.length === 0) throw new ConfigError(words.none(id, source));
  return [
    words.head(id, tickets.length, source),
    tickets
      .map(({ ticket, ...erased }) =>
        describe({ ...erased, ticket }, nameTicket(ticketId(ticket.key), { sources }), { isRunning, words }),
      )
      .join('\n'),
    [words.notReached, ...words.unreached.map((line) => `- ${line}`)].join('\n'),
  ].join('\n\n');
};

type Texts = AdminTexts['erase'];

const describe = (
  { ticket, isNew, isPending }: ErasedTicket,
  name: string,
  { isRunning, words }: { isRunning: boolean; words: Texts },
): string => {
  const { facts, delivery } = ticket;
  const { replaced, channel, ts } = delivery;
  const hasLines = facts.history.some(quotesText);
  const card = channel === undefined || ts === undefined ? undefined : words.place(channel, ts);
  return [
    isNew ? words.erased(name) : words.erasedBefore(name),
    isPending
      ? joinSentences(words.notShown(card), isRunning ? words.seeTicket : words.laptopEdits)
      : describeCard(card, hasLines && !replaced, words),
    ...(replaced ? [words.earlierCard(words.place(replaced.channel, replaced.ts), hasLines)] : []),
    ...(facts.act?.text === undefined ? [] : [words.answerUnderWay]),
  ].join('\n  ');
};

const describeCard = (card: string | undefined, hasLines: boolean, words: Texts): string => {
  if (card === undefined) return words.noCard;
  return hasLines ? words.cardAndLines(card) : words.cardHolds(card);
};
