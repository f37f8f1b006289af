import { placeholders, type Answer, type Change, type EndpointRow } from './row.ts';

export interface BuiltRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Without `?`, in the order of the endpoint's request, as it has to be signed and sent. */
  query: string;
  body: string | undefined;
  headers: Record<string, string>;
}

/** Builds a request from the endpoint's documented request and a row's change of it. */
export const buildRequest = (
  endpoint: EndpointRow,
  change: Change = {},
  ids: Readonly<Record<string, string>> = placeholders,
): BuiltRequest => {
  const fill = (text: string): string => text.replaceAll(/\$[A-Za-z]+/g, (name) => ids[name] ?? name);
  const pathValues = { ...endpoint.request.path, ...change.path };
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => fill(pathValues[name] ?? ''));
  const query = present({ ...endpoint.request.query, ...change.query })
    .map(([name, value]) => `${name}=${fill(value)}`)
    .join('&');
  const body = present({ ...endpoint.request.body, ...change.body }).map(
    ([name, value]) => [name, fill(value)] as const,
  );
  const headers = present({ ...endpoint.request.headers, ...change.headers }).map(
    ([name, value]) => [name, fill(value)] as const,
  );
  const json = endpoint.method === 'POST' ? JSON.stringify(Object.fromEntries(body)) : undefined;
  const sent = change.rawBody === undefined ? json : fill(change.rawBody);
  return { method: endpoint.method, path, query, body: sent, headers: Object.fromEntries(headers) };
};

/** The text to serve for an answer. Where the document gives no body, the envelope is made up. */
export const answerText = (answer: Answer): string =>
  answer.body ?? JSON.stringify({ code: String(answer.status), message: answer.message ?? '' });

const present = (values: Readonly<Record<string, string | null>>): [string, string][] =>
  Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
