import {
  type Deliverable,
  type DeliverableKey,
  deliverableId,
  isNoticeKey,
} from '../../domain/delivery/deliverable.ts';
import {
  followList,
  followNotice,
  isListOf,
  type List,
  type ListGroup,
  listableMessages,
  listAbove,
  type ListTeam,
  messageInList,
  planLists,
  takesMembers,
} from '../../domain/delivery/lists.ts';
import { placeOf } from '../../domain/delivery/destination.ts';
import type { DeliveryAction } from '../../domain/delivery/plan-delivery.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import {
  linkedOf,
  memberOf,
  membersOf,
  MOST_MEMBERS,
  sourceOfList,
} from '../../domain/notice/notice-facts.ts';
import { newList, type Notice, type NoticeKey, sightNoticeName } from '../../domain/notice/notice.ts';
import { type ListSort, lineOf, sortOf } from '../../domain/ticket/line.ts';
import { type ListName, listOf } from '../../domain/ticket/posted.ts';
import type { LineName, Place, Ticket } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import type { Backlog, PendingRow } from './backlog.ts';
import type { NotifyPorts } from './notify-ports.ts';

/**
 * How another notice changes the action that would send a message: its list (R24), or the blindness notice of an all-clear (R17):
 * - `show-first`: posts the notice first, at the message's rank;
 * - `follow`: the list was posted. A card goes into its thread, a line to its usual place;
 * - `instead`: another action replaces it.
 */
export type ListDecision =
  | { do: 'show-first'; notice: Notice }
  | { do: 'follow'; thread?: Place }
  | { do: 'instead'; action: DeliveryAction };

type Message = { ticket: Ticket; name: 'card' | LineName };
type ListedMessage = Message & { list: ListName };

/** Large enough that a run can read or mark a full list, even if the store is slow. */
const BATCH_SIZE = 10;

/** Decides which pending messages become lists, and how the messages of a list are sent (R24). */
export const createLists = (
  { rows, isChanging, read, forget }: Backlog,
  { notices, delivery, teamOf, clock, newToken, log }: NotifyPorts,
) => {
  /** If another worker was faster, uses that worker's list. */
  const create = async (list: Notice): Promise<Notice | undefined> =>
    (await notices.create(list)) ?? notices.read(list.key);

  const mark = (messages: readonly Message[], list: ListName): Promise<Ticket[]> =>
    inBatches(messages, async ({ ticket, name }) => {
      const marked = await delivery.noteEntry(ticket, name, { list });
      if (!marked) forget(ticket.key);
      return marked;
    });

  /** Marks the members before it creates the list, so that a crash in between loses none. */
  const makeList = async (sort: ListSort, messages: readonly Message[]): Promise<Deliverable[]> => {
    const token = newToken();
    const marked = await mark(messages, `list/${token}`);
    const [first] = marked;
    if (!first) return [];
    const { market, vendorId } = first.key;
    const list = await create(newList({ market, vendorId, token }, sort, marked, clock.now()));
    return list ? [...marked, list] : marked;
  };

  /** Marks the members before it adds them. If the list no longer takes members, `stepOf` sends them alone. */
  const joinList = async ({ name, list }: OpenList, messages: readonly Message[]): Promise<Deliverable[]> => {
    const marked = await mark(messages, name);
    if (marked.length === 0) return [];
    const members = marked.map(({ key }) => memberOf(key));
    const joined = await delivery.addMembers(list, members);
    return joined ? [...marked, joined] : marked;
  };

  const findOpenList = async (
    group: ListGroup,
    pending: readonly PendingRow[],
  ): Promise<OpenList | undefined> => {
    for (const { key } of pending) {
      if (!isNoticeKey(key) || !isListName(key.notice)) continue;
      const list = await ifReadable(read(key));
      if (list?.type !== 'notice' || !isListOf(list, group) || !takesMembers(list)) continue;
      if (list.facts.members.length < MOST_MEMBERS) return { name: key.notice, list };
    }
    return undefined;
  };

  const writeGroup = async (group: ListGroup, team: ListTeam): Promise<Deliverable[]> => {
    const { sort } = group;
    const pending = rows();
    const above = listAbove(sort, team);
    const mayBelong = pending.filter(mayJoin(group));
    const open = mayBelong.length > 0 ? await findOpenList(group, pending) : undefined;
    if (mayBelong.length <= above && !open) return [];
    const now = clock.now();
    const messages = (await readTickets(mayBelong, read))
      .toSorted((a, b) => a.facts.dueAt - b.facts.dueAt)
      .flatMap((ticket) => {
        const found = listableMessages(ticket, team, now).find((message) => message.sort === sort);
        return found ? [{ ticket, name: found.name }] : [];
      });
    const room = open ? MOST_MEMBERS - open.list.facts.members.length : 0;
    const written = open ? await joinList(open, messages.slice(0, room)) : [];
    for (const some of planLists(messages.slice(room), above)) written.push(...(await makeList(sort, some)));
    return written;
  };

  /**
   * A worker died between marking a message and creating its list. Creates the list from all pending messages with its name.
   */
  const recreate = async ({ ticket, name, list }: ListedMessage): Promise<Notice | undefined> => {
    const sort = sortOf(name);
    // An earlier release wrote this list before its tickets.
    if (sort === undefined || !isListName(list)) return undefined;
    const { market, vendorId } = ticket.key;
    const named = { market, vendorId, token: list.slice('list/'.length) };
    const id = deliverableId(ticket.key);
    const pending = rows();
    const own = pending.find(({ key }) => deliverableId(key) === id);
    const others = await readTickets(
      pending.filter(({ key, rank }) => rank === own?.rank && !isNoticeKey(key) && deliverableId(key) !== id),
      read,
    );
    const probe = newList(named, sort, [ticket], clock.now());
    const tickets = [ticket, ...others.filter((other) => messageInList(other, probe) !== undefined)];
    return create(newList(named, sort, tickets.slice(0, MOST_MEMBERS), clock.now()));
  };

  const findList = async (message: ListedMessage): Promise<Notice | undefined> => {
    const { market, vendorId } = message.ticket.key;
    const key = { market, vendorId, notice: message.list };
    let isUnreadable = false;
    const list = await ifReadable(read(key), ({ message: reason, code }) => {
      isUnreadable = true;
      log.error(reason, { deliverable: deliverableId(key), code });
    });
    if (list) return list.type === 'notice' ? list : undefined;
    return isUnreadable ? undefined : recreate(message);
  };

  const followBlindness = async (key: NoticeKey): Promise<ListDecision | undefined> => {
    const blind = await ifReadable(read(key));
    return blind?.type === 'notice' && followNotice(blind) === 'wait'
      ? { do: 'show-first', notice: blind }
      : undefined;
  };

  return {
    /**
     * Groups pending messages of a sort and source into lists if there are too many. Called just before a ticket's message or a list is
     * posted. If there are too few messages and no open list, it reads no ticket.
     * @returns the written lists and tickets; `changing`: more messages are coming, so the index must be read first
     */
    group: async (deliverable: Deliverable): Promise<Deliverable[] | 'changing'> => {
      const team = teamOf(deliverable.key);
      const now = clock.now();
      for (const group of groupsOf(deliverable, team, now)) {
        if (isChanging(mayJoin(group), now)) return 'changing';
        const written = await writeGroup(group, team);
        if (written.length > 0) return written;
      }
      return [];
    },

    /** @returns `undefined` if no other notice concerns the action */
    stepOf: async (deliverable: Deliverable, action: DeliveryAction): Promise<ListDecision | undefined> => {
      if (isLinkEdit(deliverable, action)) {
        return hasCardPending(deliverable, rows()) ? { do: 'instead', action: WAIT } : undefined;
      }
      const blindness = blindnessOf(deliverable, action);
      if (blindness) return followBlindness(blindness);
      const message = listedMessage(deliverable, action);
      if (!message) return undefined;
      const { ticket, name } = message;
      const list = await findList(message);
      switch (list ? followList(ticket, list) : 'alone') {
        case 'wait':
          return list && { do: 'show-first', notice: list };
        case 'alone':
          return { do: 'instead', action: { do: 'leave-list', name } };
        case 'follow': {
          const thread = list && placeOf(list);
          if (name === 'card') return { do: 'follow', ...(thread && { thread }) };
          // In the step's own channel, the list replaces the message.
          const isReplaced = lineOf(name).type === 'escalation';
          return isReplaced ? { do: 'instead', action: { do: 'pass', names: [name] } } : { do: 'follow' };
        }
      }
    },
  };
};

/** Whether a row may hold a message of a group. A row has no sort, so the ticket decides. */
const mayJoin =
  ({ sort, source }: ListGroup) =>
  ({ key, rank }: PendingRow): boolean =>
    !isNoticeKey(key) &&
    key.source === source &&
    (rank === RANKS.alert || (sort === 'new' && rank === RANKS.card));

const groupsOf = (deliverable: Deliverable, team: ListTeam, now: number): ListGroup[] => {
  if (deliverable.type === 'ticket')
    return listableMessages(deliverable, team, now).map(({ sort }) => ({
      sort,
      source: deliverable.key.source,
    }));
  const { facts } = deliverable;
  const source = facts.about === 'list' ? sourceOfList(facts) : undefined;
  return facts.about === 'list' && source !== undefined ? [{ sort: facts.of, source }] : [];
};

/** The time of the retry is unknown, so the next read of the index decides. */
const WAIT: DeliveryAction = { do: 'wait', until: Number.POSITIVE_INFINITY };

type OpenList = { name: ListName; list: List };

const isListName = (notice: string): notice is `list/${string}` => notice.startsWith('list/');

/** Whether the edit adds links to the cards of a list. It waits until all cards of the list are sent. */
const isLinkEdit = (deliverable: Deliverable, action: DeliveryAction): deliverable is Notice =>
  deliverable.type === 'notice' && deliverable.facts.about === 'list' && action.do === 'edit';

/** Whether a card of the list may be pending. A member whose warning is pending may have no card yet. */
const hasCardPending = ({ key, facts }: Notice, pending: readonly PendingRow[]): boolean => {
  const { market, vendorId } = key;
  const ids = new Set(membersOf(facts)?.map((member) => deliverableId({ market, vendorId, ...member })));
  return pending.some(
    (row) => (row.rank === RANKS.threadCard || row.rank === RANKS.alert) && ids.has(deliverableId(row.key)),
  );
};

/** The notice that comes before a new all-clear. A pause has none. */
const blindnessOf = (deliverable: Deliverable, action: DeliveryAction): NoticeKey | undefined => {
  if (deliverable.type === 'ticket' || action.do !== 'post') return undefined;
  const { key, facts } = deliverable;
  return facts.about === 'all-clear' ? { ...key, notice: sightNoticeName('blind', facts) } : undefined;
};

/** The message of an action if it belongs to a list. A replacement card never belongs to a list (R22). */
const listedMessage = (deliverable: Deliverable, action: DeliveryAction): ListedMessage | undefined => {
  if (deliverable.type === 'notice') return undefined;
  const name = action.do === 'post' ? 'card' : action.do === 'post-line' ? action.line.name : undefined;
  if (name === undefined || (name === 'card' && deliverable.delivery.replaced)) return undefined;
  const list = listOf(deliverable.delivery, name);
  return list && { ticket: deliverable, name, list };
};

const inBatches = async <Item, Result>(
  all: readonly Item[],
  work: (item: Item) => Promise<Result | undefined>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += BATCH_SIZE) {
    const settled = await Promise.allSettled(all.slice(from, from + BATCH_SIZE).map(work));
    for (const result of settled) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value !== undefined) results.push(result.value);
    }
  }
  return results;
};

const readTickets = async (
  rows: readonly { key: DeliverableKey }[],
  read: Backlog['read'],
): Promise<Ticket[]> => {
  const items = await inBatches(rows, ({ key }) => ifReadable(read(key)));
  return items.filter((item) => item.type === 'ticket');
};

/** The readable tickets that still belong to a notice which shows tickets or links. `undefined` for any other notice. */
export const readMembers = async (
  deliverable: Deliverable,
  read: Backlog['read'],
): Promise<Ticket[] | undefined> => {
  if (deliverable.type === 'ticket') return undefined;
  const { key, facts } = deliverable;
  const { market, vendorId } = key;
  const members = membersOf(facts) ?? linkedOf(facts);
  if (!members) return undefined;
  const rows = members.map((member) => ({ key: { market, vendorId, ...member } }));
  return (await readTickets(rows, read)).filter((ticket) => isListed(ticket, deliverable));
};

export const hasNoMembersLeft = (deliverable: Deliverable, members: readonly Ticket[] | undefined): boolean =>
  deliverable.type === 'notice' && membersOf(deliverable.facts) !== undefined && members?.length === 0;

/**
 * A list shows a ticket while the ticket's message still applies (R24). The notice of a shift's end omits closed tickets
 * (S4). Other notices show all their tickets.
 */
const isListed = (ticket: Ticket, notice: Notice): boolean => {
  const { facts } = notice;
  if (facts.about === 'list') return messageInList(ticket, notice) !== undefined;
  return facts.about !== 'last-shift' || ticket.facts.state !== 'closed';
};
