import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeCoupang } from 'fake-coupang';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { releaseAbandoned } from '../../lib/dynamodb/laptop-states.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { makeAwsCredentials } from '../aws/access-key.ts';
import { openDelivery } from '../aws/delivery.ts';
import { functionUrl } from '../aws/function-url.ts';
import { makeContext } from '../aws/make-context.ts';
import { createTimers, type Job } from '../aws/scheduler.ts';
import { startStore } from '../aws/store.ts';
import { type Closers, createClosers } from '../common/closers.ts';
import { listen } from '../common/listen.ts';
import { lockDataDir } from '../common/data-dir-lock.ts';
import { explainUnwritable } from '../common/describe-disk-trouble.ts';
import { describeError, describePoll, type PollSummary, pollSummary } from '../common/describe-poll.ts';
import { handlerEnv, LOCAL_BUS, LOCAL_TABLE } from './handler-env.ts';
import { type HandlerEnv, type Handlers, watchHandlers } from '../common/handlers.ts';
import { createSlackLog, type SlackLog } from '../page/board/slack-log.ts';
import type { FileLog } from './file-log.ts';
import { createLeap, createVendorMover } from './leap.ts';
import { inLanguageOf } from './made-up-people.ts';
import { isClaimed, startPage } from './start-page.ts';
import type { LaptopSettings } from './read-settings.ts';
import { createCardLanguage, inLanguage, readChoice, redrawOpenCards, withShop } from './sample-language.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { Language } from '../page/texts.ts';
import type { FakeSlack } from 'fake-slack';
import { openSocket } from './open-socket.ts';
import { startCoupang, startSlack } from './start-outside.ts';
import { type LaptopClock, openLaptopClock, openRealClock } from '../common/laptop-clock.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import type { Hold } from '../../functions/webhooks/create-hold.ts';
import { startWebhooks, withSampleWebhook } from '../webhooks/start-webhooks.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

export type SystemOptions = {
  handlers: (env: HandlerEnv, clock: LaptopClock, watchSlack: SlackLog['watch'], hold?: Hold) => Handlers;
  /** The clock dates the log file's lines from its start on. */
  log: Log & Partial<Pick<FileLog, 'follow'>>;
  /** Receives one line for a person. */
  print: (line: string) => void;
  /** This machine's clock, epoch ms. */
  now?: () => number;
  /** False: only `poll`, `trackSla` and `report` below run the functions. */
  schedule?: boolean;
  /** How long the guided day shows a caption. Default: the time to read it. */
  captionMs?: number;
};

export type System = {
  /** Absent with a real Slack. */
  pageUrl?: string;
  /** Absent with a real Coupang. */
  simulator?: FakeCoupang;
  /** Absent with a real Slack. */
  slack?: FakeSlack;
  notifying: () => number;
  /** Leaps to an instant, epoch ms. */
  leapTo: (at: number) => Promise<void>;
  env: HandlerEnv;
  poll: (vendor: VendorRef) => Promise<PollSummary>;
  trackSla: () => Promise<unknown>;
  report: () => Promise<unknown>;
  /** Waits `WAIT_FOR_RUNNING_MS` for running functions, then closes everything. A second call waits for the first. */
  stop: () => Promise<void>;
};

export const WAIT_FOR_RUNNING_MS = 5000;
const TRACK_SLA_TIMEOUT_MS = MINUTE_MS;
const REPORT_TIMEOUT_MS = 120_000;
const SLACK_ACTIONS_TIMEOUT_MS = 10_000;
/** Checks reports at every twelfth poll, and at least as often as in AWS. */
const POLLS_A_REPORT = 12;
const LONGEST_REPORT_SECONDS = 300;

/**
 * Starts the whole notifier. All its state is in the returned object and under `dataDir`.
 * @throws ConfigError if the folder or the port is taken, or the disk is full; nothing is left running then
 */
export const startSystem = async (settings: LaptopSettings, options: SystemOptions): Promise<System> => {
  const { log } = options;
  const closers = createClosers((error) => log.error('a part did not stop', { error }));
  try {
    return await start({ ...settings, dataDir: resolve(settings.dataDir) }, options, closers);
  } catch (error) {
    await closers.closeAll();
    throw explainUnwritable(settings.dataDir, error);
  }
};

const start = async (
  given: LaptopSettings,
  { handlers: makeHandlers, log, print, now = Date.now, schedule = true, captionMs }: SystemOptions,
  closers: Closers,
): Promise<System> => {
  const { dataDir, pollSeconds, texts } = given;
  const { work } = texts;
  const lock = await lockDataDir(dataDir);
  closers.add(lock.release);
  const kept = given.pageChoosesLanguage ? await readChoice(dataDir) : undefined;
  const kindred = kept === undefined ? given.config : inLanguage(given.config, kept);
  const chosen = given.pageChoosesLanguage ? withShop(kindred) : kindred;
  const config = given.slack ? chosen : withSampleWebhook(chosen);
  const onError = (task: string, shown: string) => (error: unknown) => {
    print(texts.failed(shown, describeError(error)));
    log.error(`${task} failed`, { error });
  };
  const cards = given.pageChoosesLanguage
    ? createCardLanguage(
        dataDir,
        { kept, shown: config.vendors[0]?.language ?? 'ko' },
        (language) => showIn(language),
        onError('the change of the language', work.language),
      )
    : undefined;
  const cardLanguage = (): Language => cards?.chosen() ?? config.vendors[0]?.language ?? 'ko';
  const settings = { ...given, config, people: inLanguageOf(given.people, cardLanguage) };
  const clock =
    settings.coupang || settings.slack
      ? await openRealClock(dataDir, now)
      : await openLaptopClock(dataDir, now, { print: print });
  closers.add(clock.stop);
  log.follow?.(clock.now);
  const { elapsed } = clock;
  const parts = { closers, clock, print, texts };
  const outside = { ...(await startSlack(settings, parts)), ...(await startCoupang(settings, parts)) };
  const credentials = makeAwsCredentials();
  const store = await startStore(join(dataDir, 'dynalite'), LOCAL_TABLE, config.region, {
    credentials,
    print: print,
  });
  closers.add(store.stop);
  const vendors = config.vendors.map(({ id, market }): VendorRef => ({ market, vendorId: id }));
  const table = { client: store.client, tableName: LOCAL_TABLE };
  await releaseAbandoned(table, vendors);
  const { reader } = createTicketStore(table);
  outside.simulator?.leaveClaimed((inquiry) => isClaimed(reader, inquiry));
  outside.simulator?.product.leaveClaimed((question) => isClaimed(reader, question, 'product'));
  const { accessKeyId } = credentials;
  const { region } = config;
  const webhooks = given.slack ? undefined : await startWebhooks(config, clock);
  if (webhooks) closers.add(webhooks.close);
  const others = webhooks?.targets;
  const delivery = await openDelivery({
    busName: LOCAL_BUS,
    region,
    now: clock.now,
    elapsed,
    accessKeyId,
    ...defined({ others }),
  });
  closers.add(delivery.endpoint.close);
  const reportSeconds = Math.min(pollSeconds * POLLS_A_REPORT, LONGEST_REPORT_SECONDS);
  const configFile = join(dataDir, 'config.json');
  const writeConfig = (written: Config) => writeAtomically(configFile, JSON.stringify(written, undefined, 2));
  await writeConfig(config);
  const env = {
    ...webhooks?.env,
    ...handlerEnv(
      outside.coupang,
      outside.slack,
      { dynamodb: store.endpoint, delivery: delivery.endpoint.url, credentials },
      { configFile, region, seconds: { trackSla: pollSeconds, report: reportSeconds } },
    ),
  };
  const slackLog = createSlackLog(clock.now);
  const { handlers, idle, renew } = watchHandlers(() =>
    makeHandlers(env, clock, slackLog.watch, webhooks?.hold),
  );

  const { localSlack } = outside;
  /** As a deploy of another configuration. Meanwhile no drain runs, which would edit cards in the old language. */
  const showIn = async (language: Language): Promise<void> => {
    const passOn = drains.hold();
    try {
      await drains.idle();
      await writeConfig(withShop(inLanguage(config, language)));
      renew();
      await redrawOpenCards(table, vendors, clock.now());
      await trackSla();
    } finally {
      passOn();
    }
  };
  if (cards) closers.add(cards.settled);
  const looked = {
    ...defined({ cards, deliveries: webhooks?.deliveries }),
    simulator: outside.simulator,
    store: table,
    leapTo: (at: number) => leapTo(at),
    ...defined({ captionMs }),
    onError: onError('the page', work.page),
  };
  const page = localSlack && (await startPage(settings, { ...looked, slack: localSlack, slackLog }, parts));
  const poll = async (vendor: VendorRef): Promise<PollSummary> => {
    const context = makeContext('poll', config.settings.pollTimeoutSeconds * 1000, elapsed);
    try {
      const event = { vendorId: vendor.vendorId, market: vendor.market };
      const summary = pollSummary.parse(await handlers.poll(event, context));
      print(describePoll(vendor, summary, texts.poll));
      page?.notePoll(vendor, summary);
      return summary;
    } catch (error) {
      page?.notePollError(vendor, error);
      throw error;
    }
  };
  const thenTouch = <Result>(run: Promise<Result>): Promise<Result> => run.finally(() => page?.touch());
  const trackSla = () =>
    thenTouch(handlers.trackSla({}, makeContext('track-sla', TRACK_SLA_TIMEOUT_MS, elapsed)));
  const report = () => thenTouch(handlers.report({}, makeContext('report', REPORT_TIMEOUT_MS, elapsed)));
  const notify: Handlers['notify'] = (event, context) => thenTouch(handlers.notify(event, context));

  const live = config.vendors.filter((vendor) => vendor.live);
  const names = live.map(({ market, id }) => `${market} ${id}`).join(', ');
  print(texts.polling(names, pollSeconds));
  const job = (run: () => Promise<unknown>, seconds: number, onFailure: Job['onError']): Job => ({
    run: async () => void (await run()),
    intervalMs: seconds * 1000,
    onError: onFailure,
  });
  const polls = live.map(({ id: vendorId, market }) =>
    job(() => poll({ market, vendorId }), pollSeconds, onError('a poll', work.poll(`${market} ${vendorId}`))),
  );
  const tracking = job(trackSla, pollSeconds, onError('tracking', work.tracking));
  const reporting = job(report, reportSeconds, onError('reporting', work.reporting));
  const act: Handlers['act'] = (event, context) =>
    thenTouch(handlers.act?.(event, context) ?? Promise.resolve());
  const drains = delivery.start({ notify, act }, onError('delivery', work.delivery));
  if (handlers.slackActions) {
    const door = functionUrl(handlers.slackActions, {
      name: 'slack-actions',
      timeoutMs: SLACK_ACTIONS_TIMEOUT_MS,
      now: clock.now,
      elapsed,
      onError: onError('a press', work.press),
    });
    const { apiUrl, appToken, signingSecret } = outside.slack;
    if (localSlack) {
      const address = await listen(door);
      closers.add(address.close);
      await localSlack.connectApp(address.url);
    } else if (appToken !== undefined) {
      const socket = await openSocket({
        apiUrl,
        appToken,
        signingSecret,
        door,
        now: clock.now,
        print,
        texts,
        onError: onError('a press', work.press),
      });
      closers.add(socket.close);
    }
  }
  if (webhooks && handlers.webhooks)
    closers.add(webhooks.start(handlers.webhooks, onError('webhooks', work.webhooks)));
  const timers = createTimers(schedule ? [...polls, tracking, reporting] : []);
  timers.start();
  closers.add(() =>
    Promise.race([
      Promise.all([timers.end(), drains.stop(), idle()]),
      sleep(WAIT_FOR_RUNNING_MS, undefined, { ref: false }),
    ]),
  );
  let stopping: Promise<void> | undefined;
  const runNow = async ({ run, onError: note }: Job): Promise<void> => {
    if (stopping === undefined) await run().catch(note);
  };
  const leapTo = createLeap({
    clock,
    timers,
    holdEvents: drains.hold,
    idle,
    moveVendors: createVendorMover(table, vendors, blindMs(config.settings)),
    runs: [
      async () => {
        // A failed save is reported and retried.
        await outside.simulator?.tick().catch(() => undefined);
        await Promise.all(polls.map(runNow));
      },
      () => runNow(tracking),
      () => runNow(reporting),
    ],
  });

  return {
    ...defined({ pageUrl: page?.url, simulator: outside.simulator, slack: outside.localSlack }),
    notifying: drains.running,
    leapTo,
    env,
    poll,
    trackSla,
    report,
    stop: () => {
      stopping ??= closers.closeAll();
      return stopping;
    },
  };
};
