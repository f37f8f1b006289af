import type * as z from 'zod/mini';
import { ACT_REQUESTED, EVENT_SOURCE, ORDER_REQUESTED, SHARING_DUE, WAKE_UP } from '../config/names.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import {
  isNoticeKey,
  noticeKeyOf,
  type DeliverableKey,
  ticketKeyOf,
} from '../domain/delivery/deliverable.ts';
import type { DeliverableEvent, OrderRequest, WokenAlso } from '../workflows/ports/events.ts';
import type { ReplyFormRef } from '../workflows/ports/slack.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
import {
  EventContractError,
  ACT_ENVELOPE,
  ENVELOPE,
  READ_ACT_REQUEST,
  READ_ORDER_REQUEST,
  READ_SHARING_DUE,
  READ_WAKE_UP,
  SCHEMA_VERSION,
  WRITTEN,
} from './event-schema.ts';
import { PUBLIC_EVENTS, type Publication, type PublicType, toPublicEvent } from './public-events.ts';
import { toIso } from './to-iso.ts';

export type Entry = {
  Source: string;
  DetailType:
    | DeliverableEvent['type']
    | PublicType
    | typeof WAKE_UP
    | typeof SHARING_DUE
    | typeof ORDER_REQUESTED;
  Detail: string;
};
/** Requests a drain of the vendor. `deliverables`: the keys that caused it (R18). */
export type WakeUp = { vendor: VendorRef; deliverables: DeliverableKey[] } & { [also in WokenAlso]?: true };

/**
 * An event for other tools, or for this program alone.
 * @throws EventContractError if a value breaks the contract
 */
export const toEntry = (event: DeliverableEvent, publication: Publication): Entry => {
  const forOthers = toPublicEvent(event, publication);
  if (forOthers) {
    const detail = check<unknown>(PUBLIC_EVENTS[forOthers.type], forOthers.detail, UNWRITABLE);
    return { Source: EVENT_SOURCE, DetailType: forOthers.type, Detail: JSON.stringify(detail) };
  }
  const { type, deliverable, version, occurredAt } = event;
  const detail = check(
    WRITTEN.deliverable,
    {
      schemaVersion: SCHEMA_VERSION,
      deliverable: deliverableDetail(deliverable),
      version,
      occurredAt: toIso(occurredAt),
    },
    UNWRITABLE,
  );
  return { Source: EVENT_SOURCE, DetailType: type, Detail: JSON.stringify(detail) };
};

/** @throws EventContractError if a value breaks the contract, or a deliverable belongs to another vendor */
export const toWakeUpEntry = ({
  vendor: { market, vendorId },
  deliverables,
  homes,
  token,
}: WakeUp): Entry => {
  const detail = check(
    WRITTEN.wakeUp,
    {
      schemaVersion: SCHEMA_VERSION,
      vendor: { market, vendorId },
      deliverables: deliverables.map(deliverableDetail),
      ...defined({ homes, token }),
    },
    'A wake-up cannot be written: detail',
  );
  refuseOthers(detail, 'A wake-up cannot be written: detail');
  return { Source: EVENT_SOURCE, DetailType: WAKE_UP, Detail: JSON.stringify(detail) };
};

/** @throws EventContractError if a value breaks the contract */
export const toShareEntry = ({ market, vendorId }: VendorRef): Entry => {
  const detail = check(
    WRITTEN.sharingDue,
    { schemaVersion: SCHEMA_VERSION, vendor: { market, vendorId } },
    UNWRITABLE,
  );
  return { Source: EVENT_SOURCE, DetailType: SHARING_DUE, Detail: JSON.stringify(detail) };
};

/** @throws EventContractError if a value breaks the contract */
export const toOrderEntry = (request: OrderRequest): Entry => {
  const { ticket, by, channel, view, order, pressedAt, part } = request;
  const detail = check(
    WRITTEN.order,
    {
      schemaVersion: SCHEMA_VERSION,
      deliverable: deliverableDetail(ticket),
      by,
      channel,
      view: { id: view.id, hash: view.hash },
      order,
      part,
      ...(request.part === 'facts' && { form: formDetail(request.form) }),
      pressedAt: toIso(pressedAt),
    },
    UNWRITABLE,
  );
  return { Source: EVENT_SOURCE, DetailType: ORDER_REQUESTED, Detail: JSON.stringify(detail) };
};

/** @throws EventContractError that names the field, or the unknown schemaVersion and what to do */
export const parseWakeUp = (event: unknown): WakeUp => {
  const { detail } = check(ENVELOPE, event, 'Not a wake-up of ours: event');
  if (detail.schemaVersion !== SCHEMA_VERSION) {
    throw new EventContractError(
      `detail.schemaVersion is ${named(detail.schemaVersion)}; this reader knows ${SCHEMA_VERSION}. ` +
        'Deploy the release that reads it. Nothing is lost with a wake-up: track-sla sends another.',
    );
  }
  const broken = 'A wake-up is broken: event.detail';
  const read = check(READ_WAKE_UP, detail, broken);
  refuseOthers(read, broken);
  return {
    vendor: read.vendor,
    deliverables: read.deliverables.map(keyOf),
    ...defined({ homes: read.homes, token: read.token }),
  };
};

/** `ticket`: carry out its act. `vendor`: share its tickets. `order`: read an order and fill a view. */
export type ActRequest = { ticket: TicketKey } | { vendor: VendorRef } | { order: OrderRequest };

/** @throws EventContractError that names the field, or the unknown schemaVersion and what to do */
export const parseActRequest = (event: unknown): ActRequest => {
  const { detail, 'detail-type': type } = check(ACT_ENVELOPE, event, 'Not an act of ours: event');
  if (detail.schemaVersion !== SCHEMA_VERSION) {
    throw new EventContractError(
      `detail.schemaVersion is ${named(detail.schemaVersion)}; this reader knows ${SCHEMA_VERSION}. ` +
        'Deploy the release that reads it. ' +
        (type === ORDER_REQUESTED ? 'The person can press again.' : 'Nothing is lost: track-sla asks again.'),
    );
  }
  const broken = 'An act is broken: event.detail';
  switch (type) {
    case SHARING_DUE:
      return { vendor: check(READ_SHARING_DUE, detail, broken).vendor };
    case ORDER_REQUESTED:
      return { order: orderRequestOf(check(READ_ORDER_REQUEST, detail, broken)) };
    case ACT_REQUESTED:
      return { ticket: ticketKeyOf(check(READ_ACT_REQUEST, detail, broken).deliverable) };
  }
};

const orderRequestOf = (detail: z.infer<typeof READ_ORDER_REQUEST>): OrderRequest => {
  const { deliverable, by, channel, view, order, pressedAt } = detail;
  const common = {
    ticket: ticketKeyOf(deliverable),
    by,
    channel,
    view,
    order,
    pressedAt: Date.parse(pressedAt),
  };
  return detail.part === 'facts'
    ? { ...common, part: detail.part, form: detail.form }
    : { ...common, part: detail.part };
};

const formDetail = ({ mark, field, version, template }: ReplyFormRef) => ({
  mark,
  field,
  ...defined({ version, template }),
});

const UNWRITABLE = 'An event cannot be written: detail';

const keyOf = (key: DeliverableKey): DeliverableKey =>
  isNoticeKey(key) ? noticeKeyOf(key) : ticketKeyOf(key);

const deliverableDetail = (key: DeliverableKey) => ({
  type: isNoticeKey(key) ? 'notice' : 'ticket',
  ...keyOf(key),
});

/** A lane belongs to one vendor, so its drain shows nothing of another. */
const refuseOthers = ({ vendor, deliverables }: WakeUp, place: string): void => {
  const other = deliverables.findIndex(
    ({ market, vendorId }) => market !== vendor.market || vendorId !== vendor.vendorId,
  );
  if (other >= 0) throw new EventContractError(`${place}.deliverables.${other} is another vendor's.`);
};

const check = <T>(schema: z.ZodMiniType<T>, input: unknown, place: string): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${[place, ...issue.path.map(String)].join('.')} ${reason(issue)}`,
  );
  throw new EventContractError(`${faults.join('; ')}.`);
};

/** Zod's messages contain no value, but unknown keys could be personal data. */
const reason = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return 'has fields that the contract does not know';
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  return issue.message === 'Invalid input' ? 'is not what the contract says' : issue.message;
};

/** Shows a number. Anything else could be a person's words. */
const named = (value: unknown): string => (typeof value === 'number' ? String(value) : 'no number');
