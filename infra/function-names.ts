/** The functions: folder under `functions/`, bundle under `dist/`, and the largest minified bundle in KB (1000 bytes). */
export const SIZE_BUDGETS_KB = {
  poll: 470,
  notify: 540,
  'track-sla': 400,
  report: 400,
} as const satisfies Record<string, number>;

export type FunctionName = keyof typeof SIZE_BUDGETS_KB;

export const FUNCTION_NAMES: readonly FunctionName[] = ['poll', 'notify', 'track-sla', 'report'];
