import * as z from 'zod/mini';
import { isPublic } from './is-public.ts';
import { hasSharing } from './sharing.ts';

/** The retention periods that CloudWatch accepts. Source: its API reference, PutRetentionPolicy. */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const id = (prefix: string, fault: string) =>
  z.string().check(z.regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), fault));

/** `fetch` refuses a URL with credentials. Source: the Fetch standard, `Request`. */
const hasNoCredentials = (url: string): boolean => {
  const { username, password } = new URL(url);
  return username === '' && password === '';
};

/** An alarm's description has at most 1,024 characters. Source: CloudWatch's API reference, PutMetricAlarm. */
const LONGEST_RUNBOOK_URL = 400;

const httpsUrl = () => z.url({ protocol: /^https$/, error: 'must be an https address', abort: true });

/** Settings of the stacks. The laptop ignores them. */
export const awsSettings = {
  /**
   * The prefix of the names of stacks, secrets, dashboard, alarms, metrics and bus. It allows a second deployment in
   * one account and region. Default: none.
   */
  namePrefix: z.optional(
    z.string().check(
      // CloudFormation keeps 25 characters of a stack's name in names of roles and functions, such as
      // production-NotifierEgress.
      z.maxLength(10, 'must be 10 characters or fewer'),
      z.regex(
        /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        'must be lower-case letters and digits, with single hyphens between them, such as staging',
      ),
    ),
  ),
  /**
   * Only with egress 'existing-subnets': the subnets of `poll`. They must reach the internet by one fixed address of
   * yours.
   */
  existingSubnets: z.optional(
    z.strictObject({
      vpcId: id('vpc', 'must be the id of a VPC such as vpc-0123456789abcdef0'),
      subnetIds: z.array(id('subnet', 'must be the id of a subnet such as subnet-0123456789abcdef0')).check(
        z.minLength(1, 'must name at least one subnet; two in different zones outlive the loss of one'),
        z.refine((ids) => new Set(ids).size === ids.length, 'must not name a subnet twice'),
      ),
      /** Default: a new one, which allows only outgoing HTTPS. */
      securityGroupId: z.optional(
        id('sg', 'must be the id of a security group such as sg-0123456789abcdef0'),
      ),
    }),
  ),
  /**
   * Only with egress 'nat-instance' or 'nat-gateway': an Elastic IP that you have, for example of an earlier
   * NotifierEgress. Default: a new one.
   */
  existingAddress: z.optional(
    z.strictObject({
      allocationId: id(
        'eipalloc',
        'must be the allocation id of an Elastic IP such as eipalloc-0123456789abcdef0',
      ),
      ip: z
        .ipv4({ error: 'must be an IPv4 address such as 203.0.113.7', abort: true })
        .check(
          z.refine(isPublic, 'must be a public address, the one that Coupang sees, such as 203.0.113.7'),
        ),
    }),
  ),
  /** The name of a table that an earlier stack left and this one uses again. Default: a new table. */
  existingTable: z.optional(
    z
      .string()
      .check(z.regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table, as that stack put it out')),
  ),
  /**
   * An https address that `track-sla` calls (POST) each minute after it has checked all vendors, such as a check at
   * healthchecks.io. If the calls stop, that service warns you. Anyone who knows the address can call it. Default:
   * none.
   */
  heartbeatUrl: z.optional(
    httpsUrl().check(
      z.refine(hasNoCredentials, 'must not hold a user name or a password: such an address is never called'),
    ),
  ),
  /**
   * The https address where your team reads RUNBOOK.md, such as
   * https://github.com/your-team/notifier/blob/main/RUNBOOK.md. Each alarm then links to its entry. Default: none; an
   * alarm names the file and the heading.
   */
  runbookUrl: z.optional(
    httpsUrl().check(
      z.maxLength(LONGEST_RUNBOOK_URL, `must be ${LONGEST_RUNBOOK_URL} characters or fewer`),
      z.refine(hasNoCredentials, 'must not hold a user name or a password: each mail would show it'),
      z.refine((url) => !url.includes('#'), 'must end before the #: each alarm adds its own heading'),
    ),
  ),
  /**
   * An https address that gets the alarms in addition to the mail, such as a PagerDuty or Opsgenie integration for
   * CloudWatch or SNS. It must confirm its subscription. Anyone who knows the address can call it. Default: none.
   */
  pagerUrl: z.optional(
    httpsUrl().check(
      z.refine(
        hasNoCredentials,
        'must not hold a user name or a password: SNS would show them to all who list subscriptions',
      ),
    ),
  ),
  /**
   * Only with acting 'on': the reserved concurrency of `slack-actions`, which is also its maximum. It limits a flood of
   * requests, and other functions cannot use it. Default: none.
   */
  slackActionsConcurrency: z.optional(
    z
      .int('must be a whole number')
      .check(
        z.minimum(1, 'must be 1 or more: with 0 no button works'),
        z.maximum(1000, 'must be 1000 or less'),
      ),
  ),
  /** How long CloudWatch keeps the logs, in days. Default: 90. */
  logDays: z._default(z.literal([...LOG_DAYS], `must be one of ${LOG_DAYS.join(', ')}`), 90),
  /** Your key for table, logs and secrets, in the same region. Default: AWS-owned keys. */
  kmsKeyArn: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
          'must be the ARN of a KMS key such as arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab, not of an alias',
        ),
      ),
  ),
};

/** The ways to Coupang. The setup guide recommends the first ones. */
export const EGRESS = ['existing-subnets', 'nat-instance', 'nat-gateway', 'none'] as const;

export type Egress = (typeof EGRESS)[number];

/** Whether NotifierEgress makes the address that Coupang sees. */
export const hasEgressStack = (egress: Egress): boolean =>
  egress === 'nat-instance' || egress === 'nat-gateway';

type AwsSettings = StackSettings & {
  region: string;
  existingSubnets?: object | undefined;
  existingAddress?: object | undefined;
  kmsKeyArn?: string | undefined;
  slackActionsConcurrency?: number | undefined;
};

/** Refuses settings of the stacks that contradict one another. */
export const checkAwsSettings = ({ value, issues }: z.core.ParsePayload<AwsSettings>): void => {
  const { region, egress, existingSubnets, existingAddress, kmsKeyArn } = value;
  const { acting, slackActionsConcurrency } = value;
  const refuse = (field: keyof AwsSettings, message: string) =>
    issues.push({ code: 'custom', input: value, path: [field], message });

  if (egress === 'existing-subnets' && existingSubnets === undefined)
    refuse(
      'existingSubnets',
      "is missing, which egress 'existing-subnets' needs. Write existingSubnets: { vpcId: 'vpc-…', subnetIds: ['subnet-…'] }",
    );
  if (egress !== 'existing-subnets' && existingSubnets !== undefined)
    refuse(
      'existingSubnets',
      `has no use with egress '${egress}'. Remove it, or set egress: 'existing-subnets'`,
    );
  if (!hasEgressStack(egress) && existingAddress !== undefined)
    refuse(
      'existingAddress',
      `has no use with egress '${egress}'. Remove it, or set egress: 'nat-instance' or 'nat-gateway'`,
    );
  if (acting === 'off' && slackActionsConcurrency !== undefined)
    refuse('slackActionsConcurrency', "has no use with acting 'off'. Remove it, or set acting: 'on'");
  const keyRegion = kmsKeyArn?.split(':')[3];
  if (keyRegion !== undefined && keyRegion !== region)
    refuse(
      'kmsKeyArn',
      `must be a key in ${region}, where the stack is deployed. Make one there, or change region`,
    );
  const most = mostLiveVendors(value);
  const live = value.vendors.filter((vendor) => vendor.live).length;
  if (live > most)
    refuse(
      'vendors',
      `has ${live} live vendors, and one stack takes ${most} with these settings (docs/scaling.md). Set live: false for the others, or move them to a deployment of their own (namePrefix)`,
    );
};

type StackSettings = {
  egress: Egress;
  acting: 'off' | 'on';
  alarmMail: readonly string[];
  pagerUrl?: string | undefined;
  existingTable?: string | undefined;
  vendors: readonly { live: boolean; acting: { sharing: object } }[];
  webhooks: readonly object[];
};

/** Source: CloudFormation's user guide, "Understand CloudFormation quotas". */
const RESOURCES_A_STACK = 500;

/** Further polls go into nested stacks. Each of these takes two resources of the main stack: itself and a schedule group. */
export const SCHEDULES_A_STACK = 400;

/** The resources of the main stack beside polls, with the metadata that the CDK CLI adds. */
const countOthers = (config: StackSettings): number =>
  60 +
  config.alarmMail.length +
  (config.pagerUrl === undefined ? 0 : 1) +
  (config.egress === 'none' ? 0 : 2) +
  (config.acting === 'on' ? 24 : 0) +
  (hasSharing(config) ? 2 : 0) +
  (config.webhooks.length > 0 ? 8 + 6 * config.webhooks.length : 0) -
  (config.existingTable === undefined ? 0 : 1);

/** @internal The resources of the main stack, if a vendor is live. */
export const countResources = (config: StackSettings): number => {
  const live = config.vendors.filter((vendor) => vendor.live).length;
  const further = Math.max(0, live - SCHEDULES_A_STACK);
  return countOthers(config) + live - further + 2 * Math.ceil(further / SCHEDULES_A_STACK);
};

const mostLiveVendors = (config: StackSettings): number => {
  const room = Math.max(0, RESOURCES_A_STACK - countOthers(config));
  if (room <= SCHEDULES_A_STACK) return room;
  return SCHEDULES_A_STACK * (1 + Math.floor((room - SCHEDULES_A_STACK) / 2));
};

type Concurrent = { vendors: readonly { live: boolean }[]; webhooks: readonly unknown[] };

/**
 * The concurrency that the account must allow (R26): a `poll` and a `notify` per live vendor, two runs per webhook, and room for
 * the other functions.
 */
export const neededConcurrency = ({ vendors, webhooks }: Concurrent): number =>
  2 * vendors.filter(({ live }) => live).length + 2 * webhooks.length + 20;

/** Lambda refuses a reservation that leaves less concurrency than this to the account's other functions. */
const ALWAYS_UNRESERVED = 100;

/**
 * The account limit that a reservation for `slack-actions` requires. Source: Lambda's developer guide, "Configuring
 * reserved concurrency".
 */
export const neededLimit = (config: Concurrent, reserved: number): number =>
  Math.max(neededConcurrency(config), ALWAYS_UNRESERVED) + reserved;
