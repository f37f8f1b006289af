import * as z from 'zod/mini';
import type {
  ActsOfPerson,
  HandOverFacts,
  InTimeShare,
  Listed,
  OpenLine,
  ReportFacts,
} from '../domain/notice/notice.ts';
import { OUTCOMES } from '../domain/ticket/ticket.ts';
import { count, instant, maybeInstant, member, text } from './deliverable-schema.ts';

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

export const handOver = {
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

export const report = {
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
