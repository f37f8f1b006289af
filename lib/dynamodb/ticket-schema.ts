import * as z from 'zod/mini';
import { type Act, type Deed, DEEDS, type Refusal, REFUSALS } from '../domain/ticket/act.ts';
import { BLIND_CAUSES } from '../domain/reading/vendor-state.ts';
import { type ReachedStep, STEP_NAMES } from '../domain/ticket/step.ts';
import {
  type AttentionRow,
  type ClosedRow,
  type CardDelivery,
  type End,
  type EndedBy,
  type HistoryLine,
  type LadderNotes,
  type ListedFacts,
  OUTCOMES,
  type PollNotes,
  type Sibling,
  type TicketKey,
} from '../domain/ticket/ticket.ts';
import {
  count,
  delivery as sharedDelivery,
  indexed,
  instant,
  lineName,
  maybeInstant,
  outboxOf,
  row,
  text,
} from './deliverable-schema.ts';

const reachedStep = {
  name: z.enum(STEP_NAMES),
  deadline: instant,
  at: instant,
  passed: z.exactOptional(z.literal(true)),
  tells: z.exactOptional(z.enum(['team', 'claimer', 'nobody'])),
  quietFrom: maybeInstant,
} satisfies Record<keyof ReachedStep, z.ZodMiniType>;

const steps = z._default(z.array(z.object(reachedStep)), []);

const sibling = {
  answerId: z.string(),
  askedAt: instant,
  channel: z.string(),
  ts: z.string(),
  threadTs: text,
} satisfies Record<keyof Sibling, z.ZodMiniType>;

const deed = {
  did: z.enum(DEEDS),
  press: z.string(),
  by: z.string(),
  name: text,
  to: text,
  until: maybeInstant,
} satisfies Record<keyof Deed, z.ZodMiniType>;

const refusal = {
  code: z.enum(REFUSALS),
  by: text,
  cause: z.exactOptional(z.enum(BLIND_CAUSES)),
} satisfies Record<keyof Refusal, z.ZodMiniType>;

const plainAct = {
  id: z.string(),
  by: z.string(),
  name: text,
  channel: z.string(),
  do: z.enum(['reply', 'confirm', 'look-up']),
  at: instant,
  wingId: text,
  text,
  mark: text,
  progress: z.enum(['asked', 'sending', 'sent', 'refused', 'told']),
  sendingAt: maybeInstant,
  nextAt: maybeInstant,
  refusal: z.exactOptional(z.object(refusal)),
  lookedUpAt: maybeInstant,
  earlier: z.exactOptional(z.array(z.string())),
  mayArrive: z.exactOptional(z.literal(true)),
} satisfies Record<Exclude<keyof Act, 'sent'>, z.ZodMiniType>;

const act = { ...plainAct, sent: z.exactOptional(z.object(plainAct)) };

const historyLine = {
  name: lineName,
  at: instant,
  deed: z.exactOptional(z.object(deed)),
} satisfies Record<keyof HistoryLine, z.ZodMiniType>;

const listed = {
  kind: z.enum(['reply', 'confirm']),
  learntAnswerId: text,
  inquiryAt: maybeInstant,
  askedAt: instant,
  askedAtUncertain: z._default(z.boolean(), false),
  clockIsOurs: z.exactOptional(z.literal(true)),
  provisional: z.exactOptional(z.object({ seenAt: instant, announceAt: maybeInstant })),
  knownPosts: z.exactOptional(z.array(z.string())),
  dueAt: instant,
  openedAt: instant,
  product: text,
  text: z.string(),
  isTextCut: z.exactOptional(z.literal(true)),
  category: text,
  orderId: text,
  orderDate: maybeInstant,
  formLink: text,
  erased: z.exactOptional(z.literal(true)),
  siblings: z._default(z.array(z.object(sibling)), []),
  announcement: z.enum(['card', 'none']),
  steps,
  claimedBy: text,
  claimedAt: maybeInstant,
  snoozed: z.exactOptional(z.object({ by: z.string(), until: instant })),
  act: z.exactOptional(z.object(act)),
  repliedVersion: z.exactOptional(count),
  history: z._default(z.array(z.object(historyLine)), []),
  fingerprint: text,
} satisfies Record<keyof ListedFacts, z.ZodMiniType>;

const end = {
  outcome: z.enum(OUTCOMES),
  closedAt: instant,
  answeredAt: maybeInstant,
  inTime: z.exactOptional(z.boolean()),
  answeredBy: text,
  endedBy: z.exactOptional(z.custom<EndedBy>((value) => typeof value === 'string')),
} satisfies Record<keyof End, z.ZodMiniType>;

export const factsSchema = z.discriminatedUnion('state', [
  z.object({ ...listed, state: z.enum(['open', 'unverified']) }),
  z.object({ ...listed, state: z.literal('closed'), ...end }),
]);
/** Facts of earlier versions. The next write of the facts removes them. */
const FORMER_NAMES = ['noPostAsks', 'stillListed'];
export const FACT_NAMES = ['state', ...Object.keys(listed), ...Object.keys(end), ...FORMER_NAMES];

const outbox = outboxOf(
  z.enum(['TicketOpened', 'TicketChanged', 'TicketWarned', 'TicketClosed', 'TicketReopened', 'ActAsked']),
);

const delivery = {
  ...sharedDelivery,
  threadTs: text,
  posted: z.record(z.string(), z.string()),
} satisfies Record<keyof CardDelivery, z.ZodMiniType>;

const poll = {
  lookUpAt: maybeInstant,
  lookUps: z._default(count, 0),
  lookedUpAt: maybeInstant,
} satisfies Record<keyof PollNotes, z.ZodMiniType>;
const ladder = { nextStepAt: maybeInstant } satisfies Record<keyof LadderNotes, z.ZodMiniType>;

export const ticketSchemas = {
  facts: factsSchema,
  outbox: z.object(outbox),
  delivery: z.object(delivery),
  poll: z.object(poll),
  ladder: z.object(ladder),
  index: z.object(indexed),
};

const attentionRow = {
  ...row,
  fingerprint: listed.fingerprint,
  kind: listed.kind,
  learntAnswerId: listed.learntAnswerId,
  inquiryAt: listed.inquiryAt,
  askedAt: listed.askedAt,
  openedAt: listed.openedAt,
  dueAt: listed.dueAt,
  nextStepAt: ladder.nextStepAt,
  claimedBy: listed.claimedBy,
  claimedAt: listed.claimedAt,
  lookUpAt: poll.lookUpAt,
  closedAt: maybeInstant,
  product: listed.product,
  orderId: listed.orderId,
} satisfies Record<Exclude<keyof AttentionRow, keyof TicketKey>, z.ZodMiniType>;

export const attentionRowSchema = z.object(attentionRow);

export const briefRowSchema = z.pick(attentionRowSchema, {
  kind: true,
  dueAt: true,
  closedAt: true,
  version: true,
  changedAt: true,
  rank: true,
});

const closedRow = {
  kind: listed.kind,
  outcome: z.exactOptional(end.outcome),
  category: listed.category,
  product: listed.product,
  claimedBy: listed.claimedBy,
  steps,
  openedAt: listed.openedAt,
  askedAt: listed.askedAt,
  dueAt: listed.dueAt,
  answeredAt: end.answeredAt,
  inTime: end.inTime,
  closedAt: instant,
} satisfies Record<Exclude<keyof ClosedRow, keyof TicketKey>, z.ZodMiniType>;

export const closedRowSchema = z.object(closedRow);
