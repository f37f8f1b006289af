import { createHash } from 'node:crypto';
import { NOT_SET_UP, NotSetUp } from '../config/config-error.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { whyUnread } from '../domain/notifier-error.ts';
import { CoupangError } from './coupang-error.ts';
import type { Keys } from './sign-request.ts';

export type Credentials = (options?: { fresh?: boolean }) => Promise<Keys>;

/** The characters that a header can hold, without white space from pasting. */
const PRINTABLE = /^[\u0021-\u007e]+$/;

/** @throws CoupangError if the key cannot be read, or is not a Coupang key */
export const readKeys = async (
  vendor: VendorRef,
  credentials: Credentials,
  options?: { fresh?: boolean },
): Promise<Keys> => {
  const keys = await credentials(options).catch((error: unknown) => {
    const isUnset = error instanceof NotSetUp;
    const detail = isUnset ? undefined : whyUnread(error);
    const code = isUnset ? NOT_SET_UP : 'COUPANG_KEY_UNREADABLE';
    throw new CoupangError(vendor, { code, ...defined({ detail }) }, { cause: error });
  });
  if (PRINTABLE.test(keys.accessKey) && PRINTABLE.test(keys.secretKey)) return keys;
  const detail = 'it was not sent: one half is empty, or holds white space or a line break';
  throw new CoupangError(vendor, { code: 'COUPANG_CREDENTIALS', detail });
};

/** Identifies a key without revealing it. */
export const fingerprintOf = (keys: Keys): string =>
  createHash('sha256').update(`${keys.accessKey}${keys.secretKey}`).digest('hex').slice(0, 16);
