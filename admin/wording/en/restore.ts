export const enRestore = {
  usage: `Usage: npm run restore -- <table> <newTable> [--at <time>] [--region <region>]

Restores the table to an earlier time, into a new table, and adds the settings that a restore leaves
out. It changes no other table. Run it again after an interruption: it continues.

--at       a time of the last 35 days: 2026-11-26T09:00:00+09:00 (the latest that AWS offers)
--region   the region of the table (that of the configuration)
--language ko or en: the language of this command (that of the terminal)

More: docs/operations.md, Restoring the table`,
  badTime: '--at must be a time with its zone, such as 2026-11-26T09:00:00+09:00.',
  badTable: (name: string) => `${name} is not the name of a table; the stack's output TableName shows it.`,
  refused: (region: string, reason: string) => `DynamoDB in ${region} refused: ${reason}`,
  ready: (newTable: string) =>
    `Ready. Next: existingTable: '${newTable}' in the configuration, and npx cdk deploy Notifier (docs/operations.md, Restoring the table).`,
  noTable: (table: string) =>
    `There is no table ${table}. AWS keeps the last state of a deleted table for 35 days: docs/operations.md, Restoring the table.`,
  begins: (newTable: string, table: string, at: string | undefined) =>
    `${newTable} is being made of ${table}, as of ${at ?? 'the latest time'}.`,
  noRecovery: (table: string) =>
    `${table} has no point-in-time recovery, so there is nothing to restore it from.`,
  outOfReach: (table: string, from: string, to: string, at: string) =>
    `${table} can be restored to a time from ${from} to ${to}, and not to ${at}.`,
  isGone: (newTable: string) => `${newTable} is gone: AWS did not make it. Try again.`,
  takesTime: 'AWS needs minutes, seldom more than an hour. You may stop this and run it again later.',
  otherOrigin: (newTable: string, table: string) =>
    `There is a table ${newTable} that was not restored from ${table}. Choose another name.`,
  noIndex: (newTable: string, indexes: readonly string[]) =>
    `${newTable} has no index ${indexes.join(' and ')}, so it is not a table of the notifier.`,
  otherTime: (newTable: string, made: string, at: string) =>
    `${newTable} is there already, as of ${made} and not of ${at}. Choose another name, or leave --at out to go on with it.`,
  hasSettings: (newTable: string) =>
    `${newTable} has expiry, point-in-time recovery and protection from deletion.`,
  hasTags: (table: string, tags: string) => `It has the tags of ${table}: ${tags}.`,
};
