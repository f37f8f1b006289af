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

/** Where the keys stand in Secrets Manager; with `environment`, in the variables of the laptop's contract. */
export const SECRETS = {
  coupang: (market: string, vendorId: string) => `coupang-inquiry-notifier/coupang/${market}/${vendorId}`,
  slack: 'coupang-inquiry-notifier/slack',
} as const;

export const COUPANG_HOST = 'https://api-gateway.coupang.com';

/** The bus's `source`, and the metrics' name space. */
export const EVENT_SOURCE = 'coupang-inquiry-notifier';
export const METRICS_NAMESPACE = 'CoupangInquiryNotifier';

/** Counts in EMF, without a vendor dimension; per-vendor figures stand in the log. */
export const METRICS = {
  pollComplete: 'PollComplete',
  ticketsOpened: 'TicketsOpened',
  ticketsClosed: 'TicketsClosed',
  ticketsReannounced: 'TicketsReannounced',
  ticketsFailed: 'TicketsFailed',
  ticketsWarned: 'TicketsWarned',
  unusableItems: 'UnusableItems',
  messagesWaiting: 'MessagesWaiting',
  messagesFailed: 'MessagesFailed',
  reportsWritten: 'ReportsWritten',
  textsRemoved: 'TextsRemoved',
} as const;

/** The detail types, as the rules match them. */
export const DETAIL_TYPES = [
  'TicketOpened',
  'TicketChanged',
  'TicketWarned',
  'TicketClosed',
  'TicketReopened',
  'TicketReannounced',
  'NoticeChanged',
  'BlindnessChanged',
  'ShiftWarned',
] as const;

/** Those that overtake the rest, in a queue of their own. */
export const URGENT_DETAIL_TYPES = ['TicketWarned', 'ShiftWarned', 'BlindnessChanged'] as const;

const urgent: readonly string[] = URGENT_DETAIL_TYPES;

/** The rest: each detail type goes to one queue. */
export const NORMAL_DETAIL_TYPES = DETAIL_TYPES.filter((type) => !urgent.includes(type));

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

/** Limits in seconds that functions, leases, claims and queues must agree on (R5, R18). */
export const SECONDS = {
  notifyTimeout: 60,
  claimBeyondTimeout: 5,
  queueVisibility: 90,
  leaseBeyondTimeout: 10,
  pollStopsBefore: 10,
} as const;
