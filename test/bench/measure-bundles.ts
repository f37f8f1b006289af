import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import config from '../../notifier.config.ts';
import { BUNDLE_OPTIONS, bundleFunctions } from '../../infra/bundle-functions.ts';
import { OPTIONAL_FUNCTION_NAMES, type AnyFunctionName, FUNCTION_NAMES } from '../../infra/function-names.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { makeFunctionEnv } from '../unit/functions/make-function-env.ts';
import { importCpuMs } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 15;
const NAMES = [...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES];

/** KB beyond the bare bundle: 10 % above the measured figure. Nothing was tried before a raise of 2026-11-30. */
const ADDED_KB: Record<AnyFunctionName, number> = {
  // 2026-11-30: 224 to 260, for product questions.
  poll: 260,
  // 2026-11-30: 262 to 309, for the masks of WING logins; to 333, for product questions.
  notify: 333,
  'track-sla': 154,
  // 2026-11-30: 215 to 241, for product questions.
  report: 241,
  // 2026-11-30: 270 to 306, for product questions; to 335, for the order view.
  'slack-actions': 335,
  // 2026-11-30: 273 to 322, for product questions; to 385, for the order view.
  act: 385,
  webhooks: 264,
};
/** 10 % above the measured figure. One bundle's figure varies by more than that on a busy machine, the sum of all does not. */
const IMPORT_RATIO = 1.66;

type Library = 'table' | 'bus' | 'secrets' | 'slack' | 'topic' | 'queue' | 'holidays';
/** An empty function's imports of each library, with the library's own settings. */
const LOADS: Record<Library | 'always', string> = {
  always: `
    import { Logger } from '@aws-lambda-powertools/logger';
    import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
    import { Metrics } from '@aws-lambda-powertools/metrics';
    import middy from '@middy/core';
    import * as z from 'zod/mini';
    export const metrics = new Metrics();
    export const schema = z.looseObject({
      a: z.optional(z.union([z.string(), z.number(), z.boolean(), z.literal('a')])),
      b: z.record(z.string(), z.array(z.enum(['b']))),
    });
    export const handler = middy(async () => {}).use(injectLambdaContext(new Logger()));`,
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
  queue: `
    import { SQSClient } from '@aws-sdk/client-sqs';
    export const queue = new SQSClient({});`,
  holidays: `
    import * as holidays from '@hyunbinseo/holidays-kr';
    export const years = Object.keys(holidays);`,
};
const LIBRARIES: Record<AnyFunctionName, Library[]> = {
  poll: ['table', 'bus', 'secrets'],
  notify: ['table', 'bus', 'secrets', 'slack'],
  'track-sla': ['table', 'bus', 'holidays'],
  report: ['table', 'bus', 'topic', 'holidays'],
  'slack-actions': ['table', 'bus', 'secrets', 'slack'],
  act: ['table', 'bus', 'secrets', 'slack', 'holidays'],
  webhooks: ['table', 'secrets', 'queue'],
};

/**
 * Each function's bundle against one that only loads the same libraries, and is made in the same way.
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
      what: `KB more than a bare bundle of the same libraries: ${name}, ${toKB(bytes[name])} to ${toKB(bare[name])}`,
      figure: toKB(bytes[name]) - toKB(bare[name]),
      budget: ADDED_KB[name],
    }));
    return { sizes, imports: importsOf(dir) };
  } finally {
    rmSync(dir, { recursive: true });
  }
};

const bundleBare = async (dir: string): Promise<Record<string, number>> => {
  const entries = NAMES.map(async (name): Promise<[string, number]> => {
    const loads = ['always' as const, ...LIBRARIES[name]].map((library) => LOADS[library]);
    const { metafile } = await build({
      ...BUNDLE_OPTIONS,
      stdin: { contents: loads.join('\n'), resolveDir: process.cwd() },
      outfile: join(dir, name, 'bare.mjs'),
    });
    return [name, Object.values(metafile.outputs)[0]?.bytes ?? 0];
  });
  return Object.fromEntries(await Promise.all(entries));
};

const importsOf = (dir: string): Budgeted[] => {
  const files = NAMES.flatMap((name) => [join(dir, name, 'handler.mjs'), join(dir, name, 'bare.mjs')]);
  const { SECRETS_FROM: _, ...env } = makeFunctionEnv();
  const times = new Map(files.map((file): [string, number[]] => [file, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [file, taken] of times) taken.push(importCpuMs([file], env));
  const sumOf = (file: string): number =>
    NAMES.reduce((sum, name) => sum + Math.min(...(times.get(join(dir, name, file)) ?? [])), 0);
  const [own, bare] = [sumOf('handler.mjs'), sumOf('bare.mjs')];
  return [
    {
      what: `times the CPU of the imports of those bare bundles, all together: ${own.toFixed(0)} to ${bare.toFixed(0)} ms`,
      figure: own / bare,
      budget: IMPORT_RATIO,
    },
  ];
};

const toKB = (bytes = 0): number => Math.ceil(bytes / 1000);
