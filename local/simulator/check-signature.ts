import { timingSafeEqual } from 'node:crypto';
import { type Keys, sign, stringToSign } from '../../lib/coupang/sign-request.ts';
import { type GatewayAnswer, refusal } from './answers.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

export type SignedRequest = {
  method: string;
  path: string;
  /** As received, without `?`. The signature covers the exact bytes. */
  query: string;
  authorization: string | undefined;
};

const FORMAT =
  /^CEA algorithm=HmacSHA256, access-key=([^,\s]+), signed-date=(\d{6}T\d{6}Z), signature=([0-9a-f]{64})$/;
const SIGNATURE_LIVES_MS = 5 * MINUTE_MS;

/** @returns the gateway's refusal, or undefined for a valid signature. Source: coupang-api.md sections 1 and 4. */
export const checkSignature = (
  request: SignedRequest,
  keys: Keys,
  now: number,
): GatewayAnswer | undefined => {
  if (request.authorization === undefined) return refusal(401, 'Request is not authorized.');
  const [, accessKey, signedDate, signature] = FORMAT.exec(request.authorization) ?? [];
  if (accessKey === undefined || signedDate === undefined || signature === undefined) {
    return refusal(401, 'HMAC format is invalid.');
  }
  if (accessKey !== keys.accessKey) {
    return refusal(401, 'Unknown error occurred, please contact api-gateway channel for the details.');
  }
  if (!(Math.abs(now - signedAt(signedDate)) <= SIGNATURE_LIVES_MS)) {
    return refusal(401, 'Specified signature is expired.');
  }
  const expected = sign(keys.secretKey, stringToSign(request, signedDate));
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
    ? undefined
    : refusal(401, 'Invalid signature.');
};

/** Epoch ms of `yyMMdd'T'HHmmss'Z'`; NaN for a date that does not exist. */
const signedAt = (text: string): number =>
  Date.parse(
    `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}T${text.slice(7, 9)}:${text.slice(9, 11)}:${text.slice(11, 13)}Z`,
  );
