import { createHmac } from 'node:crypto';

export type Keys = { accessKey: string; secretKey: string };
export type RequestToSign = {
  method: string;
  path: string;
  /** As it is sent, without `?`. Empty if there is none. */
  query: string;
};

/**
 * The value of the `Authorization` header. A signature lives 5 minutes, so each try needs a new one. Source: Coupang's HMAC
 * article.
 * @param at epoch ms
 */
export const signRequest = (request: RequestToSign, keys: Keys, at: number): string => {
  const signedDate = formatSignedDate(at);
  const signature = sign(keys.secretKey, stringToSign(request, signedDate));
  return `CEA algorithm=HmacSHA256, access-key=${keys.accessKey}, signed-date=${signedDate}, signature=${signature}`;
};

/** Builds the text that Coupang's signature covers: no separators, no `?`, no body. */
export const stringToSign = (request: RequestToSign, signedDate: string): string =>
  `${signedDate}${request.method}${request.path}${request.query}`;

/** HMAC-SHA256, lower-case hex. */
export const sign = (secretKey: string, text: string): string =>
  createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');

/**
 * `yyMMdd'T'HHmmss'Z'` in UTC, without the fraction.
 * @internal
 */
export const formatSignedDate = (at: number): string =>
  `${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:]/g, '')}Z`;
