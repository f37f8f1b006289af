import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ConfigError } from '../../lib/config/config-error.ts';
import { type Names, namesOf } from '../../lib/config/names.ts';
import { readCoupangSecret, type SlackSecret, writeSlackSecret } from '../../lib/config/read-secret.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { checkSlackSecret, readSecret } from '../doctor/check-secrets.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import type { Clients } from '../doctor/open-clients.ts';
import { hasFailed, printLines } from '../doctor/check.ts';
import { askCoupangKeys, askSlackKeys } from '../secrets/ask-keys.ts';
import { type CoupangTarget, secretName, type Target } from '../find-vendor.ts';
import { openPrompt, type Prompt } from '../secrets/open-prompt.ts';
import { buildSlackSecret, findTokenWorkspace } from '../secrets/slack-secret.ts';
import { storeSecret } from '../secrets/store-secret.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { askAws } from './aws.ts';
import type { Configured, Setup } from './setup.ts';

export type SlackKeys = { token: string; toStore?: string };

/**
 * Takes Slack's keys from the flag, the store or a person, until Slack accepts the token.
 * @throws ConfigError without keys that Slack accepts
 */
export const findSlackKeys = async (setup: Setup, clients: Clients, names: Names): Promise<SlackKeys> => {
  const { flags, talk, slack } = setup;
  const words = setup.texts.setup;
  const stored = await findStored(setup, clients, names);
  let keys = flags.slackKeys === undefined ? stored : undefined;
  for (;;) {
    keys ??= await takeSlackKeys(setup, stored);
    const { botToken: token } = keys;
    const checks = await talk.during(words.checksToken, () =>
      checkSlack(slack, token, { vendors: [], words: setup.texts }),
    );
    talk.say(printLines(checks, setup.texts));
    if (!hasFailed(checks)) return { token, ...(await buildNewSecret(setup, keys, stored)) };
    if (!talk.isPerson || flags.slackKeys !== undefined) throw new ConfigError(words.tokenRefused);
    keys = undefined;
  }
};

/**
 * Reports a wrong name before the deployment.
 * @throws ConfigError
 */
export const readSources = async ({ flags, texts }: Setup): Promise<void> => {
  for (const source of [flags.slackKeys, flags.coupangKeys])
    if (source !== undefined) await readSource(source, texts.setup);
};

/** Stores Coupang's keys from the flag or a person. Returns false if there is neither. */
export const takeCoupangKeys = async (
  setup: Configured,
  { id, market, label }: VendorConfig,
): Promise<boolean> => {
  const { flags, talk, texts } = setup;
  if (flags.coupangKeys === undefined && !talk.isPerson) return false;
  const target: CoupangTarget = { of: 'coupang', vendor: { market, vendorId: id }, label };
  talk.say(texts.setup.coupangKeysOf(`${label} (${market} ${id})`));
  const keys = await takeKeys(setup, flags.coupangKeys, (prompt) =>
    askCoupangKeys(target, prompt, setup.now(), texts.secrets),
  );
  const value = JSON.stringify(keys);
  // Storing the same key again would make it look new.
  if (flags.coupangKeys !== undefined && (await isStored(setup, target, value))) return false;
  await storeKeys(setup, target, value);
  return true;
};

/** Compares both halves. The last day may be counted from today. */
const isStored = async (setup: Configured, target: CoupangTarget, value: string): Promise<boolean> => {
  const { clients } = setup;
  const names = namesOf(setup.config);
  const name = secretName(target, names);
  const read = (text: string | undefined) => readCoupangSecret(text, target.vendor, names);
  const stored = await askAws(setup, setup.texts.setup.looksAtSecret(name), () =>
    readSecret(clients.secrets, name, read),
  );
  if ('wrong' in stored) return false;
  const { accessKey, secretKey } = read(value);
  return stored.value.accessKey === accessKey && stored.value.secretKey === secretKey;
};

export const storeKeys = async (
  { talk, texts, clients, config }: Configured,
  target: Target,
  value: string,
): Promise<void> => {
  const { region, kmsKeyArn } = config;
  const name = secretName(target, namesOf(config));
  await talk.during(texts.setup.stores(name), () =>
    storeSecret(clients.secrets, { name, value, region, kmsKeyArn }, texts),
  );
  talk.say(texts.setup.stored(name));
};

const findStored = async (setup: Setup, clients: Clients, names: Names): Promise<SlackSecret | undefined> => {
  const { secret } = await askAws(setup, setup.texts.setup.looksForSlackKeys, () =>
    checkSlackSecret(clients.secrets, names, 'off', setup.texts),
  );
  return secret;
};

const takeSlackKeys = async (setup: Setup, stored: SlackSecret | undefined): Promise<SlackSecret> => {
  const { flags, talk, texts } = setup;
  if (flags.slackKeys === undefined && !talk.isPerson) throw new ConfigError(texts.setup.noSlackKeys);
  if (flags.slackKeys === undefined) talk.say(texts.setup.makeApp);
  return takeKeys(setup, flags.slackKeys, (prompt) => askSlackKeys(prompt, texts.secrets, stored));
};

/** @returns no `toStore` if the same keys and workspace ids are already stored */
const buildNewSecret = async (
  { talk, texts, slack, now }: Setup,
  keys: SlackSecret,
  stored: SlackSecret | undefined,
): Promise<{ toStore?: string }> => {
  const workspace = await talk.during(texts.setup.looksForWorkspace, () =>
    findTokenWorkspace(slack, keys.botToken, texts.secrets),
  );
  const value = writeSlackSecret(buildSlackSecret({ ...keys, workspace }, stored, now()));
  return stored !== undefined && value === writeSlackSecret(stored) ? {} : { toStore: value };
};

const takeKeys = async <Keys>(
  { talk, texts }: Setup,
  source: string | undefined,
  ask: (prompt: Prompt) => Promise<Keys>,
): Promise<Keys> => {
  if (source === undefined) return talk.prompt(ask);
  const prompt = openPrompt(
    Readable.from([await readSource(source, texts.setup)]),
    process.stderr,
    texts.prompt,
  );
  return ask(prompt).finally(prompt.close);
};

const readSource = async (source: string, texts: AdminTexts['setup']): Promise<string> => {
  const variable = /^env:(.*)$/.exec(source)?.[1];
  if (variable !== undefined) {
    const text = process.env[variable];
    if (text !== undefined && text !== '') return text;
    throw new ConfigError(texts.emptyVariable(variable));
  }
  return readFile(source, 'utf8').catch(() => {
    throw new ConfigError(texts.unreadableKeys(source));
  });
};
