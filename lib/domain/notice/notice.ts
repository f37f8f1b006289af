import { isSource, type OpenStatus, type Source, SOURCE_NAMES } from '../sources.ts';
import type { VendorRef } from '../inquiry/inquiry.ts';
import type { Delivery, Indexed, Outbox, Ticket } from '../ticket/ticket.ts';
import type { ListSort } from '../ticket/line.ts';
import type { ListName } from '../ticket/posted.ts';
import { type NoticeFacts, type ListFacts, memberOf } from './notice-facts.ts';

/**
 * A Slack message that is neither a card nor a reply to a card. It is a separate item with the same outbox, attempt and metadata as a
 * ticket (R24).
 */
export type Notice = {
  type: 'notice';
  key: NoticeKey;
  facts: NoticeFacts;
  outbox: Outbox<NoticeEventType>;
  delivery: Delivery;
  index: Partial<Indexed>;
};

export type NoticeKey = VendorRef & { notice: NoticeName };

/** The subject, and what makes it unique: an instant, a day, the hash of an item, or a random token. */
export type NoticeName =
  | ListName
  | SightNoticeName
  | `key-expiry/${number}`
  | `alarm-mail/${number}/${string}`
  | `wrong-clock/${number}`
  | `older-unread/${number}`
  | `past/${Source}/${number}`
  | `unusable/${OpenStatus}/${string}`
  | ShiftNoticeName
  | ReportName;
export type SightNoticeName = `${'blind' | 'all-clear'}/${Source}/${number}`;
/** `last-shift`: the end of the shift. `opening`: its beginning. */
export type ShiftNoticeName = `last-shift/${number}` | `opening/${number}`;
/** `hand-over`: the end of the shift. `daily` and `weekly`: the beginning of the day or week. */
export type ReportName = `hand-over/${number}` | `daily/${number}` | `weekly/${number}`;

export type NoticeEventType = 'NoticeChanged' | 'BlindnessChanged' | 'ShiftWarned';

/** The projection of a notice in the `attention` index (R3). */
export type NoticeRow = NoticeKey &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> &
  Pick<Delivery, 'shownVersion'> &
  Indexed;

/** For listeners on the bus. */
const noticeEventType = ({ about }: NoticeFacts): NoticeEventType => {
  if (about === 'last-shift') return 'ShiftWarned';
  return about === 'blind' || about === 'all-clear' ? 'BlindnessChanged' : 'NoticeChanged';
};

/** A notice of version 1 whose event is unpublished (R2). */
export const newNotice = (key: NoticeKey, facts: NoticeFacts, at: number): Notice => ({
  type: 'notice',
  key,
  facts,
  outbox: {
    version: 1,
    publishedVersion: 0,
    events: { '1': { type: noticeEventType(facts), at } },
    changedAt: at,
    writeToken: '',
  },
  delivery: { shownVersion: 0, retries: {} },
  index: { attentionAt: at },
});

/** It has no event and counts as published, since nobody listens for it on the bus (R24). @param token random */
export const newList = (
  { market, vendorId, token }: VendorRef & { token: string },
  of: ListSort,
  tickets: readonly Ticket[],
  at: number,
): Notice => {
  const by = Math.min(...tickets.map(({ facts }) => facts.dueAt));
  const facts: ListFacts = { about: 'list', of, members: tickets.map(({ key }) => memberOf(key)), by };
  const { outbox, ...notice } = newNotice({ market, vendorId, notice: `list/${token}` }, facts, at);
  return { ...notice, outbox: { ...outbox, publishedVersion: 1, events: {} } };
};

/** Checks a text from outside. The notice may be of a kind that only another release knows. */
export const isNoticeName = (text: unknown): text is NoticeName =>
  typeof text === 'string' && NOTICE_NAME.test(text);

export const sightNoticeName = (
  about: 'blind' | 'all-clear',
  { source, since }: { source: Source; since: number },
): SightNoticeName => `${about}/${source}/${since}`;

/** The source whose blindness a notice is about. */
export const sightSourceOf = (name: NoticeName): Source | undefined => {
  const [, , source] = SIGHT.exec(name) ?? [];
  return isSource(source) ? source : undefined;
};

/** It contains no blank and no separator of item keys. */
const NOTICE_NAME = /^[a-z-]+(\/[\w-]{1,64}){1,3}$/;
/** By the source and an instant. */
const SIGHT = new RegExp(`^(blind|all-clear)/(${SOURCE_NAMES.join('|')})/(0|[1-9]\\d{0,15})$`);
