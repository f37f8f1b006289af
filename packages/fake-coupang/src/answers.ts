import { randomUUID } from 'node:crypto';
import { type Json, writeJson } from './json.ts';

export type GatewayAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string;
};

export const JSON_TYPE = 'application/json;charset=UTF-8';

/** The code of a GET is a number, sometimes a text. Source: coupang-api.md section 3. */
export const ok = (data: Json, code: 200 | '200' = 200): GatewayAnswer =>
  jsonAnswer(200, { code, message: 'OK', data });

/** A list without a next page. */
export const okList = (data: Json[]): GatewayAnswer =>
  jsonAnswer(200, { code: 200, message: 'OK', data, nextToken: '' });

/** The code of the product call is a word. Source: coupang-api.md section 7. */
export const productFound = (data: Json): GatewayAnswer =>
  jsonAnswer(200, { code: 'SUCCESS', message: '', data });

/** The success of all POSTs. Their code is a text. Source: coupang-api.md section 2.4. */
export const actionDone = (): GatewayAnswer => jsonAnswer(200, { code: '200', message: 'OK' });

/** Coupang's error body. Coupang's support needs the transactionId. */
export const refusal = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayAnswer => jsonAnswer(status, { code: 'ERROR', message, transactionId: randomUUID() }, headers);

/** The edge in front of the gateway answers with HTML instead of JSON. */
export const edgePage = (status: number, headers: Record<string, string> = {}): GatewayAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html', ...headers },
  body: '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>',
});

const jsonAnswer = (status: number, body: Json, headers: Record<string, string> = {}): GatewayAnswer => ({
  status,
  headers: { 'Content-Type': JSON_TYPE, ...headers },
  body: writeJson(body),
});
