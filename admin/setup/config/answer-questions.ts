import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { defined } from '../../../lib/domain/defined.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import {
  type Answers,
  checkAnswer,
  NONE,
  QUESTION_NAMES,
  type QuestionName,
  questionOf,
} from './questions.ts';
import { writeAtomically } from '../../../lib/config/write-atomically.ts';
import type { AdminTexts } from '../../wording/wording.ts';
import type { Setup } from '../setup.ts';

type Asking = Pick<Setup, 'texts' | 'flags' | 'talk' | 'answersFile' | 'keepsAnswers' | 'now'>;

/**
 * Answers questions by a flag, by a person, or with the usual answer. A person's answers are stored at once, for the next run.
 * @param answers earlier answers, which the result includes
 * @param again asks a person even where a flag answers
 * @throws ConfigError with the flags that are wrong or missing
 */
export const answerQuestions = async (
  names: readonly QuestionName[],
  answers: Answers,
  { texts: { setup: words }, flags, talk, answersFile, keepsAnswers = false, now }: Asking,
  again = false,
): Promise<Answers> => {
  const kept = talk.isPerson ? await readAnswers(answersFile) : {};
  const given = { ...answers };
  const missing: string[] = [];
  for (const name of names) {
    const question = questionOf(name, { answers: given, now: now(), words });
    if (question === undefined) continue;
    const check = (answer: string) => checkAnswer(name, answer, { answers: given, now: now(), words });
    const flag = again ? undefined : flags.answers[name];
    const usual = question.usual;
    const stored = keepsAnswers && !again ? kept[name] : undefined;
    if (flag !== undefined) {
      refuseFault(name, flag, check(flag), words);
      given[name] = flag;
    } else if (stored !== undefined && check(stored) === undefined) given[name] = stored;
    else if (talk.isPerson) {
      const otherwise = (again ? answers[name] : undefined) ?? kept[name] ?? usual;
      given[name] = await talk.prompt(({ ask }) =>
        ask({ text: question.text, check, ...defined({ otherwise, choices: question.choices }) }),
      );
      await keepAnswers(answersFile, { ...kept, ...given });
    } else if (usual !== undefined) given[name] = usual;
    else missing.push(`--${name}`);
  }
  if (missing.length === 0) return given;
  throw new ConfigError(words.missingFlags(missing));
};

/** Anyone who knows the heartbeat's address can call it. */
const isHidden = (name: QuestionName, answer: string): boolean => name === 'heartbeat' && answer !== NONE;

/** An answer as others may see it. */
export const showAnswer = (name: QuestionName, answer: string): string =>
  isHidden(name, answer) ? '***' : answer;

/** @throws ConfigError with the flag and its fault */
export const refuseFault = (
  name: QuestionName,
  answer: string,
  fault: string | undefined,
  words: AdminTexts['setup'],
): void => {
  const shown = isHidden(name, answer) ? '' : `${JSON.stringify(answer)} `;
  if (fault !== undefined) throw new ConfigError(words.badFlag(`--${name}`, shown, fault));
};

/** Shows the answers of an earlier run once. @returns whether the person goes on with them */
export const offerAnswers = async ({
  texts: { setup: words },
  talk,
  answersFile,
  now,
}: Pick<Setup, 'texts' | 'talk' | 'answersFile' | 'now'>): Promise<boolean> => {
  const answers = talk.isPerson ? await readAnswers(answersFile) : {};
  const lines = QUESTION_NAMES.flatMap((name) => {
    const answer = answers[name];
    const question = questionOf(name, { answers, now: now(), words });
    return question && answer !== undefined ? [`- ${question.text}: ${showAnswer(name, answer)}`] : [];
  });
  if (lines.length === 0) return false;
  talk.say([words.storedAnswers, ...lines].join('\n'));
  return talk.confirm(words.goOnWithAnswers, 'y');
};

const answersJson = z.record(z.string(), z.string());

export const readAnswers = async (file: string): Promise<Answers> => {
  try {
    return answersJson.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
};

const keepAnswers = async (file: string, answers: Answers): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, `${JSON.stringify(answers, undefined, 2)}\n`);
};
