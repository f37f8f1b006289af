import { readFile } from 'node:fs/promises';

const STYLE = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** What the browser loads besides the page itself. */
const FILES = [
  ['/styles/page.css', new URL('./styles/page.css', import.meta.url), STYLE],
  ['/styles/messages.css', new URL('./styles/messages.css', import.meta.url), STYLE],
  ['/styles/board.css', new URL('./styles/board.css', import.meta.url), STYLE],
  ['/icon.svg', new URL('./icon.svg', import.meta.url), 'image/svg+xml'],
  ['/client/main.js', new URL('./client/main.js', import.meta.url), SCRIPT],
  ['/client/apply-patches.js', new URL('./client/apply-patches.js', import.meta.url), SCRIPT],
  ['/client/controls.js', new URL('./client/controls.js', import.meta.url), SCRIPT],
  ['/client/copy-numbers.js', new URL('./client/copy-numbers.js', import.meta.url), SCRIPT],
  ['/client/count-down.js', new URL('./client/count-down.js', import.meta.url), SCRIPT],
  ['/client/listen.js', new URL('./client/listen.js', import.meta.url), SCRIPT],
  ['/client/local-dates.js', new URL('./client/local-dates.js', import.meta.url), SCRIPT],
  ['/client/page-texts.js', new URL('./client/page-texts.js', import.meta.url), SCRIPT],
  ['/client/server-clock.js', new URL('./client/server-clock.js', import.meta.url), SCRIPT],
  ['/client/themes.js', new URL('./client/themes.js', import.meta.url), SCRIPT],
  ['/client/time-left.js', new URL('./client/time-left.js', import.meta.url), SCRIPT],
  ['/client/views.js', new URL('./client/views.js', import.meta.url), SCRIPT],
] as const;

export type PageFile = { path: string; type: string; content: string };

export const readPageFiles = (): Promise<PageFile[]> =>
  Promise.all(
    FILES.map(async ([path, file, type]) => ({ path, type, content: await readFile(file, 'utf8') })),
  );
