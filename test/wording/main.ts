import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { listWording } from './list-wording.ts';

/** Writes the list of all texts in Slack: `npm run wording`. */
await writeFile(fileURLToPath(new URL('../../docs/wording.md', import.meta.url)), listWording());
