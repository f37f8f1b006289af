import { join } from 'node:path';
import { ConfigError } from '../lib/config/config-error.ts';
import { createHandlers } from './run/create-handlers.ts';
import { createFileLog } from './run/file-log.ts';
import { onStopSignal } from './run/on-stop-signal.ts';
import { readSettings } from './run/read-settings.ts';
import { startSystem, WAIT_FOR_RUNNING_MS } from './run/start-system.ts';

const print = (line: string): void => {
  const time = new Date().toLocaleTimeString('sv-SE');
  console.log(`${time} ${line}`);
};

const start = async () => {
  const settings = await readSettings(process.env);
  const logFile = join(settings.dataDir, 'notifier.log');
  const log = createFileLog(logFile, { print: print });
  for (const note of settings.notes) print(`Note: ${note}`);
  const system = await startSystem(settings, { handlers: createHandlers(log, print), log, print });
  if (system.pageUrl !== undefined && system.simulator !== undefined)
    print(
      `Try at ${system.pageUrl}: a new hand-over, a burst of twelve, Coupang down, a leap to the next event.`,
    );
  print(`Log: ${logFile}. Stop with Ctrl-C.`);
  return system;
};

const fail = (error: unknown): never => {
  // A ConfigError contains its remedy. Any other error is a defect, and needs its stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
};

const started = start();
onStopSignal(process, {
  stop: () => {
    print(
      `Stopping: what is running has ${WAIT_FOR_RUNNING_MS / 1000} s to end. Ctrl-C again ends it at once.`,
    );
    void started
      .then((system) => system.stop())
      .then(() => {
        print('Stopped.');
        process.exit(0);
      })
      .catch(fail);
  },
  exitAtOnce: () => process.exit(130),
});
await started.catch(fail);
