import { randomUUID } from 'node:crypto';
import { type Json, writeJson } from './json.ts';

/** An answer of the gateway, ready to send. */
export type GatewayAnswer = {
  status: number;
  contentType: string;
  headers: Record<string, string>;
  body: string;
};

const JSON_TYPE = 'application/json;charset=UTF-8';

export const ok = (data: Json): GatewayAnswer => ({
  status: 200,
  contentType: JSON_TYPE,
  headers: {},
  body: writeJson({ code: 200, message: 'OK', data }),
});

/** Coupang's error body. The transactionId is what its support asks for. */
export const refusal = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayAnswer => ({
  status,
  contentType: JSON_TYPE,
  headers,
  body: writeJson({ code: 'ERROR', message, transactionId: randomUUID() }),
});

/** What stands before the gateway answers with a page, not with JSON. */
export const edgePage = (status: number, headers: Record<string, string> = {}): GatewayAnswer => ({
  status,
  contentType: 'text/html',
  headers,
  body: '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>',
});
