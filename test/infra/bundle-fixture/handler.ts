import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { WebClient } from '@slack/web-api';

class MadeUpName extends Error {}

/** Returns the access key that the SDK would sign with. `WebClient` is CommonJS and needs `require`. */
export const handler = async (): Promise<string> => {
  const credentials = await new DynamoDBClient({ region: 'ap-northeast-2' }).config.credentials();
  return [MadeUpName.name, typeof WebClient, credentials.accessKeyId].join(' ');
};
