import { ConfigError } from '../../lib/config/config-error.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { quotesText } from '../../lib/domain/delivery/plan-delivery.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { nameTicket } from '../ticket/print-life.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { ErasedTicket, FoundTicket, OpenTable } from './erase-tickets.ts';

/**
 * Lists what would be erased: a line for each ticket.
 * @throws ConfigError if no ticket has the number
 */
export const printFound = (
  id: string,
  { place, found }: Pick<OpenTable, 'place'> & { found: FoundTicket[] },
  { erase: words, ticket: { sources } }: Pick<AdminTexts, 'erase' | 'ticket'>,
): string => {
  if (found.length === 0) throw new ConfigError(words.none(id, place));
  const lines = found.map(({ key, ticket }) =>
    [
      nameTicket(ticketId(key), { sources }),
      ...(ticket ? describeFound(ticket, words) : [words.unreadable]),
    ].join('\n  '),
  );
  return [words.head(id, found.length, place), ...lines].join('\n');
};

const describeFound = ({ facts: { product, text }, delivery }: Ticket, words: Texts): string[] => {
  const { ts, replaced, posted } = delivery;
  const lines = Object.values(posted).filter((entry) => /^\d/.test(entry));
  const messages = [ts, replaced?.ts, ...lines].filter((at) => at !== undefined);
  const firstWords = text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
  return [
    ...(product === undefined ? [] : [product]),
    ...(firstWords === '' ? [] : [words.firstWords(firstWords)]),
    words.messages(messages.length),
  ];
};
const MOST_WORDS = 60;

/** Lists erased texts, texts that Slack still shows, and places that cannot be reached from here. */
export const printErasure = (
  id: string,
  { place, isRunning, tickets }: Pick<OpenTable, 'place' | 'isRunning'> & { tickets: ErasedTicket[] },
  { erase: words, ticket: { sources } }: Pick<AdminTexts, 'erase' | 'ticket'>,
): string =>
  [
    words.head(id, tickets.length, place),
    tickets
      .map(({ ticket, ...erased }) =>
        describe({ ...erased, ticket }, nameTicket(ticketId(ticket.key), { sources }), { isRunning, words }),
      )
      .join('\n'),
    [words.notReached, ...words.unreached.map((line) => `- ${line}`)].join('\n'),
  ].join('\n\n');

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
      ? `${words.notShown(card)} ${isRunning ? words.seeTicket : words.laptopEdits}`
      : describeCard(card, hasLines && !replaced, words),
    ...(replaced ? [words.earlierCard(words.place(replaced.channel, replaced.ts), hasLines)] : []),
    ...(facts.act?.text === undefined ? [] : [words.answerUnderWay]),
  ].join('\n  ');
};

const describeCard = (card: string | undefined, hasLines: boolean, words: Texts): string => {
  if (card === undefined) return words.noCard;
  return hasLines ? words.cardAndLines(card) : words.cardHolds(card);
};
