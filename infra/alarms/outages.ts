/** A fault that several alarms show at once. Its mail says which of them ring. */
export type Outage = {
  id: string;
  title: string;
  loses: string;
  runbook: string;
};

/**
 * An alarm of an outage sends no mail of its own; the outage sends one for all of them. What may ring for days over a single ticket
 * stands alone, since a ringing outage is silent about what is new in it.
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
