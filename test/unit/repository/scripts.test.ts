import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { cases } from '../../fixtures/draws.ts';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const OWN = /\bnode\b.*(\.ts|jest\.js)\b/;
const CHECKS_NODE =
  /^(.* exec |exec )?node (-r \.\/local\/prepare-node\.cjs|local\/prepare-node\.cjs && node) /;

test.each(Object.entries(scripts).filter(([, script]) => OWN.test(script)))(
  'npm run %s explains with a Node that is too old what to do, before it fails',
  (_, script) => expect(script).toMatch(CHECKS_NODE),
);

test.each(cases(Object.entries(scripts).filter(([, script]) => /prepare-node\.cjs (?!&&)/.test(script))))(
  'npm run %s refuses an argument that it does not know, and says what to do',
  (name, script) => {
    const run = script.replace(/.*\bnode /, '').split(' ');
    const { status, stderr } = spawnSync(process.execPath, [...run, '--nonsense'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', npm_lifecycle_event: name },
    });
    expect(status).toBeGreaterThan(0);
    expect(stderr).toMatch(
      /^(?:npm (?:run )?\S+ takes |Unknown option '--nonsense'\.\nnpm run \S+ -- --help shows)/,
    );
  },
);

test.each(['start', 'start:tw', 'build', 'app', 'setup', 'doctor', 'jest'])(
  'npm run %s is such a script',
  (name) => expect(scripts[name]).toMatch(OWN),
);
