import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findViolations, readImports } from './import-rules.ts';
import { listFiles } from './list-files.ts';

const sources = ['lib', 'functions', 'local', 'infra', 'admin']
  .flatMap(listFiles)
  .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
  .concat('notifier.config.ts')
  .map((file) => ({ file, imports: readImports(readFileSync(file, 'utf8')) }));

describe('imports', () => {
  test('point inwards: domain <- workflows <- adapters <- functions, local; infra imports config only', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(findViolations(sources)).toEqual([]);
  });
});

describe('the check of imports', () => {
  test.each([
    ['lib/domain/ticket.ts', '../workflows/ports.ts'],
    ['lib/domain/ticket.ts', '../config/names.ts'],
    ['lib/domain/ticket.ts', 'node:fs'],
    ['lib/domain/ticket.ts', 'zod/mini'],
    ['lib/config/names.ts', '../workflows/ports.ts'],
    ['lib/workflows/poll.ts', '../dynamodb/table.ts'],
    ['lib/workflows/poll.ts', '@aws-sdk/client-dynamodb'],
    ['lib/slack/card.ts', '../coupang/client.ts'],
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
    ['infra/constructs/queue.ts', '../../lib/domain/ticket.ts'],
  ])('finds that %s imports %s', (file, specifier) => {
    expect(findViolations([{ file, imports: ['./same-folder.ts', specifier] }])).toEqual([
      `${file} imports ${specifier}`,
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

  test('reads nothing out of comments and plain text', () => {
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
