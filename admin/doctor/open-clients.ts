import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

export const openClients = (region: string) => ({
  cloudFormation: new CloudFormationClient({ region }),
  cloudWatch: new CloudWatchClient({ region }),
  dynamoDb: new DynamoDBClient({ region }),
  eventBridge: new EventBridgeClient({ region }),
  lambda: new LambdaClient({ region }),
  scheduler: new SchedulerClient({ region }),
  secrets: new SecretsManagerClient({ region }),
  sns: new SNSClient({ region }),
  sqs: new SQSClient({ region }),
});

export type Clients = ReturnType<typeof openClients>;
