import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import * as z from 'zod/mini';
import { EventContractError } from '../../../lib/eventbridge/event-schema.ts';
import {
  parseActRequest,
  parseWakeUp,
  toEntry as toEntryOf,
  toOrderEntry,
  toShareEntry,
  toWakeUpEntry,
  type WakeUp,
} from '../../../lib/eventbridge/event-contract.ts';
import type { NoticeKey } from '../../../lib/domain/notice/notice.ts';
import type { DeliverableEvent, OrderRequest } from '../../../lib/workflows/ports/events.ts';
import { namesOf } from '../../../lib/domain/sources.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { MADE_UP_EVENTS } from '../../golden/made-up-events.ts';
import { anyNoticeName } from '../dynamodb/made-up-notices.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import {
  madeUpEvent,
  madeUpNoticeEvent,
  madeUpOrderRequest,
  madeUpWakeUp,
  PUBLICATION,
} from './made-up-event.ts';

/** The same value, in which only these fields keep their words. */
const hush = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string')
    return ['kind', 'product', 'claimedBy', 'outcome', 'state', 'name'].includes(name) ? value : 'hush';
  if (Array.isArray(value)) return value.map((part) => hush(part, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hush(part, key)]));
};

describe('an event for other tools (R30)', () => {
  test.each(namesOf(MADE_UP_EVENTS))('%s has no word of a ticket but its public facts', (type) => {
    const made = MADE_UP_EVENTS[type];
    if (!('ticket' in made)) return expect(type).toMatch(/^Vendor/);
    const ticket = makeTicket({
      ...made.ticket.facts,
      text: '지어낸 홍길동 010-0000-1234',
      formLink: 'https://example.com/form',
      siblings: [{ channel: 'C0CS', ts: '1.2', answerId: 'answer', askedAt: 0 }],
    });
    const facts = hush(ticket.facts);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only the words differ.
    const hushed = { ...made, ticket: { ...ticket, facts } } as DeliverableEvent;
    expect(JSON.stringify(facts)).toContain('hush');
    expect(toEntry(hushed)?.Detail).not.toContain('hush');
  });
});

const toEntry = (event: DeliverableEvent) => toEntryOf(event, PUBLICATION);
const event = madeUpEvent({ type: 'ActAsked' });
const notice = madeUpNoticeEvent();
const detailOf = ({ deliverable, version }: DeliverableEvent) => ({
  schemaVersion: 2,
  deliverable: { type: 'notice' in deliverable ? 'notice' : 'ticket', ...deliverable },
  version,
  occurredAt: '2026-11-24T05:18:01.250Z',
});

const vendor = { market: 'KR', vendorId: 'A00012345' } as const;
const wakeUp: WakeUp = { vendor, deliverables: [event.deliverable, notice.deliverable] };
const wakeUpDetail = {
  schemaVersion: 2,
  vendor,
  deliverables: [detailOf(event).deliverable, detailOf(notice).deliverable],
};

const withTicket = (changes: object) => ({ ...event, deliverable: { ...event.deliverable, ...changes } });
const withNotice = (changes: object) => ({ ...notice, deliverable: { ...notice.deliverable, ...changes } });
const noticeCalled = (name: NoticeKey['notice']) => withNotice({ notice: name });

const refusal = (read: () => unknown): EventContractError => thrownBy(EventContractError, read);

describe('toEntry', () => {
  test.each([event, notice])('writes keys alone in an event for this program', (written) => {
    const entry = toEntry(written);
    expect(entry).toMatchObject({ Source: 'coupang-inquiry-notifier', DetailType: written.type });
    expect(JSON.parse(entry.Detail)).toEqual(detailOf(written));
  });

  test('leaves out the texts of a whole ticket or notice given as the key', () => {
    expect(toEntry(withTicket({ text: 'an agent’s words', product: 'a product' }))).toEqual(toEntry(event));
    expect(toEntry(withNotice({ facts: { deadlines: [{ product: 'a product' }] } }))).toEqual(
      toEntry(notice),
    );
  });

  test.each<[string, DeliverableEvent]>([
    ['free text as an id', withTicket({ inquiryId: 'call me at 010' })],
    ['an empty id', withTicket({ answerId: '' })],
    ['version 0', { ...event, version: 0 }],
    ['half a version', { ...event, version: 1.5 }],
    ['a time that is none', { ...event, occurredAt: Number.NaN }],
    ['a public event with a time that is none', madeUpEvent({ occurredAt: Number.NaN })],
    ['a public event of version -1', madeUpEvent({ version: -1 })],
    ['free text as a hash', noticeCalled('unusable/NO_ANSWER/call me at 010')],
    ['a vendor of free text', withNotice({ vendorId: 'call me at 010' })],
    ['version 0 of a notice', { ...notice, version: 0 }],
    ['a time of a notice that is none', { ...notice, occurredAt: Number.NaN }],
  ])('never writes %s, and does not quote it', (_name, broken) => {
    expect(refusal(() => toEntry(broken)).message).not.toContain('010');
  });
});

test('a version of 0 is refused with what it must be', () =>
  expect(refusal(() => toEntry({ ...event, version: 0 })).message).toContain('must be above 0'));

describe('toWakeUpEntry', () => {
  test('writes the vendor and the keys in the form of the other events', () => {
    const entry = toWakeUpEntry(wakeUp);
    expect(entry).toMatchObject({ Source: 'coupang-inquiry-notifier', DetailType: 'DeliveryDue' });
    expect(JSON.parse(entry.Detail)).toEqual(wakeUpDetail);
  });

  test.each(['homes', 'token'] as const)('also contains what is done: %s', (also) => {
    const entry = toWakeUpEntry({ ...wakeUp, [also]: true });
    expect(JSON.parse(entry.Detail)).toEqual({ ...wakeUpDetail, [also]: true });
    expect(parseWakeUp(madeUpWakeUp(JSON.parse(entry.Detail)))).toEqual({ ...wakeUp, [also]: true });
  });

  test('leaves out the texts of whole tickets and notices', () => {
    const whole = [withTicket({ text: 'an agent’s words' }), withNotice({ facts: { product: 'a product' } })];
    const deliverables = whole.map(({ deliverable }) => deliverable);
    expect(toWakeUpEntry({ vendor, deliverables })).toEqual(toWakeUpEntry(wakeUp));
  });

  const keysOf = (...events: DeliverableEvent[]) => ({
    vendor,
    deliverables: events.map(({ deliverable }) => deliverable),
  });
  test.each<[string, WakeUp]>([
    ['free text as a vendor', { vendor: { ...vendor, vendorId: 'call me at 010' }, deliverables: [] }],
    ['free text as an id', keysOf(withTicket({ answerId: 'call me at 010' }))],
    ['free text as a hash', keysOf(noticeCalled('unusable/NO_ANSWER/call me at 010'))],
    ['another vendor’s ticket', keysOf(withTicket({ vendorId: 'A0001010' }))],
    ['another market’s notice', keysOf(event, withNotice({ market: 'TW' }))],
    ['one key too many', keysOf(...Array.from({ length: 301 }, () => event))],
  ])('never writes %s, and does not quote it', (_name, broken) => {
    expect(refusal(() => toWakeUpEntry(broken)).message).not.toContain('010');
  });
});

const orderRequest = madeUpOrderRequest();
const forForm = madeUpOrderRequest({
  part: 'facts',
  form: { mark: 'AbCdEfGhIjKlMn_-', field: 'text-AbCdEfGhIjKlMn_--again', version: 3, template: 2 },
});
const orderDetail = {
  schemaVersion: 2,
  deliverable: detailOf(event).deliverable,
  by: 'U0ANN',
  channel: 'C0KR',
  view: { id: 'V058WPF3UHL', hash: '1684854555.x2vdrOoO' },
  order: 0,
  part: 'order',
  pressedAt: '2026-11-24T05:18:01.250Z',
};

describe('toOrderEntry', () => {
  test('writes who wants to see which order of which ticket, and where, but no number of an order', () => {
    const entry = toOrderEntry(orderRequest);
    expect(entry).toMatchObject({ Source: 'coupang-inquiry-notifier', DetailType: 'OrderRequested' });
    expect(JSON.parse(entry.Detail)).toEqual(orderDetail);
  });

  test('writes the reply form that takes the facts', () => {
    expect(JSON.parse(toOrderEntry(forForm).Detail)).toEqual({
      ...orderDetail,
      part: 'facts',
      form: { mark: 'AbCdEfGhIjKlMn_-', field: 'text-AbCdEfGhIjKlMn_--again', version: 3, template: 2 },
    });
  });

  test('leaves out whatever else a ticket, a view or a form holds', () => {
    const more = <T extends object>(of: T): T => ({ ...of, text: 'an agent’s words' });
    const { ticket, view } = orderRequest;
    const changes = { ticket: more(ticket), view: more(view) };
    expect(toOrderEntry(more({ ...orderRequest, ...changes }))).toEqual(toOrderEntry(orderRequest));
    if (forForm.part !== 'facts') throw new Error('not for a form');
    expect(toOrderEntry({ ...forForm, form: more(forForm.form) })).toEqual(toOrderEntry(forForm));
  });

  const inForm = (form: object): OrderRequest => Object.assign({}, forForm, { form });
  test.each<[string, OrderRequest]>([
    ['free text as an id', { ...orderRequest, ticket: { ...orderRequest.ticket, inquiryId: 'call 010' } }],
    ['free text as a person', { ...orderRequest, by: 'call me at 010' }],
    ['free text as a channel', { ...orderRequest, channel: 'call-me-at-010' }],
    ['free text as a view', { ...orderRequest, view: { id: 'call me at 010', hash: '1.a' } }],
    ['free text as a hash', { ...orderRequest, view: { id: 'V1', hash: '010 1234 5678' } }],
    ['a view without a hash', { ...orderRequest, view: { id: 'V1', hash: '' } }],
    ['a long hash', { ...orderRequest, view: { id: 'V1', hash: '0'.repeat(65) } }],
    ['half an order', { ...orderRequest, order: 0.5 }],
    ['an order before the first', { ...orderRequest, order: -1 }],
    ['the number of an order', { ...orderRequest, order: 28_000_010_123 }],
    ['a time that is none', { ...orderRequest, pressedAt: Number.NaN }],
    ['a part that is none', Object.assign({}, orderRequest, { part: 'call me at 010' })],
    ['facts without their form', Object.assign({}, orderRequest, { part: 'facts', form: {} })],
    ['free text as the request of a form', inForm({ mark: 'call me at 010', field: 'text-a' })],
    ['free text as the field of a form', inForm({ mark: 'a', field: 'call me at 010' })],
    ['version 0 of a form', inForm({ mark: 'a', field: 'text-a', version: 0 })],
    ['a text as the template of a form', inForm({ mark: 'a', field: 'text-a', template: 'call me at 010' })],
  ])('never writes %s, and does not quote it', (_name, broken) => {
    expect(refusal(() => toOrderEntry(broken)).message).not.toContain('010');
  });
});

describe('parseWakeUp', () => {
  test('reads the vendor and its keys', () => {
    expect(parseWakeUp(madeUpWakeUp(wakeUpDetail))).toEqual(wakeUp);
    expect(parseWakeUp(madeUpWakeUp({ ...wakeUpDetail, deliverables: [] }))).toEqual({
      vendor,
      deliverables: [],
    });
  });

  test('ignores a field that a later release adds', () => {
    const later = {
      ...wakeUpDetail,
      since: 'x',
      vendor: { ...vendor, shop: 'x' },
      deliverables: wakeUpDetail.deliverables.map((deliverable) => ({ ...deliverable, shop: 'x' })),
    };
    expect(parseWakeUp(madeUpWakeUp(later, { 'replay-name': 'x' }))).toEqual(wakeUp);
  });

  test('reads everything that can be written', () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
    const vendors = fc.record({
      market: fc.constantFrom('KR' as const, 'TW' as const),
      vendorId: fc.constantFrom('A00012345', 'C00012345'),
    });
    const source = fc.constant('call-center' as const);
    const wakeUps = vendors.chain((of) => {
      const ticket = fc.record({ source, inquiryId: id, answerId: id }).map((key) => ({ ...of, ...key }));
      const list = anyNoticeName.map((name) => ({ ...of, notice: name }));
      return fc.record({
        vendor: fc.constant(of),
        deliverables: fc.array(fc.oneof(ticket, list), { maxLength: 10 }),
      });
    });
    fc.assert(
      fc.property(wakeUps, (written) => {
        const { DetailType, Detail } = toWakeUpEntry(written);
        expect(parseWakeUp(madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType }))).toEqual(written);
      }),
    );
  });

  test('refuses an unknown schema version with what to do', () => {
    const error = refusal(() => parseWakeUp(madeUpWakeUp({ ...wakeUpDetail, schemaVersion: 3 })));
    expect(error.message).toBe(
      'detail.schemaVersion is 3; this reader knows 2. Deploy the release that reads it. ' +
        'Nothing is lost with a wake-up: track-sla sends another.',
    );
    expect([error.code, error.retryable]).toEqual(['EVENT_CONTRACT', false]);
  });

  const [ticketKey, noticeKey] = wakeUpDetail.deliverables;
  const about = (...deliverables: unknown[]) => madeUpWakeUp({ ...wakeUpDetail, deliverables });
  const withDetail = (changes: object) => madeUpWakeUp({ ...wakeUpDetail, ...changes });
  const badNames = ['secret', 'blind/', 'blind/call-center/1.5 x', 'unusable/NO_ANSWER/a b', 7, undefined];
  const tooMany = Array.from({ length: 301 }, () => ticketKey);

  test.each<[string, unknown, string]>([
    ['no object', 7, 'event must be of type object'],
    ['an SQS batch', { Records: [] }, 'event.detail-type must be DeliveryDue'],
    ['another source', madeUpWakeUp(wakeUpDetail, { source: 'secret' }), 'event.source must be'],
    [
      'a change',
      madeUpWakeUp(detailOf(event), { 'detail-type': 'TicketOpened' }),
      'event.detail-type must be',
    ],
    ['no detail', madeUpWakeUp(undefined), 'event.detail must be of type object'],
    ['no schema version', withDetail({ schemaVersion: undefined }), 'detail.schemaVersion is no number'],
    ['a version in words', withDetail({ schemaVersion: 'secret' }), 'detail.schemaVersion is no number'],
    ['no vendor', withDetail({ vendor: undefined }), 'detail.vendor must be of type object'],
    [
      'another market',
      withDetail({ vendor: { ...vendor, market: 'secret' } }),
      "market must be 'KR' or 'TW'",
    ],
    [
      'a vendor of free text',
      withDetail({ vendor: { ...vendor, vendorId: 'a secret' } }),
      'vendorId must be an id',
    ],
    ['no list', withDetail({ deliverables: undefined }), 'detail.deliverables must be of type array'],
    ['one key too many', about(...tooMany), 'detail.deliverables must name at most 300'],
    ['no deliverable', about('secret'), 'deliverables.0 must be of type object'],
    [
      'another type',
      about(ticketKey, { ...ticketKey, type: 'secret' }),
      "1.type must be 'ticket' or 'notice'",
    ],
    [
      'a notice under a ticket’s key',
      about({ ...ticketKey, type: 'notice' }),
      '0.notice must be the name of',
    ],
    ['a ticket under a notice’s key', about({ ...noticeKey, type: 'ticket' }), '0.inquiryId must be of type'],
    ['a number as an id', about({ ...ticketKey, inquiryId: 7 }), '0.inquiryId must be of type string'],
    ...badNames.map((name): [string, unknown, string] => [
      `${name} as the name of a notice`,
      about({ ...noticeKey, notice: name }),
      'detail.deliverables.0.notice must be the name of a notice',
    ]),
    ['another vendor', about(noticeKey, { ...ticketKey, vendorId: 'secret' }), '1 is another vendor'],
  ])('refuses %s with the name of its field', (_name, read, place) => {
    const { message } = refusal(() => parseWakeUp(read));
    expect(message).toContain(place);
    expect(message).not.toContain('secret');
  });

  test('refuses anything else with an EventContractError', () => {
    const events = fc.oneof(
      fc.anything(),
      fc.jsonValue(),
      fc.jsonValue().map((detail) => madeUpWakeUp(detail)),
    );
    fc.assert(
      fc.property(events, (read) => {
        expect(refusal(() => parseWakeUp(read))).toBeInstanceOf(EventContractError);
      }),
    );
  });
});

describe('parseAsked', () => {
  const actEvent = madeUpEvent({ type: 'ActAsked' });
  const written = toEntry(actEvent);
  const passed = (detail: unknown, changes: Record<string, unknown> = {}) =>
    madeUpWakeUp(detail, { 'detail-type': written.DetailType, source: written.Source, ...changes });
  const detail = z.record(z.string(), z.unknown()).parse(JSON.parse(written.Detail));

  test('reads the ticket’s key from what the store’s event becomes on the bus', () => {
    expect(written.DetailType).toBe('ActAsked');
    expect(parseActRequest(passed(detail))).toEqual({ ticket: actEvent.deliverable });
  });

  test('ignores a field that a later release adds', () => {
    expect(parseActRequest(passed({ ...detail, since: 'x' }, { 'replay-name': 'x' }))).toEqual({
      ticket: actEvent.deliverable,
    });
  });

  test('reads the vendor whose tickets are to be shared', () => {
    const due = toShareEntry(vendor);
    const sharing = z.record(z.string(), z.unknown()).parse(JSON.parse(due.Detail));
    const shared = (changed: unknown) => passed(changed, { 'detail-type': due.DetailType });
    expect(parseActRequest(shared(sharing))).toEqual({ vendor });
    expect(
      refusal(() => parseActRequest(shared({ ...sharing, vendor: { market: 'KR' } }))).message,
    ).toContain('vendorId');
  });

  const asked = (changed: unknown) => passed(changed, { 'detail-type': 'OrderRequested' });

  const otherView = { ...orderRequest, view: { id: 'V_1-a', hash: '1684854555.x2-vd_rO' } };
  test.each([orderRequest, otherView, madeUpOrderRequest({ part: 'exchanges' }, { order: 99 }), forForm])(
    'reads a request to see an order as it was written: $part',
    (request) => {
      const { DetailType, Detail } = toOrderEntry(request);
      expect(parseActRequest(passed(JSON.parse(Detail), { 'detail-type': DetailType }))).toEqual({
        order: request,
      });
    },
  );

  test('ignores what a later release adds to a request to see an order', () => {
    const view = { ...orderDetail.view, since: 'x' };
    expect(parseActRequest(asked({ ...orderDetail, view, since: 'x' }))).toEqual({ order: orderRequest });
  });

  test.each<[string, object]>([
    ['part', { part: 'secret' }],
    ['form', { part: 'facts' }],
    ['form.mark', { part: 'facts', form: { field: 'secret' } }],
    ['order', { order: -1 }],
    ['order', { order: '0' }],
    ['pressedAt', { pressedAt: 'secret' }],
    ['pressedAt', { pressedAt: '2026-11-24T25:18:01.250Z' }],
    ['view', { view: 'secret' }],
    ['view.hash', { view: { id: 'V1', hash: 'a secret' } }],
    ['by', { by: 'a secret' }],
    ['channel', { channel: undefined }],
    ['deliverable.type', { deliverable: { ...detailOf(event).deliverable, type: 'notice' } }],
    ['deliverable.market', { deliverable: { ...detailOf(event).deliverable, market: 'secret' } }],
  ])('refuses a request to see an order with a broken field %s, and does not quote it', (field, changes) => {
    const { message } = refusal(() => parseActRequest(asked({ ...orderDetail, ...changes })));
    expect(message).toContain(`event.detail.${field} `);
    expect(message).not.toContain('secret');
  });

  test.each([
    [
      'an act, which is asked again',
      passed({ ...detail, schemaVersion: 9 }),
      'Nothing is lost: track-sla asks again.',
    ],
    ['an order, which is not', asked({ ...orderDetail, schemaVersion: 9 }), 'The person can press again.'],
  ])('refuses an unknown schema version with what to do: %s', (_what, read, toDo) => {
    expect(refusal(() => parseActRequest(read)).message).toBe(
      `detail.schemaVersion is 9; this reader knows 2. Deploy the release that reads it. ${toDo}`,
    );
  });

  test.each([
    ['another event', passed(detail, { 'detail-type': 'TicketChanged' }), 'detail-type'],
    ['another source', passed(detail, { source: 'x' }), 'source'],
    ['no key', passed({ ...detail, deliverable: undefined }), 'deliverable'],
    [
      'a number for an id',
      passed({ ...detail, deliverable: { ...event.deliverable, inquiryId: 7 } }),
      'inquiryId',
    ],
    ['nothing', null, 'event'],
  ])('refuses %s and names it', (_what, read, named) => {
    expect(refusal(() => parseActRequest(read)).message).toContain(named);
  });
});
