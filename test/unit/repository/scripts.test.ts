import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';

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

test.each(['start', 'start:tw', 'build', 'app', 'setup', 'doctor', 'jest'])(
  'npm run %s is such a script',
  (name) => expect(scripts[name]).toMatch(OWN),
);
