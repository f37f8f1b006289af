import { join } from 'node:path';
import { type LogLine, parseLogLine, type Sought } from '../../lib/life/log-line.ts';
import { readIfPresent } from './read-if-present.ts';

/** The log lines about an inquiry, from the file and the older `<file>.1`. Undefined if there is no log. */
export const readLog = async (dataDir: string, sought: Sought): Promise<LogLine[] | undefined> => {
  const files = ['notifier.log.1', 'notifier.log'].map((name) => readIfPresent(join(dataDir, name)));
  const texts = (await Promise.all(files)).filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((text) => text.includes(sought.inquiryId))
    .flatMap((text) => parseLogLine(text, sought) ?? []);
};
