import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import type { Settings, VendorConfig } from '../../lib/config/schema.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { LaptopClock } from '../../local/common/laptop-clock.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { type LaptopSettings, readSettings } from '../../local/run/read-settings.ts';
import type { Message } from '../../local/slack/message.ts';
import type { LocalSlack } from '../../local/slack/local-slack.ts';
import { startSystem, type SystemOptions } from '../../local/run/start-system.ts';
import type { SimulatedCall } from '../../local/simulator/gateway.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
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

/** The settings as if the configuration named these sources for each vendor. A test that counts messages reads the hand-overs alone. */
export const withSources = (settings: LaptopSettings, sources: VendorConfig['sources']): LaptopSettings => {
  const vendors = settings.config.vendors.map((vendor) => ({ ...vendor, sources }));
  return { ...settings, config: { ...settings.config, vendors } };
};

/**
 * The whole local system without random arrivals. Only the test makes things happen.
 * @param how `schedule`: whether the functions run on their schedules, too; `now`: this machine's clock, which begins on a morning
 * of work by default; `captionMs`: of the guided day; `slack`: where a test has its own; `sources`: where it reads fewer than the
 * sample
 */
export const startLaptop = async (
  dataDir: string,
  env: Record<string, string> = {},
  changed: Partial<Settings> = {},
  {
    slack: own,
    now = workday,
    sources,
    ...how
  }: Pick<SystemOptions, 'schedule' | 'now' | 'captionMs'> & {
    slack?: LocalSlack;
    sources?: VendorConfig['sources'];
  } = {},
) => {
  const read = await readSettings({ DATA_DIR: dataDir, PORT: '0', POLL_SECONDS: '1', ...env });
  const settings = sources === undefined ? read : withSources(read, sources);
  const [vendor] = settings.config.vendors.map(({ id, market }): VendorRef => ({ market, vendorId: id }));
  if (vendor === undefined) throw new Error('a configuration names a vendor');
  const lines: string[] = [];
  const calls: (SimulatedCall & { at: number })[] = [];
  const logged: string[] = [];
  const note = (message: string, fields?: Record<string, unknown>): void =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: note, warn: note, error: note };
  const print = (line: string): void => void lines.push(line);
  let clock: LaptopClock | undefined;
  const handlers: SystemOptions['handlers'] = (handlerEnv, laptopClock, watchSlack) => {
    clock = laptopClock;
    return {
      ...createHandlers(log, print, TERMINAL_TEXTS.en)(handlerEnv, laptopClock, watchSlack),
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
      config: {
        ...settings.config,
        settings: { ...settings.config.settings, callsPerSecond: 5, ...changed },
      },
      simulator: {
        seed: 1,
        arrivals: false,
        callsPerSecond: Infinity,
        onCall: (call) => void calls.push({ ...call, at: clock?.now() ?? now() }),
      },
    },
    { handlers, log, print, schedule: false, now, ...how },
  );
  const { simulator, slack = own } = system;
  if (!simulator || !slack) throw new Error('the local system has a simulator and a Slack of its own');
  const client = buildDynamoDbClient(system.env);
  const store = createTicketStore({ client, tableName: 'tickets', newToken: () => 'unused' });
  const messages = (): Message[] => slack.channels.messages(CHANNEL);
  const stop = async (): Promise<void> => {
    client.destroy();
    await system.stop();
  };

  return {
    system,
    simulator,
    slack,
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
    poll: () => system.poll(vendor),
    until,
    settle: () => until(() => system.notifying() === 0),
    ticketsOf: (inquiryId: string): Promise<Ticket[]> =>
      store.reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId }),
    /** The card and the thread lines of a hand-over's ticket, in the order of posting. A question may have the same number. */
    messagesOf: (inquiryId: string): Message[] =>
      messages().filter(({ metadata }) =>
        String(metadata?.event_payload['key']).includes(`/call-center/${inquiryId}/`),
      ),
    stop,
    /** Stops, and removes its folder. */
    end: async (): Promise<void> => {
      await stop();
      await removeDataDir(dataDir);
    },
  };
};

export type Laptop = Awaited<ReturnType<typeof startLaptop>>;
