import { MINUTE_MS } from '../domain/time/durations.ts';

export const ENV = {
  tableName: 'TABLE_NAME',
  busName: 'BUS_NAME',
  /** A JSON file with the checked configuration, beside the bundle. */
  configFile: 'NOTIFIER_CONFIG_FILE',
  coupangBaseUrl: 'COUPANG_BASE_URL',
  slackApiUrl: 'SLACK_API_URL',
  /** `secrets-manager` (the default) or `environment` (the laptop). */
  secretsFrom: 'SECRETS_FROM',
  /** The name of the state item for the address that Coupang sees. */
  egressName: 'EGRESS_NAME',
  trackSlaSeconds: 'TRACK_SLA_SECONDS',
  heartbeatUrl: 'HEARTBEAT_URL',
  /** The topic for alarms, whose subscriptions `report` checks. The laptop has none. */
  alarmTopicArn: 'ALARM_TOPIC_ARN',
  reportSeconds: 'REPORT_SECONDS',
} as const;

/** The stacks' ids, in the order of deployment. */
export const STACKS = { egress: 'NotifierEgress', notifier: 'Notifier' } as const;

/** They distinguish our stacks from those of other programs, so a release must not change them. */
export const STACK_DESCRIPTIONS = {
  egress: 'The fixed address by which the Coupang inquiry notifier calls Coupang.',
  notifier: 'Brings the hand-overs of Coupang inquiries to Slack.',
} as const;

/** The CDK context value that names tables which a deploy may leave behind. */
export const LEAVE_TABLES = 'leaveTables';

/** The outputs of the stacks, for people and for `admin`. The first two belong to NotifierEgress. */
export const OUTPUTS = {
  /** The address that Coupang sees. */
  egressIp: 'EgressIp',
  /** The next step with that address. */
  nextStep: 'NextStep',
  /** The name that `existingTable` takes. */
  tableName: 'TableName',
  /** The bus whose events other tools may read (docs/events.md). */
  busName: 'BusName',
  /** The function that `doctor` invokes. */
  pollFunction: 'PollFunctionName',
  /** The address that Slack calls. Only with `acting: 'on'`. */
  slackActionsUrl: 'SlackActionsUrl',
  /** Identifies the deployed configuration. */
  configHash: 'ConfigHash',
} as const;

export const SCHEDULES = {
  poll: (market: string, vendorId: string) => `poll-${market}-${vendorId}`,
  trackSla: 'track-sla',
  report: 'report',
} as const;

export type Named = { namePrefix?: string | undefined };

/**
 * Names that are unique in an account and region. CloudFormation derives the others from the stack's name. A prefix has
 * no capital and no slash, so no name or pattern of one deployment matches another's.
 */
export const namesOf = ({ namePrefix }: Named) => {
  const named = (name: string): string => (namePrefix === undefined ? name : `${namePrefix}-${name}`);
  const secrets = named('coupang-inquiry-notifier');
  return {
    stacks: { egress: named(STACKS.egress), notifier: named(STACKS.notifier) },
    /** The CDK's name in the first release. Another name would be another bus. */
    bus: named('NotifierBus3DEB0DC3'),
    metrics: named('CoupangInquiryNotifier'),
    /**
     * Names in Secrets Manager. `npm run secrets` and `npm run webhooks` make them. No template contains them, so no deploy can overwrite or
     * delete a key.
     */
    secrets: {
      coupang: (market: string, vendorId: string): string => `${secrets}/coupang/${market}/${vendorId}`,
      slack: `${secrets}/slack`,
      webhook: (name: string): string => `${secrets}/webhook/${name}`,
    },
    /** Names in SQS. */
    queues: {
      webhook: (name: string): string => `${named(STACKS.notifier)}-webhook-${name}`,
      undelivered: (name: string): string => `${named(STACKS.notifier)}-webhook-${name}-undelivered`,
    },
  };
};
export type Names = ReturnType<typeof namesOf>;

export const COUPANG_HOST = 'https://api-gateway.coupang.com';

/** The bus's `source`. */
export const EVENT_SOURCE = 'coupang-inquiry-notifier';

/**
 * The metrics that alarms watch: counts in EMF, without a vendor dimension. Exactly one function emits each metric, and
 * its name is the dimension. A metric costs money, so other figures are only in the log.
 */
export const METRICS = {
  ticketsFailed: 'TicketsFailed',
  /** Listings and ends of a poll that could not be stored. */
  listingsFailed: 'ListingsFailed',
  /** Messages that Slack refused in every form. Each such refusal counts. */
  messagesRefused: 'MessagesRefused',
  /** Tickets and notices that a drain skipped, because it could not read, build or write them. */
  messagesFailed: 'MessagesFailed',
  /** How long a vendor's lane had been held without a break when a drain found it held, seconds. */
  laneHeldSeconds: 'LaneHeldSeconds',
  /** Calls that Slack refused for good, but not for the token. A rate limit does not count. */
  slackRefused: 'SlackRefused',
  /**
   * Calls that Slack refused for the token. Separate from the others, whose alarm may ring for days over one channel.
   */
  slackTokenRefused: 'SlackTokenRefused',
  /** Calls without an answer, or without a readable token. Most succeed the next time. */
  slackUnanswered: 'SlackUnanswered',
  /** Hand-overs that Coupang closed unanswered. */
  deadlinesMissed: 'DeadlinesMissed',
  /** 1 for a poll without any answer from Coupang or Secrets Manager, else 0. */
  coupangUnreachable: 'CoupangUnreachable',
  /** The age of the oldest change that Slack does not show yet; 0 without such a change. */
  oldestUnshownSeconds: 'OldestUnshownSeconds',
  /** The same for warnings and breaches. */
  oldestWarningSeconds: 'OldestWarningSeconds',
  /** The age of the last complete reading: the highest of all vendors. */
  readingAgeSeconds: 'ReadingAgeSeconds',
  /** The lowest of all vendors. */
  keyDaysLeft: 'KeyDaysLeft',
  /** Vendors that turned blind since the last count above 0. */
  vendorsTurnedBlind: 'VendorsTurnedBlind',
  /** How long the oldest due act has waited for a run of `act`; 0 if no act is due. */
  oldestActSeconds: 'OldestActSeconds',
  /** How long an event had waited when a webhook's receiver did not take it. Only counted then. */
  webhookLateSeconds: 'WebhookLateSeconds',
} as const;

/** The metrics that are counted only with `acting: 'on'`. */
export const ACTING_METRICS: readonly string[] = [METRICS.oldestActSeconds];
/** The metrics that are counted only with webhooks. */
export const WEBHOOK_METRICS: readonly string[] = [METRICS.webhookLateSeconds];

/** Messages of log lines that the dashboard searches for. */
export const LINES = {
  /** The summary of a poll. */
  poll: 'poll',
  /** An answered hand-over, with the time from request to answer. */
  answered: 'answered',
  /** The summary of a run of `track-sla`. */
  trackSla: 'track-sla',
  /** The queue of one vendor, by `track-sla`. */
  vendorFigures: 'vendor figures',
} as const;

/** The event that makes `notify` drain a vendor (R18). */
export const WAKE_UP = 'DeliveryDue';

/** The event that makes `act` carry out the act of a ticket (A2, A3). */
export const ACT_REQUESTED = 'ActAsked';

/** The event that makes `act` share a vendor's tickets (A9). */
export const SHARING_DUE = 'SharingDue';

/** The event that makes `act` read an order for a person (A10). */
export const ORDER_REQUESTED = 'OrderRequested';

export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  expiryAttribute: 'expiresAt',
  attention: {
    name: 'attention',
    partitionKey: 'attentionOf',
    sortKey: 'attentionAt',
    projected: [
      'version',
      'publishedVersion',
      'shownVersion',
      'fingerprint',
      'kind',
      'inquiryAt',
      'askedAt',
      'openedAt',
      'dueAt',
      'changedAt',
      'lookUpAt',
      'contradictsAt',
      'nextStepAt',
      'claimedBy',
      'claimedAt',
      'closedAt',
      'product',
      'orderId',
      'rank',
    ],
  },
  closed: {
    name: 'closed',
    partitionKey: 'closedOf',
    sortKey: 'closedAt',
    projected: [
      'outcome',
      'kind',
      'category',
      'product',
      'openedAt',
      'askedAt',
      'dueAt',
      'answeredAt',
      'inTime',
      'claimedBy',
      'steps',
    ],
  },
} as const;

/** Limits on which functions and leases must agree (R5, R18). */
export const SECONDS = {
  notifyTimeout: 120,
  leaseBeyondTimeout: 10,
  pollStopsBefore: 10,
} as const;

/** Only a burst of hundreds of messages holds a lane so long. An alarm and the doctor warn of it. */
export const LANE_HELD_TOO_LONG_MS = 15 * MINUTE_MS;
