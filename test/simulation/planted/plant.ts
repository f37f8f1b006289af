import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import * as z from 'zod/mini';

/** The kinds of made-up days. Each has a file of the mistakes that show on them. */
export const KINDS = ['minutes', 'days', 'inconsistent', 'questions'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * A mistake in the source, to prove that the simulation catches it. `caughtBy`: the rules that find it. `worse`: how bad a day must be
 * for it to show, by fields of the temperament; `shares`: how likely people share tickets by a roster.
 */
export type Planted = { caughtBy: string[]; worse: Record<string, number>; edits: Edit[] };

/** A text that stands in a file once, and the text that replaces it. */
type Edit = { file: string; from: string; to: string };

const TREE = new URL('../../../', import.meta.url);
const HEAD = /^# (?<name>\w+): (?<rules>[\w ]+)\n.+\n(?:worse (?<worse>.+)\n)?$/;
const head = z.object({ name: z.string(), rules: z.string(), worse: z._default(z.string(), '{}') });
const worseOf = z.record(z.string(), z.number());

/** The mistakes of a kind of day, by their names. README.md explains the form of the files. */
export const readPlanted = (kind: Kind): Map<string, Planted> => {
  const text = readFileSync(new URL(`${kind}.txt`, import.meta.url), 'utf8');
  return new Map(text.trimEnd().split('\n\n').map(readOne));
};

const readOne = (text: string): [string, Planted] => {
  const [first = '', ...changes] = text.split(/^in /m);
  const { name, rules, worse } = head.parse(HEAD.exec(first)?.groups);
  const edits = changes.map((change) => {
    const [file = '', ...lines] = change.trimEnd().split('\n');
    const of = (sign: string): string =>
      lines.flatMap((line) => (line.startsWith(`${sign} `) ? line.slice(2) : [])).join('\n');
    return { file, from: of('-'), to: of('+') };
  });
  return [name, { caughtBy: rules.split(' '), worse: worseOf.parse(JSON.parse(worse)), edits }];
};

/**
 * The changed files of a planted mistake, by their URLs.
 * @throws Error if a text to replace does not stand in its file exactly once
 */
export const changedFiles = ({ edits }: Planted): Map<string, string> => {
  const files = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const { href } = new URL(file, TREE);
    const parts = (files.get(href) ?? readFileSync(new URL(href), 'utf8')).split(from);
    if (parts.length !== 2)
      throw new Error(
        `${file} must contain once what a planted mistake replaces, not ${parts.length - 1} times:\n${from}`,
      );
    files.set(href, parts.join(to));
  }
  return files;
};

/** Changes the modules that this thread loads from now on. */
export const plant = (planted: Planted): void => {
  const files = changedFiles(planted);
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const source = files.get(url);
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
};
