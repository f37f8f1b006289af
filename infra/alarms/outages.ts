/** A fault that several alarms show at once. Its mail lists the ringing alarms. */
export type Outage = {
  id: string;
  title: string;
  loses: string;
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
    loses:
      'New hand-overs of at least one vendor do not appear in Slack, and its answers and closings are not seen.',
    runbook: 'Coupang is not read',
  },
  delays: {
    id: 'SlackIsBehind',
    title: 'Slack is behind',
    loses: 'Cards, changes of cards or warnings reach Slack late or not at all.',
    runbook: 'Slack is behind',
  },
} as const satisfies Record<string, Outage>;

export type OutageName = keyof typeof OUTAGES;
