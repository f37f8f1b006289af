import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import { parseJson } from '../domain/parse-json.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { ConfigError, NotSetUp } from './config-error.ts';
import type { Names } from './names.ts';

/** `expiresOn`: the last day of the key, `yyyy-MM-dd`. Absent if it is not stored or not a date. */
export type CoupangSecret = { accessKey: string; secretKey: string; expiresOn?: string };
/**
 * A Slack workspace (T…) and its enterprise (E…). For an app of a whole enterprise, `teamId` is the enterprise's id.
 */
export type Workspace = { teamId: string; enterpriseId?: string };
/**
 * `workspace`: where the app is installed. `previous`: the signing secret before the last rotation, valid until
 * `until`.
 */
export type SlackSecret = {
  botToken: string;
  signingSecret?: string;
  workspace?: Workspace;
  previous?: { signingSecret: string; until: string };
};

/**
 * @param text `undefined` if the secret does not exist
 * @throws NotSetUp, or ConfigError that names the wrong fields and never a value
 */
export const readCoupangSecret = (
  text: string | undefined,
  vendor: VendorRef,
  { secrets }: Names,
): CoupangSecret => {
  const name = secrets.coupang(vendor.market, vendor.vendorId);
  const { accessKey, secretKey, expiresOn } = read(
    text,
    coupangSecret,
    name,
    `secrets -- ${vendor.vendorId}`,
  );
  // A wrong date must not stop polls, since it only says when to warn.
  const date = expiryDate.safeParse(expiresOn);
  return { accessKey, secretKey, ...(date.success && { expiresOn: date.data }) };
};

/**
 * @param text `undefined` if the secret does not exist
 * @throws NotSetUp, or ConfigError that names the wrong fields and never a value
 */
export const readSlackSecret = (text: string | undefined, { secrets }: Names): SlackSecret => {
  const { botToken, signingSecret, teamId, enterpriseId, ...rest } = read(
    text,
    slackSecret,
    secrets.slack,
    'secrets -- slack',
  );
  // Only presses need these. A malformed value must not stop messages.
  const workspace = workspaceSchema.safeParse({ teamId, enterpriseId }).data;
  const previous = previousSecret.safeParse(rest.previous).data;
  return {
    botToken,
    ...defined({ signingSecret, workspace: workspace && defined(workspace), previous }),
  };
};

/** Where a webhook is called, and how its calls are signed. Without a signing secret they are not signed. */
export type WebhookSecret = { url: string; signingSecret?: string };

/**
 * @param text `undefined` if the secret does not exist
 * @throws NotSetUp, or ConfigError that names the wrong fields and never a value
 */
export const readWebhookSecret = (
  text: string | undefined,
  webhook: string,
  { secrets }: Names,
): WebhookSecret =>
  defined(read(text, webhookSecret, secrets.webhook(webhook), `webhooks -- set ${webhook}`));

export const writeSlackSecret = ({ botToken, signingSecret, workspace, previous }: SlackSecret): string =>
  JSON.stringify({ botToken, signingSecret, ...workspace, previous });

export const BOT_TOKEN = /^xoxb-[\w-]+$/;
export const SIGNING_SECRET = /^[0-9a-f]{32}$/;
/** The form of a signing secret: 24 to 64 bytes in base64. Source: standardwebhooks.com, specification. */
export const WEBHOOK_SECRET = /^whsec_(?:[A-Za-z\d+/]{4}){8,21}(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

const some = z.string().check(z.minLength(1));
const coupangSecret = z.object({ accessKey: some, secretKey: some, expiresOn: z.optional(z.unknown()) });
const pattern = (format: RegExp) => z.string().check(z.trim(), z.regex(format));
const webhookSecret = z.object({ url: some, signingSecret: z.optional(pattern(WEBHOOK_SECRET)) });
const slackSecret = z.object({
  botToken: pattern(BOT_TOKEN),
  signingSecret: z.optional(pattern(SIGNING_SECRET)),
  teamId: z.optional(z.unknown()),
  enterpriseId: z.optional(z.unknown()),
  previous: z.optional(z.unknown()),
});
export const workspaceSchema = z.object({
  teamId: z.string().check(z.regex(/^[TE][A-Z0-9]{2,}$/)),
  enterpriseId: z.optional(z.string().check(z.regex(/^E[A-Z0-9]{2,}$/))),
});
const previousSecret = z.object({ signingSecret: pattern(SIGNING_SECRET), until: z.iso.datetime() });
const expiryDate = z.iso.date();

const read = <T extends z.ZodMiniType>(
  text: string | undefined,
  schema: T,
  name: string,
  command: string,
): z.infer<T> => {
  if (text === undefined) throw new NotSetUp(name, command);
  // The error of JSON.parse would quote the secret.
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, code }) =>
    path.length === 0
      ? 'it is not a JSON object'
      : `${path.join('.')} is ${code === 'invalid_type' ? 'missing or not a string' : 'blank or malformed'}`,
  );
  throw new ConfigError(`The secret ${name} cannot be used: ${wrong.join(', ')}. Run: npm run ${command}`);
};
