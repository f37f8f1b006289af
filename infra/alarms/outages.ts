/** A fault that several alarms show at once. Its mail lists the ringing alarms. */
export type Outage = {
  id: string;
  title: string;
  /** The name of its mail's text. */
  loses: 'notReading' | 'slackIsBehind';
  runbook: string;
};

/**
 * An outage sends one mail instead of its alarms. An alarm that a single ticket can ring for days must not belong to an
 * outage, because a ringing outage hides new alarms.
 */
export const OUTAGES = {
  reading: {
    id: 'NotReading',
    title: 'Coupang is not read',
    loses: 'notReading',
    runbook: 'Coupang is not read',
  },
  delays: {
    id: 'SlackIsBehind',
    title: 'Slack is behind',
    loses: 'slackIsBehind',
    runbook: 'Slack is behind',
  },
} as const satisfies Record<string, Outage>;

export type OutageName = keyof typeof OUTAGES;
