import { leftOut } from './left-out.ts';

/** Replaces SHA-256 in JavaScript, which the SDK takes on a Node without OpenSSL. */
export const Sha256Js = function (): never {
  throw leftOut('Sha256Js of @smithy/core');
};
