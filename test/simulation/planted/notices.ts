import { newList, newNotice } from '../../../lib/domain/notice/notice.ts';
import { type ListSort, sortOf } from '../../../lib/domain/ticket/line.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { CHANNEL } from '../memory-slack.ts';
import { instead } from './instead.ts';

/** On most days few hand-overs come at once. */
const MANY_LISTS = { acts: 0.2, burst: 6, digestAbove: 1, mostInquiries: 12 };

/** A list that is in Slack is not found, so that its messages are sent alone (R24). */
export const listNotFound: Breakage = {
  caughtBy: ['R24'],
  breakPorts: (ports) =>
    instead(
      ports,
      'notices',
      'read',
      (read) => async (key) => (key.notice.startsWith('list/') ? undefined : read(key)),
    ),
};

/** A message that a list did not show follows the list, and nobody hears of it (R24). */
export const membersKept: Breakage = {
  caughtBy: ['R24'],
  worse: { ...MANY_LISTS, kills: 0 },
  breakPorts: (ports) =>
    instead(
      ports,
      'delivery',
      'noteAttempt',
      (noteAttempt) => (before, attempt) => noteAttempt(before, attempt),
    ),
};

/** The attempt's write takes a member out of its list although the message shows it (R24). */
export const shownMemberLost: Breakage = {
  caughtBy: ['R24'],
  breakPorts: (ports) =>
    instead(
      ports,
      'delivery',
      'noteAttempt',
      (noteAttempt) => (before, attempt, shown) => noteAttempt(before, attempt, shown?.slice(1)),
    ),
};

/** After a lost answer a list is sent again without a look-up (R19, R24). */
export const listPostedAgain: Breakage = {
  caughtBy: ['R19', 'R24'],
  worse: { ...MANY_LISTS, kills: 0.02, storeFails: 0, coupangFails: 0, historyLagMs: 0, slackFails: 0.2 },
  breakPorts: (ports) =>
    instead(
      ports,
      'messenger',
      'find',
      (find) => async (deliverable, attempt) =>
        deliverable.type === 'notice' && deliverable.facts.about === 'list'
          ? undefined
          : find(deliverable, attempt),
    ),
};

/** A worker died between the marks and the list, and the next one takes the list for shown (R24). */
export const missingListTakenForShown: Breakage = {
  caughtBy: ['R24', 'promise'],
  breakPorts: (ports) => {
    const marked = new Map<string, { sort: ListSort; tickets: Ticket[] }>();
    const noting = instead(ports, 'delivery', 'noteEntry', (noteEntry) => async (before, name, entry) => {
      const written = await noteEntry(before, name, entry);
      const sort = sortOf(name);
      if (!written || !sort || entry === 'alone') return written;
      const { tickets } = marked.get(entry.list) ?? { tickets: [] };
      marked.set(entry.list, { sort, tickets: [...tickets, written] });
      return written;
    });
    return instead(noting, 'notices', 'read', (read) => async (key) => {
      const found = await read(key);
      const named = marked.get(key.notice);
      if (found || !named) return found;
      const list = newList({ ...key, token: key.notice.slice('list/'.length) }, named.sort, named.tickets, 0);
      return withFields(list, { channel: CHANNEL, ts: '1.000001', shownVersion: 1 });
    });
  },
};

/** A message that is in Slack goes into a list (R24). */
export const markAfterwards: Breakage = {
  caughtBy: ['R24'],
  worse: { ...MANY_LISTS, kills: 0, storeFails: 0, coupangFails: 0, pauses: 0.03 },
  breakPorts: (ports, { get, put }) =>
    instead(ports, 'delivery', 'noteEntry', (noteEntry) => async (before, name, entry) => {
      const written = await noteEntry(before, name, entry);
      const stored = get(before.key);
      if (written || entry === 'alone' || stored?.type !== 'ticket') return written;
      const posted = { ...stored.delivery.posted, [name]: `in/${entry.list.slice('list/'.length)}` };
      const marked = put(withFields(stored, { posted }));
      return marked.type === 'ticket' ? marked : undefined;
    }),
};

/** A list shows all members without reading them. Some have ended, and some are in no list any more (R24). */
export const membersNotRead: Breakage = {
  caughtBy: ['R24'],
  breakPorts: (ports) =>
    instead(ports, 'messenger', 'preparePost', (preparePost) => (deliverable, name, to, options) => {
      const [model] = options.members ?? [];
      if (!model || deliverable.type === 'ticket' || deliverable.facts.about !== 'list')
        return preparePost(deliverable, name, to, options);
      const members = deliverable.facts.members.map((member) => withFields(model, { ...member }));
      return preparePost(deliverable, name, to, { ...options, members });
    }),
};

/** The all-clear comes together with the alarm, while the blindness continues (R17). */
export const allClearTooEarly: Breakage = {
  caughtBy: ['R17'],
  breakPorts: (ports) =>
    instead(ports, 'notices', 'create', (create) => async (notice) => {
      const created = await create(notice);
      if (created?.facts.about !== 'blind') return created;
      const { key, facts, outbox } = created;
      const { market, vendorId } = key;
      const [since, until] = [facts.since, outbox.changedAt];
      const clear = { about: 'all-clear', source: 'call-center', since, until, opened: 0 } as const;
      await create(newNotice({ market, vendorId, notice: `all-clear/call-center/${since}` }, clear, until));
      return created;
    }),
};

/** Every poll counts as a reading, so failing readings are never reported (D10). */
export const pollTakenForSight: Breakage = {
  caughtBy: ['R17'],
  breakPorts: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const state = await readOwn(vendor);
      const own = state?.sources['call-center'];
      if (!state || !own || state.polledAt === undefined) return state;
      return { ...state, sources: { 'call-center': { ...own, recentCompleteAt: state.polledAt } } };
    }),
};

/** Takes a vendor that cannot be read for a program that has just begun to run again (R17). */
export const outageTakenForAPause: Breakage = {
  caughtBy: ['R17'],
  breakTrack: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const state = await readOwn(vendor);
      const until = state?.polledAt;
      const since = state?.sources['call-center']?.recentCompleteAt;
      if (!state || since === undefined || until === undefined) return state;
      return { ...state, pause: { since, until } };
    }),
};

/** Who starts after a pause does not know when the program last ran (R17). */
export const pauseTakenForAnOutage: Breakage = {
  caughtBy: ['R17'],
  breakTrack: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const { trackedAt: _t, pause: _p, ...state } = (await readOwn(vendor)) ?? {};
      return 'sources' in state ? state : undefined;
    }),
};

/** However many messages are pending, each is sent by itself (R24). */
export const everythingAlone: Breakage = {
  caughtBy: ['R24'],
  worse: { ...MANY_LISTS, kills: 0, slackFails: 0 },
  breakDrain: (services) => ({
    ...services,
    teamOf: (vendor) => ({ ...services.teamOf(vendor), listsAbove: { cards: Infinity, alerts: Infinity } }),
  }),
};

/** Tickets that come after a shift's list was written get a second list (S4). */
export const secondLastShiftList: Breakage = {
  caughtBy: ['S4'],
  breakTrack: (ports) =>
    instead(ports, 'notices', 'create', (create) => async (notice) => {
      const created = await create(notice);
      if (created || notice.facts.about !== 'last-shift') return created;
      return create(withFields(notice, { notice: `last-shift/${notice.outbox.changedAt}` }));
    }),
};
