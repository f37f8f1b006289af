import { readFile } from 'node:fs/promises';

/** In the order in which they apply. */
export const STYLES = ['page', 'messages', 'board', 'rows', 'tools', 'panel', 'acts'].map(
  (name) => `/styles/${name}.css`,
);

const SCRIPTS = [
  'main',
  'acts',
  'apply-patches',
  'board/alerts',
  'board/filter-tickets',
  'board/filters',
  'board/find-new',
  'board/life',
  'board/past',
  'board/remember',
  'board/settings',
  'board/start-board',
  'controls',
  'copy-numbers',
  'count-down',
  'listen',
  'local-dates',
  'page-texts',
  'server-clock',
  'themes',
  'time-left',
  'views',
].map((name) => `/client/${name}.js`);

export type PageFile = { path: string; type: string; content: string };

/** What the browser loads besides the page itself. */
export const readPageFiles = (): Promise<PageFile[]> =>
  Promise.all([
    ...STYLES.map((path) => readPageFile(path, 'text/css; charset=utf-8')),
    ...SCRIPTS.map((path) => readPageFile(path, 'text/javascript; charset=utf-8')),
    readPageFile('/icon.svg', 'image/svg+xml'),
  ]);

const readPageFile = async (path: string, type: string): Promise<PageFile> => ({
  path,
  type,
  content: await readFile(new URL(`.${path}`, import.meta.url), 'utf8'),
});
