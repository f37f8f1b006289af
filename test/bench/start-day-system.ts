import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeCoupang } from 'fake-coupang';
import { createHandler as createAct } from '../../functions/act/create-handler.ts';
import { createHandler as createNotify } from '../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../functions/report/create-handler.ts';
import { createHandler as createSlackActions } from '../../functions/slack-actions/create-handler.ts';
import { createHandler as createTrackSla } from '../../functions/track-sla/create-handler.ts';
import { ENV, namesOf } from '../../lib/config/names.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import type { Source } from '../../lib/domain/sources.ts';
import type { AnyFunctionName } from '../../infra/function-names.ts';
import { openDelivery } from '../../local/aws/delivery.ts';
import type { Handler } from '../../local/common/handlers.ts';
import { startFakeSlack, WORKSPACE } from 'fake-slack';
import sample from '../../notifier.config.ts';
import { startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import type { DayClock } from './day-clock.ts';
import { startAwsThread } from './start-aws-thread.ts';
import { type AnswerInstead, type Exchange, startForwarder } from './start-forwarder.ts';

const SECRETS = namesOf({}).secrets;

export type Service = 'dynamodb' | 'delivery' | 'secrets' | 'coupang' | 'slack';

const KEYS = { accessKey: 'made-up-access', secretKey: 'made-up-secret' };
const TOKEN = 'xoxb-made-up';
const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';
/** Who may act, with acting. */
export const PERSON = 'U0KIM';
const AWS_CREDENTIALS = { accessKeyId: 'madeup', secretAccessKey: 'made-up' };
const REGION = 'ap-northeast-2';
const TABLE_NAME = 'tickets';
const BUS_NAME = 'tickets';

/**
 * The functions as AWS runs them, logging to standard output. The servers are on the loopback address, each behind a
 * forwarder that reports every exchange. Configured like the sample, with a live vendor.
 * @param onExchange called with each exchange before its answer is returned
 */
export const startDaySystem = async (
  clock: DayClock,
  onExchange: (service: Service, exchange: Exchange) => void,
  {
    acting = 'off',
    sources = ['call-center'],
    coupang,
  }: { acting?: 'on' | 'off'; sources?: readonly Source[]; coupang?: AnswerInstead | undefined } = {},
) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'notifier-bench-'));
  const config = parseConfig(
    {
      ...sample,
      acting,
      vendors: sample.vendors.map((vendor) => ({
        ...vendor,
        live: true,
        sources: [...sources],
        acting: {
          people: { [PERSON]: { wingId: 'wing-kim' } },
          templates: [{ name: '배송', text: '{택배사} {송장번호}' }],
        },
      })),
      // The days before run in coarse steps, which must not count as blindness.
      settings: { blindMinutes: 60 },
    },
    'notifier.config.ts',
  );
  const [vendor] = config.vendors;
  if (vendor === undefined) throw new Error('The sample configuration names no vendor.');
  const { id: vendorId, market, label, channel, fallbackChannel, stepChannels } = vendor;
  const { now } = clock;

  const aws = await startAwsThread({
    dataDir: join(dataDir, 'dynalite'),
    tableName: TABLE_NAME,
    region: REGION,
    credentials: AWS_CREDENTIALS,
  });
  const client = new DynamoDBClient({
    region: REGION,
    credentials: AWS_CREDENTIALS,
    endpoint: aws.storeUrl,
  });
  const delivery = await openDelivery({
    busName: BUS_NAME,
    region: REGION,
    now,
    elapsed: now,
    accessKeyId: AWS_CREDENTIALS.accessKeyId,
  });
  const [wakeUps, acts]: [unknown[], unknown[]] = [[], []];
  delivery.start(
    { notify: async (event) => void wakeUps.push(event), act: async (event) => void acts.push(event) },
    () => undefined,
  );
  const secrets = await startSecretsManager({
    [SECRETS.coupang(market, vendorId)]: JSON.stringify({ ...KEYS, expiresOn: '2027-03-01' }),
    [SECRETS.slack]: JSON.stringify({
      botToken: TOKEN,
      signingSecret: SIGNING_SECRET,
      teamId: WORKSPACE.teamId,
    }),
  });
  const simulator = await startFakeCoupang({
    vendors: [{ vendorId, market, label, sources }],
    keys: KEYS,
    now,
    arrivals: true,
    examples: false,
  });
  // Nothing arrives by itself. Due work runs by itself.
  simulator.setArrivals(false);
  const channels = [...new Set([channel, fallbackChannel, ...Object.values(stepChannels)])];
  const slack = await startFakeSlack({
    channels: channels.filter((channelId) => channelId !== undefined),
    token: TOKEN,
    signingSecret: SIGNING_SECRET,
    people: acting === 'on' ? [{ id: PERSON, name: 'kim' }] : [],
    now,
  });
  const fronts = {
    dynamodb: await startForwarder(aws.storeUrl, (exchange) => onExchange('dynamodb', exchange)),
    delivery: await startForwarder(delivery.endpoint.url, (exchange) => onExchange('delivery', exchange)),
    secrets: await startForwarder(secrets.env.AWS_ENDPOINT_URL_SECRETS_MANAGER, (exchange) =>
      onExchange('secrets', exchange),
    ),
    coupang: await startForwarder(simulator.url, (exchange) => onExchange('coupang', exchange), coupang),
    slack: await startForwarder(new URL(slack.apiUrl).origin, (exchange) => onExchange('slack', exchange)),
  };
  const configFile = join(dataDir, 'config.json');
  writeFileSync(configFile, JSON.stringify(config));
  const env = {
    ...secrets.env,
    [ENV.tableName]: TABLE_NAME,
    [ENV.busName]: BUS_NAME,
    [ENV.configFile]: configFile,
    [ENV.coupangBaseUrl]: fronts.coupang.url,
    [ENV.slackApiUrl]: `${fronts.slack.url}/api/`,
    [ENV.trackSlaSeconds]: '60',
    [ENV.reportSeconds]: '300',
    AWS_ACCESS_KEY_ID: AWS_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: AWS_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: fronts.secrets.url,
    AWS_ENDPOINT_URL_DYNAMODB: fronts.dynamodb.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: fronts.delivery.url,
  };
  const sleep = async (ms: number): Promise<void> => clock.jump(ms);
  const handlers: Record<Exclude<AnyFunctionName, 'webhooks'>, Handler> = {
    poll: createPoll(env, { clock, sleep }),
    notify: createNotify(env, { clock, sleep }),
    'track-sla': createTrackSla(env, { clock }),
    report: createReport(env, { clock }),
    'slack-actions': createSlackActions(env, { clock }),
    act: createAct(env, { clock }),
  };
  return {
    config,
    vendor: { market, vendorId },
    region: REGION,
    credentials: AWS_CREDENTIALS,
    handlers,
    /** The functions' environment. */
    env,
    /** The events that `notify` and `act` have not got yet. */
    wakeUps,
    acts,
    simulator,
    slack,
    /** Not counted. */
    client,
    tableName: TABLE_NAME,
    frontUrl: fronts.dynamodb.url,
    stop: async (): Promise<void> => {
      for (const front of Object.values(fronts)) await front.close();
      await Promise.all([simulator.stop(), slack.stop(), secrets.close(), delivery.endpoint.close()]);
      client.destroy();
      await aws.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type DaySystem = Awaited<ReturnType<typeof startDaySystem>>;
