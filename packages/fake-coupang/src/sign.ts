import { createHmac } from 'node:crypto';

export type Keys = { accessKey: string; secretKey: string };

export type RequestToSign = {
  method: string;
  path: string;
  /** As sent, without `?`. Empty if there is none. */
  query: string;
};

/**
 * The hex HMAC-SHA256 of a request. The text has no separators, no `?` and no body. Source: "HMAC signature" of Coupang's
 * developer guide.
 * @param signedDate `yyMMdd'T'HHmmss'Z'`, UTC
 */
export const sign = ({ method, path, query }: RequestToSign, signedDate: string, secretKey: string): string =>
  createHmac('sha256', secretKey).update(`${signedDate}${method}${path}${query}`).digest('hex');

/**
 * The value of the `Authorization` header. The gateway accepts it for five minutes.
 * @param at epoch ms
 */
export const authorize = (request: RequestToSign, keys: Keys, at: number): string => {
  const signedDate = `${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:]/g, '')}Z`;
  const signature = sign(request, signedDate, keys.secretKey);
  return `CEA algorithm=HmacSHA256, access-key=${keys.accessKey}, signed-date=${signedDate}, signature=${signature}`;
};
