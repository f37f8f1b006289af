import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { defined } from '../../../lib/domain/defined.ts';
import { attentionTime } from '../../../lib/domain/delivery/attention-time.ts';
import { planActions } from '../../../lib/domain/delivery/plan-delivery.ts';
import { NEW_VENDOR_STATE } from '../../../lib/domain/reading/vendor-state.ts';
import type { LineName } from '../../../lib/domain/ticket/ticket.ts';
import { CONDITIONS } from '../../../lib/dynamodb/conditions.ts';
import { applied } from '../../../lib/dynamodb/expressions.ts';
import { noticeItemKey, ticketItemKey, vendorStateKey } from '../../../lib/dynamodb/item-keys.ts';
import { createDeliveryStore } from '../../../lib/dynamodb/delivery-store.ts';
import { createNoticeStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import { newNoticeItem } from '../../../lib/dynamodb/notice-item.ts';
import { noticeRowSchema, noticeSchemas } from '../../../lib/dynamodb/notice-schema.ts';
import { attributesOf } from '../../../lib/dynamodb/deliverables.ts';
import { createTicketReader } from '../../../lib/dynamodb/ticket-reader.ts';
import {
  attentionRowSchema,
  briefRowSchema,
  closedRowSchema,
  ticketSchemas,
} from '../../../lib/dynamodb/ticket-schema.ts';
import { createTicketWriter } from '../../../lib/dynamodb/ticket-writer.ts';
import { anyName, readItem, withStored } from '../../../lib/dynamodb/unknown-values.ts';
import { orderCallsSchema, viewSchema } from '../../../lib/dynamodb/vendor-items.ts';
import {
  createVendorStates,
  egressSchema,
  packReadings,
  vendorStateSchema,
} from '../../../lib/dynamodb/vendor-states.ts';
import { NO_LOG } from '../../../lib/workflows/ports/log.ts';
import { makeAct } from '../../fixtures/domain/make-act.ts';
import { makeBlindness, makeNotice } from '../../fixtures/domain/make-notice.ts';
import { makeAttempt, makeShownTicket } from '../../fixtures/domain/make-ticket.ts';
import { DAY, NOW, VENDOR } from '../../fixtures/domain/made-up.ts';
import { listFiles } from '../repository/list-files.ts';
import { createConditionTable } from '../workflows/delivery/lane-model/condition-table.ts';

type Path = readonly PropertyKey[];
/** An item that is whole but for an unknown value at one place. */
type Case = { path: Path; item: unknown };

const MADE_UP = 'made-up';
const LEAVES = ['1', '2026-01-15', 1, true, new Uint8Array()];

const defOf = ({ _zod }: z.core.$ZodType) => z.custom<z.core.$ZodTypes['_zod']['def']>().parse(_zod.def);

/** A whole value, with all optional fields. */
const sampleOf = (schema: z.core.$ZodType): unknown => {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return mapFields(def.shape, sampleOf);
    case 'array':
      return [sampleOf(def.element)];
    case 'optional':
    case 'default':
      return sampleOf(def.innerType);
    case 'record':
      return { [String(sampleOf(def.keyType))]: sampleOf(def.valueType) };
    case 'enum':
      return Object.values(def.entries)[0];
    case 'literal':
      return def.values[0];
    case 'union':
      return sampleOf(def.options[0] ?? schema);
    default:
      return LEAVES.find((value) => z.core.safeParse(schema, value).success);
  }
};

const mapFields = <Value, Result>(fields: Record<string, Value>, map: (value: Value) => Result) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));

const casesOf = (schema: z.core.$ZodType): Case[] => {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([name, field]) =>
        casesOf(field).map(({ path, item }) => ({
          path: [name, ...path],
          item: Object.assign({}, sampleOf(schema), { [name]: item }),
        })),
      );
    case 'array':
      return casesOf(def.element).map(({ path, item }) => ({ path: [0, ...path], item: [item] }));
    case 'optional':
    case 'default':
      return casesOf(def.innerType);
    case 'record': {
      const key = String(sampleOf(def.keyType));
      const isClosed = defOf(def.keyType).type === 'enum';
      return [
        ...casesOf(def.valueType).map(({ path, item }) => ({ path: [key, ...path], item: { [key]: item } })),
        ...(isClosed ? [{ path: [MADE_UP], item: { [MADE_UP]: sampleOf(def.valueType) } }] : []),
      ];
    }
    case 'enum':
      return [{ path: [], item: MADE_UP }];
    case 'union': {
      const field = 'discriminator' in def ? String(def.discriminator) : undefined;
      const variants = def.options.map(sampleOf);
      return [
        ...def.options.flatMap(casesOf),
        ...(field === undefined
          ? []
          : variants.map((variant) => ({
              path: [field],
              item: Object.assign({}, variant, { [field]: MADE_UP }),
            }))),
      ];
    }
    default:
      return [];
  }
};

const valueAt = (item: unknown, path: Path): unknown =>
  path.reduce(
    (value, name) => new Map<PropertyKey, unknown>(Object.entries(value ?? {})).get(String(name)),
    item,
  );

describe('a value that only another release knows', () => {
  const schemas: Record<string, z.ZodMiniType> = {
    ...Object.fromEntries(
      Object.entries(ticketSchemas).map(([name, schema]) => [`${name} of a ticket`, schema]),
    ),
    ...Object.fromEntries(
      Object.entries(noticeSchemas).map(([name, schema]) => [`${name} of a notice`, schema]),
    ),
    'row of attention': attentionRowSchema,
    'brief row': briefRowSchema,
    'closed row': closedRowSchema,
    'row of a notice': noticeRowSchema,
    'state of a vendor': vendorStateSchema,
    'stop of an address': egressSchema,
    'calls for orders': orderCallsSchema,
    'view of a Home': viewSchema,
  };
  const cases = Object.entries(schemas).flatMap(([name, schema]) =>
    casesOf(schema).map(({ path, item }) => ({ place: `${name}: ${path.join('.')}`, schema, path, item })),
  );

  test.each(cases)('in $place is read as another, and stays stored', ({ schema, path, item }) => {
    expect(z.safeParse(schema, item).success).toBe(false);
    const { data, error } = readItem(schema, item);
    expect(error).toBeUndefined();
    expect(valueAt(data, path)).not.toEqual(valueAt(item, path));
    expect(valueAt(withStored(data), path)).toEqual(valueAt(item, path));
  });

  test('is allowed in each enumeration', () => {
    expect(cases.length).toBeGreaterThan(60);
    const bare = listFiles('lib/dynamodb').filter((file) => readFileSync(file, 'utf8').includes('z.enum('));
    expect(bare).toEqual(['lib/dynamodb/unknown-values.ts']);
  });
});

describe('R1: a value that only another release knows stays as it was stored', () => {
  const { key, ...shown } = makeShownTicket();
  const name = `step/${MADE_UP}/${NOW}`;
  const deed = { did: MADE_UP, press: 'press-0', by: 'U0MADEUP1' };
  const act = { ...makeAct({ progress: 'refused' }), do: MADE_UP, refusal: { code: MADE_UP } };
  const history = [
    { name: 'act-1', at: NOW, deed },
    { name, at: NOW },
  ];
  const unknown = {
    kind: MADE_UP,
    state: MADE_UP,
    announcement: MADE_UP,
    steps: [{ name: MADE_UP, deadline: NOW, at: NOW }],
  };
  const open = async () => {
    const { table } = createConditionTable();
    const attempt = { ...makeAttempt(), name };
    const item = { ...attributesOf({ key, ...shown }), ...unknown, act, history, attempt };
    await table.put({ ...item, ...ticketItemKey(key) }, CONDITIONS.isNew);
    const ticket = await createTicketReader(table).ticket(key);
    if (!ticket) throw new Error('No ticket.');
    return { table, ticket, stored: () => table.get(ticketItemKey(key)) };
  };

  test('in a ticket, whose other facts change', async () => {
    const { table, ticket, stored } = await open();
    const { facts } = ticket;
    expect(facts).toMatchObject({
      state: 'unverified',
      kind: 'reply',
      announcement: 'card',
      act: { do: 'look-up', refusal: { code: 'unknown' } },
      steps: [{ name: 'stale' }],
      history: [{ deed: { did: 'unknown' } }, { name }],
    });
    const line = { name: 'changed-2', at: NOW } as const;
    const ended = facts.act && { ...facts.act, progress: 'told' as const };
    const next = { ...facts, text: 'new', history: [...facts.history, line], ...defined({ act: ended }) };
    await createTicketWriter(table, () => 'token', NO_LOG).change(ticket, next, 'TicketChanged', NOW);
    expect(await stored()).toMatchObject({
      ...unknown,
      text: 'new',
      act: { ...act, progress: 'told' },
      history: [...history, line],
    });
  });

  test('in a ticket, until this release changes the field', async () => {
    const { table, ticket, stored } = await open();
    const facts = { ...ticket.facts, kind: 'confirm' as const };
    await createTicketWriter(table, () => 'token', NO_LOG).change(ticket, facts, 'TicketChanged', NOW);
    expect(await stored()).toMatchObject({ ...unknown, kind: 'confirm' });
  });

  test('in an attempt for a line, whose result is stored under the line', async () => {
    const { table, ticket, stored } = await open();
    const attempted = ticket.delivery.attempt?.name ?? 'card';
    const store = createDeliveryStore(table, () => 'token', NO_LOG);
    await store.noteResult(ticket, { posted: { [attempted]: '1.2' } }, NOW);
    expect((await stored())?.['posted']).toMatchObject({ [name]: '1.2' });
  });

  test('in a notice that changes', async () => {
    const { table } = createConditionTable();
    const notice = makeBlindness();
    const item = applied(newNoticeItem(notice), { 'facts.cause': MADE_UP });
    await table.put({ ...item, ...noticeItemKey(notice.key) }, CONDITIONS.isNew);
    const store = createNoticeStore(table, () => 'token');
    const before = await store.read(notice.key);
    if (before?.facts.about !== 'blind') throw new Error('No notice of a blindness.');
    const facts = { ...before.facts, state: 'over', until: NOW } as const;
    await store.change(before, facts, 'BlindnessChanged', NOW);
    expect((await table.get(noticeItemKey(notice.key)))?.['facts']).toMatchObject({
      cause: MADE_UP,
      state: 'over',
    });
  });

  test('in the state of a vendor, with the whole state of an unknown source', async () => {
    const { table } = createConditionTable();
    const of = { firstPollAt: NOW, completeReadings: packReadings({ window: NOW }) };
    const sources = { product: { ...of, failure: { cause: MADE_UP } }, [MADE_UP]: { ...of, later: 1 } };
    const stop = { since: NOW, until: NOW, tries: 1, code: 'X', problem: 'x', cause: MADE_UP };
    const stops = { keyFingerprint: 'f', calls: { NOANSWER: stop, [MADE_UP]: { ...stop, later: 1 } } };
    await table.put({ ...vendorStateKey(VENDOR), stops, sources }, CONDITIONS.isNew);
    const states = createVendorStates(table);
    const state = await states.takeLease(VENDOR, { token: 'lease', now: NOW, until: NOW + 1 });
    if (state === 'taken') throw new Error('No lease.');
    expect(state.sources.product?.failure).toEqual(expect.objectContaining({ cause: 'coupang-down' }));
    expect(Object.keys(state.stops?.calls ?? {})).toEqual(['NOANSWER']);
    expect(await states.releaseLease(VENDOR, 'lease', { ...NEW_VENDOR_STATE, ...state, polledAt: NOW })).toBe(
      true,
    );
    const stored = await table.get(vendorStateKey(VENDOR));
    expect(stored).toMatchObject({ stops, polledAt: NOW });
    expect(stored?.['sources']).toMatchObject(sources);
  });
});

test('a line and a notice that only another release knows are not sent, and the notice stays in the index', () => {
  const history = [{ name: anyName<LineName>().parse(`step/2h/${NOW}`), at: NOW }];
  expect(planActions(makeShownTicket({ history }), NOW)).toEqual([]);
  const notice = makeNotice(`list/${MADE_UP}`, { about: 'unknown' });
  expect(planActions(notice, NOW)).toEqual([]);
  expect(attentionTime(notice, NOW)).toBe(NOW + DAY);
});
