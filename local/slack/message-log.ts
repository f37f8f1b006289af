import { appendFile, mkdir, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { readIfPresent } from '../read-if-present.ts';
import { type Message, message } from './message.ts';

export type MessageLog = {
  /** Every message in the state of its last edit, in the order of first posting. */
  load: () => Promise<Message[]>;
  /** Adds a message, or its state after an edit. Appends are made one after the other. */
  append: (entry: Message) => Promise<void>;
};

/**
 * Messages on disk, one JSON line for each post and each edit. What a crash left of a last line is cut off.
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
      const messages = new Map<string, Message>();
      for (const [index, line] of whole.split('\n').slice(0, -1).entries()) {
        const entry = parseLine(line, `${file}:${index + 1}`);
        messages.set(`${entry.channel} ${entry.ts}`, entry);
      }
      return [...messages.values()];
    },
    append: (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      last = last.catch(() => undefined).then(() => appendFile(file, line, { mode: 0o600 }));
      return last;
    },
  };
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
