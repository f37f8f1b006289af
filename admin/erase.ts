import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { isSource, SOURCE_NAMES } from '../lib/domain/sources.ts';
import { explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { openOnAws } from './erase/erase-on-aws.ts';
import { openOnLaptop } from './erase/erase-on-laptop.ts';
import { chooseSource } from './erase/erase-tickets.ts';
import { printErasure, printFound } from './erase/print-erasure.ts';
import { openPrompt } from './secrets/open-prompt.ts';
import { openClients } from './ticket/read-deployment.ts';

await explainErrors(1, async (texts) => {
  const words = texts.erase;
  const help = { usage: words.usage, texts };
  const { positionals, values } = readArguments(help, ['inquiryId|orderId'], {
    region: { type: 'string' },
    source: { type: 'string' },
    yes: { type: 'boolean' },
  });
  const [id = ''] = positionals;
  const { region, source, yes } = values;
  if (!/^\d{1,20}$/.test(id)) throw explainUsage(words.badId, help);
  if (source !== undefined && !isSource(source)) throw explainUsage(words.badSource(SOURCE_NAMES), help);
  const table =
    region === undefined
      ? await openOnLaptop(process.env['DATA_DIR']?.trim() || '.local', texts)
      : await openOnAws(namesOf(await loadConfig(process.env['NOTIFIER_CONFIG'])), openClients(region), {
          now: Date.now,
          sleep: wait,
          texts,
        });
  try {
    const all = await table.find(id);
    const found = chooseSource(id, all, source);
    console.log(`${printFound(id, { ...table, found: found ?? all }, texts)}\n`);
    if (found === undefined) throw new ConfigError(words.isShared(SOURCE_NAMES));
    if (yes !== true) {
      const prompt = openPrompt(process.stdin, process.stderr, texts.prompt);
      // Ctrl-C is a no.
      const answer = await prompt
        .ask({ text: words.sure, check: () => undefined, otherwise: 'n' })
        .catch(() => 'n');
      prompt.close();
      if (!/^y(?:es)?$/i.test(answer)) throw new ConfigError(words.notErased);
    }
    const tickets = await table.erase(found.map(({ key }) => key));
    console.log(printErasure(id, { ...table, tickets }, texts));
    if (tickets.some(({ isPending }) => isPending) && table.isRunning) process.exitCode = 1;
  } finally {
    await table.close();
  }
});
