/** The functions: folder under `functions/`, bundle under `dist/`, and the largest minified bundle in KB (1000 bytes). */
export const SIZE_BUDGETS_KB = {
  // The notice of the alarms' mail takes 2 of each.
  // What a person may ask for, as it stands in a ticket, takes 5. Masks of personal data take 36 of most. Reading round broken pages, stops of
  // single kinds of calls, and look-ups take 12.
  poll: 420,
  // Includes the texts in three languages, 12 each, and buttons with theirs.
  notify: 460,
  // Finding what Slack lacks, to wake notify, takes 4. The log lines for a ticket's events take 2.
  'track-sla': 355,
  // SNS's client, for the alarms' subscriptions and the daily reminder, takes 40. The reminder's texts bring those of Slack, 65. Giving up
  // the acts of a stopped vendor takes 9.
  report: 440,
  // Refusals and limits of presses, and the workspace that each must come from, take 5.
  'slack-actions': 475,
  // A roster's shifts, with the public holidays, take 15.
  act: 480,
} as const satisfies Record<string, number>;

/** Always in the stack. */
export const FUNCTION_NAMES = ['poll', 'notify', 'track-sla', 'report'] as const;
/** In the stack with `acting: 'on'`. */
export const ACTING_FUNCTION_NAMES = ['slack-actions', 'act'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
export type ActingFunctionName = (typeof ACTING_FUNCTION_NAMES)[number];
export type AnyFunctionName = FunctionName | ActingFunctionName;

/** The memory of each function, in MB, which also sets its share of a CPU. */
export const MEMORY_MB = {
  // It waits for Coupang. Its process takes 110 MB, and 190 in a poll of 3,000 new hand-overs.
  poll: 256,
  notify: 512,
  'track-sla': 512,
  report: 512,
  'slack-actions': 512,
  act: 512,
} as const satisfies Record<AnyFunctionName, number>;
