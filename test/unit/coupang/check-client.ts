import { authorize, digits, type Json, writeJson } from 'fake-coupang';
import {
  type Answer,
  answerText,
  buildRequest,
  contractRows,
  type EndpointId,
  type EndpointRow,
  exampleOf,
  type FieldRow,
  hasType,
  isObject,
  judgeRows,
  type ParameterRow,
  placeholders,
  type Row,
} from 'fake-coupang/contract';
import * as z from 'zod/mini';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { createOrderClient } from '../../../lib/coupang/orders/create-order-client.ts';
import { parseLossless } from '../../../lib/coupang/read-envelope.ts';
import { signRequest } from '../../../lib/coupang/sign-request.ts';
import { createSourceActions, createSources } from '../../../lib/coupang/sources.ts';
import { createRepairs } from '../../../lib/domain/reading/repairs.ts';
import { dateWindow } from '../../../lib/domain/time/date-windows.ts';
import { DAY_MS } from '../../../lib/domain/time/durations.ts';
import { type ActionResult, type InquirySource, SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { KEYS, makeClock, makeLog, makeOptions, NOW } from './loopback-coupang.ts';

type Sent = { method: string; url: URL; headers: Headers; body: Record<string, string>; at: number };
type Outcome =
  | { is: 'read'; value: unknown; dropped: readonly unknown[] }
  | { is: 'refused' | 'failed'; code: string };

/** No page is read in parts. */
const noRepairs = () => ({ ...createRepairs(), hasAnswer: () => false, mayCall: () => false });

const OK: Answer = { status: 200 };
const ids = placeholders;
const window = dateWindow('2026-01-15', 0);

/** A client before a Coupang that always gives the same answer. */
const makeClient = (answer: Answer) => {
  const sent: Sent[] = [];
  const clock = makeClock();
  const log = makeLog();
  const scripted: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : '{}';
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    sent.push({
      method: init?.method ?? 'GET',
      url,
      headers,
      body: z.record(z.string(), z.string()).parse(JSON.parse(body)),
      at: clock.now(),
    });
    const type = { 'content-type': 'application/json', ...answer.headers };
    return new Response(answerText(answer), { status: answer.status, headers: type });
  };
  const options = { ...makeOptions('https://made-up.example', clock, log), fetch: scripted };
  const sender = createSender(options);
  const [callCentre, product] = createSources({ ...options, sources: ['call-center', 'product'] }, sender);
  if (callCentre === undefined || product === undefined) throw new Error('A source has no client.');
  const actions = createSourceActions(options, sender);
  const orders = createOrderClient(options, sender, async () => undefined);
  return { sent, clock, log, callCentre, product, actions, orders };
};
type Client = ReturnType<typeof makeClient>;

const listed = async (
  source: InquirySource,
  status: 'NO_ANSWER' | 'NOANSWER' | 'TRANSFER',
): Promise<Outcome> => {
  const { reading, failure } = await source.read(window, status, Infinity, noRepairs());
  if (failure) return { is: 'failed', code: failure.code };
  return { is: 'read', value: reading.inquiries, dropped: [...reading.droppedFields, ...reading.unusable] };
};
const done = async (acting: Promise<ActionResult>): Promise<Outcome> => {
  const result = await acting;
  if (result.is === 'done') return { is: 'read', value: ['done'], dropped: [] };
  return result.is === 'refused'
    ? { is: 'refused', code: result.refusal.code }
    : { is: 'failed', code: result.failure.code };
};
const rowsOf = async ({ log }: Client, reading: Promise<readonly unknown[]>): Promise<Outcome> => {
  try {
    return { is: 'read', value: await reading, dropped: log.lines };
  } catch (failure) {
    if (!(failure instanceof SourceError)) throw failure;
    return { is: 'failed', code: failure.code };
  }
};
const span = { from: NOW - 30 * DAY_MS, to: NOW };

/** The calls of the program. The answer of the first call of an endpoint is judged. */
const CALLS: Partial<Record<EndpointId, (client: Client) => Promise<Outcome>>> = {
  'call-centre.list': (client) => listed(client.callCentre, 'NO_ANSWER'),
  'call-centre.single': async ({ callCentre }) => {
    const limits = { stopAt: Infinity, calls: 1, repairs: noRepairs() };
    const { found, failed } = await callCentre.lookUp([{ inquiryId: ids.$inquiryId }], limits);
    if (failed) return { is: 'failed', code: failed.failure.code };
    return found.size === 0
      ? { is: 'refused', code: 'absent' }
      : { is: 'read', value: [...found.values()], dropped: [] };
  },
  'call-centre.reply': ({ actions }) =>
    done(
      actions.reply(
        {
          source: 'call-center',
          inquiryId: ids.$inquiryId,
          parentAnswerId: ids.$answerId,
          content: '네,\n확인하겠습니다.',
          replyBy: ids.$loginId,
        },
        Infinity,
      ),
    ),
  'call-centre.confirm': ({ actions }) =>
    done(actions.confirm({ inquiryId: ids.$inquiryId, confirmBy: ids.$loginId }, Infinity)),
  'product.list': (client) => listed(client.product, 'NOANSWER'),
  'product.reply': ({ actions }) =>
    done(
      actions.reply(
        { source: 'product', inquiryId: ids.$questionId, content: '네,\n됩니다.', replyBy: ids.$loginId },
        Infinity,
      ),
    ),
  'order.by-order': (client) =>
    client.orders.order(ids.$orderId, Infinity).then(
      (facts): Outcome =>
        facts.is === 'boxes'
          ? { is: 'read', value: facts.boxes, dropped: client.log.lines }
          : { is: 'refused', code: facts.is },
      (failure: unknown): Outcome => {
        if (!(failure instanceof SourceError)) throw failure;
        return { is: 'failed', code: failure.code };
      },
    ),
  'return.list': (client) => rowsOf(client, client.orders.returns(ids.$orderId, Infinity)),
  'exchange.list': (client) => rowsOf(client, client.orders.exchanges(ids.$orderId, span, Infinity)),
};
const CALLED = Object.keys(CALLS).filter((id): id is EndpointId => id in CALLS);

/** Further requests of the program: all states, and a second page. */
const MORE: Partial<Record<EndpointId, (client: Client) => Promise<unknown>>> = {
  'call-centre.list': async ({ callCentre }) => {
    for (const status of ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE'] as const)
      await callCentre.readPages(window, status, { page: 2, most: 1 }, Infinity);
  },
  'product.list': async ({ product }) => {
    for (const status of ['NOANSWER', 'ANSWERED', 'ALL'] as const)
      await product.readPages(window, status, { page: 2, most: 1 }, Infinity);
  },
};

/**
 * Serves the table's answers to the program's client, and compares its requests and what it reads with the table.
 * @returns `row: problem`. A row passes if the row that contradicts it passes.
 */
export const checkClient = (rows: readonly Row[] = contractRows): Promise<string[]> =>
  judgeRows(rows, async (row) =>
    row.endpoint === 'any' || row.endpoint in CALLS ? judgeRow(row) : ['is of a call that is never made'],
  );

const serve = async (endpoint: EndpointId, answer: Answer): Promise<Outcome> => {
  const call = CALLS[endpoint];
  if (call === undefined) return { is: 'refused', code: 'never called' };
  return call(makeClient(answer));
};

const requestsOf = async (endpoint: EndpointId): Promise<Sent[]> => {
  if (endpoint === 'any') return (await Promise.all(CALLED.map((id) => requestsOf(id)))).flat();
  const client = makeClient(exampleOf(endpoint)?.answer ?? OK);
  await CALLS[endpoint]?.(client);
  await MORE[endpoint]?.(client);
  return client.sent;
};

const judgeRow = async (row: Row): Promise<string[]> => {
  switch (row.kind) {
    case 'endpoint':
      return judgeRequests(row, await requestsOf(row.endpoint));
    case 'parameter':
      return [
        ...judgeParameter(row, await requestsOf(row.endpoint)),
        ...(row.bad ? await judgeRefusal(row.endpoint, row.bad.answer) : []),
      ];
    case 'limit':
      return row.refused.answer === undefined
        ? judgeLimit(row, await requestsOf(row.endpoint))
        : judgeRefusal(row.endpoint, row.refused.answer);
    case 'refusal':
      return judgeRefusal(row.endpoint, row.answer);
    case 'example': {
      const outcome = await serve(row.endpoint, row.answer);
      if (outcome.is !== 'read') return [`is not read: ${outcome.code}`];
      const { value, dropped } = outcome;
      return dropped.length === 0 && Array.isArray(value) && value.length > 0
        ? []
        : [`reads ${JSON.stringify(outcome)}`];
    }
    case 'signature': {
      const made = signRequest(row, row, Date.parse(row.clock));
      return made === row.authorization ? [] : [`signs ${made}`];
    }
    case 'selection':
      return judgeSelection(row, await requestsOf(row.endpoint));
    case 'field':
      return judgeField(row);
  }
};

const judgeRequests = (row: EndpointRow, sent: readonly Sent[]): string[] => {
  if (sent.length === 0) return ['is never called'];
  const { path } = buildRequest(row);
  const known = contractRows.filter((each) => each.kind === 'parameter');
  const isKnown = (endpoint: EndpointId, where: string, name: string): boolean =>
    known.some(
      (each) =>
        each.endpoint === endpoint && each.in === where && each.name.toLowerCase() === name.toLowerCase(),
    );
  return sent.flatMap(({ method, url, headers, body, at }) => {
    const query = url.search.slice(1);
    const signature = authorize({ method, path: url.pathname, query }, KEYS, at);
    return [
      ...(method === row.method && url.pathname === path ? [] : [`calls ${method} ${url.pathname}`]),
      ...(headers.get('authorization') === signature ? [] : ['the signature is wrong']),
      ...[...url.searchParams.keys()].filter((name) => !isKnown(row.endpoint, 'query', name)),
      ...Object.keys(body).filter((name) => !isKnown(row.endpoint, 'body', name)),
      ...[...headers.keys()].filter((name) => !isKnown('any', 'header', name)),
    ];
  });
};

const FORMS: Partial<Record<ParameterRow['type'], RegExp>> = {
  number: /^\d+$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-second': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
};

const judgeParameter = (row: ParameterRow, sent: readonly Sent[]): string[] => {
  if (row.in === 'path') return [];
  const valueOf = ({ url, headers, body }: Sent, name: string): string | null => {
    if (row.in === 'header') return headers.get(name);
    return row.in === 'body' ? (body[name] ?? null) : url.searchParams.get(name);
  };
  const problems = sent.flatMap((request) => {
    const value = valueOf(request, row.name);
    const isNeeded = row.required && (!row.requiredUnless || valueOf(request, row.requiredUnless) === null);
    if (value === null) return isNeeded ? ['is not sent'] : [];
    const fits =
      (row.values?.includes(value) ?? true) &&
      new RegExp(row.pattern ?? '').test(value) &&
      (FORMS[row.type]?.test(value) ?? true);
    return fits ? [] : [`sends ${value}`];
  });
  const isSent = sent.some((request) => valueOf(request, row.name) !== null);
  return isSent || row.bad ? problems : [...problems, 'is never sent'];
};

/** A number in a request is within the limit. */
const judgeLimit = (row: Extract<Row, { kind: 'limit' }>, sent: readonly Sent[]): string[] => {
  const allowed = new URLSearchParams();
  for (const [name, value] of Object.entries(row.allowed.change?.query ?? {})) allowed.set(name, value ?? '');
  const [first = '', last] = allowed.keys();
  /** A number, or the time between two dates. */
  const measure = (query: URLSearchParams): number =>
    last === undefined
      ? Number(query.get(first) ?? Number.NaN)
      : Date.parse(query.get(last) ?? '') - Date.parse(query.get(first) ?? '');
  const most = Math.max(...sent.map(({ url }) => measure(url.searchParams)));
  if (Number.isNaN(most)) return ['sends nothing that is limited'];
  return most <= measure(allowed) ? [] : [`sends ${most}`];
};

/** The client makes the request of the selection: its changes, and the words of the endpoint's own request. */
const judgeSelection = (row: Extract<Row, { kind: 'selection' }>, sent: readonly Sent[]): string[] => {
  const endpoint = contractRows.find(({ id }) => id === `${row.endpoint}.endpoint`);
  const query = endpoint?.kind === 'endpoint' ? (endpoint.request.query ?? {}) : {};
  const words = contractRows.flatMap((each) =>
    each.kind === 'parameter' && each.endpoint === row.endpoint && each.values ? [each.name] : [],
  );
  const own = Object.entries(query).filter(([name]) => words.includes(name));
  const wanted = Object.entries({ ...Object.fromEntries(own), ...row.change.query });
  const isMade = sent.some(({ url }) =>
    wanted.every(([name, value]) => url.searchParams.get(name) === value),
  );
  return isMade ? [] : ['is never asked for'];
};

/** The client reads the example with a field of the row's type, each of its values, and without it. */
const judgeField = async (row: FieldRow): Promise<string[]> => {
  if (row.endpoint === 'any') return judgeRefusal('any', { status: 401, message: 'Invalid signature.' });
  const example = exampleOf(row.endpoint)?.answer.body;
  if (example === undefined) return ['has no example'];
  const values: unknown[] = [
    KEEP,
    ...(row.values ?? []),
    ...(row.nullable ? [null] : []),
    ...(row.optional ? [undefined] : []),
  ];
  const problems: string[] = [];
  for (const value of values) {
    const to = (old: unknown) => (value === KEEP ? asType(old, row) : value);
    const changed = change(parseLossless(example), row.path.split('.'), to);
    const outcome = await serve(row.endpoint, { status: 200, body: writeJson(toJson(changed)) });
    const isRead = outcome.is === 'read' && Array.isArray(outcome.value) && outcome.value.length > 0;
    if (!isRead || outcome.dropped.length > 0)
      problems.push(
        `with ${value === KEEP ? row.type : JSON.stringify(value)}, gives ${JSON.stringify(outcome)}`,
      );
  }
  return problems;
};

const KEEP = Symbol('keep');
const TIMES = ['2026-01-15T09:29:00.000000+09:00', '2026-01-15T09:29:00', '2026-01-15 09:29:00'];

/** The value as the row's type. */
const asType = (value: unknown, row: FieldRow): unknown => {
  const { type, pattern } = row;
  if (pattern !== undefined && !(typeof value === 'string' && new RegExp(pattern).test(value)))
    return TIMES.find((time) => new RegExp(pattern).test(time)) ?? value;
  if (hasType(value, type) || (type === 'integer' && isLong(value))) return value;
  if (type === 'array') return [value];
  if (Array.isArray(value)) return asType(value[0], row);
  if (type === 'string') return String(value);
  return type === 'object' ? {} : 1;
};

/** `parseLossless` has long integers as text. */
const isLong = (value: unknown): value is string => typeof value === 'string' && /^\d{16,}$/.test(value);

const toJson = (value: unknown): Json => {
  if (isLong(value)) return digits(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isObject(value)) return null;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
};

const change = (value: unknown, [name = '', ...rest]: string[], to: (old: unknown) => unknown): unknown => {
  if (!isObject(value)) return value;
  const member = name.replace('[]', '');
  const old = value[member];
  const next = (inner: unknown): unknown => (rest.length === 0 ? to(inner) : change(inner, rest, to));
  if (name.endsWith('[]')) return Array.isArray(old) ? { ...value, [member]: old.map(next) } : value;
  return { ...value, [member]: next(old) };
};

/** Says nothing of what happened. */
const VAGUE = ['COUPANG_UNEXPECTED', 'COUPANG_PROTOCOL'];

/** The whole text is known. */
const isExact = (answer: Answer | undefined): boolean =>
  answer?.message !== undefined && (answer.match ?? 'exact') === 'exact';

/** A refusal is not read as a success, and a documented one is recognised. */
const judgeRefusal = async (endpoint: EndpointId, answer: Answer | undefined): Promise<string[]> => {
  const problems: string[] = [];
  for (const id of endpoint === 'any' ? CALLED : [endpoint]) {
    const outcome = await serve(id, answer ?? { status: 400, message: 'made up' });
    if (outcome.is === 'read') problems.push(`${id} succeeds`);
    else if (answer !== undefined && VAGUE.includes(outcome.code)) problems.push(`${id} has ${outcome.code}`);
    else if (isExact(answer) && outcome.code === 'COUPANG_BAD_REQUEST' && !id.endsWith('.list'))
      problems.push(`${id} does not recognise “${answer?.message}”`);
  }
  return problems;
};
