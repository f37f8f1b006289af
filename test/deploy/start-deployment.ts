import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type FakeCoupang, startFakeCoupang } from 'fake-coupang';
import { namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ConfigInput } from '../../lib/config/schema.ts';
import { createClosers } from '../../local/common/closers.ts';
import { coupangFile } from '../../local/run/coupang-file.ts';
import { openMessageLog } from '../../local/run/message-log.ts';
import { type FakeSlack, type Message, startFakeSlack } from 'fake-slack';
import { readLogs } from './ask-emulator.ts';
import { createDeployer, type Deployer } from './create-deployer.ts';
import { CHANNELS, FIRST, SECOND } from './made-up-config.ts';
import { type Account, openAccount } from './open-account.ts';
import { type Door, openDoor } from './open-door.ts';
import { type Emulator, startEmulator } from './start-emulator.ts';

type Outputs = z.infer<typeof notifierOutputs>;

/** An account that holds only what `cdk bootstrap` creates, with a Coupang and a Slack. */
export type Deployment = {
  emulator: Emulator;
  account: Account;
  deployer: Deployer;
  simulator: FakeCoupang;
  slack: FakeSlack;
  /** Proxies of the simulator and the local Slack, which the deployed functions call. */
  doors: { coupang: Door; slack: Door };
  /** Deploys one stack or all, and waits until their outputs are known. Returns the output of `cdk`. */
  deploy: (config: ConfigInput, stack?: string) => Promise<string>;
  /** Notifier's outputs. Throws before its first deployment. */
  outputs: () => Outputs;
  /** Stores the keys of these vendors and of Slack with `npm run secrets`, as a team does. */
  storeKeys: (vendorIds: readonly string[]) => Promise<void>;
  messages: (channel: string) => Message[];
  /** The card and the thread lines of an inquiry's tickets, in the order of posting. */
  messagesOf: (inquiryId: string, channel?: string) => Message[];
  ticketsOf: (inquiryId: string, vendor?: VendorRef) => Promise<Ticket[]>;
  /** Waits for a condition. When the time is over, it fails with the condition's name and the functions' log. */
  until: (what: string, holds: () => boolean | Promise<boolean>, withinMs?: number) => Promise<void>;
  /** Waits until Slack shows everything and no worker runs. */
  settle: (withinMs?: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** Made up. They work only with the simulator and the local Slack. */
export const KEYS = {
  accessKey: 'made-up-access-key',
  secretKey: 'made-up-secret-key',
  botToken: 'xoxb-made-up-bot-token',
  signingSecret: '0123456789abcdef0123456789abcdef',
} as const;

const notifierOutputs = z.object({
  [OUTPUTS.tableName]: z.string(),
  [OUTPUTS.pollFunction]: z.string(),
});

const WAIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
const LAST_LINES = 40;

/**
 * Starts everything that a deployment needs, including `cdk bootstrap`.
 * @param timeScale see startEmulator
 * @param how `layOut`: writes into a folder what Coupang and Slack hold at the start
 */
export const startDeployment = async (
  timeScale: number,
  { bootstrapped = true, layOut }: { bootstrapped?: boolean; layOut?: (dir: string) => Promise<void> } = {},
): Promise<Deployment> => {
  const closers = createClosers((error) => console.error('a part did not stop', error));
  try {
    return await start(timeScale, bootstrapped, layOut, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
};

const start = async (
  timeScale: number,
  bootstrapped: boolean,
  layOut: ((dir: string) => Promise<void>) | undefined,
  closers: ReturnType<typeof createClosers>,
): Promise<Deployment> => {
  const dir = await mkdtemp(join(tmpdir(), 'notifier-deploy-'));
  closers.add(() => rm(dir, { recursive: true, force: true }));
  await layOut?.(dir);
  const emulator = await startEmulator(timeScale, dir);
  closers.add(emulator.stop);
  const simulator = await startFakeCoupang({
    vendors: [
      { ...FIRST, label: 'AA몰' },
      { ...SECOND, label: 'BB몰' },
    ],
    keys: KEYS,
    store: coupangFile(dir),
    callsPerSecond: Infinity,
  });
  closers.add(simulator.stop);
  const slack = await startFakeSlack({
    channels: Object.values(CHANNELS),
    token: KEYS.botToken,
    log: openMessageLog(join(dir, 'slack.jsonl')),
  });
  closers.add(slack.stop);
  const coupangDoor = await openDoor(simulator.url);
  closers.add(coupangDoor.close);
  const slackDoor = await openDoor(new URL(slack.apiUrl).origin);
  closers.add(slackDoor.close);
  const account = openAccount(emulator);
  closers.add(account.close);
  const deployer = await createDeployer(dir, emulator.envOf, {
    coupangBaseUrl: coupangDoor.url,
    slackApiUrl: `${slackDoor.url}/api/`,
  });
  if (bootstrapped) await deployer.bootstrap();

  let deployed: Outputs | undefined;
  const outputs = (): Outputs => {
    if (deployed === undefined) throw new Error('Nothing is deployed yet.');
    return deployed;
  };
  const until: Deployment['until'] = async (what, holds, withinMs = WAIT_MS) => {
    const end = Date.now() + withinMs;
    while (!(await holds())) {
      if (Date.now() > end) {
        const logged = (await readLogs(emulator)).slice(-LAST_LINES).join('\n');
        throw new Error(`It did not come about within ${withinMs / 1000} s: ${what}.\n${logged}`);
      }
      await sleep(LOOK_EVERY_MS);
    }
  };
  const isSettled = async (vendor: VendorRef): Promise<boolean> => {
    const { reader, lanes } = account.store(outputs().TableName);
    const { tickets, notices } = await reader.attention(vendor);
    if ([...tickets, ...notices].some(({ rank }) => rank !== undefined)) return false;
    return (await lanes.read(vendor))?.token === undefined;
  };
  const messages = (channel: string): Message[] => slack.channels.messages(channel);

  return {
    emulator,
    account,
    deployer,
    simulator,
    slack,
    doors: { coupang: coupangDoor, slack: slackDoor },
    deploy: async (config, stack) => {
      const output = await deployer.deploy(config, stack);
      // The emulator calls a stack complete a moment before it knows the outputs.
      const { egress, notifier } = namesOf(config).stacks;
      const made = stack === STACKS.egress ? egress : notifier;
      const known = async () => Object.keys(await account.outputsOf(made)).length > 0;
      await until(`${made} puts out what it made`, known);
      emulator.rolesChanged();
      if (made === notifier) deployed = z.parse(notifierOutputs, await account.outputsOf(made));
      return output;
    },
    outputs,
    storeKeys: async (vendorIds) => {
      await deployer.storeSecret('slack', [KEYS.botToken, KEYS.signingSecret]);
      for (const vendorId of vendorIds)
        await deployer.storeSecret(vendorId, [KEYS.accessKey, KEYS.secretKey, '']);
    },
    messages,
    messagesOf: (inquiryId, channel = CHANNELS.first) =>
      messages(channel).filter(({ metadata }) =>
        String(metadata?.event_payload['key']).includes(`/${inquiryId}/`),
      ),
    ticketsOf: (inquiryId, vendor = FIRST) =>
      account.store(outputs().TableName).reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId }),
    until,
    settle: (withinMs) =>
      until(
        'Slack shows everything',
        async () => (await isSettled(FIRST)) && (await isSettled(SECOND)),
        withinMs,
      ),
    stop: closers.closeAll,
  };
};
