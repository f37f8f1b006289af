import { inspect } from 'node:util';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { type PressSystem, startPressSystem } from '../../bench/start-press-system.ts';
import type { DocumentedAnswer } from '../../fixtures/coupang/documented-answers.ts';
import {
  type AnsweredOrder,
  answerOf,
  PERSONAL_FAILURES,
  personalAnswer,
} from '../../fixtures/coupang/personal-answers.ts';
import { findPersonalValues, PERSONAL_VALUES } from '../../fixtures/coupang/personal-values.ts';

/** Everything that leaves the functions, and what they return. */
type Seen = Record<'slack' | 'bus' | 'logs' | 'results' | 'thrown', string>;
type Left = Seen & { table: string };
const nothing = (): Seen => ({ slack: '', bus: '', logs: '', results: '', thrown: '' });

let seen = nothing();
/** With its stack, its causes and its hidden fields. */
const whole = (error: unknown): string => inspect(error, { depth: 20, showHidden: true });
const note = (where: keyof Seen, text: string): void => {
  seen[where] += `${text}\n`;
};
let system: PressSystem;
let ticket: Ticket | undefined;
let calls: Call[] = [];
/** Answers the calls about the order. */
let answer: (call: Call) => Response;

beforeAll(async () => {
  system = await startPressSystem({
    onExchange: (service, { requestBody }) => {
      if (service === 'slack') note('slack', decode(requestBody));
      if (service === 'delivery') note('bus', requestBody);
    },
    onRun: ({ lines, result }) => {
      note('logs', lines.join('\n'));
      note('results', JSON.stringify(result));
    },
    onThrow: (error) => note('thrown', whole(error)),
    coupang: (path) => {
      const call = callOf(path);
      if (call === undefined) return undefined;
      calls.push(call);
      return answer(call);
    },
  });
});
afterAll(() => system.stop());

type Call = 'order' | 'returns' | 'exchanges';

const callOf = (path: string): Call | undefined => {
  if (path.includes('/ordersheets')) return 'order';
  if (path.includes('/returnRequests')) return 'returns';
  return path.includes('/exchangeRequests') ? 'exchanges' : undefined;
};
/** The answers of version 4 and 5 alternate. */
const fixtureOf = (call: Call, round: number): DocumentedAnswer =>
  call === 'order'
    ? round % 2 === 0
      ? 'order-v5'
      : 'order-v4'
    : call === 'returns'
      ? 'returns-v6'
      : 'exchanges-v4';
const decode = (form: string): string => [...new URLSearchParams(form).values()].join('\n');
const json = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { 'content-type': 'application/json;charset=UTF-8' } });
const CANCELLED = JSON.stringify({ code: 400, message: '해당 주문이 취소 또는 반품 되었습니다.' });

/** Longer than the memory of the process, and than a stop after a failure. */
const REST_MS = 11 * MINUTE_MS;
/** A reply is refused after the deadline. */
const NEW_TICKET_AFTER_MS = 6 * HOUR_MS;

/** On a busy machine a press may come too late for Slack. A person then presses again. */
const MOST_TRIES = 10;
const until = async (isDone: () => boolean, press: () => Promise<unknown>): Promise<void> => {
  for (let tries = 0; tries < MOST_TRIES && !isDone(); tries += 1) {
    system.clock.jump(REST_MS);
    await press().catch((error: unknown) => note('thrown', whole(error)));
  }
};

/** Presses everything that asks for an order, and returns what left the functions. */
const pressAll = async (answers: (call: Call, order: AnsweredOrder) => Response): Promise<Left> => {
  const { clock } = system;
  if (ticket === undefined || clock.now() > ticket.facts.openedAt + NEW_TICKET_AFTER_MS)
    ticket = await system.newTicket();
  const pressed = ticket;
  const { orderId = '', vendorItemId: option } = ticket.facts;
  const order = { orderId, option };
  seen = nothing();
  calls = [];
  answer = (call) => answers(call, order);
  await until(
    () => calls.includes('order'),
    () => system.press(pressed, 'order'),
  );
  await until(
    () => calls.includes('exchanges'),
    async () => {
      // The view of some failures has no button for exchanges.
      answer = () => json(answerOf('order-v5', order));
      await system.press(pressed, 'order');
      answer = (call) => answers(call, order);
      await system.pressInView('exchanges');
    },
  );
  let isSubmitted = false;
  await until(
    () => isSubmitted,
    async () => {
      const before = calls.length;
      await system.press(pressed, 'reply');
      await system.pressInView('template', TYPED, '0');
      await system.submit(TYPED);
      isSubmitted = calls.length > before;
    },
  );
  if (!isSubmitted) {
    ticket = undefined;
    throw new Error(`No facts came into the form of ${pressed.key.inquiryId}: ${seen.logs} ${seen.thrown}`);
  }
  return { ...seen, table: await dumpTable() };
};
/** Without a value for each place, the form stays open with its refusal. */
const TYPED = '고객님, 확인 후 안내드리겠습니다. {carrier} {invoice} {status} {delivered}';

const dumpTable = async (): Promise<string> => {
  const { client, tableName } = system;
  const { Items: items = [] } = await DynamoDBDocumentClient.from(client).send(
    new ScanCommand({ TableName: tableName }),
  );
  return JSON.stringify(items);
};

const found = (left: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(left).map(([place, text]) => [place, findPersonalValues(text)]));
const NOTHING_FOUND = { slack: [], bus: [], logs: [], results: [], thrown: [], table: [] };

test('thirty values are searched, each in several forms', () => {
  expect(new Set(PERSONAL_VALUES).size).toBe(30);
  for (const value of PERSONAL_VALUES) {
    expect(findPersonalValues(`{"a":"x${value}y"}`)).toContain(value);
    expect(findPersonalValues(encodeURIComponent(value))).toContain(value);
  }
  expect(findPersonalValues('나비무늬 찻잔 010-0000-0000')).toEqual([]);
});

describe('no personal value leaves the Coupang client', () => {
  const ROUNDS = PERSONAL_VALUES.map((_value, at) => at);

  test.each(ROUNDS)(
    'from the personal fields and free texts of an order and its exchanges, beginning with value %d',
    async (round) => {
      const left = await pressAll((call, order) =>
        json(personalAnswer(fixtureOf(call, round), order, { round })),
      );
      expect(found(left)).toEqual(NOTHING_FOUND);
      // The views do show the order.
      expect(left.slack).toContain('가나 울 스웨터, 빨강, M');
      expect(left.slack).toContain('340010913442');
    },
  );

  test.each(ROUNDS)('from the returns of an order, beginning with value %d', async (round) => {
    const left = await pressAll((call, order) =>
      call === 'order'
        ? json(CANCELLED, 400)
        : json(personalAnswer(fixtureOf(call, round), order, { round })),
    );
    expect(found(left)).toEqual(NOTHING_FOUND);
    expect(calls).toContain('returns');
    // The return is shown, without the buyer's reason.
    expect(left.slack).toContain('가나 울 스웨터, 빨강, M');
    expect(left.slack).not.toContain('작아요');
  });

  test.each(ROUNDS)(
    'from any field but the names of products and a bare name as the carrier, beginning with value %d',
    async (round) => {
      const left = await pressAll((call, order) =>
        json(personalAnswer(fixtureOf(call, round), order, { round, everywhere: true })),
      );
      expect(found(left)).toEqual(NOTHING_FOUND);
      expect(left.slack).toContain('가나 울 스웨터, 빨강, M');
    },
  );

  test.each(PERSONAL_FAILURES)(
    'from an answer that is no order: $what',
    async ({ status, body, headers }) => {
      const left = await pressAll(
        () => new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
      );
      expect(found(left)).toEqual(NOTHING_FOUND);
      expect(new Set(calls)).toEqual(new Set(['order', 'exchanges']));
    },
  );
});

test('what the views and the form show is not in the table, on the bus or in logs', async () => {
  const left = await pressAll((call, order) => json(answerOf(fixtureOf(call, 1), order)));
  for (const shown of ['340010913442', '가나 직송', '가나 울 스웨터']) expect(left.slack).toContain(shown);
  // The preview of the reply, with its places filled in.
  expect(left.results).toContain('340010913442');
  for (const shown of ['340010913442', '가나 직송', '가나 울 스웨터'])
    expect(`${left.table} ${left.bus} ${left.logs}`).not.toContain(shown);
});

test('no log has the number of an order whose earlier contact cannot be read', async () => {
  const { client, tableName, newTicket } = system;
  ticket = await newTicket();
  const { key, facts } = ticket;
  const orderId = facts.orderId ?? '';
  const pk = `O#${key.market}#${key.vendorId}#order#${orderId}`;
  // An item of another release, which no query reads.
  const Item = { pk, sk: '9', v: 9 };
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: tableName, Item }));
  const { logs, thrown } = await pressAll((call) => json(answerOf(fixtureOf(call, 1), { orderId })));
  expect(logs).toContain(`O#${key.market}#${key.vendorId} was written by another release`);
  expect(orderId).not.toBe('');
  expect(`${logs} ${thrown}`).not.toContain(orderId);
});
