import { defined } from '../defined.ts';
import type { Sibling, Ticket } from './ticket.ts';

/** The tickets of an inquiry that have a card, oldest first. Other cards of the inquiry link to them (R10). */
export const siblingsOf = (others: readonly Ticket[]): Sibling[] =>
  others
    .flatMap(({ key: { answerId }, facts: { askedAt }, delivery: { channel, ts, threadTs } }) =>
      channel === undefined || ts === undefined
        ? []
        : [{ answerId, askedAt, channel, ts, ...defined({ threadTs }) }],
    )
    .sort((a, b) => a.askedAt - b.askedAt);
