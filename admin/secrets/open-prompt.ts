import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { ConfigError } from '../../lib/config/config-error.ts';
import * as z from 'zod/mini';
import { BOT_TOKEN, SIGNING_SECRET } from '../../lib/config/read-secret.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { addDays, daysBetween } from '../../lib/domain/time/dates.ts';

export type Question = {
  text: string;
  check: CheckAnswer;
  /** The value of an empty answer. */
  otherwise?: string;
  /** The stored value, which an empty line keeps. Never shown. */
  stored?: string | undefined;
  hidden?: boolean;
};

export type Prompt = {
  /**
   * Repeats the question until the answer is valid. Surrounding blanks are dropped.
   * @throws ConfigError if the input ends, or if a pipe gives an invalid answer
   */
  ask: (question: Question) => Promise<string>;
  close: () => void;
};

/** The input ended before an answer, for example by Ctrl-C or Ctrl-D. */
export class InputEnded extends ConfigError {}

type Input = NodeJS.ReadableStream & { isTTY?: boolean };

/** Asks a person at a terminal, or reads the lines of a pipe. */
export const openPrompt = (
  input: Input,
  output: NodeJS.WritableStream,
  texts: AdminTexts['prompt'],
): Prompt => {
  const isPerson = input.isTTY === true;
  let isHidden = false;
  const echo = new Writable({
    write: (chunk: Buffer | string, _encoding, done) => {
      if (!isHidden) output.write(chunk);
      done();
    },
  });
  // With a history, the arrow key could show a secret key at a visible question.
  const reader = createInterface({ input, output: echo, terminal: isPerson, historySize: 0 });
  const nextLine = queueLines(reader);

  const askOnce = async ({ text, otherwise, stored, hidden = false }: Question): Promise<string> => {
    const hint = stored === undefined ? otherwise : texts.keepsStored;
    if (isPerson) output.write(hint === undefined ? `${text}: ` : `${text} [${hint}]: `);
    isHidden = hidden;
    const line = await nextLine();
    isHidden = false;
    if (isPerson && hidden) output.write('\n');
    if (line === undefined && (isPerson || otherwise === undefined))
      throw new InputEnded(texts.inputEnded(text));
    return line?.trim() || (stored ?? otherwise ?? '');
  };

  return {
    ask: async (question) => {
      for (;;) {
        const answer = await askOnce(question);
        const fault = question.check(answer);
        if (fault === undefined) return answer;
        if (!isPerson) throw new ConfigError(texts.nothingStored(question.text, fault));
        output.write(`  ${texts.refused(fault)}\n`);
      }
    },
    close: () => reader.close(),
  };
};

/** Keeps lines that arrive early. Returns `undefined` after the end of the input. */
const queueLines = (reader: NodeJS.EventEmitter): (() => Promise<string | undefined>) => {
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let isClosed = false;
  reader.on('line', (line: string) => {
    const answer = waiting.shift();
    if (answer) answer(line);
    else lines.push(line);
  });
  reader.on('close', () => {
    isClosed = true;
    for (const answer of waiting.splice(0)) answer(undefined);
  });
  return async () => {
    const line = lines.shift();
    if (line !== undefined || isClosed) return line;
    return new Promise((resolve) => waiting.push(resolve));
  };
};

/** Describes the fault in an answer without repeating the answer; `undefined` if there is none. */
export type CheckAnswer = (answer: string) => string | undefined;

/** How long a Coupang key lives, days. Source: coupang-api.md section 4, Keys. */
const KEY_DAYS = 180;

export const checkKey: CheckAnswer = (answer) => {
  if (answer === '') return 'must not be empty';
  return /^[\x21-\x7e]+$/.test(answer)
    ? undefined
    : 'must hold only visible ASCII characters, without blanks';
};

export const lastDayOfKey = (today: string): string => addDays(today, KEY_DAYS);

export const checkExpiry =
  (today: string): CheckAnswer =>
  (answer) => {
    if (!date.safeParse(answer).success) return 'must be a date such as 2027-05-24';
    const days = daysBetween(today, answer);
    if (days <= 0) return 'must be in the future: an expired key does not work';
    return days > KEY_DAYS ? `must be ${KEY_DAYS} days ahead at most: keys are valid no longer` : undefined;
  };

export const checkBotToken: CheckAnswer = (answer) =>
  BOT_TOKEN.test(answer)
    ? undefined
    : 'must be a bot token: it begins with xoxb-, under OAuth & Permissions of the app';

export const checkSigningSecret: CheckAnswer = (answer) =>
  SIGNING_SECRET.test(answer)
    ? undefined
    : 'must be 32 hexadecimal digits, under Basic Information of the app';

const date = z.iso.date();
