import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { describeTemplates } from './describe-templates.ts';
import { renderDay } from './kept-day.ts';
import { liveADay } from './live-a-day.ts';
import { fileOf } from './releases.ts';

/** Keeps what the next release must upgrade from: `npm run keep-release`. */
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const kept = {
  'templates.json': JSON.stringify(describeTemplates()),
  'day.json': renderDay(await liveADay()),
};
for (const [name, text] of Object.entries(kept)) {
  const file = fileOf(version, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`);
  console.log(file);
}
