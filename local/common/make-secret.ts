import { randomBytes } from 'node:crypto';

/** 128 random bits in letters and digits, which every kind of key can be made of. */
export const makeSecret = (): string => randomBytes(16).toString('hex');
