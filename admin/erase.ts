import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors, readArguments } from './read-arguments.ts';
import { eraseOnAws } from './erase/erase-on-aws.ts';
import { eraseOnLaptop } from './erase/erase-on-laptop.ts';
import { printErasure } from './erase/print-erasure.ts';
import { openClients } from './ticket/read-deployment.ts';

const USAGE = `Usage: npm run erase -- <inquiryId|orderId> [--region <region>]

Erases what buyers and agents wrote in all tickets of an inquiry or an order: in the table, and on
the cards in Slack. It can be repeated.

--region   erases on AWS, in this region; without it in .local (or DATA_DIR) of a stopped laptop
--language ko, en or zh-TW: the language of this command (that of the terminal)

More: docs/privacy.md says what it cannot reach.`;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
  const { positionals, values } = readArguments(help, ['inquiryId|orderId'], { region: { type: 'string' } });
  const [id = ''] = positionals;
  const { region } = values;
  if (!/^\d{1,20}$/.test(id)) {
    throw new ConfigError(`The id of an inquiry or an order is a number, such as 1000000001.\n\n${USAGE}`);
  }
  const erasure =
    region === undefined
      ? await eraseOnLaptop(process.env['DATA_DIR']?.trim() || '.local', id)
      : await eraseOnAws(namesOf(await loadConfig(process.env['NOTIFIER_CONFIG'])), id, openClients(region), {
          now: Date.now,
          sleep: wait,
        });
  console.log(printErasure(id, erasure));
  if (erasure.tickets.some(({ isPending }) => isPending) && erasure.isRunning) process.exitCode = 1;
}, 1);
