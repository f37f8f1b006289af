import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { EventContractError } from '../../../lib/eventbridge/event-contract-error.ts';
import { parseEventBody, toEntry } from '../../../lib/eventbridge/event-contract.ts';
import type { NoticeKey } from '../../../lib/domain/notice.ts';
import type { SubjectEvent } from '../../../lib/workflows/ports.ts';
import { anyNoticeName } from '../dynamodb/made-up-notices.ts';
import { madeUpBody, madeUpEvent, madeUpNoticeEvent } from './made-up-event.ts';

const event = madeUpEvent();
const current = {
  schemaVersion: 2,
  subject: { type: 'ticket', ...event.subject },
  version: 3,
  kind: 'reply',
  dueAt: '2026-11-25T05:17:00.000Z',
  occurredAt: '2026-11-24T05:18:01.250Z',
};
const notice = madeUpNoticeEvent();
const currentNotice = {
  schemaVersion: 2,
  subject: { type: 'notice', ...notice.subject },
  version: 2,
  occurredAt: '2026-11-24T05:18:01.250Z',
};
const previous = { schemaVersion: 1, ...event.subject, version: 3 };

const noticeCalled = (name: NoticeKey['notice']): SubjectEvent => ({
  ...notice,
  subject: { ...notice.subject, notice: name },
});

const refusal = (read: () => unknown): EventContractError => {
  try {
    read();
  } catch (error) {
    if (error instanceof EventContractError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('toEntry', () => {
  test('writes schema version 2: keys and facts', () => {
    const entry = toEntry(event);
    expect(entry).toMatchObject({ Source: 'coupang-inquiry-notifier', DetailType: 'TicketOpened' });
    expect(JSON.parse(entry.Detail)).toEqual(current);
  });

  test('writes of a notice its key, and neither kind nor deadline (R24)', () => {
    const entry = toEntry(notice);
    expect(entry).toMatchObject({ Source: 'coupang-inquiry-notifier', DetailType: 'BlindnessChanged' });
    expect(JSON.parse(entry.Detail)).toEqual(currentNotice);
  });

  test('a whole ticket given as the key leaves its texts behind', () => {
    const whole = { ...event.subject, text: 'an agent’s words', product: 'a product' };
    expect(toEntry({ ...event, subject: whole })).toEqual(toEntry(event));
  });

  test('and so does a whole notice', () => {
    const whole = { ...notice.subject, facts: { deadlines: [{ product: 'a product' }] } };
    expect(toEntry({ ...notice, subject: whole })).toEqual(toEntry(notice));
  });

  test.each<[string, SubjectEvent]>([
    ['free text as an id', { ...event, subject: { ...event.subject, inquiryId: 'call me at 010' } }],
    ['an empty id', { ...event, subject: { ...event.subject, answerId: '' } }],
    ['version 0', { ...event, version: 0 }],
    ['half a version', { ...event, version: 1.5 }],
    ['a time that is none', { ...event, dueAt: Number.NaN }],
    ['a notice of no instant', noticeCalled(`blind/${Number.NaN}`)],
    ['free text as a hash', noticeCalled('unusable/ANSWER/call me at 010')],
    ['a vendor of free text', { ...notice, subject: { ...notice.subject, vendorId: 'call me at 010' } }],
    ['version 0 of a notice', { ...notice, version: 0 }],
    ['a time of a notice that is none', { ...notice, occurredAt: Number.NaN }],
  ])('%s is never written, and not quoted', (_name, broken) => {
    expect(refusal(() => toEntry(broken)).message).not.toContain('010');
  });

  test('whatever is written can be read', () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
    const at = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
    const market = fc.constantFrom('KR' as const, 'TW' as const);
    const vendorId = fc.constantFrom('A00012345', 'C00012345');
    const version = fc.integer({ min: 1 });
    const ticketEvents = fc.record({
      type: fc.constantFrom(
        'TicketOpened' as const,
        'TicketChanged' as const,
        'TicketClosed' as const,
        'TicketReopened' as const,
        'TicketReannounced' as const,
      ),
      subject: fc.record({
        market,
        vendorId,
        source: fc.constant('call-center' as const),
        inquiryId: id,
        answerId: id,
      }),
      version,
      kind: fc.constantFrom('reply' as const, 'confirm' as const),
      dueAt: at,
      occurredAt: at,
    });
    const noticeEvents = fc.record({
      type: fc.constantFrom('NoticeChanged' as const, 'BlindnessChanged' as const),
      subject: fc.record({ market, vendorId, notice: anyNoticeName }),
      version,
      occurredAt: at,
    });
    const events = fc.oneof(ticketEvents, noticeEvents);
    fc.assert(
      fc.property(events, (written) => {
        const { DetailType, Detail } = toEntry(written);
        const { type, subject } = written;
        const body = madeUpBody(JSON.parse(Detail), { 'detail-type': DetailType });
        expect(parseEventBody(body)).toEqual({ type, subject, version: written.version });
      }),
    );
  });
});

describe('parseEventBody', () => {
  const read = { type: 'TicketOpened', subject: event.subject, version: 3 };

  test('reads schema version 2', () => {
    expect(parseEventBody(madeUpBody(current))).toEqual(read);
  });

  test('reads an event of a notice (R24)', () => {
    const body = madeUpBody(currentNotice, { 'detail-type': 'BlindnessChanged' });
    expect(parseEventBody(body)).toEqual({ type: 'BlindnessChanged', subject: notice.subject, version: 2 });
  });

  test('reads schema version 1, whose key was flat', () => {
    expect(parseEventBody(madeUpBody(previous))).toEqual(read);
  });

  test('passes over a field that a later release adds', () => {
    const later = { ...current, shift: 'x', subject: { ...current.subject, shop: 'x' } };
    expect(parseEventBody(madeUpBody(later, { 'replay-name': 'x' }))).toEqual(read);
    const laterNotice = { ...currentNotice, shift: 'x', subject: { ...currentNotice.subject, shop: 'x' } };
    expect(parseEventBody(madeUpBody(laterNotice)).subject).toEqual(notice.subject);
  });

  test('an unknown schema version is named, with what to do', () => {
    const error = refusal(() => parseEventBody(madeUpBody({ ...current, schemaVersion: 3 })));
    expect(error.message).toBe(
      'detail.schemaVersion is 3; this reader knows 2 and 1. Deploy the release that reads it, ' +
        'then redrive the message from the dead-letter queue.',
    );
    expect([error.code, error.retryable]).toEqual(['EVENT_CONTRACT', false]);
  });

  test.each<[string, string, string]>([
    ['no JSON', '{', 'body is no JSON'],
    ['no object', '7', 'body must be of type object'],
    ['another source', madeUpBody(current, { source: 'aws.ec2' }), 'body.source'],
    ['an unknown detail type', madeUpBody(current, { 'detail-type': 'TicketLost' }), 'body.detail-type'],
    ['no detail', madeUpBody(undefined), 'body.detail must be of type object'],
    [
      'no schema version',
      madeUpBody({ ...current, schemaVersion: undefined }),
      'detail.schemaVersion is no number',
    ],
    [
      'a schema version in words',
      madeUpBody({ ...current, schemaVersion: 'secret' }),
      'detail.schemaVersion is no number',
    ],
    [
      'another subject',
      madeUpBody({ ...current, subject: { ...current.subject, type: 'digest' } }),
      "detail.subject.type must be 'ticket' or 'notice'",
    ],
    ['no subject', madeUpBody({ ...current, subject: 'secret' }), 'detail.subject must be of type object'],
    ...(['secret', 'blind/', 'blind/1.5', 'blind/007', 'unusable/ANSWER/a b', 7, undefined] as const).map(
      (name): [string, string, string] => [
        `${name} as the name of a notice`,
        madeUpBody({ ...currentNotice, subject: { ...currentNotice.subject, notice: name } }),
        'detail.subject.notice must be the name of a notice',
      ],
    ),
    [
      'a notice under a ticket’s key',
      madeUpBody({ ...current, subject: { ...current.subject, type: 'notice' } }),
      'detail.subject.notice must be the name of a notice',
    ],
    [
      'a ticket under a notice’s key',
      madeUpBody({ ...currentNotice, subject: { ...currentNotice.subject, type: 'ticket' } }),
      'detail.subject.inquiryId must be of type string',
    ],
    ['a notice without its version', madeUpBody({ ...currentNotice, version: undefined }), 'detail.version'],
    [
      'another market',
      madeUpBody({ ...current, subject: { ...current.subject, market: 'JP' } }),
      "detail.subject.market must be 'KR' or 'TW'",
    ],
    [
      'a number as an id',
      madeUpBody({ ...current, subject: { ...current.subject, inquiryId: 7 } }),
      'detail.subject.inquiryId must be of type string',
    ],
    ['no version', madeUpBody({ ...current, version: undefined }), 'detail.version'],
    ['a time with no zone', madeUpBody({ ...current, dueAt: '2026-11-25T05:17:00' }), 'detail.dueAt'],
    [
      'version 1 without its key',
      madeUpBody({ schemaVersion: 1, version: 3 }),
      'schemaVersion 1 is broken: detail.market',
    ],
  ])('%s is refused by the name of its field', (_name, body, place) => {
    const { message } = refusal(() => parseEventBody(body));
    expect(message).toContain(place);
    expect(message).not.toContain('secret');
  });

  test('anything else is refused with an EventContractError and nothing else', () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((detail) => madeUpBody(detail)),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(refusal(() => parseEventBody(body))).toBeInstanceOf(EventContractError);
      }),
    );
  });
});
