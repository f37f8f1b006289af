import type { App } from 'aws-cdk-lib';
import { ConfigError } from '../lib/config/config-error.ts';
import { LEAVE_TABLES } from '../lib/config/names.ts';

/**
 * The tables in `cdk deploy -c leaveTables=…`, which may be left behind.
 * @throws ConfigError for a value without a table
 */
export const readTablesToLeave = (app: App): string[] => {
  const value: unknown = app.node.tryGetContext(LEAVE_TABLES);
  if (value === undefined) return [];
  if (typeof value === 'string' && /^[\w.-]+(,[\w.-]+)*$/.test(value)) return value.split(',');
  throw new ConfigError(
    `-c ${LEAVE_TABLES}=${JSON.stringify(value)}: must name tables, with a comma between two of them.`,
  );
};
