import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../fixtures/create-table.ts';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import dynalite from 'dynalite';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { newNotice } from '../../lib/domain/notice/notice.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../fixtures/domain/make-act.ts';
import { makeState } from '../fixtures/domain/make-state.ts';
import { makeAttempt, withFields } from '../fixtures/domain/make-ticket.ts';
import { DAY, MINUTE, NOW, VENDOR } from '../fixtures/domain/made-up.ts';
import { listen } from '../fixtures/serve.ts';
import { type Figure, figuresIn } from '../unit/functions/emitted-figures.ts';
import { madeUpContext } from '../unit/functions/made-up-context.ts';
import { makeFunctionEnv } from '../unit/functions/make-function-env.ts';
import { configFixture } from './config-fixture.ts';
import { breaches, isRinging } from './evaluate-alarm.ts';
import { type Service, type Services, startServices, FAILURE_MODES } from './failing-services.ts';
import { type Alarm, alarmShape } from './read-alarm.ts';
import { ENDS_AFTER, type FunctionName, FUNCTIONS, startFunction, TICKET } from './start-function.ts';
import { synthesise } from './synthesise.ts';

/** How long the service has been failing when the run begins. */
const LASTED_MS = 20 * MINUTE;

const realTimer = globalThis.setTimeout;
const breathe = (): Promise<void> => new Promise((resolve) => void realTimer(resolve, 4));

let tables: Awaited<ReturnType<typeof listen>>;
let services: Services;
let client: DynamoDBClient;
let alarms: Alarm[];
let written = '';

beforeAll(async () => {
  tables = await listen(dynalite({ createTableMs: 0 }));
  services = await startServices(tables);
  client = new DynamoDBClient({
    endpoint: tables.url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'madeup', secretAccessKey: 'made-up' },
  });
  for (const [of, service, way] of CASES) await createTable(client, tableOf(of, service, way));
  alarms = synthesise(configFixture({}, true, { acting: 'on' }))
    .each('AWS::CloudWatch::Alarm', alarmShape)
    .map(({ properties }) => properties)
    // An alarm that ignores missing data depends on the time before.
    .filter(({ TreatMissingData }) => TreatMissingData !== 'ignore');
  for (const out of [process.stdout, process.stderr])
    jest.spyOn(out, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
});
afterAll(async () => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  client.destroy();
  await Promise.all([...Object.values(services), tables].map(({ close }) => close()));
});

/** From now on time passes only in `runAs`. */
const startTime = (): void => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask'],
    now: NOW + LASTED_MS,
  });
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('made up', 'TimeoutError')), ms);
    return controller.signal;
  });
};

const tableOf = (...names: string[]): string => names.join('-');

const envFor = (tableName: string): Record<string, string> => ({
  ...makeFunctionEnv(true, { acting: 'on' }),
  TABLE_NAME: tableName,
  SECRETS_FROM: 'secrets-manager',
  ALARM_TOPIC_ARN: 'arn:aws:sns:ap-northeast-2:123456789012:made-up',
  COUPANG_BASE_URL: services.Coupang.url,
  SLACK_API_URL: `${services.Slack.url}/api/`,
  AWS_ENDPOINT_URL_DYNAMODB: services.table.url,
  AWS_ENDPOINT_URL_EVENTBRIDGE: services.bus.url,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: services.secrets.url,
  AWS_ENDPOINT_URL_SNS: services.mail.url,
});

/**
 * Fills a table as it is after the service has failed for a while. The vendor was read until now, unless `poll` is the failing
 * function.
 */
const seed = async (store: TicketStore, of: FunctionName, service: Service): Promise<void> => {
  const at = of === 'poll' ? NOW : NOW + LASTED_MS;
  const lease = { token: 'made-up', now: NOW, until: NOW + 1, firstPollAt: NOW };
  const state = await store.states.takeLease(VENDOR, lease);
  if (state === 'taken') throw new Error('The lease is taken.');
  await store.states.releaseLease(VENDOR, 'made-up', {
    ...state,
    polledAt: at,
    sources: makeState({ firstPollAt: NOW, recentCompleteAt: at }).sources,
  });
  if (of === 'notify' || service === 'bus')
    await store.notices.create(
      newNotice(
        { ...VENDOR, notice: `alarm-mail/${NOW}/0123abcd` },
        { about: 'alarm-mail', missing: 1 },
        NOW,
      ),
    );
  if (of !== 'act' && of !== 'slack-actions') return;
  const fields = { inquiryAt: NOW - DAY, attentionAt: NOW, changedAt: NOW };
  const act = of === 'act' && { act: makeAct({ nextAt: NOW + MINUTE }) };
  await store.writer.create(withFields(TICKET, { ...fields, ...act }));
  // The card is already in Slack.
  const read = async (): Promise<Ticket> => {
    const ticket = await store.reader.ticket(TICKET.key);
    if (!ticket) throw new Error('The ticket is not stored.');
    return ticket;
  };
  await store.writer.notePublished(await read(), TICKET.outbox.version, NOW);
  await store.delivery.noteAttempt(await read(), makeAttempt({ name: 'card' }));
  const ts = '1764046800.000100';
  const result = {
    channel: 'C0CS',
    ts,
    threadTs: ts,
    shownVersion: TICKET.outbox.version,
    posted: {},
    retries: {},
  };
  await store.delivery.noteResult(await read(), result, NOW);
};

/** Runs a function as Lambda does. Time passes only while no service is answering a request. */
const runAs = async (of: FunctionName, env: Record<string, string>): Promise<Run> => {
  const began = Date.now();
  const left = (): number => ENDS_AFTER[of] - (Date.now() - began);
  let end: Run['end'] | undefined;
  written = '';
  startFunction(
    of,
    env,
  )({ ...madeUpContext, getRemainingTimeInMillis: left }).then(
    () => (end ??= 'ends'),
    () => (end ??= 'fails'),
  );
  const until = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      await breathe();
      if (Object.values(services).every(({ busy }) => busy() === 0)) await jest.advanceTimersByTimeAsync(100);
    }
  };
  await until(() => end !== undefined || left() <= 0);
  const seen: Run = { of, end: end ?? 'is cut', figures: written.split('\n').flatMap(figuresIn) };
  // Lambda would kill the run. Here it must end before the next case.
  await until(() => end !== undefined);
  return seen;
};
type Run = { of: FunctionName; end: 'ends' | 'fails' | 'is cut'; figures: Figure[] };

/** The alarms that ring if every run ends like these. */
const ringingAfter = (runs: readonly Run[]): string[] =>
  alarms
    .filter((alarm) => isRinging(alarm, symbolOf(alarm, runs).repeat(20)))
    .map(({ AlarmName }) => AlarmName.replace('Notifier - ', ''))
    .sort();

const symbolOf = (alarm: Alarm, runs: readonly Run[]): string => {
  const [{ Value } = { Value: undefined }] = alarm.Dimensions;
  const run = runs.find(({ of }) => of === Value || alarm.AlarmName === `Notifier - ${of} fails`);
  if (!run) return '0';
  if (alarm.Namespace === 'AWS/Lambda') return run.end === 'ends' ? '0' : 'X';
  const values = run.figures.filter(({ name }) => name === alarm.MetricName).map(({ value }) => value);
  if (values.length === 0) return '-';
  const value = alarm.Statistic === 'Sum' ? values.reduce((a, b) => a + b) : Math.max(...values);
  return breaches(alarm, value) ? 'X' : '0';
};

type Expected = { end: Run['end']; rings: readonly string[] };
type Row = Partial<Record<(typeof FAILURE_MODES)[number], Expected>> | Expected;

const NO_FIGURES = ['no complete reading', 'track-sla fails'];
const ends = (...rings: string[]): Expected => ({ end: 'ends', rings });
const fails = (...rings: string[]): Expected => ({ end: 'fails', rings: rings.toSorted() });
const BLIND = ends('a vendor turned blind', 'no complete reading');
/** Without any answer the egress may be dead. */
const BLIND_AND_DEAF = ends('a vendor turned blind', 'egress lost', 'no complete reading');
const UNSHOWN = ends('not in Slack');

/**
 * How the run ends, and which alarms ring after it and a following run of `track-sla`. If no alarm rings here, another function
 * that needs the service rings, or the person in Slack gets an error. If no mail can be sent, an alarm could not be mailed either.
 */
const EXPECTED: Record<FunctionName, Partial<Record<Service, Row>>> = {
  poll: {
    table: fails(...NO_FIGURES, 'egress lost', 'poll fails'),
    bus: UNSHOWN,
    secrets: { refuses: BLIND, throttles: BLIND, hangs: BLIND_AND_DEAF },
    Coupang: { refuses: BLIND, throttles: BLIND, hangs: BLIND_AND_DEAF },
  },
  notify: {
    table: fails(...NO_FIGURES, 'notify fails'),
    secrets: ends('Slack does not answer', 'not in Slack'),
    Slack: {
      refuses: ends('Slack refuses the token', 'not in Slack'),
      throttles: UNSHOWN,
      hangs: ends('Slack does not answer', 'not in Slack'),
    },
  },
  'track-sla': { table: fails(...NO_FIGURES), bus: UNSHOWN },
  report: { table: fails(...NO_FIGURES, 'report fails'), bus: UNSHOWN, mail: ends() },
  'slack-actions': {
    table: ends(...NO_FIGURES),
    bus: UNSHOWN,
    // Strangers can call it, so what they find raises no count of errors.
    secrets: ends(),
    Slack: ends(),
  },
  act: {
    table: fails(...NO_FIGURES, 'act fails'),
    bus: UNSHOWN,
    secrets: ends(),
    Coupang: ends(),
    Slack: ends(),
  },
};
const SERVICES = [
  'table',
  'bus',
  'secrets',
  'mail',
  'Coupang',
  'Slack',
] as const satisfies readonly Service[];
const CASES = FUNCTIONS.flatMap((of) =>
  SERVICES.flatMap((service) =>
    FAILURE_MODES.flatMap((way) => {
      const row = EXPECTED[of][service];
      const expected = row && ('end' in row ? row : row[way]);
      return expected ? [[of, service, way, expected] as const] : [];
    }),
  ),
);

test.each(CASES)(
  'O6: %s ends in time, and the right alarms ring, when %s %s',
  async (of, service, way, expected) => {
    const env = envFor(tableOf(of, service, way));
    const tableName = env['TABLE_NAME'] ?? '';
    await seed(createTicketStore({ client, tableName, newToken: () => 'made-up' }), of, service);
    startTime();
    services[service].fail(way);
    const run = await runAs(of, env);
    const runs = of === 'track-sla' ? [run] : [run, await runAs('track-sla', env)];
    services[service].fail(undefined);
    services[service].drop();
    jest.useRealTimers();
    expect({ end: run.end, rings: ringingAfter(runs) }).toEqual(expected);
  },
);

test('O6: a service that fails for all functions rings an alarm in each failure mode, except the mail service', () => {
  const silent = SERVICES.flatMap((service) =>
    FAILURE_MODES.filter((way) =>
      CASES.every(([, named, how, { rings }]) => named !== service || how !== way || rings.length === 0),
    ).map(() => service),
  );
  expect(new Set(silent)).toEqual(new Set(['mail']));
});
