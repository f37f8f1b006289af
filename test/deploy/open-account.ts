import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  type FunctionConfiguration,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { countMessages, findQueue } from '../../admin/webhooks/queues.ts';
import { STACKS, TABLE } from '../../lib/config/names.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { Emulator } from './start-emulator.ts';

/** An engineer's view of the account's console, and the acts in it. */
export type Account = {
  /** A stack's outputs by name; empty until they are known. */
  outputsOf: (stackName: string) => Promise<Record<string, string>>;
  deleteStack: (stackName: string) => Promise<void>;
  /** Puts events on Notifier's bus. */
  putEvents: (entries: readonly { Source: string; DetailType: string; Detail: string }[]) => Promise<void>;
  /** Turns the rules of Notifier's bus off or on. Events are lost while they are off. */
  switchRules: (to: 'off' | 'on') => Promise<void>;
  /** The rules of Notifier's bus; none if there is no such bus. */
  ruleNames: () => Promise<string[]>;
  scheduleNames: () => Promise<string[]>;
  functions: () => Promise<FunctionConfiguration[]>;
  /** The function's answer. Throws if the function failed. */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  secret: (name: string) => Promise<string | undefined>;
  /** How many messages a queue has. Throws if there is no such queue. */
  waitingIn: (queueName: string) => Promise<number>;
  topicArns: () => Promise<string[]>;
  /** Puts an item into a table, like a deployment with tickets. */
  fillTable: (tableName: string) => Promise<void>;
  store: (tableName: string) => Pick<TicketStore, 'reader' | 'lanes'>;
  close: () => void;
};

export const openAccount = ({ endpoint, env }: Emulator): Account => {
  const config = {
    endpoint,
    region: env['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  };
  const cloudFormation = new CloudFormationClient(config);
  const eventBridge = new EventBridgeClient(config);
  const lambda = new LambdaClient(config);
  const scheduler = new SchedulerClient(config);
  const secrets = new SecretsManagerClient(config);
  const dynamodb = new DynamoDBClient(config);
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);

  const busName = async (): Promise<string | undefined> => {
    const { EventBuses = [] } = await eventBridge.send(
      new ListEventBusesCommand({ NamePrefix: STACKS.notifier }),
    );
    return EventBuses[0]?.Name;
  };
  const ruleNames = async (EventBusName: string | undefined): Promise<string[]> => {
    if (EventBusName === undefined) return [];
    const { Rules = [] } = await eventBridge.send(new ListRulesCommand({ EventBusName }));
    return Rules.map(({ Name = '' }) => Name);
  };

  return {
    outputsOf: async (StackName) => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
      return Object.fromEntries(
        outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      );
    },
    deleteStack: async (StackName) => void (await cloudFormation.send(new DeleteStackCommand({ StackName }))),
    putEvents: async (entries) => {
      const EventBusName = await busName();
      const { FailedEntryCount } = await eventBridge.send(
        new PutEventsCommand({ Entries: entries.map((entry) => ({ ...entry, EventBusName })) }),
      );
      if (FailedEntryCount) throw new Error(`The bus did not take ${FailedEntryCount} events.`);
    },
    switchRules: async (to) => {
      const EventBusName = await busName();
      const names = await ruleNames(EventBusName);
      if (names.length === 0) throw new Error('The bus has no rule.');
      for (const Name of names)
        await (to === 'on'
          ? eventBridge.send(new EnableRuleCommand({ Name, EventBusName }))
          : eventBridge.send(new DisableRuleCommand({ Name, EventBusName })));
    },
    ruleNames: async () => ruleNames(await busName()),
    scheduleNames: async () => {
      const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
      return Schedules.map(({ Name = '' }) => Name).sort();
    },
    functions: async () => (await lambda.send(new ListFunctionsCommand({}))).Functions ?? [],
    invoke: async (FunctionName, event) => {
      const Payload = Buffer.from(JSON.stringify(event));
      const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError !== undefined) throw new Error(`${FunctionName} failed: ${text}`);
      const value: unknown = JSON.parse(text);
      return value;
    },
    secret: async (SecretId) => (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString,
    waitingIn: async (queueName) => {
      const url = await findQueue(sqs, queueName);
      if (url === undefined) throw new Error(`There is no queue ${queueName}.`);
      return countMessages(sqs, url);
    },
    topicArns: async () => {
      const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
      return Topics.map(({ TopicArn = '' }) => TopicArn);
    },
    fillTable: async (TableName) => {
      const Item = { [TABLE.partitionKey]: { S: 'made-up' }, [TABLE.sortKey]: { S: 'made-up' } };
      await dynamodb.send(new PutItemCommand({ TableName, Item }));
    },
    store: (tableName) => createTicketStore({ client: dynamodb, tableName, newToken: () => 'unused' }),
    close: () => {
      for (const client of [cloudFormation, eventBridge, lambda, scheduler, secrets, dynamodb, sns, sqs])
        client.destroy();
    },
  };
};
