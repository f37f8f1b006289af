import * as z from 'zod/mini';
import { ACT_REQUESTED, EVENT_SOURCE, ORDER_REQUESTED, SHARING_DUE, WAKE_UP } from '../config/names.ts';
import { isNoticeName, type NoticeName } from '../domain/notice/notice.ts';
import { MOST_WOKEN_FOR } from '../workflows/ports/events.ts';
import { ORDER_PARTS } from '../workflows/ports/slack.ts';
import { SOURCE_NAMES } from '../domain/sources.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';
import { NotifierError } from '../domain/notifier-error.ts';

/** The version of the events that this program alone reads. `public-events.ts` has those for other tools. */
export const SCHEMA_VERSION = 2;

/** Allows no blank, so that an id cannot hold free text. */
const id = z.string().check(z.regex(/^[\w-]{1,64}$/, 'must be an id'));
const instant = z.iso.datetime('must be a UTC time such as 2026-11-25T05:17:00.000Z');
const version = z.int('must be a whole number').check(z.positive('must be above 0'));
const vendor = { market: z.enum(MARKETS, "must be 'KR' or 'TW'"), vendorId: id };

const ticketKey = {
  type: z.literal('ticket'),
  ...vendor,
  source: z.enum(SOURCE_NAMES, `must be one of ${SOURCE_NAMES.join(', ')}`),
  inquiryId: id,
  answerId: id,
};
const noticeKey = {
  type: z.literal('notice'),
  ...vendor,
  notice: z.custom<NoticeName>(isNoticeName, 'must be the name of a notice'),
};

const slackId = z.string().check(z.regex(/^[A-Za-z\d.]{1,64}$/, 'must be an id of Slack'));
/** Slack documents no form of these. */
const ofView = z.string().check(z.regex(/^[\w.-]{1,64}$/, 'must be an id or hash of Slack'));
const view = { id: ofView, hash: ofView };
const position = z.int('must be a whole number').check(z.minimum(0), z.maximum(99));
/** The hash of a request and the block of a text. Neither can hold a blank. A menu of templates has at most 100. */
const form = {
  mark: id,
  field: id,
  version: z.exactOptional(version),
  template: z.exactOptional(position),
};
const orderDetail = {
  by: slackId,
  channel: slackId,
  /** More orders than a ticket has. */
  order: position,
  pressedAt: instant,
};
const withoutForm = z.enum(['order', 'exchanges']);
const withForm = z.literal('facts');

const EITHER = "must be 'ticket' or 'notice'";
const PART = `must be one of ${ORDER_PARTS.join(', ')}`;
const TOO_MANY = `must name at most ${MOST_WOKEN_FOR}`;

const strictKey = z.discriminatedUnion(
  'type',
  [z.strictObject(ticketKey), z.strictObject(noticeKey)],
  EITHER,
);

const writtenOrder = {
  ...orderDetail,
  schemaVersion: z.literal(SCHEMA_VERSION),
  deliverable: z.strictObject(ticketKey),
  view: z.strictObject(view),
};

/** Strict: a field outside the contract is never written. */
export const WRITTEN = {
  deliverable: z.strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    version,
    occurredAt: instant,
    deliverable: strictKey,
  }),
  sharingDue: z.strictObject({ schemaVersion: z.literal(SCHEMA_VERSION), vendor: z.strictObject(vendor) }),
  order: z.discriminatedUnion(
    'part',
    [
      z.strictObject({ ...writtenOrder, part: withoutForm }),
      z.strictObject({ ...writtenOrder, part: withForm, form: z.strictObject(form) }),
    ],
    PART,
  ),
  wakeUp: z.strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    vendor: z.strictObject(vendor),
    deliverables: z.array(strictKey).check(z.maxLength(MOST_WOKEN_FOR, TOO_MANY)),
    homes: z.exactOptional(z.literal(true)),
    token: z.exactOptional(z.literal(true)),
  }),
};

/** Lenient: fields of a later release without a new version are ignored. */
export const READ_WAKE_UP = z.object({
  vendor: z.object(vendor),
  deliverables: z
    .array(z.discriminatedUnion('type', [z.object(ticketKey), z.object(noticeKey)], EITHER))
    .check(z.maxLength(MOST_WOKEN_FOR, TOO_MANY)),
  homes: z.exactOptional(z.literal(true)),
  token: z.exactOptional(z.literal(true)),
});

/** An event as a function gets it. Other fields are ignored. Source: EventBridge user guide, "Events". */
const envelopeOf = <Type extends string>(...types: Type[]) =>
  z.object({
    'detail-type': z.literal(types, `must be ${types.join(' or ')}`),
    source: z.literal(EVENT_SOURCE, `must be ${EVENT_SOURCE}`),
    detail: z.looseObject({ schemaVersion: z.optional(z.unknown()) }),
  });
export const ENVELOPE = envelopeOf(WAKE_UP);
export const ACT_ENVELOPE = envelopeOf(ACT_REQUESTED, SHARING_DUE, ORDER_REQUESTED);

export const READ_ACT_REQUEST = z.object({ deliverable: z.object(ticketKey) });
export const READ_SHARING_DUE = z.object({ vendor: z.object(vendor) });
const readOrder = {
  ...orderDetail,
  deliverable: z.object(ticketKey),
  view: z.object(view),
};
export const READ_ORDER_REQUEST = z.discriminatedUnion(
  'part',
  [
    z.object({ ...readOrder, part: withoutForm }),
    z.object({ ...readOrder, part: withForm, form: z.object(form) }),
  ],
  PART,
);

/** An event breaks the contract. The message names the field and what to do. A retry does not help. */
export class EventContractError extends NotifierError {
  readonly code = 'EVENT_CONTRACT';
  readonly retryable = false;
}
