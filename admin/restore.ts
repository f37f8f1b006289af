import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { explainErrors, readArguments } from './read-arguments.ts';
import { nameAwsError } from '../lib/deployment/name-aws-error.ts';
import { restoreTable } from './restore/restore-table.ts';

const USAGE = `Usage: npm run restore -- <table> <newTable> [--at <time>] [--region <region>]

Restores the table to an earlier time, into a new table, and adds the settings that a restore leaves
out. It changes no other table. Run it again after an interruption: it continues.

--at       a time of the last 35 days: 2026-11-26T09:00:00+09:00 (the latest that AWS offers)
--region   the region of the table (that of the configuration)
--language ko, en or zh-TW: the language of this command (that of the terminal)

More: docs/operations.md, Restoring the table`;

/** With an offset, so that nobody must guess the zone. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;
/** `Date` turns 31 September into 1 October. */
const EXISTING = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);
const isInstant = (text: string): boolean => INSTANT.test(text) && EXISTING.safeParse(text).success;
const LOOK_EVERY_MS = 15_000;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
  const { positionals, values } = readArguments(help, ['table', 'newTable'], {
    at: { type: 'string' },
    region: { type: 'string' },
  });
  const [table = '', newTable = ''] = positionals;
  const { at } = values;
  if (at !== undefined && !isInstant(at))
    throw new ConfigError(
      `--at must be a time with its zone, such as 2026-11-26T09:00:00+09:00.\n\n${USAGE}`,
    );
  for (const name of positionals)
    if (!/^[\w.-]{3,255}$/.test(name))
      throw new ConfigError(
        `${JSON.stringify(name)} is not the name of a table; the stack's output TableName shows it.\n\n${USAGE}`,
      );
  const region = values.region ?? (await loadConfig(process.env['NOTIFIER_CONFIG'])).region;
  const order = { table, newTable, at: at === undefined ? undefined : new Date(at) };
  try {
    await restoreTable(new DynamoDBClient({ region }), order, {
      say: console.log,
      wait: async () => sleep(LOOK_EVERY_MS),
    });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`DynamoDB in ${region} refused: ${nameAwsError(error)}`);
  }
  console.log(
    `Ready. Next: existingTable: '${newTable}' in the configuration, and npx cdk deploy Notifier (docs/operations.md, Restoring the table).`,
  );
}, 1);
