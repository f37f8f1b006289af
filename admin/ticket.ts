import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { printLife } from './ticket/print-life.ts';
import { openClients, readDeployment } from './ticket/read-deployment.ts';
import { readLaptop } from './ticket/read-laptop.ts';

await explainErrors('ticket', 1, async (texts) => {
  const help = { usage: texts.ticket.usage, texts };
  const { positionals, values } = readArguments(help, ['inquiryId'], {
    region: { type: 'string' },
    vendor: { type: 'string' },
    all: { type: 'boolean' },
  });
  const [inquiryId = ''] = positionals;
  const { region } = values;
  if (!/^\d{1,20}$/.test(inquiryId)) {
    throw explainUsage(texts.ticket.badId, help);
  }
  const sought = { inquiryId, vendorId: values.vendor };
  const life =
    region === undefined
      ? await readLaptop(process.env['DATA_DIR']?.trim() || '.local', sought, texts.ticket)
      : await readDeployment(
          {
            names: namesOf(await loadConfig(process.env['NOTIFIER_CONFIG'])),
            sought,
            now: Date.now(),
            texts,
          },
          openClients(region),
        );
  console.log(printLife(inquiryId, life, texts.ticket, values.all));
});
