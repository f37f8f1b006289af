import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedCall } from 'fake-coupang';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import type { Config, Settings, VendorConfig } from '../../lib/config/schema.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { HandlerEnv } from '../../local/common/handlers.ts';
import type { LaptopClock } from '../../local/common/laptop-clock.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { type FakeSlack, type Message, type Outcome, withBlockIds } from 'fake-slack';
import { startSystem, type SystemOptions } from '../../local/run/start-system.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Source } from '../../lib/domain/sources.ts';
import { buildDynamoDbClient } from './build-dynamodb-client.ts';
import { workday } from './workday.ts';

const CHANNEL = 'C0CS';

export const makeDataDir = () => mkdtemp(join(tmpdir(), 'notifier-e2e-'));
export const removeDataDir = (dataDir: string) => rm(dataDir, { recursive: true, force: true });

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 200_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come about within 200 s');
    await sleep(20);
  }
};

/** The id of the block that holds an element, as Slack gives it. */
export const blockIdOf = (blocks: Parameters<typeof withBlockIds>[0], actionId: string): string =>
  withBlockIds(blocks).find((block) => JSON.stringify(block).includes(`"action_id":"${actionId}"`))
    ?.block_id ?? '';

/**
 * The whole local system without random arrivals. Only the test makes things happen.
 * @param how `schedule`: whether the functions run on their schedules, too; `now`: this machine's clock, which begins on a morning
 * of work by default; `captionMs`: of the guided day; `slack` and `log`: where a test has its own; `env` and `changed`: change the
 * variables and the settings; `sources`: where it reads fewer than the sample, and counts messages; `configure` and `toEnv`: change
 * the configuration, and the functions' environment
 */
export const startLaptop = async (
  dataDir: string,
  {
    env = {},
    changed = {},
    slack: own,
    now = workday,
    sources,
    configure = (same) => same,
    toEnv = (same) => same,
    ...how
  }: Partial<Pick<SystemOptions, 'schedule' | 'now' | 'captionMs' | 'log'>> & {
    env?: Record<string, string>;
    changed?: Partial<Settings>;
    slack?: FakeSlack;
    sources?: VendorConfig['sources'];
    configure?: (config: Config) => Config;
    toEnv?: (env: HandlerEnv) => HandlerEnv;
  } = {},
) => {
  const settings = await readSettings({ DATA_DIR: dataDir, PORT: '0', POLL_SECONDS: '1', ...env });
  const vendors = settings.config.vendors.map((each) => ({ ...each, ...(sources && { sources }) }));
  const config = configure({ ...settings.config, vendors });
  const [vendor] = vendors.map(({ id, market }): VendorRef => ({ market, vendorId: id }));
  if (vendor === undefined) throw new Error('a configuration names a vendor');
  const lines: string[] = [];
  const calls: (SimulatedCall & { at: number })[] = [];
  const logged: string[] = [];
  const note = (message: string, fields?: Record<string, unknown>): void =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const { log = { info: note, warn: note, error: note } } = how;
  const print = (line: string): void => void lines.push(line);
  let clock: LaptopClock | undefined;
  const handlers: SystemOptions['handlers'] = (systemEnv, laptopClock, watchSlack, hold) => {
    clock = laptopClock;
    const handlerEnv = toEnv(systemEnv);
    return {
      ...createHandlers(log, print, TERMINAL_TEXTS.en)(handlerEnv, laptopClock, watchSlack, hold),
      poll: createPoll(handlerEnv, { log, clock: laptopClock, sleep: waitForTurn }),
    };
  };
  let isHurried = false;
  const waitForTurn = async (ms: number): Promise<void> => {
    if (!isHurried) await sleep(ms);
  };
  const system = await startSystem(
    {
      ...settings,
      // Only we use the simulator, so the first sweep may be fast.
      config: { ...config, settings: { ...config.settings, callsPerSecond: 5, ...changed } },
      simulator: {
        seed: 1,
        arrivals: false,
        callsPerSecond: Infinity,
        onCall: (call) => void calls.push({ ...call, at: clock?.now() ?? now() }),
      },
    },
    { handlers, print, schedule: false, now, ...how, log },
  );
  const { simulator, slack = own } = system;
  if (!simulator || !slack) throw new Error('the local system has a simulator and a Slack of its own');
  const client = buildDynamoDbClient(system.env);
  const store = createTicketStore({ client, tableName: 'tickets', newToken: () => 'unused' });
  const messages = (): Message[] => slack.channels.messages(CHANNEL);
  const messagesOf = (inquiryId: string, source: Source = 'call-center'): Message[] =>
    messages().filter(({ metadata }) =>
      String(metadata?.event_payload['key']).includes(`/${source}/${inquiryId}/`),
    );
  const poll = () => system.poll(vendor);
  const settle = () => until(() => system.notifying() === 0);
  const stop = async (): Promise<void> => {
    client.destroy();
    await system.stop();
  };

  return {
    system,
    simulator,
    slack,
    /** A client of the system's table, and the store in it. */
    client,
    store,
    lines,
    logged,
    /** The calls to Coupang, oldest first. */
    calls,
    messages,
    /** The laptop's clock, epoch ms. */
    now: (): number => clock?.now() ?? now(),
    /** Whether polls make their calls without Coupang's pace: half a year of lists takes ten seconds with it. */
    hurry: (on: boolean): void => {
      isHurried = on;
    },
    leap: (ms: number): Promise<void> => system.leapTo((clock?.now() ?? 0) + ms),
    /** Jumps ahead by `ms`, as if the machine slept. */
    sleep: async (ms: number) => clock?.moveBy(ms),
    state: () => store.states.read(vendor),
    poll,
    until,
    settle,
    /** Hands an inquiry over, polls, and waits for its messages. */
    arrive: async (handOver?: Parameters<typeof simulator.handOver>[0]) => {
      const inquiry = await simulator.handOver(handOver);
      await poll();
      await settle();
      return inquiry;
    },
    /** Presses the button of this name on the inquiry's card. */
    press: async (
      by: string,
      inquiryId: string,
      actionId: string,
      { choice, source }: { choice?: string; source?: Source } = {},
    ): Promise<Outcome> => {
      const [card] = messagesOf(inquiryId, source);
      const { channel = '', ts = '', blocks = [] } = card ?? {};
      const element = { blockId: blockIdOf(blocks, actionId), actionId, ...(choice && { choice }) };
      const done = await slack.interactions.press(by, { channel, ts }, element);
      await settle();
      return done;
    },
    /** A text in the open form of this person. */
    typed: (by: string, value: string) => typedIn(slack, by, value),
    /** Sends the open form of this person with a text. */
    submit: async (by: string, text: string): Promise<Outcome> => {
      const id = slack.interactions.modal(by)?.id ?? '';
      const done = await slack.interactions.submit(by, id, [typedIn(slack, by, text)]);
      await settle();
      return done;
    },
    ticketsOf: (inquiryId: string): Promise<Ticket[]> =>
      store.reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId }),
    /** The card and the thread lines of a ticket, in the order of posting. A hand-over and a question may have the same number. */
    messagesOf,
    stop,
    /** Stops, and removes its folder. */
    end: async (): Promise<void> => {
      await stop();
      await removeDataDir(dataDir);
    },
  };
};

const typedIn = (slack: FakeSlack, by: string, value: string) => ({
  blockId: slack.interactions.modal(by)?.sent.blocks.find(({ type }) => type === 'input')?.block_id ?? '',
  actionId: 'text',
  value,
});

export type Laptop = Awaited<ReturnType<typeof startLaptop>>;
