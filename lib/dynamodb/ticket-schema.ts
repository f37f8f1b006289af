import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { DEEDS, REFUSALS } from '../domain/ticket/act.ts';
import {
  type AttentionRow,
  type CardDelivery,
  type ClosedRow,
  type Ended,
  type EndedBy,
  type LadderNotes,
  type ListedFacts,
  LOOK_UP_RESULTS,
  type NotEnded,
  OUTCOMES,
  type Outbox,
  type PollNotes,
  type TicketKey,
} from '../domain/ticket/ticket.ts';
import type { BriefRow } from '../workflows/ports/store.ts';
import {
  blindCause,
  count,
  delivery,
  indexSchema,
  instant,
  kind,
  lineName,
  maybeInstant,
  outboxOf,
  row,
  stepName,
  text,
} from './shared-schema.ts';
import { schemaOf } from './parse-item.ts';
import { anyName, oneOf, variantOf } from './unknown-values.ts';

const reachedStep = z.object({
  name: stepName,
  deadline: instant,
  at: instant,
  passed: z.exactOptional(z.literal(true)),
  tells: z.exactOptional(oneOf(['team', 'claimer', 'nobody'], 'team')),
  quietFrom: maybeInstant,
});

const sibling = z.object({
  answerId: z.string(),
  askedAt: instant,
  channel: z.string(),
  ts: z.string(),
  threadTs: text,
});

const deed = z.object({
  did: oneOf(DEEDS, 'unknown'),
  press: z.string(),
  by: z.string(),
  name: text,
  to: text,
  until: maybeInstant,
});

const refusal = z.object({
  code: oneOf(REFUSALS, 'unknown'),
  by: text,
  cause: z.exactOptional(blindCause),
});

const act = {
  id: z.string(),
  by: z.string(),
  name: text,
  channel: z.string(),
  // It sends nothing.
  do: oneOf(['reply', 'confirm', 'look-up'], 'look-up'),
  at: instant,
  wingId: text,
  text,
  mark: text,
  // It may have been sent, so it is only read back.
  progress: oneOf(['asked', 'sending', 'sent', 'refused', 'told'], 'sending'),
  sendingAt: maybeInstant,
  nextAt: maybeInstant,
  refusal: z.exactOptional(refusal),
  lookedUpAt: maybeInstant,
  earlier: z.exactOptional(z.array(z.string())),
  mayArrive: z.exactOptional(z.literal(true)),
};

const listed = {
  kind,
  inquiryAt: maybeInstant,
  askedAt: instant,
  askedAtUncertain: z._default(z.boolean(), false),
  postAt: maybeInstant,
  reopenedFrom: maybeInstant,
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
  orderIds: z.exactOptional(z.array(z.string())),
  productId: text,
  sellerProductId: text,
  vendorItemId: text,
  option: text,
  formLink: text,
  erased: z.exactOptional(z.literal(true)),
  siblings: z._default(z.array(sibling), []),
  announcement: oneOf(['card', 'none'], 'card'),
  steps: z._default(z.array(reachedStep), []),
  claimedBy: text,
  claimedAt: maybeInstant,
  snoozed: z.exactOptional(z.object({ by: z.string(), until: instant })),
  act: z.exactOptional(z.object({ ...act, sent: z.exactOptional(z.object(act)) })),
  repliedVersion: z.exactOptional(count),
  history: z._default(z.array(z.object({ name: lineName, at: instant, deed: z.exactOptional(deed) })), []),
  offCard: z.exactOptional(z.object({ after: count, to: count })),
  fingerprint: text,
};

const end = {
  outcome: oneOf(OUTCOMES, 'unknown'),
  closedAt: instant,
  answeredAt: maybeInstant,
  inTime: z.exactOptional(z.boolean()),
  answeredBy: text,
  endedBy: z.exactOptional(anyName<EndedBy>()),
};

export const factsSchema = schemaOf<ListedFacts & (Pick<NotEnded, 'state'> | Ended)>()(
  variantOf(
    'state',
    [
      z.object({ ...listed, state: z.literal(['open', 'unverified']) }),
      z.object({ ...listed, state: z.literal('closed'), ...end }),
    ],
    // Its deadline still counts.
    'unverified',
  ),
);
export const FACT_NAMES = ['state', ...Object.keys(listed), ...Object.keys(end)];

const poll = {
  lookUpAt: maybeInstant,
  lookUps: z._default(count, 0),
  lookedUpAt: maybeInstant,
  agreedAt: maybeInstant,
  answer: z.exactOptional(z.object({ is: oneOf(LOOK_UP_RESULTS, 'asks'), since: instant, times: count })),
  wasFound: z.exactOptional(z.literal(true)),
  absentSince: maybeInstant,
  contradictsAt: maybeInstant,
  listedSince: maybeInstant,
  lackedAt: maybeInstant,
  olderSince: maybeInstant,
};
export const POLL_NAMES = Object.keys(poll);
const ladder = { nextStepAt: maybeInstant };

export const ticketSchemas = {
  facts: factsSchema,
  outbox: schemaOf<Outbox>()(
    outboxOf(
      oneOf(
        ['TicketOpened', 'TicketChanged', 'TicketWarned', 'TicketClosed', 'TicketReopened', 'ActAsked'],
        'TicketChanged',
      ),
    ),
  ),
  delivery: schemaOf<CardDelivery>()(
    z.object({ ...delivery, threadTs: text, posted: z.record(z.string(), z.string()) }),
  ),
  poll: schemaOf<PollNotes>()(z.object(poll)),
  ladder: schemaOf<LadderNotes>()(z.object(ladder)),
  index: indexSchema,
};

function pick<Shape extends object, Name extends string & keyof Shape>(
  shape: Shape,
  names: readonly Name[],
): Pick<Shape, Name>;
function pick(shape: Record<string, unknown>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, shape[name]]));
}

const indexed = { ...row, ...listed, ...poll, ...ladder, closedAt: maybeInstant };

export const attentionRowSchema = schemaOf<Omit<AttentionRow, keyof TicketKey>>()(
  z.object(pick(indexed, [...TABLE.attention.projected, TABLE.attention.sortKey])),
);

export const briefRowSchema = schemaOf<Omit<BriefRow, keyof TicketKey>>()(
  z.object(pick(indexed, ['kind', 'dueAt', 'closedAt', 'version', 'changedAt', 'rank'])),
);

export const closedRowSchema = schemaOf<Omit<ClosedRow, keyof TicketKey>>()(
  z.object(
    pick({ ...listed, ...end, outcome: z.exactOptional(end.outcome) }, [
      ...TABLE.closed.projected,
      TABLE.closed.sortKey,
    ]),
  ),
);
