import {
  type Answer,
  type Attempt,
  buildRequest,
  type Change,
  contractRows,
  type EndpointId,
  type EndpointRow,
  exampleOf,
  expandShapes,
  type FieldRow,
  fits,
  isObject,
  judgeRows,
  type ParameterRow,
  type Row,
  type Situation,
} from '../contract/index.ts';
import { authorize } from '../src/sign.ts';
import { type Answered, onStage, type Send, type Stage } from './contract-stage.ts';

/** The endpoints of the fake. Refusals of `any` are tried on each of them. */
const SERVED: readonly EndpointId[] = [
  'call-centre.list',
  'call-centre.single',
  'call-centre.reply',
  'call-centre.confirm',
  'product.list',
  'product.reply',
  'order.by-order',
  'order.by-box',
  'order.history',
  'return.list',
  'return.single',
  'exchange.list',
];

const OK: Answer = { status: 200 };

/**
 * Sends the requests of rows to fakes, and compares the answers with the table.
 * @returns `row: problem`. A row passes if the row that contradicts it passes.
 */
export const checkFake = (rows: readonly Row[] = contractRows): Promise<string[]> => {
  const samples = new Map<EndpointId, Promise<unknown[]>>();
  const samplesOf = (endpoint: EndpointId): Promise<unknown[]> => {
    const known = samples.get(endpoint) ?? sampleAnswers(endpoint);
    samples.set(endpoint, known);
    return known;
  };
  const judge = async (row: Row): Promise<string[]> =>
    row.kind === 'field' ? judgeField(row, await samplesOf(row.endpoint)) : judgeCalls(row);
  return judgeRows(rows, judge);
};

const endpointRow = (id: EndpointId): EndpointRow => {
  const row = contractRows.find((each) => each.id === `${id}.endpoint`);
  if (row?.kind !== 'endpoint') throw new Error(`The table has no endpoint ${id}.`);
  return row;
};

/** Rows of `any` with a single request are tried on the first endpoint. */
const endpointOf = ({ endpoint }: Row): EndpointRow =>
  endpointRow(endpoint === 'any' ? 'call-centre.list' : endpoint);

const judgeCalls = async (row: Exclude<Row, FieldRow>): Promise<string[]> => {
  switch (row.kind) {
    case 'endpoint':
      return attempt(row, { answer: OK });
    case 'parameter':
      return judgeParameter(row);
    case 'limit':
      return [
        ...(await attempt(endpointOf(row), { ...row.allowed, answer: OK })),
        ...(await attempt(endpointOf(row), row.refused)),
      ];
    case 'refusal': {
      const endpoints = row.endpoint === 'any' ? SERVED.map(endpointRow) : [endpointRow(row.endpoint)];
      const able = endpoints.filter(({ path }) =>
        Object.keys(row.change.path ?? {}).every((name) => path.includes(`{${name}}`)),
      );
      return eachInTurn(able, (endpoint) => attempt(endpoint, row));
    }
    case 'selection':
      return onStage(row.given, row.endpoint, (stage) => judgeSelection(row, stage));
    case 'example':
      return attempt(endpointRow(row.endpoint), { ...row, answer: OK });
    case 'signature': {
      const made = authorize(row, row, Date.parse(row.clock));
      return made === row.authorization ? [] : [`signs ${made}`];
    }
  }
};

const eachInTurn = async <T>(
  parts: readonly T[],
  judge: (part: T) => Promise<string[]>,
): Promise<string[]> => {
  const problems: string[] = [];
  for (const part of parts) problems.push(...(await judge(part)));
  return problems;
};

/** Situations that say nothing of the data. The endpoint's example then has the data. */
const OF_THE_CALL = /key|secret|signature|authorization|-ip$|caller|failures|timeouts|provider|-api$|market$/;

type Tried = Attempt & { twice?: true };

const attempt = (
  endpoint: EndpointRow,
  { given = [], change = {}, repeat, answer, twice }: Tried,
): Promise<string[]> => {
  const isOfTheCall = given.every((situation) => OF_THE_CALL.test(situation));
  const usual = isOfTheCall ? usualFor(endpoint.endpoint) : [];
  return onStage([...usual, ...given], endpoint.endpoint, async (stage) => {
    const request = buildRequest(endpoint, change, stage.ids);
    if (repeat === undefined) {
      if (twice === true) await stage.send(request);
      return judgeAnswer(answer, await stage.send(request));
    }
    const answers = await sendTimes(stage.sendAtOnce, request, repeat.times);
    const judged = answer?.status === 200 ? answers : answers.slice(-1);
    return judged.flatMap((each) => judgeAnswer(answer, each));
  });
};

/** The situations of the endpoint's example. */
const usualFor = (endpoint: EndpointId): readonly Situation[] => exampleOf(endpoint)?.given ?? [];

const sendTimes = async (send: Send, request: Parameters<Send>[0], times: number): Promise<Answered[]> => {
  const answers: Answered[] = [];
  while (answers.length < times) answers.push(await send(request));
  return answers;
};

/** @param wanted `undefined`: any refusal */
const judgeAnswer = (wanted: Answer | undefined, answer: Answered): string[] => {
  const { status, text, headers } = answer;
  const body = parse(text);
  const isSuccess = status === 200 && isObject(body) && (body['code'] === 200 || body['code'] === '200');
  if (wanted === undefined) return isSuccess ? ['is not refused'] : [];
  if (wanted.status === 200) return isSuccess ? [] : [`is refused with ${status} ${text}`];
  const complaints = status === wanted.status ? [] : [`gets ${status} instead of ${wanted.status}`];
  for (const [name, value] of Object.entries(wanted.headers ?? {}))
    if (headers.get(name)?.startsWith(value) !== true) complaints.push(`${name} is ${headers.get(name)}`);
  const message = isObject(body) ? String(body['message']) : '';
  if (wanted.message !== undefined && !says(message, wanted.message, wanted.match))
    complaints.push(`the message is “${message}”`);
  return complaints;
};

const says = (message: string, wanted: string, match: Answer['match'] = 'exact'): boolean => {
  if (match === 'exact') return message === wanted;
  return match === 'start' ? message.startsWith(wanted) : message.includes(wanted);
};

const judgeParameter = async (row: ParameterRow): Promise<string[]> => {
  const endpoint = endpointOf(row);
  if (row.in === 'answer-header')
    return onStage([], endpoint.endpoint, async ({ sendAtOnce, ids }) => {
      const answers = await sendTimes(sendAtOnce, buildRequest(endpoint, {}, ids), 10);
      return answers.some(({ headers }) => headers.has(row.name)) ? [] : ['no answer has the header'];
    });
  if (row.name === 'Authorization') {
    const made = authorize({ method: 'GET', path: '/', query: '' }, { accessKey: 'A', secretKey: 'S' }, 0);
    return new RegExp(row.pattern ?? '').test(made) ? [] : [`signs ${made}`];
  }
  const alone = { ...(row.notWith !== undefined && { [row.notWith]: null }) };
  const accepted = [row.good, ...(row.values ?? [])].map((value) => changeOf(row, value, alone));
  const problems = await eachInTurn(accepted, (change) => attempt(endpoint, { change, answer: OK }));
  const { bad, required, requiredUnless: other } = row;
  if (row.default !== undefined) problems.push(...(await judgeDefault(row, row.default)));
  if (bad !== undefined) {
    const refused = { change: changeOf(row, bad.value), ...(bad.answer && { answer: bad.answer }) };
    problems.push(...(await attempt(endpoint, refused)));
  }
  if (!required || row.in === 'path') return problems;
  const without = changeOf(row, null, other === undefined ? {} : { [other]: null });
  const missing = await attempt(endpoint, { change: without });
  return [...problems, ...missing.map((problem) => `without it, the call ${problem}`)];
};

/** The parameter's default gives the same answer as a call without it. */
const judgeDefault = (row: ParameterRow, value: string): Promise<string[]> => {
  const endpoint = endpointOf(row);
  return onStage(usualFor(endpoint.endpoint), endpoint.endpoint, async ({ send, ids }) => {
    const [without, withDefault] = [null, value].map((each) =>
      buildRequest(endpoint, changeOf(row, each), ids),
    );
    if (without === undefined || withDefault === undefined) return [];
    const texts = [(await send(without)).text, (await send(withDefault)).text];
    return texts[0] === texts[1] ? [] : [`the default is not ${value}`];
  });
};

const changeOf = (
  { in: where, name }: ParameterRow,
  value: string | null,
  more: Record<string, null> = {},
): Change => {
  if (where === 'path') return { path: { [name]: value ?? '' } };
  if (where === 'header') return { headers: { [name]: value } };
  return where === 'body' ? { body: { [name]: value } } : { query: { [name]: value, ...more } };
};

type Selection = Extract<Row, { kind: 'selection' }>;

const judgeSelection = async (row: Selection, { send, ids, shownAs }: Stage): Promise<string[]> => {
  const answer = await send(buildRequest(endpointRow(row.endpoint), row.change, ids));
  const refused = judgeAnswer(OK, answer);
  if (refused.length > 0) return refused;
  // The numbers as text: they may have more digits than a JavaScript number.
  const shows = (situation: Situation): boolean =>
    new RegExp(`"(?:inquiryId|orderId)":${shownAs.get(situation)}\\b`).test(answer.text);
  const { replyStart } = row;
  return [
    ...row.lists.filter((situation) => !shows(situation)).map((situation) => `omits ${situation}`),
    ...(row.omits ?? []).filter(shows).map((situation) => `lists ${situation}`),
    ...(replyStart === undefined || answer.text.includes(`"content":"${replyStart}`)
      ? []
      : [`no post begins with ${replyStart}`]),
  ];
};

/** The bodies of the endpoint's usual answers, in all situations of its examples and selections. */
const sampleAnswers = async (endpoint: EndpointId): Promise<unknown[]> => {
  if (endpoint === 'any') {
    const given = ['no-authorization'] as const;
    return onStage(given, endpoint, async ({ send, ids }) => {
      const answers = SERVED.map((id) => send(buildRequest(endpointRow(id), {}, ids)));
      return (await Promise.all(answers)).map(({ text }) => parse(text));
    });
  }
  const tried = contractRows.flatMap((row) =>
    row.endpoint === endpoint && (row.kind === 'example' || row.kind === 'selection') ? [row] : [],
  );
  const answers: unknown[] = [];
  for (const { given, change } of tried)
    await onStage(given, endpoint, async ({ send, ids }) => {
      const { status, text } = await send(buildRequest(endpointRow(endpoint), change, ids));
      if (status === 200) answers.push(parse(text));
    });
  return answers;
};

/** A member of an object. `value`: `undefined` if the object lacks it. */
type Found = { value: unknown };

const judgeField = (row: FieldRow, answers: readonly unknown[]): string[] => {
  const own = contractRows
    .filter((each) => each.kind === 'field')
    .filter(({ endpoint }) => endpoint === row.endpoint);
  const all = expandShapes(own, contractRows);
  const ofShape = row.shapeOf === undefined ? [] : all.filter(({ path }) => path.startsWith(`${row.path}.`));
  // Either variant of a member may occur.
  const required = ofShape.filter(({ variant, known }) => variant === undefined && known === 'documented');
  return [row, ...required].flatMap((field) => {
    const siblings = all.filter(({ path }) => path === field.path);
    const found = findMembers(answers, field.path);
    const values = found.flatMap(({ value }) => (value === undefined ? [] : [value]));
    const isOptional = siblings.some(({ optional }) => optional === true);
    const wrong = values.find((value) => !siblings.some((sibling) => fits(value, sibling)));
    return [
      ...(!isOptional && found.length === 0 ? [`no answer has ${field.path}`] : []),
      ...(!isOptional && found.length > values.length ? [`an answer lacks ${field.path}`] : []),
      ...(wrong === undefined ? [] : [`${field.path} is ${JSON.stringify(wrong)}`]),
      ...(values.length > 0 && !values.some((value) => fits(value, field))
        ? [`${field.path} never fits`]
        : []),
      ...undocumentedMembers(field, values, all),
    ];
  });
};

const undocumentedMembers = (
  field: FieldRow,
  values: readonly unknown[],
  all: readonly FieldRow[],
): string[] => {
  if (field.open === true || !all.some(({ path }) => path.startsWith(`${field.path}.`))) return [];
  const names = new Set(values.flatMap((value) => (isObject(value) ? Object.keys(value) : [])));
  return [...names]
    .filter((name) => !all.some(({ path }) => path === `${field.path}.${name}`))
    .map((name) => `${field.path} has the undocumented member ${name}`);
};

const findMembers = (values: readonly unknown[], path: string): Found[] => {
  const [name = '', ...rest] = path.split('.');
  const found = values.flatMap((value): Found[] => {
    if (!isObject(value)) return [];
    const member = value[name.replace('[]', '')];
    if (!name.endsWith('[]')) return [{ value: member }];
    return Array.isArray(member) ? member.map((item: unknown) => ({ value: item })) : [];
  });
  return rest.length === 0
    ? found
    : findMembers(
        found.map(({ value }) => value),
        rest.join('.'),
      );
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
