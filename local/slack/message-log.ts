import { appendFile, mkdir, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { readIfPresent } from '../read-if-present.ts';
import { writeAtomically } from '../write-atomically.ts';
import { type Message, message } from './message.ts';

export type MessageLog = {
  /** Every message in its last state, in the order of first posting. */
  load: () => Promise<Message[]>;
  /** Adds a message, or its state after a change. Appends are made one after the other. */
  append: (entry: Message) => Promise<void>;
};

/** Fewer than these are no reason to write a file anew. */
const MOST_OUTDATED_LINES = 100;

/**
 * Messages on disk, one JSON line for each post and each change. What a crash left of a last line is cut off, and a
 * file that holds more outdated lines than messages is written anew, both by `load`.
 * `load` throws ConfigError where another line cannot be read.
 */
export const openMessageLog = (file: string): MessageLog => {
  let last: Promise<void> = Promise.resolve();
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
      last = last.catch(() => undefined).then(() => appendFile(file, formatLine(entry), { mode: 0o600 }));
      return last;
    },
  };
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
    return message.parse(JSON.parse(line));
  } catch (cause) {
    throw new ConfigError(
      `${place} is not a message of the local Slack. Remove the line, or the file to begin with an empty channel.`,
      { cause },
    );
  }
};
