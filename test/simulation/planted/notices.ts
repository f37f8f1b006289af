import {
  type Notice,
  type NoticeName,
  type NoticeRow,
  newNotice,
} from '../../../lib/domain/notice/notice.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { instead } from './instead.ts';

/** A digest is shown as soon as it is in the store, before the tickets that name it (R24). */
export const shownBeforePublished: Breakage = {
  name: 'a digest shown before it is published',
  breakDrain: (services) => ({
    ...services,
    reader: {
      ...services.reader,
      attention: async (vendor) => {
        const { tickets, notices } = await services.reader.attention(vendor);
        return { tickets, notices: notices.map(rowAsPublished) };
      },
    },
    notices: {
      ...services.notices,
      read: async (key) => {
        const notice = await services.notices.read(key);
        return notice && asPublished(notice);
      },
    },
  }),
};

const atLeastOne = (publishedVersion: number): number => Math.max(1, publishedVersion);

const isDigest = (name: NoticeName): boolean => name.startsWith('digest/');

const rowAsPublished = (row: NoticeRow): NoticeRow =>
  isDigest(row.notice) ? { ...row, publishedVersion: atLeastOne(row.publishedVersion) } : row;

const asPublished = (notice: Notice): Notice =>
  isDigest(notice.key.notice)
    ? withFields(notice, { publishedVersion: atLeastOne(notice.outbox.publishedVersion) })
    : notice;

/**
 * A digest shows all planned members without reading them. Some were never written, and some name another digest (R24).
 */
export const membersNotRead: Breakage = {
  name: 'a digest that does not read its members',
  breakPorts: (ports) =>
    instead(ports, 'messenger', 'preparePost', (preparePost) => (deliverable, name, to, options) => {
      const [model] = options.members ?? [];
      if (!model || deliverable.type === 'ticket' || deliverable.facts.about !== 'digest')
        return preparePost(deliverable, name, to, options);
      const members = deliverable.facts.members.map((member) => withFields(model, { ...member }));
      return preparePost(deliverable, name, to, { ...options, members });
    }),
};

/** The all-clear comes together with the alarm, while the blindness continues (R17). */
export const allClearTooEarly: Breakage = {
  name: 'an all-clear before the end of blindness',
  breakPorts: (ports) =>
    instead(ports, 'notices', 'create', (create) => async (notice) => {
      const created = await create(notice);
      if (created?.facts.about !== 'blind') return created;
      const { key, facts, outbox } = created;
      const { market, vendorId } = key;
      const [since, until] = [facts.since, outbox.changedAt];
      const clear = { about: 'all-clear', state: 'final', since, until, asked: 0, missed: 0 } as const;
      await create(newNotice({ market, vendorId, notice: `all-clear/${since}` }, clear, until));
      return created;
    }),
};

/** Every poll counts as a reading, so failing readings are never reported (D10). */
export const pollTakenForSight: Breakage = {
  name: 'a failed poll taken for sight',
  breakPorts: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const state = await readOwn(vendor);
      return state?.polledAt === undefined ? state : { ...state, recentCompleteAt: state.polledAt };
    }),
};

/** After a blind time the answered lists are not read, so hand-overs inside it stay unknown (R17). */
export const answeredListsNotRead: Breakage = {
  name: 'answered lists not read after a blind time',
  breakSource: (source) => ({ ...source, readPages: async () => ({ inquiries: [], pages: 1 }) }),
};

/** Whoever cannot be read is taken for a program that has just begun to run again (R17). */
export const outageTakenForAPause: Breakage = {
  name: 'an outage taken for a pause',
  breakTrack: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const state = await readOwn(vendor);
      const { recentCompleteAt: since, polledAt: until } = state ?? {};
      if (!state || since === undefined || until === undefined) return state;
      return { ...state, pause: { since, until } };
    }),
};

/** Who starts after a pause does not know when the program last ran (R17). */
export const pauseTakenForAnOutage: Breakage = {
  name: 'a pause taken for an outage',
  breakTrack: (ports) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const { trackedAt: _t, pause: _p, ...state } = (await readOwn(vendor)) ?? {};
      return 'completeReadings' in state ? state : undefined;
    }),
};

/** A bundle may be published as soon as it stands in the store, before the tickets that name it are written (R27). */
export const bundleBeforeItsTickets: Breakage = {
  name: 'a bundle published before its tickets',
  worse: { kills: 0.02, doubledRuns: 0.3 },
  breakPorts: (ports) =>
    instead(ports, 'notices', 'create', (create) => async (notice) => {
      const isBundle = notice.facts.about === 'bundle';
      const created = await create(
        isBundle ? withFields(notice, { attentionAt: notice.outbox.changedAt }) : notice,
      );
      if (!created || !isBundle) return created;
      await ports.publisher.publish([
        {
          type: 'NoticeChanged',
          deliverable: created.key,
          version: 1,
          occurredAt: created.outbox.changedAt,
        },
      ]);
      await ports.writer.notePublished(created, 1, created.outbox.changedAt);
      await ports.publisher.wake(created.key, [created.key]);
      return created;
    }),
};

/** However many fall due at once, each is told by itself (R27). */
export const everythingToldAlone: Breakage = {
  name: 'many steps and breaches told one by one',
  breakPorts: (ports) =>
    instead(
      ports,
      'notices',
      'create',
      (create) => async (notice) => (notice.facts.about === 'bundle' ? undefined : create(notice)),
    ),
};

/** Tickets that come after a shift's list was written get a second list (S4). */
export const secondLastShiftList: Breakage = {
  name: 'a last-shift list without a guard',
  breakTrack: (ports) =>
    instead(ports, 'notices', 'create', (create) => async (notice) => {
      const created = await create(notice);
      if (created || notice.facts.about !== 'last-shift') return created;
      return create(withFields(notice, { notice: `last-shift/${notice.outbox.changedAt}` }));
    }),
};
