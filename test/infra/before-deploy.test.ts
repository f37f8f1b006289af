import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { mockClient } from 'aws-sdk-client-mock';
import * as z from 'zod/mini';
import { overBudget } from '../../infra/bundle-functions.ts';
import { checkRegion } from '../../infra/check-region.ts';
import { OPTIONAL_FUNCTION_NAMES, FUNCTION_NAMES, SIZE_BUDGETS_KB } from '../../infra/function-names.ts';
import { loadDeployableConfig } from '../../infra/load-deployable-config.ts';
import { lookBeforeDeploy } from '../../infra/look-before-deploy.ts';
import { readEndpoints } from '../../infra/read-endpoints.ts';
import { readTablesToLeave } from '../../infra/read-tables-to-leave.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { cases } from '../fixtures/draws.ts';
import { serve } from '../fixtures/serve.ts';
import { configFixture } from './config-fixture.ts';

const ACCOUNT = '123456789012';
const LEFT = 'Notifier-TicketsTable1A2B3C';
const deployed = { ...configFixture(), egress: 'none' as const };
const named = (name: string) => Object.assign(new Error('hush'), { name });

/** An account with a stack of somebody else's and a table that was left. */
const openClients = () => {
  const region = deployed.region;
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
    const look = await lookBeforeDeploy(ACCOUNT, deployed, [], clients);
    expect(look).toEqual({
      foreign: [expect.stringContaining("not this program's")],
      lost: [expect.stringContaining(LEFT)],
    });
    expect(await lookBeforeDeploy(ACCOUNT, deployed, [LEFT], clients)).toMatchObject({ lost: [] });
  });

  test('keeps its findings when access is denied, and reports the reason', async () => {
    const { clients, tables } = openClients();
    tables.on(ListTablesCommand).rejects(named('AccessDeniedException'));
    const { foreign, lost, unseen } = await lookBeforeDeploy(ACCOUNT, deployed, [], clients);
    expect([foreign.length, lost.length]).toEqual([1, 0]);
    expect(unseen).toMatch(/^AccessDeniedException\. /);
  });

  test('checks no account other than the CDK’s', async () => {
    const { clients, stacks } = openClients();
    const look = await lookBeforeDeploy('210987654321', deployed, [], clients);
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
      const server = await serve(() => void (requestCount += 1));
      process.env['AWS_ENDPOINT_URL'] = server.url;
      process.env['AWS_ACCESS_KEY_ID'] = 'made-up';
      process.env['AWS_SECRET_ACCESS_KEY'] = 'made-up';
      const { unseen } = await lookBeforeDeploy(ACCOUNT, deployed, []);
      expect(unseen).toMatch(/^ETIMEDOUT\. AWS could not be reached/);
      expect(requestCount).toBe(1);
      await server.close();
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

const dir = mkdtempSync(join(tmpdir(), 'notifier-deployable-'));
afterAll(() => rmSync(dir, { recursive: true }));

const HOURS = { mon: ['09:00-18:00'] };
const written = (add: string[]): string => {
  const { vendors, ...rest } = configFixture();
  const file = join(dir, `${add.join('-')}.json`);
  const taiwan = {
    ...vendors[1],
    hours: HOURS,
    holidays: { add, years: add.map((date) => Number(date.slice(0, 4))) },
  };
  writeFileSync(file, JSON.stringify({ ...rest, vendors: [{ ...vendors[0], hours: HOURS }, taiwan] }));
  return file;
};
const load = (file: string, date: string) =>
  loadDeployableConfig({ NOTIFIER_CONFIG: file }, Date.parse(`${date}T12:00:00Z`));

describe('the configuration for a deploy', () => {
  test('is loaded if the present year’s holidays are known for every market with hours', async () => {
    const config = await load(written(['2026-10-10']), '2026-11-25');
    expect(config.vendors.map(({ market }) => market)).toEqual(['KR', 'TW']);
  });

  test('is refused if the present year’s holidays are unknown for a market', async () => {
    await expect(load(written(['2026-10-10']), '2027-01-02')).rejects.toThrow(
      /vendors\[1\]\.market: "TW" has no known holidays in 2027/,
    );
  });

  test.each(cases(['infra/app.ts', 'infra/build.ts']))('is refused by %s with a message', (command) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
      env: { NOTIFIER_CONFIG: written(['2020-01-01']), JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^The configuration cannot be used:\n {2}vendors\[1\]\.market: "TW" has no known/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('synth refuses a region that AWS does not have (O3)', () => {
  test.each([
    ['ap-notheast-2', 'Did you mean ap-northeast-2?'],
    ['kr-seoul-1', 'Korea is ap-northeast-2'],
  ])('%s', (region, suggestion) => {
    const check = () => checkRegion({ region, acting: 'off' });
    expect(check).toThrow(ConfigError);
    expect(check).toThrow(`region: "${region}" is no region that aws-cdk-lib knows.`);
    expect(check).toThrow(suggestion);
  });

  test.each(['ap-northeast-2', 'ap-northeast-1', 'us-east-1'])('%s is accepted', (region) => {
    expect(() => checkRegion({ region, acting: 'on' })).not.toThrow();
  });
});

test('synth refuses acting in a region without Lambda function URLs, and names the validated ones (O3)', () => {
  const region = 'ap-east-2';
  expect(() => checkRegion({ region, acting: 'off' })).not.toThrow();
  expect(() => checkRegion({ region, acting: 'on' })).toThrow(ConfigError);
  expect(() => checkRegion({ region, acting: 'on' })).toThrow(
    /acting: 'on' .* ap-east-2.*ap-northeast-1 .*ap-northeast-2/,
  );
});

describe('the endpoints of a trial', () => {
  const read = (context: Record<string, unknown>) => readEndpoints(new App({ context }));

  test('are Coupang’s and Slack’s unless the command names others', () => {
    expect(read({})).toEqual({});
    expect(read({ coupangBaseUrl: 'http://127.0.0.1:4500' })).toEqual({
      coupangBaseUrl: 'http://127.0.0.1:4500',
    });
    expect(read({ slackApiUrl: 'http://127.0.0.1:4501/api/' })).toEqual({
      slackApiUrl: 'http://127.0.0.1:4501/api/',
    });
  });

  test.each(['127.0.0.1:4500', '', 'ftp://x', 7, true, {}])('%p is refused with name and reason', (value) => {
    expect(() => read({ coupangBaseUrl: value })).toThrow(ConfigError);
    expect(() => read({ coupangBaseUrl: value })).toThrow(/^-c coupangBaseUrl=.* must be a URL such as/);
  });
});

describe('the size budget', () => {
  test('is silent about bundles within it', () => {
    expect(overBudget({ poll: 300_000 }, { poll: 300 })).toEqual([]);
  });

  test('names the function, both sizes and what to do for a bundle that is too large', () => {
    expect(overBudget({ poll: 300_001 }, { poll: 300 })).toEqual([
      expect.stringMatching(/^poll: 301 KB is over its budget of 300 KB\..*infra\/function-names\.ts/),
    ]);
  });

  test('fails for a function that was not built or not measured', () => {
    expect(overBudget({ fresh: 1 }, { gone: 300 })).toEqual([
      'fresh: has no size budget. Add one to infra/function-names.ts.',
      'gone: was not built.',
    ]);
  });

  test('is set for each function', () => {
    expect([...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES].sort()).toEqual(
      Object.keys(SIZE_BUDGETS_KB).sort(),
    );
  });
});

const contextOf = (text: string) =>
  z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text)).context;

test('cdk.json sets the feature flags that this aws-cdk-lib recommends, except the one that needs a custom resource', () => {
  const recommended: unknown = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  expect(contextOf(readFileSync('cdk.json', 'utf8'))).toEqual({
    ...z.record(z.string(), z.unknown()).parse(recommended),
    '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': false,
  });
});
