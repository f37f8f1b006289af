import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const lockJson = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.optional(z.string()),
      license: z._default(z.string(), 'none'),
      dev: z._default(z.boolean(), false),
      /** To a package of this repository. */
      link: z._default(z.boolean(), false),
      inBundle: z._default(z.boolean(), false),
      hasInstallScript: z._default(z.boolean(), false),
      integrity: z.optional(z.string()),
    }),
  ),
});

export type Dependency = {
  /** Its folder. */
  path: string;
  name: string;
  licence: string;
  /** Only for development: a deployed function and the laptop do not use it. */
  dev: boolean;
  /** Part of another package's archive. */
  inBundle: boolean;
  hasInstallScript: boolean;
  integrity: string | undefined;
};

/** Everything in the lock file, for all platforms. */
export const readDependencies = (): Dependency[] =>
  Object.entries(lockJson.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, { version, license, ...more }]) => ({
      path,
      name: `${path.replace(/^.*node_modules\//, '')}@${version}`,
      licence: license,
      dev: more.dev,
      inBundle: more.inBundle,
      hasInstallScript: more.hasInstallScript,
      integrity: more.integrity,
    }));

/** Licences under which a company may use and change the program without giving anything back. The Unlicense gives up all rights. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];

/** Only for development: the tests run them as they are, and nothing of them is passed on. */
const FOR_DEVELOPMENT: Record<string, string> = {
  'axe-core': 'MPL-2.0',
  'caniuse-lite': 'CC-BY-4.0',
};

const isPermissive = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => PERMISSIVE.includes(alternative));

export const isAllowed = ({ name, licence, dev }: Pick<Dependency, 'name' | 'licence' | 'dev'>): boolean =>
  isPermissive(licence) || (dev && FOR_DEVELOPMENT[name.replace(/@[^@]*$/, '')] === licence);
