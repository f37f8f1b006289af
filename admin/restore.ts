import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { describeAwsFailure } from '../lib/deployment/name-aws-error.ts';
import { restoreTable } from './restore/restore-table.ts';

/** With an offset, so that nobody must guess the zone. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;
/** `Date` turns 31 September into 1 October. */
const EXISTING = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);
const isInstant = (text: string): boolean => INSTANT.test(text) && EXISTING.safeParse(text).success;
const LOOK_EVERY_MS = 15_000;

await explainErrors(1, async (texts) => {
  const words = texts.restore;
  const help = { usage: words.usage, texts };
  const { positionals, values } = readArguments(help, ['table', 'newTable'], {
    at: { type: 'string' },
    region: { type: 'string' },
  });
  const [table = '', newTable = ''] = positionals;
  const { at } = values;
  if (at !== undefined && !isInstant(at)) throw explainUsage(words.badTime, help);
  for (const name of positionals)
    if (!/^[\w.-]{3,255}$/.test(name)) throw explainUsage(words.badTable(JSON.stringify(name)), help);
  const region = values.region ?? (await loadConfig(process.env['NOTIFIER_CONFIG'])).region;
  const order = { table, newTable, at: at === undefined ? undefined : new Date(at) };
  try {
    await restoreTable(new DynamoDBClient({ region }), order, {
      words,
      say: console.log,
      wait: async () => sleep(LOOK_EVERY_MS),
    });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      describeAwsFailure(error, texts.awsErrors, (reason) => words.refused(region, reason)),
    );
  }
  console.log(words.ready(newTable));
});
