import type { Sibling, Ticket } from './ticket.ts';

export const isOpen = ({ state }: Pick<Ticket, 'state'>): boolean => state !== 'closed';

/** The inquiry's other tickets that have a card, oldest first: a card links to them (R10). */
const siblingsOf = (tickets: readonly Ticket[], self?: Ticket): Sibling[] =>
  tickets
    .flatMap((ticket) => {
      const { answerId, askedAt, channel, ts, threadTs } = ticket;
      if (ticket === self || channel === undefined || ts === undefined) return [];
      return [{ answerId, askedAt, channel, ts, ...(threadTs !== undefined && { threadTs }) }];
    })
    .sort((a, b) => a.askedAt - b.askedAt);

type Shown = Pick<Ticket, 'answerId' | 'closedAt' | 'shownVersion'>;

/** Of open ones, as far as the index shows them, too: when another card comes, this one is to link to it. */
export const openShownIds = (tickets: readonly Shown[], self?: Shown): string[] =>
  tickets
    .filter((one) => one !== self && one.closedAt === undefined && one.shownVersion > 0)
    .map(({ answerId }) => answerId);

/** What a ticket's write says about the inquiry's other tickets. */
export type Relatives = { siblings: (self?: Ticket) => Sibling[]; shownIds: (self?: Ticket) => string[] };

/** @param ended tickets that the same decision closes */
export const relativesOf = (tickets: readonly Ticket[], ended: readonly Ticket[]): Relatives => {
  const open = tickets.filter((ticket) => !ended.includes(ticket));
  return {
    siblings: (self) => siblingsOf(tickets, self),
    shownIds: (self) => openShownIds(open, self),
  };
};
