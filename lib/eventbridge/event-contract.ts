import type * as z from 'zod/mini';
import { EVENT_SOURCE } from '../config/names.ts';
import { noticeKeyOf, type SubjectKey, ticketKeyOf } from '../domain/subject.ts';
import type { NoticeEvent, SubjectEvent, TicketEvent } from '../workflows/ports.ts';
import { EventContractError } from './event-contract-error.ts';
import { ABOUT, CURRENT, ENVELOPE, PREVIOUS, SCHEMA_VERSION, WRITTEN } from './event-schema.ts';

/** An event as PutEvents takes it, but for the bus. */
export type Entry = { Source: string; DetailType: SubjectEvent['type']; Detail: string };
export type EventBody = { type: SubjectEvent['type']; subject: SubjectKey; version: number };

/**
 * Writes an event: keys and facts only.
 * @throws EventContractError where a value is not what the contract allows
 */
export const toEntry = (event: SubjectEvent): Entry => ({
  Source: EVENT_SOURCE,
  DetailType: event.type,
  Detail: JSON.stringify('kind' in event ? ticketDetail(event) : noticeDetail(event)),
});

/**
 * Reads the body of an SQS record that EventBridge wrote, of the current schema version or the one before.
 * @throws EventContractError that names the field, or the unknown schemaVersion and what to do
 */
export const parseEventBody = (body: string): EventBody => {
  const { 'detail-type': type, detail } = check(ENVELOPE, parseJson(body), 'Not an event of ours: body');
  switch (detail.schemaVersion) {
    case SCHEMA_VERSION:
      return { type, ...readCurrent(detail) };
    case 1: {
      const flat = check(PREVIOUS, detail, 'An event of schemaVersion 1 is broken: detail');
      return { type, subject: ticketKeyOf(flat), version: flat.version };
    }
    default:
      throw new EventContractError(
        `detail.schemaVersion is ${named(detail.schemaVersion)}; this reader knows ${SCHEMA_VERSION} and 1. ` +
          'Deploy the release that reads it, then redrive the message from the dead-letter queue.',
      );
  }
};

const UNWRITABLE = 'An event cannot be written: detail';

const ticketDetail = ({ subject, version, kind, dueAt, occurredAt }: TicketEvent) =>
  check(
    WRITTEN.ticket,
    {
      schemaVersion: SCHEMA_VERSION,
      subject: { type: 'ticket', ...ticketKeyOf(subject) },
      version,
      kind,
      dueAt: toIso(dueAt),
      occurredAt: toIso(occurredAt),
    },
    UNWRITABLE,
  );

const noticeDetail = ({ subject, version, occurredAt }: NoticeEvent) =>
  check(
    WRITTEN.notice,
    {
      schemaVersion: SCHEMA_VERSION,
      subject: { type: 'notice', ...noticeKeyOf(subject) },
      version,
      occurredAt: toIso(occurredAt),
    },
    UNWRITABLE,
  );

const readCurrent = (detail: unknown): Omit<EventBody, 'type'> => {
  const broken = 'An event of schemaVersion 2 is broken: detail';
  if (check(ABOUT, detail, broken).subject.type === 'ticket') {
    const { subject, version } = check(CURRENT.ticket, detail, broken);
    return { subject: ticketKeyOf(subject), version };
  }
  const { subject, version } = check(CURRENT.notice, detail, broken);
  return { subject: noticeKeyOf(subject), version };
};

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
