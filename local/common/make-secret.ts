import { randomBytes } from 'node:crypto';

/** 128 random bits in hexadecimal digits. */
export const makeSecret = (): string => randomBytes(16).toString('hex');
