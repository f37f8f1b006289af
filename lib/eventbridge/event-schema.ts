import * as z from 'zod/mini';
import { DETAIL_TYPES, EVENT_SOURCE } from '../config/names.ts';
import { isNoticeName } from '../domain/notice-name.ts';
import type { NoticeName } from '../domain/notice.ts';

/** What is written. A reader takes this one and the one before, so that either side may be deployed first. */
export const SCHEMA_VERSION = 2;

/** No blank fits: free text cannot ride on an id. */
const id = z.string().check(z.regex(/^[\w-]{1,64}$/, 'must be an id'));
const instant = z.iso.datetime('must be a UTC time such as 2026-11-25T05:17:00.000Z');
const version = z.int('must be a whole number').check(z.positive('must be above 0'));
const market = z.enum(['KR', 'TW'], "must be 'KR' or 'TW'");

const ticketKey = {
  market,
  vendorId: id,
  source: z.enum(['call-center'], "must be 'call-center'"),
  inquiryId: id,
  answerId: id,
};
const ticketSubject = { type: z.literal('ticket'), ...ticketKey };
const noticeSubject = {
  type: z.literal('notice'),
  market,
  vendorId: id,
  notice: z.custom<NoticeName>(isNoticeName, 'must be the name of a notice'),
};

const everyDetail = { schemaVersion: z.literal(SCHEMA_VERSION), version, occurredAt: instant };
const ticketDetail = {
  ...everyDetail,
  kind: z.enum(['reply', 'confirm'], "must be 'reply' or 'confirm'"),
  dueAt: instant,
};

/** Strict: what is not in the contract is never written. */
export const WRITTEN = {
  ticket: z.strictObject({ ...ticketDetail, subject: z.strictObject(ticketSubject) }),
  notice: z.strictObject({ ...everyDetail, subject: z.strictObject(noticeSubject) }),
};
/** Lenient: a field that a later release adds without a new version is passed over. */
export const CURRENT = {
  ticket: z.object({ ...ticketDetail, subject: z.object(ticketSubject) }),
  notice: z.object({ ...everyDetail, subject: z.object(noticeSubject) }),
};
/** Which of the two it is. */
export const ABOUT = z.looseObject({
  subject: z.looseObject({ type: z.enum(['ticket', 'notice'], "must be 'ticket' or 'notice'") }),
});
/** Accepted while events of the release before are in queues and dead-letter queues; never written. */
export const PREVIOUS = z.object({ schemaVersion: z.literal(1), ...ticketKey, version });

/** As EventBridge puts it into an SQS record's body. Source: EventBridge user guide, "Events". */
export const ENVELOPE = z.object({
  version: z.string(),
  id: z.string(),
  'detail-type': z.enum(DETAIL_TYPES, `must be one of ${DETAIL_TYPES.join(', ')}`),
  source: z.literal(EVENT_SOURCE),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.looseObject({ schemaVersion: z.optional(z.unknown()) }),
});
