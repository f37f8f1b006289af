import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequest,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequest,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { mockDocuments } from '../../fixtures/mock-documents.ts';
import * as z from 'zod/mini';
import { configHash } from '../../../lib/config/load-config.ts';
import { namesOf, OUTPUTS, STACK_DESCRIPTIONS, WAKE_UP } from '../../../lib/config/names.ts';
import type { Config } from '../../../lib/config/schema.ts';
import { TOKEN } from '../../fixtures/slack/start-test-slack.ts';

/** 14:00 in Seoul. */
export const NOW = Date.parse('2026-11-25T05:00:00Z');
const POLL = 'made-up-poll';
const TABLE_NAME = 'made-up-table';
const eventJson = z.record(z.string(), z.string());
const NOTIFY = 'made-up-notify';
export const ALARM = 'Notifier - report does not run';
export const TOPIC_ARN = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const ARNS = 'ap-northeast-2:123456789012';
export const NOTIFY_ARN = `arn:aws:lambda:${ARNS}:function:${NOTIFY}`;
export const RULE = 'made-up-bus|wake-up';
export const RULE_ARN = `arn:aws:events:${ARNS}:rule/made-up-bus/wake-up`;

type QueryInput = {
  IndexName?: string;
  ExpressionAttributeValues: { ':partition'?: string; ':vendor'?: string };
};

export type Account = {
  /** Status by stack. A stack that is missing here is not deployed. */
  stacks: Record<string, string>;
  descriptions: Record<string, string>;
  /** The tags of every stack. */
  tags: Record<string, string>;
  /** By stack and name. */
  outputs: Record<string, Record<string, string>>;
  /** Type, physical id, and the status if it matters. */
  resources: [string, string, string?][];
  schedules: Record<string, string>;
  /** By `bus|rule`: the state, the detail types and the ARNs of the targets. */
  rules: Record<string, { State: string; types: readonly string[]; targets: readonly string[] }>;
  /** The statements of a function's own policy, by function. A function that is missing here has none. */
  policies: Record<string, Record<string, unknown>[]>;
  /** How many functions may run at once, and how many of these have no reservation. */
  concurrency: { ConcurrentExecutions: number; UnreservedConcurrentExecutions: number };
  /** Items of the table and its indexes, by `<index or table>|<partition>`. */
  items: Record<string, Record<string, unknown>[]>;
  tables: string[];
  /** The tables without items. */
  emptyTables: string[];
  subscriptions: { Protocol: string; Endpoint: string; SubscriptionArn: string }[];
  /** By name. */
  alarms: Record<string, { state: StateValue; actions: string[] }>;
  /** The history of an alarm after it was set to ALARM. Absent: it is empty. */
  alarmAction: string | undefined;
  /** The states that were set, in order. */
  alarmStates: string[];
  /** Whether each was confirmed by a signed request. */
  confirmedSigned: boolean;
  /** The bodies of each queue's messages, by its name. */
  queues: Record<string, string[]>;
  secrets: Record<string, string>;
  /** Those of them that are marked for deletion. */
  deletedSecrets: string[];
  /** The answer of poll. An error makes the function fail. */
  answer: (event: Record<string, string>) => unknown;
  /** The events of its invocations. */
  invoked: Record<string, string>[];
};

/**
 * An account without problems; each test changes its part. All of it is made up.
 * @param deployed its configuration
 */
export const makeAccount = (deployed: Config): Account => {
  const { stacks, secrets } = namesOf(deployed);
  return {
    stacks: { [stacks.egress]: 'CREATE_COMPLETE', [stacks.notifier]: 'UPDATE_COMPLETE' },
    descriptions: {
      [stacks.egress]: STACK_DESCRIPTIONS.egress,
      [stacks.notifier]: STACK_DESCRIPTIONS.notifier,
    },
    tags: {},
    outputs: {
      [stacks.egress]: { [OUTPUTS.egressIp]: '203.0.113.7' },
      [stacks.notifier]: {
        [OUTPUTS.pollFunction]: POLL,
        [OUTPUTS.configHash]: configHash(deployed),
        [OUTPUTS.tableName]: TABLE_NAME,
      },
    },
    tables: ['other', TABLE_NAME],
    emptyTables: [],
    resources: [
      ['AWS::DynamoDB::GlobalTable', TABLE_NAME],
      ['AWS::Scheduler::ScheduleGroup', 'made-up-group'],
      ['AWS::Lambda::Function', POLL],
      ['AWS::Lambda::Function', NOTIFY],
      ['AWS::Events::EventBus', 'made-up-bus'],
      ['AWS::Events::Rule', RULE],
      ['AWS::SNS::Topic', TOPIC_ARN],
      ['AWS::CloudWatch::Alarm', ALARM],
    ],
    queues: {},
    alarms: { [ALARM]: { state: 'OK', actions: [TOPIC_ARN] } },
    alarmAction: `Successfully executed action ${TOPIC_ARN}`,
    alarmStates: [],
    schedules: { 'poll-KR-A00012345': 'ENABLED', 'track-sla': 'ENABLED', report: 'ENABLED' },
    rules: { [RULE]: { State: 'ENABLED', types: [WAKE_UP], targets: [NOTIFY_ARN] } },
    policies: {
      [NOTIFY]: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: NOTIFY_ARN,
          Condition: { ArnLike: { 'AWS:SourceArn': RULE_ARN } },
        },
      ],
    },
    concurrency: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
    items: { 'table|VENDORS': [{ pk: 'VENDORS', sk: 'KR#A00012345', v: 1 }] },
    subscriptions: [
      { Protocol: 'email', Endpoint: 'ops@example.com', SubscriptionArn: 'arn:aws:sns:made-up' },
    ],
    confirmedSigned: true,
    deletedSecrets: [],
    secrets: {
      [secrets.coupang('KR', 'A00012345')]:
        '{"accessKey":"hush-a","secretKey":"hush-s","expiresOn":"2027-05-24"}',
      [secrets.slack]: JSON.stringify({
        botToken: TOKEN,
        signingSecret: '0123456789abcdef0123456789abcdef',
        teamId: 'T0LOCAL',
      }),
    },
    answer: () => ({
      market: 'KR',
      vendorId: 'A00012345',
      result: 'ok',
      recentCompleteAt: NOW - 40_000,
      checkedAt: NOW,
    }),
    invoked: [],
  };
};

const notFound = () => new ResourceNotFoundException({ $metadata: {}, message: 'made up' });

/** AWS's clients. The account answers every request. */
export const mockAccount = (account: Account) => {
  const cloudFormation = new CloudFormationClient({ region: 'ap-northeast-2' });
  mockClient(cloudFormation)
    .on(DescribeStacksCommand)
    .callsFake(({ StackName = '' }: { StackName?: string }) => {
      const StackStatus = account.stacks[StackName];
      if (StackStatus === undefined) {
        throw Object.assign(new Error(`Stack with id ${StackName} does not exist`), {
          name: 'ValidationError',
        });
      }
      const outputs = Object.entries(account.outputs[StackName] ?? {});
      return {
        Stacks: [
          {
            StackStatus,
            Description: account.descriptions[StackName],
            Tags: Object.entries(account.tags).map(([Key, Value]) => ({ Key, Value })),
            Outputs: outputs.map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
          },
        ],
      };
    })
    .on(ListStackResourcesCommand)
    .callsFake(() => ({
      StackResourceSummaries: account.resources.map(([ResourceType, PhysicalResourceId, ResourceStatus]) => ({
        ResourceType,
        PhysicalResourceId,
        ResourceStatus,
      })),
    }));

  /** CloudWatch acts only when an alarm begins to ring. */
  let sent = 0;
  const cloudWatch = new CloudWatchClient({ region: 'ap-northeast-2' });
  mockClient(cloudWatch)
    .on(DescribeAlarmsCommand)
    .callsFake(({ AlarmNames = [] }: { AlarmNames?: string[] }) => ({
      MetricAlarms: Object.entries(account.alarms)
        .filter(([AlarmName]) => AlarmNames.includes(AlarmName))
        .map(([AlarmName, { state, actions }]) => ({
          AlarmName,
          StateValue: state,
          AlarmActions: actions,
          ActionsEnabled: true,
        })),
    }))
    .on(SetAlarmStateCommand)
    .callsFake(({ AlarmName = '', StateValue }: { AlarmName?: string; StateValue: StateValue }) => {
      account.alarmStates.push(`${AlarmName}: ${StateValue}`);
      const alarm = account.alarms[AlarmName];
      if (alarm?.state !== 'ALARM' && StateValue === 'ALARM' && account.alarmAction !== undefined) sent += 1;
      if (alarm) alarm.state = StateValue;
      return {};
    })
    .on(DescribeAlarmHistoryCommand)
    .callsFake(() => {
      const HistorySummary = sent === 0 ? 'made up, earlier' : account.alarmAction;
      return { AlarmHistoryItems: [{ Timestamp: new Date(NOW + sent), HistorySummary }] };
    });

  const scheduler = new SchedulerClient({ region: 'ap-northeast-2' });
  mockClient(scheduler)
    .on(ListSchedulesCommand)
    .callsFake(() => ({
      Schedules: Object.entries(account.schedules).map(([Name, State]) => ({ Name, State })),
    }));

  const eventBridge = new EventBridgeClient({ region: 'ap-northeast-2' });
  mockClient(eventBridge)
    .on(DescribeEventBusCommand)
    .callsFake(() => ({ Arn: `arn:aws:events:${ARNS}:event-bus/default` }))
    .on(DescribeRuleCommand)
    .callsFake(({ Name = '', EventBusName = '' }: { Name?: string; EventBusName?: string }) => {
      const rule = account.rules[`${EventBusName}|${Name}`];
      if (rule === undefined) throw notFound();
      const Arn = `arn:aws:events:${ARNS}:rule/${EventBusName}/${Name}`;
      return { Arn, State: rule.State, EventPattern: JSON.stringify({ 'detail-type': rule.types }) };
    })
    .on(ListTargetsByRuleCommand)
    .callsFake(({ Rule = '', EventBusName = '' }: { Rule?: string; EventBusName?: string }) => ({
      Targets: account.rules[`${EventBusName}|${Rule}`]?.targets.map((Arn, at) => ({
        Id: `Target${at}`,
        Arn,
      })),
    }));

  // The store wraps this client in one of its own.
  mockDocuments()
    .on(GetCommand, { TableName: TABLE_NAME })
    .resolves({})
    .on(QueryCommand, { TableName: TABLE_NAME })
    .callsFake(({ IndexName = 'table', ExpressionAttributeValues }: QueryInput) => {
      const { ':partition': partition, ':vendor': vendor } = ExpressionAttributeValues;
      return { Items: account.items[`${IndexName}|${partition ?? vendor}`] ?? [] };
    });

  const sns = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(sns)
    .on(ListSubscriptionsByTopicCommand)
    .callsFake(() => ({ Subscriptions: account.subscriptions }))
    .on(GetSubscriptionAttributesCommand)
    .callsFake(() => ({ Attributes: { ConfirmationWasAuthenticated: String(account.confirmedSigned) } }));

  const sqs = new SQSClient({ region: 'ap-northeast-2' });
  mockClient(sqs)
    .on(GetQueueUrlCommand)
    .callsFake(({ QueueName = '' }: { QueueName?: string }) => {
      if (account.queues[QueueName] === undefined)
        throw new QueueDoesNotExist({ $metadata: {}, message: 'made up' });
      return { QueueUrl: QueueName };
    })
    .on(GetQueueAttributesCommand)
    .callsFake(({ QueueUrl = '' }: { QueueUrl?: string }) => ({
      Attributes: { ApproximateNumberOfMessages: String(account.queues[QueueUrl]?.length) },
    }))
    .on(ReceiveMessageCommand)
    .callsFake(({ QueueUrl = '' }: { QueueUrl?: string }) => ({
      Messages: account.queues[QueueUrl]?.slice(0, 10).map((Body) => ({ Body, ReceiptHandle: Body })),
    }))
    .on(SendMessageBatchCommand)
    .callsFake(({ QueueUrl = '', Entries = [] }: SendMessageBatchRequest) => {
      account.queues[QueueUrl]?.push(...Entries.map(({ MessageBody = '' }) => MessageBody));
      return { Successful: Entries.map(({ Id }) => ({ Id })) };
    })
    .on(DeleteMessageBatchCommand)
    .callsFake(({ QueueUrl = '', Entries = [] }: DeleteMessageBatchRequest) => {
      const gone = new Set(Entries.map(({ ReceiptHandle }) => ReceiptHandle));
      account.queues[QueueUrl] = account.queues[QueueUrl]?.filter((body) => !gone.has(body)) ?? [];
      return {};
    });

  const secrets = new SecretsManagerClient({ region: 'ap-northeast-2' });
  mockClient(secrets)
    .on(GetSecretValueCommand)
    .callsFake(({ SecretId = '' }: { SecretId?: string }) => {
      const SecretString = account.secrets[SecretId];
      if (account.deletedSecrets.includes(SecretId))
        throw new InvalidRequestException({ $metadata: {}, message: 'made up' });
      if (SecretString === undefined) throw notFound();
      return { SecretString };
    })
    .on(UpdateSecretCommand)
    .callsFake(({ SecretId = '', SecretString = '' }: { SecretId?: string; SecretString?: string }) => {
      if (account.secrets[SecretId] === undefined) throw notFound();
      account.secrets[SecretId] = SecretString;
      return {};
    })
    .on(CreateSecretCommand)
    .callsFake(({ Name = '', SecretString = '' }: { Name?: string; SecretString?: string }) => {
      account.secrets[Name] = SecretString;
      return {};
    });

  const lambda = new LambdaClient({ region: 'ap-northeast-2' });
  mockClient(lambda)
    .on(GetAccountSettingsCommand)
    .callsFake(() => ({ AccountLimit: account.concurrency }))
    .on(GetPolicyCommand)
    .callsFake(({ FunctionName = '' }: { FunctionName?: string }) => {
      const Statement = account.policies[FunctionName];
      if (Statement === undefined) throw notFound();
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }) };
    })
    .on(InvokeCommand)
    .callsFake(({ FunctionName, Payload }: { FunctionName?: string; Payload?: Uint8Array }) => {
      if (FunctionName !== POLL) throw new Error('another function was invoked');
      const event = eventJson.parse(JSON.parse(new TextDecoder().decode(Payload)));
      account.invoked.push(event);
      const answer = account.answer(event);
      const isError = answer instanceof Error;
      const payload = isError ? { errorType: answer.name, errorMessage: answer.message } : answer;
      return {
        Payload: new TextEncoder().encode(JSON.stringify(payload)),
        ...(isError && { FunctionError: 'Unhandled' }),
      };
    });

  const dynamoDb = new DynamoDBClient({ region: 'ap-northeast-2' });
  mockClient(dynamoDb)
    .on(ListTablesCommand)
    .callsFake(() => ({ TableNames: account.tables }))
    .on(ScanCommand)
    .callsFake(({ TableName = '' }: { TableName?: string }) => ({
      Items: account.emptyTables.includes(TableName) ? [] : [{ pk: { S: 'made-up' } }],
    }));
  return { cloudFormation, cloudWatch, dynamoDb, eventBridge, lambda, scheduler, secrets, sns, sqs };
};
