import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isCancel, password, select, text as askText, updateSettings } from '@clack/prompts';
import { defined } from '../../lib/domain/defined.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { AdminTexts } from '../wording/wording.ts';

export type Question = {
  text: string;
  check: CheckAnswer;
  /** The only valid answers, from which a person selects. */
  choices?: readonly { value: string; label: string }[];
  /** The value of an empty answer. */
  otherwise?: string;
  /** The stored value, which an empty line keeps. Never shown. */
  stored?: string | undefined;
  /** Nothing of the answer is shown, not even its length. */
  hidden?: boolean;
};

/** Describes the fault in an answer without repeating the answer; `undefined` if there is none. */
export type CheckAnswer = (answer: string) => string | undefined;

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

type Input = Readable & { isTTY?: boolean };
type Texts = AdminTexts['prompt'];

/** Asks a person at a terminal, or reads the lines of a pipe. */
export const openPrompt = (input: Input, output: Writable, texts: Texts): Prompt =>
  input.isTTY === true ? askPerson(input, output, texts) : readLines(input, texts);

// Otherwise readline would stop at Ctrl-D, and the question would wait forever.
updateSettings({ aliases: { '\u0004': 'cancel' } });

const askPerson = (input: Readable, output: Writable, texts: Texts): Prompt => ({
  ask: async (question) => {
    const { text, check, choices, otherwise, stored, hidden = false } = question;
    const common = { input, output, message: stored === undefined ? text : `${text} [${texts.keepsStored}]` };
    const validate = (typed: string | undefined): string | undefined => {
      const fault = check(fill(question, typed));
      return fault === undefined ? undefined : texts.refused(fault);
    };
    const ask = async () => {
      if (choices !== undefined)
        return select({
          ...common,
          options: [...choices],
          initialValue: otherwise,
          showInstructions: false,
        });
      if (hidden) return password({ ...common, mask: '', clearOnError: true, validate });
      return askText({
        ...common,
        validate,
        ...defined({ placeholder: otherwise, defaultValue: otherwise }),
      });
    };
    const typed = await ask();
    if (isCancel(typed)) throw new InputEnded(texts.inputEnded(text));
    return fill(question, typed);
  },
  close: () => undefined,
});

const readLines = (input: Readable, texts: Texts): Prompt => {
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      const { done, value } = await lines.next();
      const { text, check, otherwise } = question;
      if (done && otherwise === undefined) throw new InputEnded(texts.inputEnded(text));
      const answer = fill(question, done ? undefined : value);
      const fault = check(answer);
      if (fault === undefined) return answer;
      throw new ConfigError(texts.nothingStored(text, fault));
    },
    close: () => reader.close(),
  };
};

const fill = ({ stored, otherwise }: Question, typed: string | undefined): string =>
  typed?.trim() || (stored ?? otherwise ?? '');
