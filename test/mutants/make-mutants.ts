import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import type { Mutant } from './draw-mutants.ts';

const position = z.object({ line: z.number(), column: z.number() });
const changes = z.object({
  mutants: z.array(
    z.object({ location: z.object({ start: position, end: position }), replacement: z.string() }),
  ),
});
type Instrumenter = { instrument: (files: object[], options: object) => Promise<unknown> };
const stryker = z.object({ Instrumenter: z.custom<new (log: object) => Instrumenter>() });

/** Makes all mutants of `lib` and `functions` by Stryker's rules. */
export const makeMutants = async (tree: string): Promise<Mutant[]> => {
  const { Instrumenter } = stryker.parse(await import(installStryker()));
  const instrumenter = new Instrumenter({ debug: () => {}, info: () => {}, isDebugEnabled: () => false });
  const options = { plugins: [], excludedMutations: [], ignorers: [], noHeader: true };
  const mutants: Mutant[] = [];
  for (const file of globSync('{lib,functions}/**/*.ts', { cwd: tree }).sort()) {
    const content = readFileSync(join(tree, file), 'utf8');
    const lines = content.split('\n');
    const offsetOf = ({ line, column }: z.infer<typeof position>): number =>
      lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
    const made = await instrumenter.instrument([{ name: file, mutate: true, content }], options);
    for (const { location, replacement } of changes.parse(made).mutants) {
      const [start, end] = [offsetOf(location.start), offsetOf(location.end)];
      const original = content.slice(start, end);
      mutants.push({ file, line: location.start.line + 1, start, end, original, replacement });
    }
  }
  return mutants;
};

/** Its 67 packages stay out of this repository's dependencies. */
const installStryker = (): string => {
  const folder = '.local/stryker';
  const options = ['--silent', '--no-save', '--ignore-scripts', '--prefix', folder];
  execFileSync('npm', ['install', ...options, '@stryker-mutator/instrumenter@9.6.1']);
  const entry = `${folder}/node_modules/@stryker-mutator/instrumenter/dist/src/index.js`;
  return pathToFileURL(resolve(entry)).href;
};
