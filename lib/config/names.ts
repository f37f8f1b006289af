/** The environment variables of the functions. */
export const ENV = {
  tableName: 'TABLE_NAME',
  busName: 'BUS_NAME',
  /** A JSON file with the checked configuration, beside the bundle. */
  configFile: 'NOTIFIER_CONFIG_FILE',
  coupangBaseUrl: 'COUPANG_BASE_URL',
  slackApiUrl: 'SLACK_API_URL',
  /** `secrets-manager` (the default) or `environment` (the laptop). */
  secretsFrom: 'SECRETS_FROM',
  /** The name of the state item of the address that Coupang sees. */
  egressName: 'EGRESS_NAME',
  /** How often `track-sla` runs. */
  trackSlaSeconds: 'TRACK_SLA_SECONDS',
  /** Where `track-sla` tells that it runs, if anywhere. */
  heartbeatUrl: 'HEARTBEAT_URL',
  /** The topic for alarms, whose subscriptions `report` looks at. The laptop has none. */
  alarmTopicArn: 'ALARM_TOPIC_ARN',
  /** How often `report` runs. */
  reportSeconds: 'REPORT_SECONDS',
} as const;

/** The stacks' ids in the CDK app, in the order in which they are deployed: `npx cdk deploy` takes them. */
export const STACKS = { egress: 'NotifierEgress', notifier: 'Notifier' } as const;

/**
 * The descriptions of the stacks. They distinguish our stacks from those of other programs, so a release must not
 * change them.
 */
export const STACK_DESCRIPTIONS = {
  egress: 'The fixed address by which the Coupang inquiry notifier calls Coupang.',
  notifier: 'Brings the hand-overs of Coupang inquiries to Slack.',
} as const;

/** The context value of the CDK that names tables which a deploy may leave behind. */
export const LEAVE_TABLES = 'leaveTables';

/** The outputs of the stacks, for people and for `admin`. */
export const OUTPUTS = {
  /** The address that Coupang sees. An output of NotifierEgress. */
  egressIp: 'EgressIp',
  /** The next step with that address. An output of NotifierEgress. */
  nextStep: 'NextStep',
  /** An output of Notifier. `existingTable` takes this name. */
  tableName: 'TableName',
  /** The function that `doctor` invokes. An output of Notifier. */
  pollFunction: 'PollFunctionName',
  /** The address that Slack calls. An output of Notifier with `acting: 'on'`. */
  slackActionsUrl: 'SlackActionsUrl',
  /** Identifies the deployed configuration. An output of Notifier. */
  configHash: 'ConfigHash',
} as const;

/** The names of the schedules, for the stack and the doctor. */
export const SCHEDULES = {
  poll: (market: string, vendorId: string) => `poll-${market}-${vendorId}`,
  trackSla: 'track-sla',
  report: 'report',
} as const;

/** The configuration, as far as names need it. */
export type Named = { namePrefix?: string | undefined };

/**
 * Names that exist once in an account and region. CloudFormation makes the others, of the stack's name. A prefix has no
 * capital and no slash, so no name and no pattern of one deployment fits another's.
 */
export const namesOf = ({ namePrefix }: Named) => {
  const named = (name: string): string => (namePrefix === undefined ? name : `${namePrefix}-${name}`);
  const secrets = named('coupang-inquiry-notifier');
  return {
    stacks: { egress: named(STACKS.egress), notifier: named(STACKS.notifier) },
    /** As the CDK named it in the first release: another name would be another bus. */
    bus: named('NotifierBus3DEB0DC3'),
    metrics: named('CoupangInquiryNotifier'),
    /**
     * In Secrets Manager. `npm run secrets` makes them: they are in no template, so no deploy can overwrite or delete a
     * key. With `environment` the keys are in the laptop's variables.
     */
    secrets: {
      coupang: (market: string, vendorId: string): string => `${secrets}/coupang/${market}/${vendorId}`,
      slack: `${secrets}/slack`,
    },
  };
};
export type Names = ReturnType<typeof namesOf>;

export const COUPANG_HOST = 'https://api-gateway.coupang.com';

/** The bus's `source`. */
export const EVENT_SOURCE = 'coupang-inquiry-notifier';

/**
 * The metrics that alarms watch: counts in EMF, without a vendor dimension. Exactly one function emits each metric, and
 * its name is the dimension. Each metric costs money, so all other figures are only in the log.
 */
export const METRICS = {
  ticketsFailed: 'TicketsFailed',
  /** Listings and ends of a poll that could not be stored. */
  listingsFailed: 'ListingsFailed',
  /** Messages that Slack refused in every form. Each such refusal counts. */
  messagesRefused: 'MessagesRefused',
  /** Tickets and notices that a drain passed over, since they could not be read, built or written. */
  messagesFailed: 'MessagesFailed',
  /** How long a vendor's lane had been held without a break when a drain found it held, seconds. */
  laneHeldSeconds: 'LaneHeldSeconds',
  /** Calls that Slack refused for good, but not for the token. Calls that must wait do not count. */
  slackRefused: 'SlackRefused',
  /** Calls that Slack refused for the token. Apart from the others, which may ring for days over one channel. */
  slackTokenRefused: 'SlackTokenRefused',
  /** Calls whose answer was lost, or for which the token could not be read. Most succeed the next time. */
  slackUnanswered: 'SlackUnanswered',
  /** Hand-overs that Coupang closed unanswered. */
  deadlinesMissed: 'DeadlinesMissed',
  /** 1 for a poll without any answer, from Coupang or from Secrets Manager. 0 for any other. */
  coupangUnreachable: 'CoupangUnreachable',
  /** The age of the oldest change that Slack does not show yet. 0: Slack shows all. */
  oldestUnshownSeconds: 'OldestUnshownSeconds',
  /** The age of the oldest warning or breach that Slack does not show yet. 0: there is none. */
  oldestWarningSeconds: 'OldestWarningSeconds',
  /** The age of the last complete reading, for the vendor with the highest. */
  readingAgeSeconds: 'ReadingAgeSeconds',
  /** For the key that ends first. */
  keyDaysLeft: 'KeyDaysLeft',
  /** Vendors that turned blind since the last count above 0. */
  vendorsTurnedBlind: 'VendorsTurnedBlind',
  /** How long the oldest due act has waited for a run of `act`. 0: no act is due. */
  oldestActSeconds: 'OldestActSeconds',
} as const;

/** The METRICS that are counted only with `acting: 'on'`. */
export const ACTING_METRICS: readonly string[] = [METRICS.oldestActSeconds];

/** Messages of log lines that the dashboard searches for. */
export const LINES = {
  /** The summary of a poll. */
  poll: 'poll',
  /** One answered hand-over, with the time from request to answer. */
  answered: 'answered',
  /** The summary of a run of `track-sla`. */
  trackSla: 'track-sla',
  /** The queue of one vendor, by `track-sla`. */
  vendorFigures: 'vendor figures',
} as const;

/** The event that makes `notify` drain a vendor (R18). */
export const WAKE_UP = 'DeliveryDue';

/** The event of a ticket that makes `act` do what a person asked for (A2, A3). */
export const ACT_REQUESTED = 'ActAsked';

/** The event that makes `act` share a vendor's tickets (A9). */
export const SHARING_DUE = 'SharingDue';

/** The table and its indexes, for `lib/dynamodb` and `infra`. */
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
      'learntAnswerId',
      'inquiryAt',
      'askedAt',
      'openedAt',
      'dueAt',
      'changedAt',
      'lookUpAt',
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

/** Limits in seconds on which functions and leases must agree (R5, R18). */
export const SECONDS = {
  notifyTimeout: 120,
  leaseBeyondTimeout: 10,
  pollStopsBefore: 10,
} as const;
