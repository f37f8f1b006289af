import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors, readArguments } from './read-arguments.ts';
import { printLife } from './ticket/print-life.ts';
import { openClients, readDeployment } from './ticket/read-deployment.ts';
import { readLaptop } from './ticket/read-laptop.ts';

const USAGE = `Usage: npm run ticket -- <inquiryId> [--vendor <vendorId>] [--region <region>]

Prints what happened to the tickets of an inquiry, in order, and their state now.

--vendor   only this vendor's tickets; that of a test ticket is test-ticket-<channelId>
--region   reads AWS in this region; without it .local (or DATA_DIR) of the laptop
--language ko, en or zh-TW: the language of this command (that of the terminal)

More: RUNBOOK.md`;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
  const { positionals, values } = readArguments(help, ['inquiryId'], {
    region: { type: 'string' },
    vendor: { type: 'string' },
  });
  const [inquiryId = ''] = positionals;
  const { region } = values;
  if (!/^\d{1,20}$/.test(inquiryId)) {
    throw new ConfigError(`An inquiry's id is a number, such as 1000000001.\n\n${USAGE}`);
  }
  const sought = { inquiryId, vendorId: values.vendor };
  const life =
    region === undefined
      ? await readLaptop(process.env['DATA_DIR']?.trim() || '.local', sought)
      : await readDeployment(
          {
            names: namesOf(await loadConfig(process.env['NOTIFIER_CONFIG'])),
            sought,
            now: Date.now(),
          },
          openClients(region),
        );
  console.log(printLife(inquiryId, life));
}, 1);
