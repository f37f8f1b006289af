import { afterEach, expect, jest, test } from '@jest/globals';
import middy from '@middy/core';
import { observeInLambda } from '../../../functions/wiring/observe.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { emittedFigures } from './emitted-figures.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** All that is written to one stream, parsed. */
const catchLines = (stream: 'stdout' | 'stderr'): (() => unknown[]) => {
  let written = '';
  jest.spyOn(process[stream], 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  return () =>
    written
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
};

test('a line has its level, its time and the id of the run', async () => {
  const [out, err] = [catchLines('stdout'), catchLines('stderr')];
  const { log, middlewares } = observeInLambda('poll', {});
  const run = middy(async () => {
    log.info('made up', { deliverable: 'KR/1', big: 2n ** 60n });
    log.warn('warned');
    log.error('failed', { code: 'made-up' });
  }).use(middlewares);
  await run({}, context);
  await run({}, { ...context, awsRequestId: 'the next' });
  const own = {
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    requestId: 'made-up',
  };
  const next = { ...own, requestId: 'the next' };
  const fields = { level: 'INFO', message: 'made up', deliverable: 'KR/1', big: '1152921504606846976' };
  const [warned, failed] = [
    { level: 'WARN', message: 'warned' },
    { level: 'ERROR', message: 'failed', code: 'made-up' },
  ];
  expect(out()).toEqual([
    { ...own, ...fields },
    { ...next, ...fields },
  ]);
  expect(err()).toEqual([
    { ...own, ...warned },
    { ...own, ...failed },
    { ...next, ...warned },
    { ...next, ...failed },
  ]);
});

test('a field replaces neither level, message nor time', async () => {
  const out = catchLines('stdout');
  catchLines('stderr');
  observeInLambda('poll', {}).log.info('made up', { level: 'x', message: 'x', timestamp: 'x', count: 1 });
  expect(out()).toEqual([
    { level: 'INFO', message: 'made up', timestamp: expect.stringMatching(/^\d{4}-/), count: 1 },
  ]);
});

test('a run without a figure writes nothing, not even its event if an environment variable of Powertools asks for it', async () => {
  const [out, err] = [catchLines('stdout'), catchLines('stderr')];
  process.env['POWERTOOLS_LOGGER_LOG_EVENT'] = 'true';
  try {
    await middy(async () => 'done').use(observeInLambda('slack-actions', {}).middlewares)(
      { body: 'payload=a+customer' },
      context,
    );
  } finally {
    delete process.env['POWERTOOLS_LOGGER_LOG_EVENT'];
  }
  expect([out(), err()]).toEqual([[], []]);
});

test('figures are one line of the embedded metric format, and each run starts from zero', async () => {
  const out = catchLines('stdout');
  const { count, seconds, middlewares } = observeInLambda('poll', {});
  const run = middy(async () => {
    count('Made', 1);
    count('Made', 2);
    seconds('Took', 1500);
  }).use(middlewares);
  await run({}, context);
  await run({}, context);
  const line = {
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'CoupangInquiryNotifier',
          Dimensions: [['service']],
          Metrics: [
            { Name: 'Made', Unit: 'Count' },
            { Name: 'Took', Unit: 'Seconds' },
          ],
        },
      ],
    },
    service: 'poll',
    Made: [1, 2],
    Took: 2,
  };
  expect(out()).toEqual([line, line]);
});

test('no line has more than a hundred values of a figure', async () => {
  const out = catchLines('stdout');
  const { count, middlewares } = observeInLambda('poll', {});
  await middy(async () => {
    for (let times = 0; times < 101; times += 1) count('Made', 1);
  }).use(middlewares)({}, context);
  expect(out()).toMatchObject([{ Made: Array.from({ length: 100 }, () => 1) }, { Made: 1 }]);
});

test('S9: the figures from before a run failed are written', async () => {
  const out = catchLines('stdout');
  const { middlewares, count } = observeInLambda('poll', {});
  const fails = middy(async () => {
    count(METRICS.listingsFailed, 3);
    throw new Error('made up');
  }).use(middlewares);
  await expect(fails({}, context)).rejects.toThrow('made up');
  expect(out()).toMatchObject([{ ListingsFailed: 3 }]);
});

test('publishes the metrics of a run before Lambda ends it at its time-out (O6)', async () => {
  jest.useFakeTimers();
  const out = catchLines('stdout');
  const { count, middlewares } = observeInLambda('track-sla', {});
  const neverEnds = async () => {
    count(METRICS.ticketsFailed, 1);
    await new Promise(() => {});
  };
  // Middy's own time-out is a real timer, which would outlive the test.
  const run = middy(neverEnds, { timeoutEarlyInMillis: 0 }).use(middlewares);
  void run({}, context);
  await jest.advanceTimersByTimeAsync(57_999);
  expect(out()).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  jest.useRealTimers();
  expect(out()).toMatchObject([{ service: 'track-sla', [METRICS.ticketsFailed]: 1 }]);
});

test('S9: each function counts what it read, did and failed to do', async () => {
  const counted: Record<string, Record<string, number>> = {};
  for (const [run, figures] of Object.entries(await emittedFigures())) {
    const sums: Record<string, number> = {};
    for (const { name, value } of figures) sums[name] = (sums[name] ?? 0) + value;
    counted[run] = sums;
  }
  expect(counted).toEqual({
    'a poll without a key': { CoupangUnreachable: 0 },
    'a poll': {
      DeadlinesMissed: 1,
      ListingsFailed: 0,
      CoupangUnreachable: 0,
    },
    // The poll took 31 s, and it looked up what was absent before it read older windows. The function ran ten minutes later.
    'track-sla': {
      OldestUnshownSeconds: 1831,
      OldestWarningSeconds: 630,
      ReadingAgeSeconds: 631,
      KeyDaysLeft: 20,
      TicketsFailed: 0,
      VendorsTurnedBlind: 1,
      OldestActSeconds: 0,
    },
    notify: {
      SlackUnanswered: 1,
      SlackRefused: 9,
      SlackTokenRefused: 1,
      MessagesRefused: 9,
      MessagesFailed: 0,
    },
    'notify where the lane is held': {
      LaneHeldSeconds: 125,
      SlackTokenRefused: 1,
      MessagesRefused: 0,
      MessagesFailed: 0,
    },
    report: {},
    'a poll that nothing answers': {
      DeadlinesMissed: 0,
      ListingsFailed: 0,
      CoupangUnreachable: 1,
    },
    'a poll whose question cannot be stored': {
      DeadlinesMissed: 0,
      ListingsFailed: 1,
      CoupangUnreachable: 0,
    },
    // The event waited since the run of the first poll.
    'a webhook without an address': { WebhookLateSeconds: 0 },
  });
}, 60_000);
