import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

/** In the order of the cascade. */
export const STYLES = ['page', 'messages', 'board', 'rows', 'tools', 'panel', 'acts'].map(
  (name) => `/styles/${name}.css`,
);

const JAVASCRIPT = 'text/javascript; charset=utf-8';

export type PageFile = { path: string; type: string; content: string };

export const readPageFiles = async (): Promise<PageFile[]> => {
  const client = await readdir(new URL('client', import.meta.url), { recursive: true });
  const scripts = client.filter((name) => /(?<!\.d)\.ts$/.test(name));
  return Promise.all([
    ...STYLES.map((path) => readPageFile(path, 'text/css; charset=utf-8')),
    ...scripts.map(async (name) => {
      const file = await readPageFile(`/client/${name}`, JAVASCRIPT);
      return { ...file, content: stripTypeScriptTypes(file.content) };
    }),
    readPageFile('/client/idiomorph.js', JAVASCRIPT, import.meta.resolve('idiomorph')),
    readPageFile('/icon.svg', 'image/svg+xml'),
  ]);
};

const readPageFile = async (path: string, type: string, file = `.${path}`): Promise<PageFile> => ({
  path,
  type,
  content: await readFile(new URL(file, import.meta.url), 'utf8'),
});
