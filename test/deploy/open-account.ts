import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type FunctionConfiguration,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { TicketReader } from '../../lib/workflows/ports.ts';
import type { Emulator } from './start-emulator.ts';

/** What an engineer sees of the account, and does in its console. */
export type Account = {
  /** What a stack puts out, by name; nothing while it does not say. */
  outputsOf: (stackName: string) => Promise<Record<string, string>>;
  /** Messages of a queue, those that are hidden too. */
  queueSize: (queueUrl: string) => Promise<number>;
  send: (queueUrl: string, body: string) => Promise<void>;
  /** Takes all messages out of a queue. */
  takeAll: (queueUrl: string) => Promise<string[]>;
  queueUrls: () => Promise<string[]>;
  scheduleNames: () => Promise<string[]>;
  functions: () => Promise<FunctionConfiguration[]>;
  /** The function's answer. Throws where it failed. */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  secret: (name: string) => Promise<string | undefined>;
  tickets: (tableName: string) => TicketReader;
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
  const sqs = new SQSClient(config);
  const lambda = new LambdaClient(config);
  const scheduler = new SchedulerClient(config);
  const secrets = new SecretsManagerClient(config);
  const dynamodb = new DynamoDBClient(config);

  const take = async (QueueUrl: string): Promise<string[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.map(({ Body = '' }) => Body);
  };

  return {
    outputsOf: async (StackName) => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
      return Object.fromEntries(
        outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      );
    },
    queueSize: async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } =
        Attributes;
      return Number(visible) + Number(hidden);
    },
    send: async (QueueUrl, MessageBody) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    takeAll: async (queueUrl) => {
      const all: string[] = [];
      for (let some = await take(queueUrl); some.length > 0; some = await take(queueUrl)) all.push(...some);
      return all;
    },
    queueUrls: async () => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [],
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
    tickets: (tableName) =>
      createTicketStore({ client: dynamodb, tableName, newToken: () => 'unused' }).reader,
    close: () => {
      for (const client of [cloudFormation, sqs, lambda, scheduler, secrets, dynamodb]) client.destroy();
    },
  };
};
