/// <reference types="node" />
import { createHmac } from 'node:crypto';
import { expandShapes, fits, isObject } from './fit.ts';
import { contractRows } from './index.ts';
import { answerText, buildRequest } from './request.ts';
import type {
  Answer,
  Change,
  EndpointRow,
  ExampleRow,
  FieldRow,
  ParameterRow,
  Row,
  SignatureRow,
} from './row.ts';

/** Lists what is wrong with the table; empty if nothing is. */
export const checkTable = (table: readonly Row[] = contractRows): string[] => {
  const ids = new Set<string>();
  const all = new Set(table.map((row) => row.id));
  const endpoints = table.filter((row) => row.kind === 'endpoint');
  return table.flatMap((row) => {
    const complaints = checkBase(row, all);
    if (ids.has(row.id)) complaints.push('the id occurs twice');
    ids.add(row.id);
    const documented = endpoints.find(({ id }) => id === `${row.endpoint}.endpoint`);
    // Gateway rows fit every endpoint: this checks them with the first.
    const endpoint = row.endpoint === 'any' ? endpoints[0] : documented;
    if (endpoint === undefined) complaints.push('its endpoint has no endpoint row');
    else complaints.push(...changesOf(row).flatMap((change) => checkRequest(endpoint, change)));
    complaints.push(...answersOf(row).flatMap(checkAnswer), ...checkKind(row, table));
    return complaints.map((complaint) => `${row.id}: ${complaint}`);
  });
};

const checkBase = (row: Row, ids: ReadonlySet<string>): string[] => {
  const complaints: string[] = [];
  if (row.source.trim() === '') complaints.push('the source is missing');
  if (!/^\S.*\.$/.test(row.fact)) complaints.push('the fact is not a sentence');
  if (!row.id.startsWith(`${row.endpoint}.`)) complaints.push('the id does not begin with the endpoint');
  if ((row.known === 'observed') !== row.id.endsWith('.observed'))
    complaints.push('ids of observed rows, and only those, end with .observed');
  if ((row.variant === undefined) !== (row.contradicts === undefined))
    complaints.push('variant and contradicts go together');
  if (row.contradicts !== undefined && !ids.has(row.contradicts))
    complaints.push(`contradicts names no row: ${row.contradicts}`);
  return complaints;
};

const changesOf = (row: Row): Change[] => {
  switch (row.kind) {
    case 'limit':
      return [row.allowed.change ?? {}, row.refused.change ?? {}];
    case 'refusal':
    case 'selection':
    case 'example':
      return [row.change];
    default:
      return [];
  }
};

const answersOf = (row: Row): Answer[] => {
  switch (row.kind) {
    case 'limit':
      return [row.allowed.answer, row.refused.answer].filter((answer) => answer !== undefined);
    case 'refusal':
      return row.answer === undefined ? [] : [row.answer];
    case 'example':
      return [row.answer];
    case 'parameter':
      return row.bad?.answer === undefined ? [] : [row.bad.answer];
    default:
      return [];
  }
};

const checkRequest = (endpoint: EndpointRow, change: Change): string[] => {
  const { path, query, body } = buildRequest(endpoint, change);
  const complaints: string[] = [];
  if (/[{}$]|\/\/|\/$/.test(path)) complaints.push(`the path is incomplete: ${path}`);
  if (query.includes('$') || body?.includes('$') === true) complaints.push('a placeholder has no value');
  if (endpoint.method === 'GET' && body !== undefined) complaints.push('a GET has a body');
  return complaints;
};

const checkAnswer = (answer: Answer): string[] => {
  if (answer.headers?.['content-type'] === 'text/html') return [];
  const body = parse(answerText(answer));
  if (!isObject(body)) return ['the answer’s body is not a JSON object'];
  const message = body['message'];
  if (answer.message === undefined || message === answer.message) return [];
  return ['the answer’s message and body differ'];
};

const checkKind = (row: Row, table: readonly Row[]): string[] => {
  switch (row.kind) {
    case 'endpoint':
      return checkRequest(row, {});
    case 'parameter':
      return checkParameter(row, table);
    case 'example':
      return checkExample(row, table);
    case 'signature':
      return checkSignature(row);
    default:
      return [];
  }
};

const checkParameter = (row: ParameterRow, table: readonly Row[]): string[] => {
  const complaints: string[] = [];
  if (row.values !== undefined && !row.values.includes(row.good)) complaints.push('good is not in values');
  if (row.pattern !== undefined && !new RegExp(row.pattern).test(row.good))
    complaints.push('good does not fit the pattern');
  if (row.required && row.requiredUnless === undefined && row.variant !== 'b' && row.in !== 'header') {
    const endpoint = table.find(({ id }) => id === `${row.endpoint}.endpoint`);
    const request: Change = endpoint?.kind === 'endpoint' ? endpoint.request : {};
    const part = row.in === 'path' ? request.path : row.in === 'body' ? request.body : request.query;
    if (part?.[row.name] === undefined) complaints.push('the endpoint’s request lacks it');
  }
  return complaints;
};

const checkSignature = (row: SignatureRow): string[] => {
  const text = row.signedDate + row.method + row.path + row.query;
  const expected = createHmac('sha256', row.secretKey).update(text).digest('hex');
  const complaints = expected === row.signature ? [] : [`the signature should be ${expected}`];
  if (!row.authorization.endsWith(`signature=${row.signature}`)) complaints.push('authorization differs');
  return complaints;
};

const checkExample = (row: ExampleRow, table: readonly Row[]): string[] => {
  const own = table
    .filter((other) => other.kind === 'field')
    .filter((field) => field.endpoint === row.endpoint);
  return checkMembers(parse(row.answer.body), '', { fields: expandShapes(own, table), complaints: [] });
};

interface Fit {
  fields: readonly FieldRow[];
  complaints: string[];
}

/** Compares an object's members, and those below them, with the fields of their paths. */
const checkMembers = (value: unknown, path: string, fit: Fit): string[] => {
  if (Array.isArray(value)) {
    for (const item of value) checkValue(item, `${path}[]`, fit);
  } else if (isObject(value)) {
    const prefix = path === '' ? '' : `${path}.`;
    for (const [name, member] of Object.entries(value)) checkValue(member, prefix + name, fit);
    for (const missing of missingMembers(value, prefix, fit.fields))
      fit.complaints.push(`the example lacks ${missing}`);
  }
  return fit.complaints;
};

const checkValue = (value: unknown, path: string, fit: Fit): void => {
  const rowsOfPath = fit.fields.filter((field) => field.path === path);
  const fitting = rowsOfPath.filter((field) => fits(value, field));
  if (rowsOfPath.length === 0 && !isOpen(path, fit.fields))
    fit.complaints.push(`no field row has the path ${path}`);
  else if (rowsOfPath.length > 0 && fitting.length === 0)
    fit.complaints.push(`no field row of ${path} fits the value`);
  else checkMembers(value, path, fit);
};

/** Whether the path lies in an object whose members are not all listed. */
const isOpen = (path: string, fieldRows: readonly FieldRow[]): boolean =>
  fieldRows.some((field) => field.open === true && path.startsWith(`${field.path}.`));

/** Paths of which every field row expects a value here. */
const missingMembers = (
  value: Readonly<Record<string, unknown>>,
  prefix: string,
  fieldRows: readonly FieldRow[],
): string[] => {
  const direct = fieldRows.filter(
    ({ path }) => path.startsWith(prefix) && /^\w+$/.test(path.slice(prefix.length)),
  );
  const optional = new Set(direct.filter((field) => field.optional === true).map(({ path }) => path));
  return [...new Set(direct.map(({ path }) => path))].filter(
    (path) => !optional.has(path) && value[path.slice(prefix.length)] === undefined,
  );
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
