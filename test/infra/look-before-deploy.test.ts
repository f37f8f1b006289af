import { createServer } from 'node:http';
import { once } from 'node:events';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { lookBeforeDeploy } from '../../infra/look-before-deploy.ts';
import { readTablesToLeave } from '../../infra/read-tables-to-leave.ts';
import { configFixture } from './config-fixture.ts';

const ACCOUNT = '123456789012';
const LEFT = 'Notifier-TicketsTable1A2B3C';
const config = { ...configFixture(), egress: 'none' as const };
const named = (name: string) => Object.assign(new Error('hush'), { name });

/** An account with a stack of somebody else's and a table that was left. */
const openClients = () => {
  const region = config.region;
  const cloudFormation = new CloudFormationClient({ region });
  const dynamoDb = new DynamoDBClient({ region });
  const eventBridge = new EventBridgeClient({ region });
  const Arn = `arn:aws:events:${region}:${ACCOUNT}:event-bus/default`;
  return {
    clients: { cloudFormation, dynamoDb, eventBridge },
    stacks: mockClient(cloudFormation)
      .on(ListStackResourcesCommand)
      .resolves({})
      .on(DescribeStacksCommand)
      .resolves({
        Stacks: [{ StackName: 'Notifier', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(0) }],
      }),
    tables: mockClient(dynamoDb)
      .on(ListTablesCommand)
      .resolves({ TableNames: [LEFT] })
      .on(ScanCommand)
      .resolves({ Items: [{ pk: { S: 'made-up' } }] }),
    bus: mockClient(eventBridge).on(DescribeEventBusCommand).resolves({ Arn }),
  };
};

describe('the check before a deploy (O3)', () => {
  test('finds a foreign stack, and a table that would be left behind', async () => {
    const { clients } = openClients();
    const look = await lookBeforeDeploy(ACCOUNT, config, [], clients);
    expect(look).toEqual({
      foreign: [expect.stringContaining("not this program's")],
      lost: [expect.stringContaining(LEFT)],
    });
    expect(await lookBeforeDeploy(ACCOUNT, config, [LEFT], clients)).toMatchObject({ lost: [] });
  });

  test('keeps its findings when access is denied, and reports the reason', async () => {
    const { clients, tables } = openClients();
    tables.on(ListTablesCommand).rejects(named('AccessDeniedException'));
    const { foreign, lost, unseen } = await lookBeforeDeploy(ACCOUNT, config, [], clients);
    expect([foreign.length, lost.length]).toEqual([1, 0]);
    expect(unseen).toMatch(/^AccessDeniedException\. /);
  });

  test('checks no account other than the CDK’s', async () => {
    const { clients, stacks } = openClients();
    const look = await lookBeforeDeploy('210987654321', config, [], clients);
    expect(look).toMatchObject({ foreign: [], lost: [], unseen: expect.stringContaining(ACCOUNT) });
    expect(stacks.calls()).toEqual([]);
  });

  describe('without a response of AWS', () => {
    afterEach(() => {
      delete process.env['AWS_ENDPOINT_URL'];
      delete process.env['AWS_ACCESS_KEY_ID'];
      delete process.env['AWS_SECRET_ACCESS_KEY'];
    });

    test('sends one request and gives up', async () => {
      let requestCount = 0;
      const server = createServer(() => {
        requestCount += 1;
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      process.env['AWS_ENDPOINT_URL'] =
        `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      process.env['AWS_ACCESS_KEY_ID'] = 'made-up';
      process.env['AWS_SECRET_ACCESS_KEY'] = 'made-up';
      const { unseen } = await lookBeforeDeploy(ACCOUNT, config, []);
      expect(unseen).toMatch(/^ETIMEDOUT\. AWS could not be reached/);
      expect(requestCount).toBe(1);
      server.closeAllConnections();
      server.close();
    });
  });
});

describe('-c leaveTables=', () => {
  const read = (leaveTables?: unknown) => readTablesToLeave(new App({ context: { leaveTables } }));

  test('accepts one or several tables', () => {
    expect(read()).toEqual([]);
    expect(read(LEFT)).toEqual([LEFT]);
    expect(read(`${LEFT},restored`)).toEqual([LEFT, 'restored']);
  });

  test.each(['', 'yes please', `${LEFT},`, true])('refuses %j', (value) => {
    expect(() => read(value)).toThrow('must name tables');
  });
});
