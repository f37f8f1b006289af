/** The functions: folder under `functions/`, bundle under `dist/`, and the largest minified bundle in KB (1000 bytes). */
export const SIZE_BUDGETS_KB = {
  poll: 470,
  // Its texts in two languages; what a refused configuration suggests and a key that is not set up take 15.
  notify: 550,
  // What Slack lacks of a ticket, by which it wakes notify, takes 4; one log line for each event of a ticket, 2.
  'track-sla': 410,
  report: 400,
} as const satisfies Record<string, number>;

/**
 * What each is given, and with it its share of a CPU. Poll needs 120 MB, and 270 MB where a thousand hand-overs come at once; half of it
 * would save 0.20 USD a month, and nothing within Lambda's free tier.
 */
export const MEMORY_MB = 512;

export type FunctionName = keyof typeof SIZE_BUDGETS_KB;

export const FUNCTION_NAMES: readonly FunctionName[] = ['poll', 'notify', 'track-sla', 'report'];
