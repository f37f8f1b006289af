import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { Config } from '../lib/config/schema.ts';

/** @internal The bench makes its bare bundles with the same options. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  // A function's credentials are always in its environment. The default chain would add 130 KB.
  alias: { '@aws-sdk/credential-provider-node': './functions/credential-provider-env.ts' },
  // `@slack/web-api` is CommonJS and calls `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  minify: true,
  // Keeps the names of errors and functions in the log, because source maps are not deployed.
  keepNames: true,
  // A letter of Korean or Chinese takes 3 bytes, and 6 if it is escaped.
  charset: 'utf8',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Makes `<outDir>/<name>/handler.mjs`, its source map (not deployed) and `notifier.config.json` for all functions, in
 * an empty `outDir`.
 * @param handlers the source file of each function, by name
 * @returns the size of each bundle in bytes, by name
 * @throws esbuild's BuildFailure
 */
export const bundleFunctions = async (
  handlers: Record<string, string>,
  config: Config,
  outDir: string,
): Promise<Record<string, number>> => {
  await rm(outDir, { recursive: true, force: true });
  const names = Object.keys(handlers);
  const { metafile } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: Object.entries(handlers).map(([name, file]) => ({ in: file, out: `${name}/handler` })),
    outdir: outDir,
    sourcemap: 'external',
  });
  const text = `${JSON.stringify(config, null, 2)}\n`;
  await Promise.all(names.map((name) => writeFile(join(outDir, name, 'notifier.config.json'), text)));
  const bytes = Object.entries(metafile.outputs).map(([file, output]) => ({ file, bytes: output.bytes }));
  return Object.fromEntries(
    names.map((name) => [name, bytes.find(({ file }) => file.endsWith(`${name}/handler.mjs`))?.bytes ?? 0]),
  );
};

/**
 * @param bytes the size of each bundle
 * @param budgetsKB the largest size allowed, in KB of 1000 bytes
 * @returns a line for each bundle that is too large, missing or without a budget
 */
export const overBudget = (bytes: Record<string, number>, budgetsKB: Record<string, number>): string[] => {
  const names = new Set([...Object.keys(bytes), ...Object.keys(budgetsKB)]);
  return [...names].flatMap((name) => {
    const size = bytes[name];
    const budgetKB = budgetsKB[name];
    if (budgetKB === undefined) return [`${name}: has no size budget. Add one to infra/function-names.ts.`];
    if (size === undefined || size === 0) return [`${name}: was not built.`];
    if (size <= budgetKB * 1000) return [];
    const sizeKB = Math.ceil(size / 1000);
    return [
      `${name}: ${sizeKB} KB is over its budget of ${budgetKB} KB. Each 100 KB costs a cold start about 12 ms: look for a new import, or raise the budget in infra/function-names.ts and say why.`,
    ];
  });
};
