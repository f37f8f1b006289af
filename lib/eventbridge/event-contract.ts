import * as z from 'zod/mini';
import { DETAIL_TYPES, EVENT_SOURCE } from '../config/names.ts';
import type { TicketKey } from '../domain/ticket.ts';
import type { TicketEvent } from '../workflows/ports.ts';
import { EventContractError } from './event-contract-error.ts';

/** What is written. A reader takes this one and the one before, so that either side may be deployed first. */
const SCHEMA_VERSION = 2;

/** No blank fits: free text cannot ride on an id. */
const id = z.string().check(z.regex(/^[\w-]{1,64}$/, 'must be an id'));
const instant = z.iso.datetime('must be a UTC time such as 2026-11-25T05:17:00.000Z');
const ticketVersion = z.int('must be a whole number').check(z.positive('must be above 0'));
const keyFields = {
  market: z.enum(['KR', 'TW'], "must be 'KR' or 'TW'"),
  vendorId: id,
  source: z.enum(['call-center'], "must be 'call-center'"),
  inquiryId: id,
  answerId: id,
};

const detailShape = {
  schemaVersion: z.literal(SCHEMA_VERSION),
  subject: z.strictObject({ type: z.literal('ticket'), ...keyFields }),
  version: ticketVersion,
  kind: z.enum(['reply', 'confirm'], "must be 'reply' or 'confirm'"),
  dueAt: instant,
  occurredAt: instant,
};
/** Strict: what is not in the contract is never written. */
const written = z.strictObject(detailShape);
/** Lenient: a field that a later release adds without a new version is passed over. */
const current = z.object({ ...detailShape, subject: z.object({ type: z.literal('ticket'), ...keyFields }) });
/** Accepted while events of the release before are in queues and dead-letter queues; never written. */
const previous = z.object({ schemaVersion: z.literal(1), ...keyFields, version: ticketVersion });

const detailType = z.enum(DETAIL_TYPES, `must be one of ${DETAIL_TYPES.join(', ')}`);
/** As EventBridge puts it into an SQS record's body. Source: EventBridge user guide, "Events". */
const envelope = z.object({
  version: z.string(),
  id: z.string(),
  'detail-type': detailType,
  source: z.literal(EVENT_SOURCE),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.looseObject({ schemaVersion: z.optional(z.unknown()) }),
});

/** An event as PutEvents takes it, but for the bus. */
export type Entry = { Source: string; DetailType: TicketEvent['type']; Detail: string };
export type EventBody = { type: TicketEvent['type']; ticket: TicketKey; version: number };

/**
 * Writes an event: keys and facts only.
 * @throws EventContractError where a value is not what the contract allows
 */
export const toEntry = (event: TicketEvent): Entry => {
  const detail = check(
    written,
    {
      schemaVersion: SCHEMA_VERSION,
      subject: { type: 'ticket', ...ticketKey(event.ticket) },
      version: event.version,
      kind: event.kind,
      dueAt: toIso(event.dueAt),
      occurredAt: toIso(event.occurredAt),
    },
    'An event cannot be written: detail',
  );
  return { Source: EVENT_SOURCE, DetailType: event.type, Detail: JSON.stringify(detail) };
};

/**
 * Reads the body of an SQS record that EventBridge wrote, of the current schema version or the one before.
 * @throws EventContractError that names the field, or the unknown schemaVersion and what to do
 */
export const parseEventBody = (body: string): EventBody => {
  const { 'detail-type': type, detail } = check(envelope, parseJson(body), 'Not an event of ours: body');
  switch (detail.schemaVersion) {
    case SCHEMA_VERSION: {
      const { subject, version } = check(current, detail, 'An event of schemaVersion 2 is broken: detail');
      return { type, ticket: ticketKey(subject), version };
    }
    case 1: {
      const flat = check(previous, detail, 'An event of schemaVersion 1 is broken: detail');
      return { type, ticket: ticketKey(flat), version: flat.version };
    }
    default:
      throw new EventContractError(
        `detail.schemaVersion is ${named(detail.schemaVersion)}; this reader knows ${SCHEMA_VERSION} and 1. ` +
          'Deploy the release that reads it, then redrive the message from the dead-letter queue.',
      );
  }
};

/** The key alone, even of a whole ticket: its texts stay off the bus. */
const ticketKey = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): TicketKey => ({
  market,
  vendorId,
  source,
  inquiryId,
  answerId,
});

const check = <T>(schema: z.ZodMiniType<T>, input: unknown, place: string): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${[place, ...issue.path.map(String)].join('.')} ${reason(issue)}`,
  );
  throw new EventContractError(`${faults.join('; ')}.`);
};

/** Zod's words tell no value, but would name the keys that are too many. */
const reason = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return 'has fields that the contract does not know';
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  return issue.message === 'Invalid input' ? 'is not what the contract says' : issue.message;
};

/** A number may be shown; anything else could be somebody's words. */
const named = (value: unknown): string => (typeof value === 'number' ? String(value) : 'no number');

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new EventContractError('Not an event of ours: body is no JSON.');
  }
};

/** `undefined`, which the schema refuses, for what is no instant. */
const toIso = (at: number): string | undefined => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};
