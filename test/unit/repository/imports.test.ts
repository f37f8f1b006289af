import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  findFolderViolations,
  findViolations,
  type ImportingFile,
  readImports,
  readValueImports,
} from './import-rules.ts';
import { listFiles } from './list-files.ts';

const importsIn = (folders: string[], read = readImports) =>
  folders
    .flatMap(listFiles)
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => ({ file, imports: read(readFileSync(file, 'utf8')) }));
const inPackages = importsIn(['packages']);
const sources = [
  ...importsIn(['lib', 'functions', 'local', 'infra', 'admin']),
  ...inPackages.filter(({ file }) => !file.includes('/test/')),
  ...importsIn(['test/simulation/judge'], readValueImports),
  { file: 'notifier.config.ts', imports: readImports(readFileSync('notifier.config.ts', 'utf8')) },
];

describe('imports', () => {
  test('point inwards: domain <- workflows <- adapters <- functions, local; infra imports config and deployment only', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(findViolations(sources)).toEqual([]);
  });

  test('reach a package by its name, and its own tests reach nothing of the program', () => {
    const pathsOf = (files: ImportingFile[], into: RegExp) =>
      files.flatMap(({ file, imports }) =>
        imports
          .filter((specifier) => into.test(posix.join(posix.dirname(file), specifier)))
          .map((specifier) => `${file} imports ${specifier}`),
      );
    expect(pathsOf(importsIn(['test', 'local']), /^packages\//)).toEqual([]);
    expect(inPackages.length).toBeGreaterThan(20);
    expect(pathsOf(inPackages, /^(lib|functions|local|infra|admin|test\/(?!fixtures\/))/)).toEqual([]);
  });

  test('point backwards among the folders of a layer', () => {
    expect(findFolderViolations(sources)).toEqual([]);
  });
});

describe('the check of imports', () => {
  test.each([
    ['lib/domain/ticket/ticket.ts', '../../workflows/ports.ts'],
    ['lib/domain/ticket/ticket.ts', '../../config/names.ts'],
    ['lib/domain/ticket/ticket.ts', 'node:fs'],
    ['lib/domain/ticket/ticket.ts', 'zod/mini'],
    ['lib/config/names.ts', '../workflows/ports/log.ts'],
    ['lib/workflows/intake/poll.ts', '../../dynamodb/table.ts'],
    ['lib/workflows/intake/poll.ts', '@aws-sdk/client-dynamodb'],
    ['lib/slack/card.ts', '../coupang/client.ts'],
    ['lib/slack/card.ts', '../workflows/delivery/drain.ts'],
    ['lib/slack/wording/ko.ts', '../../dynamodb/table.ts'],
    ['lib/coupang/client.ts', '../../functions/poll/handler.ts'],
    ['lib/coupang/client.ts', 'zod'],
    ['functions/poll/handler.ts', '../../local/main.ts'],
    ['functions/poll/handler.ts', '../../infra/app.ts'],
    ['functions/poll/handler.ts', '<computed>'],
    ['local/main.ts', '../infra/app.ts'],
    ['local/main.ts', '../test/simulation/create-world.ts'],
    ['admin/doctor.ts', '../functions/poll/handler.ts'],
    ['admin/doctor/examine.ts', '../../infra/app.ts'],
    ['infra/app.ts', '../functions/poll/handler.ts'],
    ['functions/poll/handler.ts', 'fake-slack'],
    ['packages/fake-coupang/src/world.ts', '../../../lib/domain/defined.ts'],
    ['packages/fake-coupang/src/world.ts', 'fake-slack'],
    ['infra/constructs/queue.ts', '../../lib/domain/ticket/ticket.ts'],
    ['test/simulation/judge/judge.ts', '../../../lib/domain/ticket/step.ts'],
  ])('finds that %s imports %s', (file, specifier) => {
    expect(findViolations([{ file, imports: ['./same-folder.ts', specifier] }])).toEqual([
      `${file} imports ${specifier}`,
    ]);
  });

  test('finds an import from a later folder of its layer', () => {
    const files = [
      { file: 'lib/domain/time/dates.ts', imports: ['../ticket/ticket.ts', './calendar.ts'] },
      { file: 'lib/domain/ticket/ticket.ts', imports: ['../time/dates.ts'] },
      {
        file: 'lib/slack/format/cut-text.ts',
        imports: ['../wording/ko/wording-ko.ts', '../build-message.ts'],
      },
      { file: 'lib/domain/new-folder/thing.ts', imports: [] },
    ];
    expect(findFolderViolations(files)).toEqual([
      'lib/domain/time/dates.ts imports ../ticket/ticket.ts',
      'lib/slack/format/cut-text.ts imports ../build-message.ts',
      'lib/domain/new-folder/thing.ts is in no known folder of lib/domain',
    ]);
  });

  test('finds a file that belongs to no layer', () => {
    expect(findViolations([{ file: 'lib/new-folder/thing.ts', imports: [] }])).toEqual([
      'lib/new-folder/thing.ts belongs to no layer',
    ]);
  });

  test.each([
    ["import { a } from './a.ts';", './a.ts'],
    ["import {\n  a,\n  type B,\n} from './a.ts';", './a.ts'],
    ["import type { A } from './a.ts';", './a.ts'],
    ["import './a.ts';", './a.ts'],
    ["export * from './a.ts';", './a.ts'],
    ["export type { A } from './a.ts';", './a.ts'],
    ["type A = import('./a.ts').A;", './a.ts'],
    ["const a = await import('./a.ts');", './a.ts'],
    ["const a = await import('./a.json', { with: { type: 'json' } });", './a.ts'.replace('.ts', '.json')],
    ["const a = require('./a.cjs');", './a.cjs'],
    ['const a = await import(path);', '<computed>'],
    ['const a = await import(`./${name}.ts`);', '<computed>'],
  ])('reads %j', (text, specifier) => {
    expect(readImports(text)).toEqual([specifier]);
  });

  test('reads no import of types alone as one of values', () => {
    const types = "import type {\n  A,\n} from './a.ts';\nexport type { B } from './b.ts';\n";
    expect(readValueImports(`${types}import { c, type D } from './c.ts';`)).toEqual(['./c.ts']);
  });

  test('ignores comments and plain text', () => {
    const text = [
      "// import { a } from './a.ts';",
      "/* import('./b.ts') */",
      "/**\n * import { c } from './c.ts';\n */",
      "const words = 'taken from';",
      "export const d = 'd';",
    ];
    expect(readImports(text.join('\n'))).toEqual([]);
  });
});
