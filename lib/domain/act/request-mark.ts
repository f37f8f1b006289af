import { createHash } from 'node:crypto';
import type { Ticket } from '../ticket/ticket.ts';

/** Names what the agent asks. A reply or a confirmation is bound to it: another request makes it stale (A2, A3). */
export const requestMark = ({ facts: { kind, text, askedAt } }: Pick<Ticket, 'facts'>): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, text, askedAt]))
    .digest('base64url')
    .slice(0, 16);
