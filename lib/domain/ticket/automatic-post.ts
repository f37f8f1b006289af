import type { Post } from '../inquiry/inquiry.ts';
import type { TicketFacts } from './ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';

/**
 * How the post begins with which Coupang closes an unanswered hand-over. What Taiwan gets is not known. Source: coupang-api.md
 * section 5. Assumption: automatic-post-prefix.
 */
const SYSTEM_PREFIXES = ['[쿠팡 시스템]', '[Coupang System]'];

export const isAutomaticText = (text: string): boolean =>
  SYSTEM_PREFIXES.some((prefix) => text.trimStart().startsWith(prefix));

const UNSIGNED_CLOSING_MS = 10 * MINUTE_MS;

/**
 * A vendor's post without a WING login within minutes after the deadline is taken for Coupang's automatic one, not for an
 * answer: its words may be others than we know. Assumption: automatic-post-prefix.
 */
export const isUnsignedClosing = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, { by, login, at }: Post): boolean =>
  by === 'vendor' &&
  login === undefined &&
  at !== undefined &&
  at >= dueAt &&
  at <= dueAt + UNSIGNED_CLOSING_MS;
