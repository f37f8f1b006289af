import { mentionsOfLine } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import { isSameTicket, type ListFacts, MOST_MEMBERS, sourceOfList } from '../notice/notice-facts.ts';
import type { Notice } from '../notice/notice.ts';
import type { Source } from '../sources.ts';
import { isStepLine, type ListSort, lineOf, sortOf } from '../ticket/line.ts';
import { listOf } from '../ticket/posted.ts';
import type { LineName, Ticket } from '../ticket/ticket.ts';
import { isPlainBroadcast, isStepBroadcast } from './broadcast.ts';
import { pendingAlerts, retryAt } from './plan-delivery.ts';

/** More pending messages of one sort and source than `listsAbove` become a list. */
export type ListTeam = Pick<TeamSettings, 'ladder' | 'mentions' | 'offHours'> & {
  listsAbove: { cards: number; alerts: number };
};

export type Listable = { name: 'card' | LineName; sort: ListSort };

/**
 * The pending messages of a ticket that may go into a list (R24): warnings and breaches for the channel, then the card. Omitted are
 * messages that were in a list before or wait after a refusal, `stale`, which concerns one person's claim, and direct messages. Empty
 * during an attempt.
 */
export const listableMessages = (ticket: Ticket, team: ListTeam, now: number): Listable[] => {
  const { facts, delivery, outbox } = ticket;
  if (outbox.publishedVersion === 0 || delivery.attempt || facts.announcement === 'none') return [];
  const alerts = pendingAlerts(ticket).filter((name) => isForChannel(ticket, name, team, now));
  return [...alerts, ...(hasCardPending(ticket) ? ['card' as const] : [])].flatMap((name) => {
    const sort = sortOf(name);
    const isFree = delivery.posted[name] === undefined && retryAt(ticket, name, now) === undefined;
    return sort && isFree ? [{ name, sort }] : [];
  });
};

const isForChannel = (ticket: Ticket, name: LineName, team: ListTeam, now: number): boolean => {
  const line = lineOf(name);
  if (!isStepLine(line)) return isPlainBroadcast(ticket, line);
  if (line.name === 'stale') return false;
  return (
    line.type === 'escalation' || isStepBroadcast(ticket, line, mentionsOfLine(ticket, line, team, now), team)
  );
};

/** A card that replaces another card is no news. */
const hasCardPending = ({ delivery: { ts, replaced } }: Ticket): boolean =>
  ts === undefined && replaced === undefined;

export const listAbove = (sort: ListSort, { listsAbove }: Pick<ListTeam, 'listsAbove'>): number =>
  sort === 'new' ? listsAbove.cards : listsAbove.alerts;

/** Remaining messages up to the threshold are sent alone. */
export const planLists = <Message>(messages: readonly Message[], above: number): Message[][] => {
  const lists: Message[][] = [];
  for (let from = 0; messages.length - from > above; from += MOST_MEMBERS)
    lists.push(messages.slice(from, from + MOST_MEMBERS));
  return lists;
};

export const takesMembers = ({ delivery, outbox }: Notice): boolean =>
  delivery.attempt === undefined && delivery.ts === undefined && delivery.shownVersion < outbox.version;

/** The message of a ticket that belongs to a list and is still true (R24). A closed ticket stays in a list of new tickets. */
export const messageInList = (ticket: Ticket, list: Notice): 'card' | LineName | undefined => {
  const { facts, key } = list;
  if (facts.about !== 'list') return undefined;
  const belongs = (name: 'card' | LineName): boolean =>
    listOf(ticket.delivery, name) === key.notice && sortOf(name) === facts.of;
  return facts.of === 'new' ? (['card'] as const).find(belongs) : pendingAlerts(ticket).findLast(belongs);
};

/**
 * How a message follows the notice that comes first:
 * - `wait`: the notice comes first;
 * - `follow`: the notice is shown;
 * - `alone`: the notice does not announce it, or is not shown.
 */
export type Follows = 'wait' | 'follow' | 'alone';

/** How a message follows its list (R24). */
export const followList = (ticket: Ticket, list: Notice): Follows => {
  const { facts } = list;
  if (facts.about !== 'list' || !facts.members.some((member) => isSameTicket(ticket.key, member)))
    return 'alone';
  return followNotice(list);
};

/** How an all-clear comes after the notice of its blind time (R17). */
export const followNotice = ({ delivery, outbox }: Notice): Follows => {
  if (delivery.ts !== undefined) return 'follow';
  return delivery.shownVersion < outbox.version ? 'wait' : 'alone';
};

/** The version that a notice shows after its post. A list of new tickets gets one edit, with links to its cards. */
export const versionAfterPost = ({ facts, outbox, delivery }: Notice): number =>
  facts.about === 'list' && facts.of === 'new' ? delivery.shownVersion : outbox.version;

export type List = Notice & { facts: ListFacts };

/** A list holds messages of one group, and each group has its own threshold (R24). */
export type ListGroup = { sort: ListSort; source: Source };

export const isListOf = (notice: Notice, { sort, source }: ListGroup): notice is List =>
  notice.facts.about === 'list' && notice.facts.of === sort && sourceOfList(notice.facts) === source;
