import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import config from '../../notifier.config.ts';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { ACTING_FUNCTION_NAMES, type AnyFunctionName, FUNCTION_NAMES } from '../../infra/function-names.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { makeFunctionEnv } from '../unit/functions/make-function-env.ts';
import { importCpuMs } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 15;
/** The masks of personal data take 36 KB of most bundles. */
const SIZE_BUDGET = 0.7;
const IMPORT_BUDGET = 0.85;
const NAMES = [...FUNCTION_NAMES, ...ACTING_FUNCTION_NAMES];

type Client = 'table' | 'bus' | 'secrets' | 'slack' | 'topic';
/** What makes each client, with the SDK's own settings. */
const MAKES: Record<Client, string> = {
  table: `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
    export const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));`,
  bus: `
    import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
    export const bus = new EventBridgeClient({});`,
  secrets: `
    import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    export const secrets = new SecretsManagerClient({});`,
  slack: `
    import { WebClient } from '@slack/web-api';
    export const slack = new WebClient();`,
  topic: `
    import { SNSClient } from '@aws-sdk/client-sns';
    export const topic = new SNSClient({});`,
};
const CLIENTS: Record<AnyFunctionName, Client[]> = {
  poll: ['table', 'bus', 'secrets'],
  notify: ['table', 'bus', 'secrets', 'slack'],
  'track-sla': ['table', 'bus'],
  report: ['table', 'bus', 'topic'],
  'slack-actions': ['table', 'bus', 'secrets', 'slack'],
  act: ['table', 'bus', 'secrets', 'slack'],
};

/**
 * Each function's bundle against one that only makes the same clients. That one is minified like a function's, and else by
 * esbuild's defaults for Node.
 * @returns sizes, which are exact, and the CPU of an import: the least of processes of their own in turns, since other work on the
 *   machine only ever adds to it
 */
export const measureBundles = async (): Promise<{ sizes: Budgeted[]; imports: Budgeted[] }> => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-bench-bundles-'));
  try {
    const handlers = Object.fromEntries(NAMES.map((name) => [name, `functions/${name}/handler.ts`]));
    const bytes = await bundleFunctions(handlers, parseConfig(config, 'notifier.config.ts'), dir);
    const bare = await bundleBare(dir);
    const sizes = NAMES.map((name) => ({
      what: `times the size of a bare bundle of the same clients: ${name}, ${toKB(bytes[name])} to ${toKB(bare[name])} KB`,
      figure: (bytes[name] ?? 0) / (bare[name] ?? 0),
      budget: SIZE_BUDGET,
    }));
    return { sizes, imports: importsOf(dir) };
  } finally {
    rmSync(dir, { recursive: true });
  }
};

const bundleBare = async (dir: string): Promise<Record<string, number>> => {
  const entries = NAMES.map(async (name): Promise<[string, number]> => {
    const { metafile } = await build({
      stdin: { contents: CLIENTS[name].map((client) => MAKES[client]).join('\n'), resolveDir: process.cwd() },
      outfile: join(dir, name, 'bare.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      minify: true,
      metafile: true,
    });
    return [name, Object.values(metafile.outputs)[0]?.bytes ?? 0];
  });
  return Object.fromEntries(await Promise.all(entries));
};

const importsOf = (dir: string): Budgeted[] => {
  const files = NAMES.flatMap((name) => [join(dir, name, 'handler.mjs'), join(dir, name, 'bare.cjs')]);
  const { SECRETS_FROM: _, ...env } = makeFunctionEnv();
  const times = new Map(files.map((file): [string, number[]] => [file, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [file, taken] of times) taken.push(importCpuMs([file], env));
  const ms = (name: string, file: string): number => Math.min(...(times.get(join(dir, name, file)) ?? []));
  return NAMES.map((name) => {
    const [own, bare] = [ms(name, 'handler.mjs'), ms(name, 'bare.cjs')];
    return {
      what: `times the CPU of an import of that bare bundle: ${name}, ${own.toFixed(0)} to ${bare.toFixed(0)} ms`,
      figure: own / bare,
      budget: IMPORT_BUDGET,
    };
  });
};

const toKB = (bytes = 0): number => Math.ceil(bytes / 1000);
