import { OPEN_LISTS, SOURCE_NAMES } from '../domain/sources.ts';
import * as z from 'zod/mini';
import type { NoticeEventType, NoticeKey, NoticeRow } from '../domain/notice/notice.ts';
import type { NoticeFacts } from '../domain/notice/notice-facts.ts';
import { type Delivery, OUTCOMES, type Outbox } from '../domain/ticket/ticket.ts';
import type { BriefNotice } from '../workflows/ports/store.ts';
import {
  blindCause,
  count,
  delivery,
  indexSchema,
  instant,
  kind,
  listSort,
  maybeInstant,
  member,
  outboxOf,
  pause,
  row,
  text,
} from './shared-schema.ts';
import { schemaOf } from './parse-item.ts';
import { oneOf, variantOf } from './unknown-values.ts';

const openLine = z.object({ ...member, kind, dueAt: instant, product: text, claimedBy: text });
const listed = z.object({ count, lines: z.array(openLine) });
const members = z.array(z.object(member));
const share = z.object({ inTime: count, counted: count });
const durationMs = z.exactOptional(z.number().check(z.nonnegative()));
const ofSource = z.object({
  opened: count,
  inTime: count,
  missed: count,
  late: count,
  open: count,
  medianMs: durationMs,
});

const source = oneOf(SOURCE_NAMES, 'product');
const why = {
  since: instant,
  cause: blindCause,
  ip: text,
  deadlines: z.array(z.object({ ...member, dueAt: instant, product: text })),
  deadlineCount: count,
};

const handOver = z.object({
  about: z.literal('hand-over'),
  endsAt: instant,
  nextEndsAt: maybeInstant,
  unclaimed: listed,
  claimed: listed,
  dueSoon: listed,
});

export const noticeFactsSchema = schemaOf<NoticeFacts>()(
  variantOf(
    'about',
    [
      handOver,
      z.object({ about: z.literal('list'), of: listSort, members, by: instant }),
      z.object({
        about: z.literal('blind'),
        source,
        state: oneOf(['open', 'over', 'off'], 'open'),
        until: maybeInstant,
        ...why,
      }),
      z.object({
        about: z.literal('all-clear'),
        source,
        since: instant,
        until: instant,
        opened: count,
        lastedMs: z.exactOptional(z.number()),
        again: z.exactOptional(z.object(why)),
        pause: z.exactOptional(pause),
      }),
      z.object({
        about: z.literal('unusable'),
        status: oneOf(OPEN_LISTS, 'NO_ANSWER'),
        count,
        problem: z.string(),
      }),
      z.object({ about: z.literal('key-expiry'), expiresOn: z.iso.date() }),
      z.object({ about: z.literal('alarm-mail'), missing: count }),
      z.object({ about: z.literal('wrong-clock'), slowByMs: z.number() }),
      z.object({
        about: z.literal('older-unread'),
        dates: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })),
        readAt: maybeInstant,
      }),
      z.object({
        about: z.literal('past'),
        source: oneOf(SOURCE_NAMES, 'product'),
        count,
        oldestAt: instant,
      }),
      z.object({ about: z.literal('last-shift'), members, endsAt: instant, nextShiftAt: maybeInstant }),
      z.object({
        about: z.literal('opening'),
        members,
        more: z.exactOptional(count),
        since: instant,
        until: instant,
      }),
      z.object({
        about: z.literal(['daily', 'weekly']),
        from: instant,
        until: instant,
        opened: count,
        closed: z.partialRecord(oneOf(OUTCOMES, 'unknown'), count),
        share,
        medianMs: durationMs,
        p90Ms: durationMs,
        worst: z.array(z.object({ category: z.string(), missed: count, counted: count })),
        rolling: share,
        rollingBySource: z.exactOptional(z.partialRecord(oneOf(SOURCE_NAMES, 'product'), share)),
        before: z.exactOptional(z.object({ share, medianMs: durationMs })),
        bySource: z.exactOptional(z.partialRecord(oneOf(SOURCE_NAMES, 'product'), ofSource)),
        unseen: z.exactOptional(z.partialRecord(oneOf(SOURCE_NAMES, 'product'), z.literal(true))),
        unseenInShare: z.exactOptional(z.literal(true)),
        dueBeforeNextShift: listed,
        handOver: z.exactOptional(handOver),
        acts: z.exactOptional(
          z.array(z.object({ by: z.string(), name: text, claimed: count, confirmed: count, replied: count })),
        ),
        holidaysUnknown: z.exactOptional(z.int()),
      }),
      z.object({ about: z.literal('unknown') }),
    ],
    'unknown',
  ),
);

export const noticeSchemas = {
  facts: z.object({ facts: noticeFactsSchema }),
  outbox: schemaOf<Outbox<NoticeEventType>>()(
    outboxOf(oneOf(['NoticeChanged', 'BlindnessChanged', 'ShiftWarned'], 'NoticeChanged')),
  ),
  delivery: schemaOf<Delivery>()(z.object(delivery)),
  index: indexSchema,
};

export const noticeRowSchema = schemaOf<Omit<NoticeRow, keyof NoticeKey>>()(z.object(row));
export const briefNoticeSchema = schemaOf<Omit<BriefNotice, keyof NoticeKey>>()(
  z.pick(noticeRowSchema, { changedAt: true, rank: true }),
);
