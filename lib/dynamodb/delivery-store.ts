import type { Ticket } from '../domain/ticket.ts';
import { ClaimLost } from '../workflows/claim-lost.ts';
import type { DeliveryResult, DeliveryStore } from '../workflows/ports.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { definedOnly } from './defined-only.ts';
import { ticketItemKey } from './item-keys.ts';
import type { Item, Table } from './table.ts';
import { parseTicket } from './ticket-item.ts';

/** Writes delivery's own fields and nothing else: never the version, never the index time (R1, R18). */
export const createDeliveryStore = (table: Table): DeliveryStore => ({
  claim: async (key, { token, now, until }) => {
    const item = await table.update(ticketItemKey(key), {
      write: { deliveryClaim: { token, until } },
      condition: allOf(CONDITIONS.exists, CONDITIONS.claimIsFree),
      values: { ':now': now, ':token': token },
    });
    if (item) return { ticket: parseTicket(item) };
    return (await table.get(ticketItemKey(key))) ? 'held' : 'absent';
  },

  noteAttempt: async (ticket, attempt) => {
    const noted = await writeUnderClaim(table, ticket, { attempt });
    if (!noted) throw new ClaimLost(ticket);
    return parseTicket(noted);
  },

  noteResult: async (ticket, result) => {
    const { shownVersion, ...rest } = resultAttributes(result);
    const risen =
      shownVersion === undefined
        ? undefined
        : await writeUnderClaim(table, ticket, { ...rest, shownVersion });
    // Shown is a newer version already, or the claim is lost: the write without it tells which.
    const noted = risen ?? (await writeUnderClaim(table, ticket, rest));
    if (!noted) throw new ClaimLost(ticket);
    return parseTicket(noted);
  },
});

const writeUnderClaim = async (table: Table, ticket: Ticket, write: Item): Promise<Item | undefined> => {
  const shown = write['shownVersion'];
  if (!ticket.deliveryClaim) throw new ClaimLost(ticket);
  return table.update(ticketItemKey(ticket), {
    write,
    condition:
      shown === undefined ? CONDITIONS.claimIsMine : allOf(CONDITIONS.claimIsMine, CONDITIONS.shownNotHigher),
    values: { ':token': ticket.deliveryClaim.token, ...(shown !== undefined && { ':shown': shown }) },
  });
};

const resultAttributes = ({ channel, ts, shownVersion, replaced, posted = {} }: DeliveryResult): Item => ({
  ...(replaced && { replaced, channel: undefined, ts: undefined }),
  ...definedOnly({ channel, ts, shownVersion }),
  ...Object.fromEntries(Object.entries(posted).map(([name, value]) => [`posted.${name}`, value])),
  ...((shownVersion !== undefined || Object.keys(posted).length > 0) && { reannounced: 0 }),
  attempt: undefined,
  retryAt: undefined,
});
