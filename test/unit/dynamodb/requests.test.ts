import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  InternalServerError,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createTicketStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import { applied, updateExpressions } from '../../../lib/dynamodb/expressions.ts';
import { newNoticeItem } from '../../../lib/dynamodb/notice-item.ts';
import { translateSdkError } from '../../../lib/dynamodb/store-error.ts';
import { newToken } from '../../../lib/dynamodb/table.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import { NEW_VENDOR_STATE } from '../../../lib/domain/reading/vendor-state.ts';
import { MOST_NOTED } from '../../../lib/workflows/outbox/publish-events.ts';
import { madeUpList, madeUpListFacts, madeUpNoticeKey } from './made-up-notices.ts';
import { makeAttempt, makeKey, makeNewTicket, withFields } from '../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { mockDocuments } from '../../fixtures/mock-documents.ts';

let sdk: ReturnType<typeof mockDocuments>;
beforeEach(() => {
  sdk = mockDocuments();
});

const { reader, writer, contacts, notices, delivery, lanes, states, texts } = createTicketStore({
  client: new DynamoDBClient({ region: 'ap-northeast-2' }),
  tableName: 'made-up-table',
  newToken: () => 'own-token',
});

const refused = () => new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
const stored = (overrides = {}) => ({ ...newTicketItem(makeNewTicket('1', overrides)), v: 1 });

/** The top-level attributes that an UpdateItem writes. */
const written = (): string[] => {
  const input = sdk.commandCalls(UpdateCommand)[0]?.args[0].input;
  const paths = input?.UpdateExpression?.match(/(?<=(SET|REMOVE|,) )#\w+/g) ?? [];
  return paths.map((placeholder) => input?.ExpressionAttributeNames?.[placeholder] ?? placeholder);
};
/** Returns the condition of each update, without the condition that all of them share. */
const conditions = (): (string | undefined)[] =>
  sdk
    .commandCalls(UpdateCommand)
    .map((call) =>
      call.args[0].input.ConditionExpression?.replace(/ AND \(attribute_not_exists\(#v\) OR #v = :v\)$/, ''),
    );
const condition = (): string => conditions()[0] ?? '';

describe('the requests that the store makes', () => {
  test('are four for a quiet poll: lease, egress, index, release', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: { isListed: true } });
    sdk.on(GetCommand).resolves({});
    sdk.on(QueryCommand).resolves({ Items: [stored()] });
    const state = await states.takeLease(VENDOR, { token: 't', now: 1, until: 2 });
    await states.egressBlock('nat-gateway');
    await reader.attention(VENDOR);
    if (state === 'taken') throw new Error('The lease was free.');
    await states.releaseLease(VENDOR, 't', state);
    expect(sdk.calls()).toHaveLength(4);
  });

  test('include one more for the first lease, which adds the vendor to the list', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: {} });
    sdk.on(PutCommand).rejects(refused());
    await states.takeLease(VENDOR, { token: 't', now: 1, until: 2 });
    expect(sdk.calls()).toHaveLength(2);
    expect(sdk.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      Item: { pk: 'VENDORS', sk: 'KR#A00012345' },
      ConditionExpression: 'attribute_not_exists(#pk)',
    });
  });

  test('do not add a vendor to the list if its lease is taken', async () => {
    sdk.on(UpdateCommand).rejects(refused());
    expect(await states.takeLease(VENDOR, { token: 't', now: 1, until: 2 })).toBe('taken');
    expect(sdk.calls()).toHaveLength(1);
  });

  test('refuse an unreadable vendor of the list by name', async () => {
    sdk.on(QueryCommand).resolves({ Items: [{ pk: 'VENDORS', sk: 'US#A00012345', v: 1 }] });
    await expect(states.vendors()).rejects.toThrow(/^VENDORS\/US#A00012345 is no vendor's key/);
  });

  test.each([
    ['R4: a ticket', () => writer.create(makeNewTicket('1')), 'T#KR#A00012345#call-center#1', '700000001'],
    ['R24: a notice', () => notices.create(madeUpList(1)), 'N#KR#A00012345', 'list/1'],
  ])('create %s with a put on condition of absence, with its own token', async (_what, create, pk, sk) => {
    sdk.on(PutCommand).resolves({});
    expect((await create())?.outbox.writeToken).toBe('own-token');
    expect(sdk.calls()).toHaveLength(1);
    expect(sdk.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      Item: { pk, sk, writeToken: 'own-token' },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    });
  });

  const unreadableFacts = madeUpListFacts({ by: Number.NaN });
  const unreadableState = { ...NEW_VENDOR_STATE, polledAt: Number.NaN };
  test.each([
    ['a ticket', () => writer.create(makeNewTicket('1', { dueAt: Number.NaN })), 'dueAt'],
    ['a new notice', () => notices.create(madeUpList(1, { facts: unreadableFacts })), 'by'],
    ['the facts of a notice', () => notices.change(madeUpList(1), unreadableFacts, 'NoticeChanged', 5), 'by'],
    ['the state of a vendor', () => states.releaseLease(VENDOR, 't', unreadableState), 'polledAt'],
  ])(
    'never write %s that cannot be read back, since it would stop later runs',
    async (_what, write, field) => {
      await expect(write()).rejects.toThrow(new RegExp(`\\b${field}\\b`));
      expect(sdk.calls()).toHaveLength(0);
    },
  );

  test('R1: put a whole item only to create it', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    sdk.on(GetCommand).resolves({});
    const ticket = makeNewTicket('1');
    await writer.change(ticket, ticket.facts, 'TicketChanged', 5);
    await writer.notePublished(ticket, 1, 5);
    await writer.noteLookUp(ticket.key, { lookUpAt: 9, lookUps: 1 });
    await writer.noteListed(ticket.key, 9);
    await writer.settle(ticket, {});
    await delivery.noteAttempt(ticket, makeAttempt());
    await delivery.noteResult(ticket, { shownVersion: 1 }, 5);
    await lanes.take(VENDOR, { token: 't', now: 1, until: 2 });
    await lanes.call(VENDOR, 't');
    await lanes.renew(VENDOR, 't', 3);
    sdk.on(UpdateCommand).resolves({ Attributes: { releasedBy: 't' } });
    await lanes.release(VENDOR, 't', { waits: {} });
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    await states.releaseLease(VENDOR, 't', NEW_VENDOR_STATE);
    await states.blockEgress('nat-gateway', {
      since: 1,
      until: 1,
      code: 'edge',
      problem: 'made up',
      cause: 'blocked-at-edge',
    });
    await texts.remove(ticket.key, 5);
    await texts.noteRemoved(VENDOR, 5);
    sdk.on(UpdateCommand).resolves({ Attributes: newNoticeItem(madeUpList(1)) });
    const notice = madeUpList(1);
    await notices.change(notice, madeUpListFacts(), 'NoticeChanged', 5);
    await writer.notePublished(notice, 1, 5);
    await writer.settle(notice, {});
    await delivery.noteAttempt(notice, makeAttempt({ name: 'notice' }));
    await delivery.noteResult(notice, { channel: 'C0CS', ts: '1.2', shownVersion: 1 }, 5);
    expect(sdk.calls().map((call) => call.args[0].constructor.name)).toEqual(
      Array.from({ length: 20 }, () => 'UpdateCommand'),
    );
  });

  test('R1, R2: change facts, outbox and index time, even for a whole ticket', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    const whole = makeNewTicket('1', {
      shownVersion: 1,
      channel: 'C0CS',
      ts: '1.2',
      posted: { breach: '1.3' },
    });
    await writer.change(whole, whole.facts, 'TicketChanged', 5);
    expect(written()).toEqual(expect.arrayContaining(['state', 'nextStepAt', 'version', 'attentionAt']));
    // test/contract/writers.test.ts checks the other fields, and that all of them are written.
    for (const name of [
      'shownVersion',
      'channel',
      'ts',
      'threadTs',
      'replaced',
      'attempt',
      'retries',
      'posted',
    ])
      expect(written()).not.toContain(name);
    expect(condition()).toBe('#version = :version');
  });

  test('R1, R2: change the facts of a notice as a whole, outbox, index time and expiry', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: newNoticeItem(madeUpList(1)) });
    const whole = madeUpList(1, { shownVersion: 1, channel: 'C0CS', ts: '1.2' });
    await notices.change(whole, whole.facts, 'NoticeChanged', 5);
    expect(new Set(written())).toEqual(
      new Set([
        'facts',
        'version',
        'events',
        'changedAt',
        'writeToken',
        'attentionOf',
        'attentionAt',
        'rank',
        'expiresAt',
        'v',
      ]),
    );
    expect(condition()).toBe('#version = :version');
  });

  test('write thread and lines only to tickets, since a notice has neither', async () => {
    const result = { channel: 'C0CS', ts: '1.2', threadTs: '1.1', posted: { breach: '1.3' } };
    const always = ['channel', 'ts', 'attempt', 'attentionOf', 'attentionAt', 'rank', 'settleToken', 'v'];
    sdk.on(UpdateCommand).resolves({ Attributes: newNoticeItem(madeUpList(1)) });
    await delivery.noteResult(madeUpList(1), result, 5);
    expect(new Set(written())).toEqual(new Set(always));
    sdk.reset();
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    await delivery.noteResult(makeNewTicket('1'), result, 5);
    expect(new Set(written())).toEqual(new Set([...always, 'threadTs', 'posted']));
  });

  test('R19: store an attempt as a lock: only if none is open and nothing moved, and only its token ends it', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    const ticket = makeNewTicket('1');
    const attempt = makeAttempt();
    await delivery.noteAttempt(ticket, attempt);
    expect(written()).toEqual(['attempt', 'v']);
    await delivery.noteResult(withFields(ticket, { attempt }), {}, 5);
    await delivery.noteResult(ticket, { shownVersion: 1 }, 5);
    await writer.settle(withFields(ticket, { attempt }), {});
    const asRead = '#version = :version AND #publishedVersion = :published AND #shownVersion = :shown';
    expect(conditions()).toEqual([
      'attribute_not_exists(#attempt) AND #version = :version AND #shownVersion = :shown AND attribute_not_exists(#ts) AND attribute_not_exists(#posted.#message)',
      `${asRead} AND #attempt.#token = :attempt AND attribute_not_exists(#nextStepAt)`,
      `${asRead} AND attribute_not_exists(#attempt) AND attribute_not_exists(#nextStepAt)`,
      `${asRead} AND #attempt.#token = :attempt AND attribute_not_exists(#nextStepAt)`,
    ]);
  });

  test('have no expression over 4,096 bytes, with the longest names of everything that is written at once', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    const names = Array.from({ length: 20 }, (_, of) => `escalation/last-shift/${8.64e15 - of}`);
    const posted = Object.fromEntries(names.map((name) => [name, 'passed']));
    const retry = { at: 5, version: 1, since: 5, times: 1, reason: 'invalid_blocks' };
    const retries = Object.fromEntries(names.map((name) => [name, retry]));
    const result = { channel: 'C0CS', ts: '1.2', threadTs: '1.1', shownVersion: 1, posted, retries };
    const ticket = makeNewTicket('1', { attempt: makeAttempt() });
    await delivery.noteResult(ticket, result, 5);
    const longest = 'escalation/last-shift/8640000000000000';
    await delivery.noteAttempt(makeNewTicket('1'), makeAttempt({ name: longest }));
    const last = Number.MAX_SAFE_INTEGER;
    const event = { type: 'TicketChanged', at: 5 } as const;
    const versions = Array.from({ length: MOST_NOTED }, (_, of) => last - of);
    const events = Object.fromEntries(versions.map((version) => [version, event]));
    await writer.notePublished(makeNewTicket('1', { events }), last, 5);
    for (const call of sdk.commandCalls(UpdateCommand)) {
      const { UpdateExpression = '', ConditionExpression = '' } = call.args[0].input;
      expect(UpdateExpression).not.toBe('');
      for (const expression of [UpdateExpression, ConditionExpression])
        expect(Buffer.byteLength(expression)).toBeLessThanOrEqual(4096);
    }
  });

  test('R18: write a lane on the condition of its token', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: { releasedBy: 't' } });
    await lanes.take(VENDOR, { token: 't', now: 1, until: 3 });
    await lanes.call(VENDOR, 't');
    await lanes.renew(VENDOR, 't', 3);
    await lanes.release(VENDOR, 't', { waits: {} });
    await lanes.release(VENDOR, 't', { waits: {}, forced: true });
    expect(conditions().slice(1)).toEqual([
      '#token = :token',
      '#token = :token',
      '#token = :token AND attribute_not_exists(#called)',
      '#token = :token',
    ]);
    const inputs = sdk.commandCalls(UpdateCommand).map((call) => call.args[0].input);
    for (const { Key } of inputs) expect(Key).toEqual({ pk: 'V#KR#A00012345', sk: 'lane' });
    expect(inputs[0]?.ExpressionAttributeValues).toMatchObject({ ':token': 't', ':now': 1, ':farthest': 5 });
  });

  test('use no feature that the laptop’s store does not have: transactions, scans, items in a refusal', async () => {
    sdk.on(UpdateCommand).rejects(refused());
    sdk.on(PutCommand).rejects(refused());
    sdk.on(GetCommand).resolves({ Item: stored() });
    await writer.create(makeNewTicket('1'));
    await writer.change(makeNewTicket('1'), makeNewTicket('1').facts, 'TicketChanged', 5);
    for (const call of sdk.calls()) {
      expect(call.args[0].input).not.toHaveProperty('ReturnValuesOnConditionCheckFailure');
    }
  });

  test('detect a lost race by a consistent read', async () => {
    sdk.on(PutCommand).rejects(refused());
    sdk.on(GetCommand).resolves({ Item: stored({ writeToken: 'another' }) });
    expect(await writer.create(makeNewTicket('1'))).toBeUndefined();
    expect(sdk.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  test('R3: read the base item consistently, and the index not', async () => {
    sdk.on(GetCommand).resolves({});
    sdk.on(QueryCommand).resolves({ Items: [] });
    await reader.ticket(makeKey({ inquiryId: '1' }));
    await reader.ticketsOf(makeKey({ inquiryId: '1' }));
    await notices.read(madeUpNoticeKey('list/1'));
    await reader.attention(VENDOR, 7);
    await reader.closed(VENDOR, 7);
    for (const call of sdk.commandCalls(GetCommand)) {
      expect(call.args[0].input).toMatchObject({ ConsistentRead: true });
    }
    expect(sdk.commandCalls(GetCommand)).toHaveLength(2);
    expect(sdk.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
    expect(sdk.commandCalls(QueryCommand)[1]?.args[0].input).not.toHaveProperty('ConsistentRead');
    expect(sdk.commandCalls(QueryCommand)[1]?.args[0].input).toMatchObject({
      IndexName: 'attention',
      KeyConditionExpression: '#attentionOf = :vendor AND #attentionAt <= :until',
    });
    expect(sdk.commandCalls(QueryCommand)[2]?.args[0].input).toMatchObject({
      IndexName: 'closed',
      KeyConditionExpression: '#closedOf = :vendor AND #closedAt BETWEEN :since AND :until',
    });
  });

  test('R3: return a row once whose index time moves between two pages of the index, in its last state', async () => {
    const moved = (attentionAt: number) => stored({ attentionAt });
    sdk
      .on(QueryCommand)
      .resolvesOnce({
        Items: [moved(5), newNoticeItem(madeUpList(1))],
        LastEvaluatedKey: { pk: 'made-up' },
      })
      .resolvesOnce({ Items: [moved(9)] });
    const rows = await reader.attention(VENDOR);
    expect(rows.tickets.map(({ attentionAt }) => attentionAt)).toEqual([9]);
    expect(rows.notices).toHaveLength(1);
  });

  test('report a refusal of DynamoDB as a StoreError that names the ticket', async () => {
    sdk.on(GetCommand).rejects(Object.assign(new Error('socket hang up'), { $metadata: { attempts: 3 } }));
    sdk.on(QueryCommand).rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    await expect(reader.ticket(makeKey({ inquiryId: '1' }))).rejects.toMatchObject({
      kind: 'unavailable',
      retryable: true,
      message: expect.stringContaining('T#KR#A00012345#call-center#1/700000001'),
    });
    await expect(reader.attention(VENDOR)).rejects.toMatchObject({
      kind: 'throttled',
      message: expect.stringContaining('attention of KR#A00012345'),
    });
  });

  test('return the other rows beside an unreadable index row, and report that row to a caller who asks', async () => {
    const messages: string[] = [];
    const lenient = createTicketStore({
      client: new DynamoDBClient({ region: 'ap-northeast-2' }),
      tableName: 'made-up-table',
      newToken: () => 'own-token',
      onUnreadable: ({ message }) => messages.push(message),
    });
    const closed = stored({ state: 'closed', outcome: 'unknown', closedAt: 9 });
    const broken = (item: object) => ({ ...item, version: undefined, closedAt: undefined });
    const notice = newNoticeItem(madeUpList(1));
    const state = { pk: 'V#KR#A00012345', sk: 'state' };
    sdk.on(QueryCommand).resolves({ Items: [broken(closed), closed, state, broken(notice), notice] });
    const { tickets, notices: noticeRows } = await lenient.reader.attention(VENDOR);
    expect([tickets.length, noticeRows.length]).toEqual([1, 1]);
    expect(messages).toEqual([
      expect.stringContaining('T#KR#A00012345#call-center#1/700000001 cannot be read: version'),
      expect.stringContaining("V#KR#A00012345/state is no ticket's key"),
      expect.stringContaining('N#KR#A00012345/list/1 cannot be read: version'),
    ]);
    sdk.on(QueryCommand).resolves({ Items: [broken(closed), closed] });
    expect(await lenient.reader.closed(VENDOR, 0)).toHaveLength(1);
    expect(messages).toHaveLength(4);
    await expect(reader.closed(VENDOR, 0)).rejects.toThrow(/closedAt/);
    await expect(reader.attention(VENDOR)).rejects.toThrow(/version/);
  });

  test('read a state without later fields', async () => {
    sdk.on(GetCommand).resolves({ Item: { polledAt: 5, lease: {}, v: 1 } });
    expect(await states.read(VENDOR)).toEqual({ ...NEW_VENDOR_STATE, polledAt: 5 });
    sdk.on(GetCommand).resolves({});
    expect(await states.read(VENDOR)).toBeUndefined();
  });

  test('write a format version with each item, and refuse an item of another version, or without a version, by name', async () => {
    sdk.on(PutCommand).resolves({});
    sdk.on(UpdateCommand).resolves({ Attributes: stored() });
    await writer.create(makeNewTicket('1'));
    await writer.noteLookUp(makeKey(), { lookUpAt: 9, lookUps: 1 });
    expect(sdk.commandCalls(PutCommand)[0]?.args[0].input.Item).toMatchObject({ v: 1 });
    expect(written()).toContain('v');
    expect(sdk.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: 'attribute_exists(#pk) AND (attribute_not_exists(#v) OR #v = :v)',
      ExpressionAttributeValues: { ':v': 1 },
    });
    for (const v of [undefined, 0, 2, '1']) {
      sdk.on(GetCommand).resolves({ Item: { ...stored(), v } });
      sdk.on(QueryCommand).resolves({ Items: [{ ...stored(), v }] });
      const named = /^T#KR#A00012345#call-center#1\/700000001 was written by another release: its version is/;
      await expect(reader.ticket(makeKey({ inquiryId: '1' }))).rejects.toThrow(named);
      await expect(reader.ticketsOf(makeKey({ inquiryId: '1' }))).rejects.toThrow(named);
    }
  });

  test('refuse an unreadable state item by name', async () => {
    sdk.on(UpdateCommand).resolves({ Attributes: { clockDiffersByMs: 'late', lease: {} } });
    await expect(states.takeLease(VENDOR, { token: 't', now: 1, until: 2 })).rejects.toThrow(
      /V#KR#A00012345\/state cannot be read: clockDiffersByMs/,
    );
    sdk.on(GetCommand).resolves({ Item: { until: 5, v: 1 } });
    await expect(states.egressBlock('nat-gateway')).rejects.toThrow(
      /E#nat-gateway\/state cannot be read: since/,
    );
  });
});

test('an outage of the pointers from orders to tickets names no order, option or ticket', async () => {
  const outage = new InternalServerError({ message: 'made up', $metadata: { httpStatusCode: 500 } });
  sdk.on(UpdateCommand).rejects(outage);
  sdk.on(QueryCommand).rejects(outage);
  const ticket = withFields(makeNewTicket('1'), { orderId: '61', vendorItemId: '71' });
  for (const failing of [
    () => contacts.note(ticket),
    () => contacts.of(VENDOR, { order: '61' }, { most: 21, now: 1 }),
    () => contacts.of(VENDOR, { option: '71' }, { most: 21, now: 1 }),
  ])
    await expect(failing()).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'DynamoDB did not serve O#KR#A00012345 (InternalServerError): try again later.',
    });
});

describe('the expressions of an update', () => {
  test('set what is defined, remove what is not, and name every attribute', () => {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = updateExpressions({
      write: { 'posted.changed-3': '1.2', retryAt: undefined, 'events.3': undefined },
      condition: '#lease.#token = :token',
      values: { ':token': 't' },
    });
    expect(UpdateExpression).toBe(
      'SET #posted.#changed_3 = :new_posted_changed_3 REMOVE #retryAt, #events.#3',
    );
    expect(ExpressionAttributeNames).toEqual({
      '#posted': 'posted',
      '#changed_3': 'changed-3',
      '#retryAt': 'retryAt',
      '#events': 'events',
      '#3': '3',
      '#lease': 'lease',
      '#token': 'token',
    });
    expect(ExpressionAttributeValues).toEqual({ ':new_posted_changed_3': '1.2', ':token': 't' });
  });

  test('set some attributes only on an item without them', () => {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = updateExpressions({
      write: { lease: 'made up' },
      writeIfAbsent: { firstPollAt: 5, polledAt: undefined },
      condition: 'attribute_exists(#pk)',
    });
    expect(UpdateExpression).toBe(
      'SET #lease = :new_lease, #firstPollAt = if_not_exists(#firstPollAt, :new_firstPollAt)',
    );
    expect(ExpressionAttributeNames).toEqual({
      '#lease': 'lease',
      '#firstPollAt': 'firstPollAt',
      '#pk': 'pk',
    });
    expect(ExpressionAttributeValues).toEqual({ ':new_lease': 'made up', ':new_firstPollAt': 5 });
  });

  test('carry no empty map of values, which DynamoDB refuses', () => {
    expect(
      updateExpressions({ write: { lease: undefined }, condition: 'attribute_exists(#lease)' }),
    ).not.toHaveProperty('ExpressionAttributeValues');
  });

  test('use a placeholder for an attribute name that a placeholder cannot spell', () => {
    const { ExpressionAttributeNames } = updateExpressions({
      write: { attempt: 'made up' },
      condition: 'attribute_not_exists(#posted.#line)',
      names: { '#line': 'changed-3' },
    });
    expect(ExpressionAttributeNames).toEqual({
      '#posted': 'posted',
      '#line': 'changed-3',
      '#attempt': 'attempt',
    });
  });
});

test('applies a change to an item: paths lead into its maps, and undefined values are removed', () => {
  const item = { text: 'old', posted: { breach: '1' }, events: { 1: 'first' }, product: 'made up' };
  const write = {
    text: 'new',
    'posted.changed-3': '2',
    'events.1': undefined,
    product: undefined,
    rank: undefined,
    'retries.edit': 5,
  };
  expect(applied(item, write)).toEqual({
    text: 'new',
    posted: { breach: '1', 'changed-3': '2' },
    events: {},
    retries: { edit: 5 },
  });
  expect(item.posted).toEqual({ breach: '1' });
});

test('R4: tokens are short, since each ticket keeps two, and never repeat', () => {
  const tokens = Array.from({ length: 10_000 }, newToken);
  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect(token).toHaveLength(8);
});

const serviceError = (name: string, httpStatusCode: number) =>
  new DynamoDBServiceException({
    name,
    $fault: 'client',
    $metadata: { httpStatusCode },
    message: 'secret 010-0000-0000',
  });

describe('an error of the SDK', () => {
  const throughput = serviceError('ProvisionedThroughputExceededException', 400);
  const internal = new InternalServerError({ message: '', $metadata: { httpStatusCode: 500 } });
  const lost = Object.assign(new Error('socket hang up'), { $metadata: { attempts: 3 } });
  const missing = new ResourceNotFoundException({ message: '', $metadata: { httpStatusCode: 400 } });

  test.each([
    ['a throttled request', serviceError('ThrottlingException', 400), 'throttled', true],
    ['too much for a partition', throughput, 'throttled', true],
    ['a limit of the account', serviceError('RequestLimitExceeded', 400), 'throttled', true],
    ["DynamoDB's own failure", internal, 'unavailable', true],
    ['a gateway between', serviceError('Unknown', 503), 'unavailable', true],
    ['a lost connection', lost, 'unavailable', true],
    ['a missing table', missing, 'refused', false],
    ['missing rights', serviceError('AccessDeniedException', 400), 'refused', false],
    ['an invalid request', serviceError('ValidationException', 400), 'refused', false],
    ['a value that cannot be marshalled', new TypeError('Unsupported type'), 'refused', false],
    ['what is no error at all', 'odd', 'refused', false],
  ])('%s is distinguished, keeps its cause and shows nothing of its text', (_, cause, kind, retryable) => {
    const subject = 'T#KR#A00012345#call-center#1/2';
    const error = translateSdkError(cause, subject);
    expect(error).toMatchObject({ name: 'StoreError', kind, retryable, cause });
    expect(error.message).toContain(subject);
    expect(error.message).not.toContain('010');
  });
});
