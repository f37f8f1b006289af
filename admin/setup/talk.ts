import type { Readable, Writable } from 'node:stream';
import type { AdminTexts } from '../wording/wording.ts';
import { openPrompt, type Prompt } from '../secrets/open-prompt.ts';

export type Talk = {
  isPerson: boolean;
  say: (text: string) => void;
  /** Asks several questions in a row. Between two calls Ctrl-C ends the program, within a call it ends the input. */
  prompt: <T>(use: (prompt: Prompt) => Promise<T>) => Promise<T>;
  confirm: (text: string, usual: 'y' | 'n') => Promise<boolean>;
  during: <T>(what: string, work: () => Promise<T>) => Promise<T>;
};

type Input = Readable & { isTTY?: boolean };

/** Without a person a line each second would fill a log. */
const LOG_EVERY_S = 30;
const CLEAR_LINE = '\r\u001B[K';

export const openTalk = (input: Input, output: Writable, texts: AdminTexts['prompt']): Talk => {
  const isPerson = input.isTTY === true;
  const say = (text: string): void => void output.write(`${text}\n`);
  const prompt: Talk['prompt'] = async (use) => {
    const opened = openPrompt(input, output, texts);
    return use(opened).finally(opened.close);
  };
  return {
    isPerson,
    say,
    prompt,
    confirm: async (text, usual) => {
      const check = (answer: string) => (/^(y|yes|n|no)$/i.test(answer) ? undefined : texts.notYesOrNo);
      const answer = await prompt(({ ask }) => ask({ text: `${text} (y/n)`, check, otherwise: usual }));
      return /^y/i.test(answer);
    },
    during: async (what, work) => {
      let seconds = 0;
      const timer = setInterval(() => {
        seconds += 1;
        if (isPerson) output.write(`${CLEAR_LINE}${what} … ${seconds} s`);
        else if (seconds % LOG_EVERY_S === 1) say(seconds === 1 ? `${what} …` : `${what} … ${seconds} s`);
      }, 1000);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        if (isPerson && seconds > 0) output.write(CLEAR_LINE);
      }
    },
  };
};
