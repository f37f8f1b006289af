import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Plugin, transform } from 'esbuild';

/** What no function needs of its packages, by the end of the file's path, and its stand-in. */
const STAND_INS: [RegExp, string][] = [
  [/@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/, 'event-streams.ts'],
  [
    /@smithy\/core\/dist-es\/.*\/(Sha256Js|AdaptiveRetryStrategy|getInstanceMetadataRegion|loadSharedConfigFiles)\.js$/,
    'sdk-parts.ts',
  ],
  [/@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/, 'sdk-parts.ts'],
  [/@slack\/web-api\/dist\/index\.js$/, 'slack-web-api.ts'],
  [/@slack\/web-api\/dist\/methods\.js$/, 'slack-methods.ts'],
  [/@slack\/web-api\/dist\/(chat-stream|file-upload|logger|retry-policies)\.js$/, 'slack-parts.ts'],
  [/\/p-queue\/dist\/index\.js$/, 'p-queue.ts'],
  [/\/p-retry\/index\.js$/, 'p-retry.ts'],
];

const standInsDir = resolve(import.meta.dirname, 'stand-ins');
/** Puts each stand-in in the place of its file. */
const useStandIns: Plugin = {
  name: 'use stand-ins',
  setup: (esbuild) => {
    for (const [filter, file] of STAND_INS)
      esbuild.onLoad({ filter }, () => ({
        contents: `export * from './${file}';${file.startsWith('p-') ? `export { default } from './${file}';` : ''}`,
        resolveDir: standInsDir,
      }));
  },
};

/** A package reads its version from its `package.json`. The rest of that file is left out. */
const shortenPackageJson: Plugin = {
  name: 'shorten package.json',
  setup: (esbuild) =>
    esbuild.onLoad({ filter: /node_modules\/.*\/package\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')), ['name', 'version']);
      return { contents: text, loader: 'json' };
    }),
};

/**
 * The log shows an error's class name, so those of our errors and of Slack's are kept. The SDK's and zod's name themselves. The
 * names of all else would take 7 % of a bundle.
 */
const keepErrorNames: Plugin = {
  name: 'keep error names',
  setup: (esbuild) =>
    esbuild.onLoad(
      { filter: /\/(lib|functions|infra)\/.*\.ts$|@slack\/web-api\/dist\/errors\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!/\bextends \w*Error\b/.test(text)) return undefined;
        const { code } = await transform(text, {
          loader: path.endsWith('.ts') ? 'ts' : 'js',
          keepNames: true,
          charset: 'utf8',
          sourcemap: 'inline',
          sourcefile: path,
        });
        return { contents: code };
      },
    ),
};

export const BUNDLE_PLUGINS = [useStandIns, shortenPackageJson, keepErrorNames];
