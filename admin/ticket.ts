import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import type { TicketStore } from '../lib/dynamodb/create-ticket-store.ts';
import { explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { readSpan, writeCsv } from './ticket/write-csv.ts';
import { printLife } from './ticket/print-life.ts';
import { findDeployed, openClients, readDeployment } from './ticket/read-deployment.ts';
import { readLaptop, readStore } from './ticket/read-laptop.ts';

await explainErrors(1, async (texts) => {
  const help = { usage: texts.ticket.usage, texts };
  const isExport = process.argv.includes('--csv');
  const { positionals, values } = readArguments(help, isExport ? [] : ['inquiryId'], {
    region: { type: 'string' },
    vendor: { type: 'string' },
    all: { type: 'boolean' },
    csv: { type: 'boolean' },
    from: { type: 'string' },
    to: { type: 'string' },
  });
  const { region, vendor, from, to } = values;
  const dataDir = process.env['DATA_DIR']?.trim() || '.local';
  const config = (): ReturnType<typeof loadConfig> => loadConfig(process.env['NOTIFIER_CONFIG']);
  if (isExport) {
    const span = readSpan(from, to);
    if (span === undefined || values.all) throw explainUsage(texts.ticket.badSpan, help);
    const file = `closed-${span.from}-${span.to}.csv`;
    const options = { file, span, vendorId: vendor, config: await config() };
    const write = (store: TicketStore): Promise<number> => writeCsv(store, options, texts.ticket);
    const rows =
      region === undefined
        ? await readStore(dataDir, texts, write)
        : await write((await findDeployed(namesOf(options.config), openClients(region), texts)).store);
    return console.log(texts.ticket.wroteCsv(file, rows));
  }
  const [inquiryId = ''] = positionals;
  if (from !== undefined || to !== undefined) throw explainUsage(texts.ticket.badSpan, help);
  if (!/^\d{1,20}$/.test(inquiryId)) {
    throw explainUsage(texts.ticket.badId, help);
  }
  const sought = { inquiryId, vendorId: vendor };
  const life =
    region === undefined
      ? await readLaptop(dataDir, sought, texts)
      : await readDeployment(
          { names: namesOf(await config()), sought, now: Date.now(), texts },
          openClients(region),
        );
  console.log(printLife(inquiryId, life, texts.ticket, values.all));
});
