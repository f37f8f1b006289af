/** So long after its deadline a ticket whose end nobody can learn closes as `unknown` (R14). */
export const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
