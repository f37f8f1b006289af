/** Names that the stack, the functions and the laptop share. */

/** What a function finds in its environment. */
export const ENV = {
  tableName: 'TABLE_NAME',
  busName: 'BUS_NAME',
  /** A JSON file with the checked configuration, beside the bundle. */
  configFile: 'NOTIFIER_CONFIG_FILE',
  coupangBaseUrl: 'COUPANG_BASE_URL',
  slackApiUrl: 'SLACK_API_URL',
  /** `secrets-manager` (the default) or `environment` (the laptop). */
  secretsFrom: 'SECRETS_FROM',
  /** Names the state item of the address that Coupang sees. */
  egressName: 'EGRESS_NAME',
  /** How often `track-sla` runs. */
  trackSlaSeconds: 'TRACK_SLA_SECONDS',
  /** How often `report` runs. */
  reportSeconds: 'REPORT_SECONDS',
} as const;

/** The stacks, in the order in which they are deployed. */
export const STACKS = { egress: 'NotifierEgress', notifier: 'Notifier' } as const;

/** What the stacks put out for people and for `admin`. */
export const OUTPUTS = {
  /** Of NotifierEgress: the address that Coupang sees. */
  egressIp: 'EgressIp',
  /** Of NotifierEgress: what to do with it. */
  nextStep: 'NextStep',
  /** Of Notifier; `existingTable` takes it back. */
  tableName: 'TableName',
  /** Of Notifier: what `doctor` invokes. */
  pollFunction: 'PollFunctionName',
  /** Of Notifier: what tells the deployed configuration from another. */
  configHash: 'ConfigHash',
} as const;

/** The schedules, as the stack names them and the doctor looks for them. */
export const SCHEDULES = {
  poll: (market: string, vendorId: string) => `poll-${market}-${vendorId}`,
  trackSla: 'track-sla',
  report: 'report',
} as const;

/** Where the keys stand in Secrets Manager; with `environment`, in the variables of the laptop's contract. */
export const SECRETS = {
  coupang: (market: string, vendorId: string) => `coupang-inquiry-notifier/coupang/${market}/${vendorId}`,
  slack: 'coupang-inquiry-notifier/slack',
} as const;

/**
 * What a secret holds from its creation until `npm run secrets` stores a key. Never to be changed: CloudFormation writes a
 * secret's value again when the template's differs from the one before, and would put the new placeholder over every key.
 */
export const SECRET_PLACEHOLDER = 'not set up: run npm run secrets';

export const COUPANG_HOST = 'https://api-gateway.coupang.com';

/** The bus's `source`, and the metrics' name space. */
export const EVENT_SOURCE = 'coupang-inquiry-notifier';
export const METRICS_NAMESPACE = 'CoupangInquiryNotifier';

/**
 * Counts in EMF, without a vendor dimension; per-vendor figures stand in the log. Each is counted by one function, whose name
 * is its dimension.
 */
export const METRICS = {
  pollComplete: 'PollComplete',
  /** Runs that had no key to read with: they count as neither complete nor failed. */
  pollNotSetUp: 'PollNotSetUp',
  ticketsOpened: 'TicketsOpened',
  ticketsClosed: 'TicketsClosed',
  ticketsFailed: 'TicketsFailed',
  ticketsWarned: 'TicketsWarned',
  /** Listings and ends of a poll that could not be stored. */
  listingsFailed: 'ListingsFailed',
  unusableItems: 'UnusableItems',
  /** Messages that Slack refused in every form: each such answer counts. */
  messagesRefused: 'MessagesRefused',
  /** Tickets and notices that a drain passed over, since they could not be read, built or written. */
  messagesFailed: 'MessagesFailed',
  /** For how long a vendor's lane had been held without a break when a drain met it held, seconds. */
  laneHeldSeconds: 'LaneHeldSeconds',
  /** Calls that Slack refused for good; not those that it told to wait. */
  slackRefused: 'SlackRefused',
  /** Calls whose answer was lost, or for which the token could not be read: most pass the next time. */
  slackUnanswered: 'SlackUnanswered',
  /** Hand-overs that Coupang closed unanswered. */
  deadlinesMissed: 'DeadlinesMissed',
  /** From the request to the answer, of each hand-over that was answered. */
  answerSeconds: 'AnswerSeconds',
  /** 1 for a poll to which nothing came back, neither from Coupang nor from Secrets Manager; 0 for any other. */
  coupangUnreachable: 'CoupangUnreachable',
  ticketsOpen: 'TicketsOpen',
  oldestTicketSeconds: 'OldestTicketSeconds',
  ticketsDueWithinHour: 'TicketsDueWithinHour',
  /** Since the oldest change that Slack does not show yet; 0 without any. */
  oldestUnshownSeconds: 'OldestUnshownSeconds',
  /** Since the oldest warning or breach that Slack does not show yet; 0 without any. */
  oldestWarningSeconds: 'OldestWarningSeconds',
  /** Since the last complete reading, of the vendor for which that is longest. */
  readingAgeSeconds: 'ReadingAgeSeconds',
  /** Of the key that ends first. */
  keyDaysLeft: 'KeyDaysLeft',
  reportsWritten: 'ReportsWritten',
  textsRemoved: 'TextsRemoved',
} as const;

/** The message of the log line that `track-sla` writes of each vendor, as the dashboard looks for it. */
export const VENDOR_FIGURES = 'vendor figures';

/** The event that has `notify` drain a vendor (R18). */
export const WAKE_UP = 'DeliveryDue';

/** Table and indexes, as `lib/dynamodb` reads and `infra` makes them. */
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
      'closedAt',
      'product',
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

/** Limits in seconds that functions and leases must agree on (R5, R18). */
export const SECONDS = {
  notifyTimeout: 120,
  leaseBeyondTimeout: 10,
  pollStopsBefore: 10,
} as const;
