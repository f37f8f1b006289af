import { appendFile, mkdir, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startError } from '../common/start-error.ts';
import { keepTrying } from '../common/keep-trying.ts';
import { hasCode, readIfPresent } from '../common/read-if-present.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { type Message, type MessageLog, parseMessage } from 'fake-slack';

type Options = {
  /** Receives a line when the file becomes unwritable, and when it is writable again. */
  print?: (line: string) => void;
  appendTo?: (file: string, text: string) => Promise<void>;
};

/** With fewer outdated lines, the file is not rewritten. */
const MOST_OUTDATED_LINES = 100;

/**
 * The local Slack's messages on disk, one JSON line for each post and each change. `load` cuts off a last line that a crash left
 * incomplete, and rewrites a file with more outdated lines than messages. It throws a ConfigError if another line cannot be read.
 *
 * Appends run one after another. A failed append throws; its line is kept and written with the next append or by a retry. `stop`
 * writes the lines that are not written yet, or throws.
 */
export const openMessageLog = (
  file: string,
  { print = () => undefined, appendTo = appendPrivately }: Options = {},
): MessageLog => {
  let waiting: string[] = [];
  /** The file's size without the remains of a failed append. Undefined if no append has failed. */
  let wholeBytes: number | undefined;
  const write = async (): Promise<void> => {
    const lines = [...waiting];
    if (lines.length === 0) return;
    const bytes = await sizeOf(file);
    wholeBytes ??= bytes;
    if (bytes > wholeBytes) await truncate(file, wholeBytes);
    await appendTo(file, lines.join(''));
    wholeBytes = undefined;
    waiting = waiting.slice(lines.length);
  };
  const writing = keepTrying(write, file, print);
  return {
    load: async () => {
      await mkdir(dirname(file), { recursive: true });
      const text = (await readIfPresent(file)) ?? '';
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
      const lines = whole.split('\n').slice(0, -1);
      const messages = lastStates(lines, file);
      const outdated = lines.length - messages.length;
      if (outdated > MOST_OUTDATED_LINES && outdated > messages.length)
        await writeAtomically(file, messages.map(formatLine).join(''));
      return messages;
    },
    append: (entry) => {
      waiting.push(formatLine(entry));
      return writing.run();
    },
    stop: writing.stop,
  };
};

const appendPrivately = (file: string, text: string): Promise<void> =>
  appendFile(file, text, { mode: 0o600 });

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
};

const formatLine = (entry: Message): string => `${JSON.stringify(entry)}\n`;

const lastStates = (lines: string[], file: string): Message[] => {
  const messages = new Map<string, Message>();
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line, `${file}:${index + 1}`);
    messages.set(`${entry.channel} ${entry.ts}`, entry);
  }
  return [...messages.values()];
};

const parseLine = (line: string, place: string): Message => {
  try {
    return parseMessage(JSON.parse(line));
  } catch (cause) {
    throw startError((errors) => errors.noMessage(place), { cause });
  }
};
