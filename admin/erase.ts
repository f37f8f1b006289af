import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { eraseOnAws } from './erase/erase-on-aws.ts';
import { eraseOnLaptop } from './erase/erase-on-laptop.ts';
import { printErasure } from './erase/print-erasure.ts';
import { openClients } from './ticket/read-deployment.ts';

await explainErrors('erase', 1, async (texts) => {
  const help = { usage: texts.erase.usage, texts };
  const { positionals, values } = readArguments(help, ['inquiryId|orderId'], {
    region: { type: 'string' },
  });
  const [id = ''] = positionals;
  const { region } = values;
  if (!/^\d{1,20}$/.test(id)) {
    throw explainUsage(texts.erase.badId, help);
  }
  const erasure =
    region === undefined
      ? await eraseOnLaptop(process.env['DATA_DIR']?.trim() || '.local', id, texts)
      : await eraseOnAws(namesOf(await loadConfig(process.env['NOTIFIER_CONFIG'])), id, openClients(region), {
          now: Date.now,
          sleep: wait,
          texts,
        });
  console.log(printErasure(id, erasure, texts));
  if (erasure.tickets.some(({ isPending }) => isPending) && erasure.isRunning) process.exitCode = 1;
});
