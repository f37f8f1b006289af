import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listFiles } from '../unit/repository/list-files.ts';

/** Added by the made-up later release. */
export const ADDED = { field: 'laterNote', notice: 'later-opening', outcome: 'taken-back' } as const;

type Change = { in: RegExp; from: RegExp; to: string; times: number };

/** `times`: how often the present sources have the text, so that a change that no longer fits is noticed. */
const CHANGES: Change[] = [
  // A field of a ticket, set when it is created.
  {
    in: /dynamodb\/ticket-schema\.ts$/,
    from: /^ {2}fingerprint: text,$/gm,
    to: `$&\n  ${ADDED.field}: text,`,
    times: 1,
  },
  {
    in: /intake\/write-listing\.ts$/,
    from: /^ {2}facts,$/gm,
    to: `  facts: { ...facts, ${ADDED.field}: 'made-up' },`,
    times: 1,
  },
  // A kind of notice, instead of the list at the opening.
  {
    in: /notice-schema\.ts$/,
    from: /z\.literal\('opening'\)/g,
    to: `z.enum(['opening', '${ADDED.notice}'])`,
    times: 1,
  },
  { in: /list-at-opening\.ts$/, from: /about: 'opening'/g, to: `about: '${ADDED.notice}'`, times: 1 },
  { in: /(build-notice|urgency)\.ts$/, from: /case 'opening':/g, to: `case '${ADDED.notice}': $&`, times: 2 },
  // An outcome, instead of `withdrawn`.
  { in: /ticket\/ticket\.ts$/, from: /^ {2}'withdrawn',$/gm, to: `$&\n  '${ADDED.outcome}',`, times: 1 },
  { in: /judge-posts\.ts$/, from: /CANCEL: 'withdrawn'/g, to: `CANCEL: '${ADDED.outcome}'`, times: 1 },
  { in: /\.ts$/, from: /^( *)withdrawn: (.*),$/gm, to: `$&\n$1'${ADDED.outcome}': $2,`, times: 8 },
  { in: /describe-state\.ts$/, from: /case 'withdrawn':/g, to: `$& case '${ADDED.outcome}':`, times: 1 },
  { in: /build-report\.ts$/, from: /'withdrawn',/g, to: `$& '${ADDED.outcome}',`, times: 1 },
];

/**
 * Copies the program into a folder, and makes it a later release.
 * @throws Error if a change does not fit the sources
 */
export const makeLaterTree = (dir: string): void => {
  for (const part of ['functions', 'lib', 'package.json']) cpSync(part, join(dir, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(dir, 'node_modules'));
  const files = ['functions', 'lib'].flatMap((folder) => listFiles(folder));
  for (const change of CHANGES) {
    let times = 0;
    for (const file of files.filter((name) => change.in.test(name))) {
      const text = readFileSync(join(dir, file), 'utf8');
      times += [...text.matchAll(change.from)].length;
      writeFileSync(join(dir, file), text.replaceAll(change.from, change.to));
    }
    if (times !== change.times)
      throw new Error(
        `${change.from} fits ${times} times and not ${change.times}: change it to fit the sources.`,
      );
  }
};
