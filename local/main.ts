import { join } from 'node:path';
import { ConfigError } from '../lib/config/config-error.ts';
import { terminalLanguage } from '../lib/config/language-of-locale.ts';
import { TERMINAL_TEXTS } from './page/texts.ts';
import { createHandlers } from './run/create-handlers.ts';
import { createFileLog } from './run/file-log.ts';
import { onStopSignal } from './run/on-stop-signal.ts';
import { readSettings } from './run/read-settings.ts';
import { refuseArguments } from './run/refuse-misspelt.ts';
import { startSystem, WAIT_FOR_RUNNING_MS } from './run/start-system.ts';

const language = terminalLanguage(process.env);
const texts = TERMINAL_TEXTS[language];

const print = (line: string): void => {
  const time = new Date().toLocaleTimeString('sv-SE');
  console.log(`${time} ${line}`);
};

const start = async () => {
  refuseArguments(process.argv.slice(2));
  const settings = await readSettings(process.env);
  const logFile = join(settings.dataDir, 'notifier.log');
  const log = createFileLog(logFile, { print: print });
  for (const note of settings.notes) print(texts.note(note));
  const system = await startSystem(settings, { handlers: createHandlers(log, print, texts), log, print });
  if (system.pageUrl !== undefined && system.simulator !== undefined) print(texts.tryAt(system.pageUrl));
  print(texts.log(logFile));
  return system;
};

const fail = (error: unknown): never => {
  // A ConfigError contains its remedy. Any other error is a defect, and needs its stack.
  console.error(error instanceof ConfigError ? error.in(language) : error);
  process.exit(1);
};

const started = start();
onStopSignal(process, {
  stop: () => {
    print(texts.stopping(WAIT_FOR_RUNNING_MS / 1000));
    void started
      .then((system) => system.stop())
      .then(() => {
        print(texts.stopped);
        process.exit(0);
      })
      .catch(fail);
  },
  exitAtOnce: () => process.exit(130),
});
await started.catch(fail);
