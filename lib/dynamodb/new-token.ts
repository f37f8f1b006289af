import { randomBytes } from 'node:crypto';

/**
 * A name for one write, lease, lane or attempt (R4). It is compared only with the tokens of the same item, so 48 bits are enough. Each
 * ticket keeps two of them: a UUID would be 28 bytes longer.
 */
export const newToken = (): string => randomBytes(6).toString('base64url');
