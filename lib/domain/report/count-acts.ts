import { defined } from '../defined.ts';
import type { ActsOfPerson } from '../notice/notice.ts';
import type { Deed } from '../ticket/act.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ReportTime } from './report-figures.ts';

const MOST_PEOPLE = 20;

/**
 * Counts each person's claims, confirmations and replies in a time, from the ledgers of the tickets (A6). The person
 * with the most acts comes first.
 */
export const countActs = (tickets: readonly Ticket[], { from, until }: ReportTime): ActsOfPerson[] => {
  const deeds = tickets
    .flatMap(({ facts: { history } }) => history)
    .filter(({ at }) => at >= from && at < until)
    .flatMap(({ deed }) => (deed && COUNTED.has(deed.did) ? [deed] : []));
  return [...Map.groupBy(deeds, ({ by }) => by)]
    .map(([by, own]) => {
      const count = (did: Deed['did']): number => own.filter((deed) => deed.did === did).length;
      const name = own.findLast((deed) => deed.name !== undefined)?.name;
      const counts = { claimed: count('claimed'), confirmed: count('confirmed'), replied: count('replied') };
      return { by, ...defined({ name }), ...counts };
    })
    .sort((a, b) => sum(b) - sum(a) || (a.by < b.by ? -1 : 1))
    .slice(0, MOST_PEOPLE);
};

const COUNTED = new Set<Deed['did']>(['claimed', 'confirmed', 'replied']);

const sum = ({ claimed, confirmed, replied }: ActsOfPerson): number => claimed + confirmed + replied;
