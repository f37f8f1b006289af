import type { Post } from '../inquiry/inquiry.ts';
import { normalText } from '../inquiry/plain-text.ts';
import type { TicketFacts } from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';

/**
 * The first words of Coupang's automatic closing. Taiwan's are unknown. Source: coupang-api.md section 5.
 * Assumption: automatic-post-prefix.
 */
const SYSTEM_PREFIXES = ['[쿠팡시스템]', '[CoupangSystem]'];

export const isAutomaticText = (text: string): boolean => {
  const start = normalText(text.slice(0, 200)).replaceAll(' ', '');
  return SYSTEM_PREFIXES.some((prefix) => start.startsWith(prefix));
};

const UNSIGNED_CLOSING_MS = 10 * MINUTE_MS;

/** Recognises an automatic closing with unknown first words: a vendor's post without a WING login, minutes after the deadline. */
export const isUnsignedClosing = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, { by, login, at }: Post): boolean =>
  by === 'vendor' &&
  login === undefined &&
  at !== undefined &&
  at >= dueAt &&
  at <= dueAt + UNSIGNED_CLOSING_MS;
