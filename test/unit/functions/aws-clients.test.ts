import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from '@jest/globals';
import { awsClientConfig, type AwsCalls } from '../../../functions/wiring/aws-clients.ts';
import { createSecrets } from '../../../functions/wiring/secrets.ts';
import { createTicketStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import { serve } from '../../fixtures/serve.ts';
import { slowTest } from '../../fixtures/slow-test.ts';

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const SHORT: Partial<AwsCalls> = { requestTimeout: 500, socketTimeout: 500 };

describe('an AWS that does not answer', () => {
  let close: () => Promise<void>;
  afterEach(() => close());

  /** Sends the given text and never ends. */
  const start = async (begin?: string) => {
    let requestCount = 0;
    const server = await serve((_request, response) => {
      requestCount += 1;
      if (begin !== undefined) response.write(begin);
    });
    close = server.close;
    const env = {
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'madeup',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_ENDPOINT_URL_DYNAMODB: server.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
    };
    return { env, asked: () => requestCount };
  };
  const readState = async (env: Record<string, string>, calls: Partial<AwsCalls> = {}): Promise<unknown> => {
    const client = new DynamoDBClient(awsClientConfig(env, 'DYNAMODB', { ...SHORT, ...calls }));
    const { states } = createTicketStore({ client, tableName: 'made-up', newToken: () => 'made-up' });
    return states.read(VENDOR).finally(() => client.destroy());
  };

  test('is given up after some tries, and counts as an outage of the store', async () => {
    const { env, asked: requestCount } = await start();
    await expect(readState(env)).rejects.toMatchObject({ code: 'STORE', kind: 'unavailable' });
    expect(requestCount()).toBe(4);
  });

  slowTest('is given up sooner by a function for which a person waits', async () => {
    const { env, asked: requestCount } = await start();
    await expect(readState(env, { maxAttempts: 2 })).rejects.toMatchObject({ code: 'STORE' });
    expect(requestCount()).toBe(2);
  });

  slowTest('is also given up if an answer begins but does not continue', async () => {
    const { env } = await start('{"Item":');
    await expect(readState(env)).rejects.toMatchObject({ code: 'STORE' });
  });

  slowTest('does not delay a press longer while it reads the signing secret', async () => {
    const { env, asked: requestCount } = await start();
    const calls = { ...SHORT, maxAttempts: 2 };
    const { slackRequestKeys } = createSecrets(env, {}, Date.now, calls);
    await expect(slackRequestKeys()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(requestCount()).toBe(2);
  });

  slowTest('does not delay a poll until its time-out while it reads the key (O6)', async () => {
    const { env, asked: requestCount } = await start();
    const client = new SecretsManagerClient(awsClientConfig(env, 'SECRETS_MANAGER', SHORT));
    const reading = client.send(new GetSecretValueCommand({ SecretId: 'made-up' }));
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(requestCount()).toBe(3);
    client.destroy();
  });
});

test('each client has 3 s to connect and 10 s to get an answer, and then fails', () => {
  expect(awsClientConfig({}, 'EVENTBRIDGE').requestHandler).toEqual({
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    socketTimeout: 10_000,
    throwOnRequestTimeout: true,
  });
});
