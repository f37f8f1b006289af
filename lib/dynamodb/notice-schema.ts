import * as z from 'zod/mini';
import type {
  AllClearFacts,
  Blind,
  BlindFacts,
  KeyExpiryFacts,
  AlarmMailFacts,
  LastShiftFacts,
  ListFacts,
  OlderUnreadFacts,
  OpeningFacts,
  UnusableFacts,
  WrongClockFacts,
  ReportFacts,
  OpenLine,
  Listed,
  InTimeShare,
  HandOverFacts,
  ActsOfPerson,
} from '../domain/notice/notice-facts.ts';
import { BLIND_CAUSES } from '../domain/reading/vendor-state.ts';
import {
  count,
  delivery,
  indexed,
  instant,
  listSort,
  maybeInstant,
  member,
  outboxOf,
  pause,
  row,
  text,
} from './deliverable-schema.ts';
import { OUTCOMES } from '../domain/ticket/ticket.ts';

const openLine = {
  ...member,
  kind: z.enum(['reply', 'confirm']),
  dueAt: instant,
  product: text,
  claimedBy: text,
} satisfies Record<keyof OpenLine, z.ZodMiniType>;

const listed = z.object({ count, lines: z.array(z.object(openLine)) } satisfies Record<
  keyof Listed,
  z.ZodMiniType
>);

const share = z.object({ inTime: count, counted: count } satisfies Record<keyof InTimeShare, z.ZodMiniType>);

const durationMs = z.exactOptional(z.number().check(z.nonnegative()));

const handOver = {
  about: z.literal('hand-over'),
  endsAt: instant,
  nextEndsAt: maybeInstant,
  unclaimed: listed,
  claimed: listed,
  dueSoon: listed,
} satisfies Record<keyof HandOverFacts, z.ZodMiniType>;

const acts = {
  by: z.string(),
  name: text,
  claimed: count,
  confirmed: count,
  replied: count,
} satisfies Record<keyof ActsOfPerson, z.ZodMiniType>;

const report = {
  about: z.enum(['daily', 'weekly']),
  from: instant,
  until: instant,
  opened: count,
  closed: z.looseRecord(z.enum(OUTCOMES), count),
  share,
  medianMs: durationMs,
  p90Ms: durationMs,
  worst: z.array(z.object({ category: z.string(), missed: count, counted: count })),
  rolling: share,
  dueBeforeNextShift: listed,
  handOver: z.exactOptional(z.object(handOver)),
  acts: z.exactOptional(z.array(z.object(acts))),
  holidaysUnknown: z.exactOptional(z.int()),
} satisfies Record<keyof ReportFacts, z.ZodMiniType>;

const list = {
  about: z.literal('list'),
  of: listSort,
  members: z.array(z.object(member)),
  by: instant,
} satisfies Record<keyof ListFacts, z.ZodMiniType>;

const why = {
  since: instant,
  cause: z.enum(BLIND_CAUSES),
  ip: text,
  deadlines: z.array(z.object({ ...member, dueAt: instant, product: text })),
  deadlineCount: count,
} satisfies Record<keyof Blind, z.ZodMiniType>;

const blind = {
  about: z.literal('blind'),
  state: z.enum(['open', 'over']),
  until: maybeInstant,
  ...why,
} satisfies Record<keyof BlindFacts, z.ZodMiniType>;

const allClear = {
  about: z.literal('all-clear'),
  state: z.enum(['counting', 'final']),
  since: instant,
  until: instant,
  asked: count,
  missed: count,
  isPartial: z.exactOptional(z.literal(true)),
  lastedMs: z.exactOptional(z.number()),
  again: z.exactOptional(z.object(why)),
  pause: z.exactOptional(z.object(pause)),
} satisfies Record<keyof AllClearFacts, z.ZodMiniType>;

const unusable = {
  about: z.literal('unusable'),
  status: z.enum(['NO_ANSWER', 'TRANSFER', 'ANSWER']),
  count,
  problem: z.string(),
} satisfies Record<keyof UnusableFacts, z.ZodMiniType>;

const keyExpiry = {
  about: z.literal('key-expiry'),
  expiresOn: z.iso.date(),
} satisfies Record<keyof KeyExpiryFacts, z.ZodMiniType>;
const alarmMail = {
  about: z.literal('alarm-mail'),
  missing: count,
} satisfies Record<keyof AlarmMailFacts, z.ZodMiniType>;
const wrongClock = {
  about: z.literal('wrong-clock'),
  slowByMs: z.number(),
} satisfies Record<keyof WrongClockFacts, z.ZodMiniType>;
const olderUnread = {
  about: z.literal('older-unread'),
  dates: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })),
  readAt: maybeInstant,
} satisfies Record<keyof OlderUnreadFacts, z.ZodMiniType>;
const lastShift = {
  about: z.literal('last-shift'),
  members: z.array(z.object(member)),
  endsAt: instant,
  nextShiftAt: maybeInstant,
} satisfies Record<keyof LastShiftFacts, z.ZodMiniType>;

const opening = {
  about: z.literal('opening'),
  members: z.array(z.object(member)),
  more: z.exactOptional(count),
  since: instant,
  until: instant,
} satisfies Record<keyof OpeningFacts, z.ZodMiniType>;

export const noticeFactsSchema = z.discriminatedUnion('about', [
  z.object(list),
  z.object(blind),
  z.object(allClear),
  z.object(unusable),
  z.object(keyExpiry),
  z.object(alarmMail),
  z.object(wrongClock),
  z.object(olderUnread),
  z.object(lastShift),
  z.object(opening),
  z.object(handOver),
  z.object(report),
]);

export const noticeSchemas = {
  facts: z.object({ facts: noticeFactsSchema }),
  outbox: z.object(outboxOf(z.enum(['NoticeChanged', 'BlindnessChanged', 'ShiftWarned']))),
  delivery: z.object(delivery),
  index: z.object(indexed),
};

export const noticeRowSchema = z.object(row);
export const briefNoticeSchema = z.pick(noticeRowSchema, { changedAt: true, rank: true });
