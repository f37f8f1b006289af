import { heldCalls } from '../../lib/domain/reading/stops.ts';
import { judgeBlindness, readingTimesOf } from '../../lib/domain/blindness/blindness.ts';
import { defined } from '../../lib/domain/defined.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { ticketKeyOf } from '../../lib/domain/delivery/deliverable.ts';
import { levelOfTicket } from '../../lib/domain/ladder/warning-level.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { Deed } from '../../lib/domain/ticket/act.ts';
import type { ClosedRow, Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { BriefNotice, BriefRow } from '../../lib/workflows/ports/store.ts';
import type { LadderSettings } from '../../lib/workflows/sla/track-sla-run.ts';
import type { ClosedTicket, OpenTicket, PastTicket, SlackSight, Subject, VendorSight } from './board.ts';
import { placeOnLadder } from './ladder-place.ts';

export type LabelledVendor = VendorRef &
  LadderSettings & {
    label: string;
    /** Who acts from Slack, by Slack id. */
    people?: Readonly<Record<string, { wingId: string }>>;
  };

export const describeSight = (
  { market, vendorId, label }: LabelledVendor,
  state: VendorState,
  now: number,
  blindMs: number,
): VendorSight => {
  const read = SOURCE_NAMES.filter((source) => state.sources[source]?.offSince === undefined);
  const times = read.flatMap((source) => readingTimesOf(state, source) ?? []);
  const [first] = times;
  const blind = times.find((of) => judgeBlindness({ state: of, now, blindMs }).is === 'blind') ?? first;
  const { failure } = times.find((of) => of.failure) ?? {};
  return {
    market,
    vendorId,
    label,
    ...defined({ polledAt: state.polledAt, completeAt: (blind ?? first)?.recentCompleteAt }),
    sight: blind ? judgeBlindness({ state: blind, now, blindMs }) : { is: 'sighted' },
    held: heldCalls(state, now),
    ...defined({ failure, clockDiffersByMs: state.clockDiffersByMs }),
  };
};

export const describeOpen = (
  row: BriefRow,
  ticket: Ticket | undefined,
  vendor: LabelledVendor,
  now: number,
): OpenTicket => ({
  ...ticketKeyOf(row),
  ...(ticket && placeOnLadder(ticket, vendor, now)),
  label: vendor.label,
  kind: row.kind,
  level: levelOfTicket(
    { steps: ticket?.facts.steps ?? [], dueAt: row.dueAt },
    { ladder: vendor.ladder.steps },
    now,
  ),
  isUnverified: ticket?.facts.state === 'unverified',
  ...subjectOf(ticket),
  ...defined({ claimedBy: ticket?.facts.claimedBy }),
  dueAt: row.dueAt,
  isEstimate: ticket?.facts.askedAtUncertain === true,
});

export const describeClosed = (
  row: ClosedRow,
  ticket: Ticket | undefined,
  { label, people }: LabelledVendor,
): ClosedTicket => ({
  ...ticketKeyOf(row),
  label,
  kind: row.kind,
  outcome: row.outcome ?? 'unknown',
  ...subjectOf(ticket),
  closedAt: row.closedAt,
  ...(row.answeredAt !== undefined &&
    row.answeredAt >= row.askedAt && { tookMs: row.answeredAt - row.askedAt }),
  ...defined({ inTime: row.inTime, answeredBy: ticket?.facts.answeredBy }),
  handledBy: findHandlers(ticket, people),
});

/** A ticket after its deadline: still listed, or past when first seen. */
export const describePast = (
  row: BriefRow | ClosedRow,
  ticket: Ticket | undefined,
  { label, people }: LabelledVendor,
): PastTicket => ({
  ...ticketKeyOf(row),
  label,
  kind: row.kind,
  ...subjectOf(ticket),
  dueAt: row.dueAt,
  isListed: row.closedAt === undefined,
  handledBy: findHandlers(ticket, people),
});

const subjectOf = (ticket: Ticket | undefined): Subject => {
  const { product, option, productId, sellerProductId, orderId, orderIds } = ticket?.facts ?? {};
  return defined({ product, option, productId, sellerProductId, orderId, orderIds });
};

const HANDLED: readonly Deed['did'][] = ['replied', 'confirmed', 'confirmed-unseen'];

const findHandlers = (ticket: Ticket | undefined, people: LabelledVendor['people'] = {}): string[] => {
  if (ticket === undefined) return [];
  const { claimedBy, history, answeredBy } = ticket.facts;
  const acted = history.flatMap(({ deed }) => (deed && HANDLED.includes(deed.did) ? deed.by : []));
  const answered = Object.keys(people).filter((id) => people[id]?.wingId === answeredBy);
  return [...new Set([...(claimedBy === undefined ? [] : [claimedBy]), ...acted, ...answered])];
};

export const countPending = (
  rows: readonly Pick<BriefRow | BriefNotice, 'rank' | 'changedAt'>[],
): Omit<SlackSight, 'isLate'> => {
  const pending = rows.filter(({ rank }) => rank !== undefined);
  return {
    pending: pending.length,
    ...(pending.length > 0 && {
      pendingSince: Math.min(...pending.map(({ changedAt }) => changedAt)),
    }),
  };
};
