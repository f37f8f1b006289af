import { randomBytes } from 'node:crypto';

/** 128 random bits in letters and digits, fit for every kind of key. */
export const makeSecret = (): string => randomBytes(16).toString('hex');
