import { posix } from 'node:path';

/** A source file and what its import and export declarations, `import()` and `require()` name, as written. */
export type ImportingFile = { file: string; imports: string[] };

type Layer = {
  /** Of files, relative to the repository. */
  files: RegExp;
  /** Which files of the repository these may import. */
  local: RegExp;
  /** Which packages and Node modules. */
  packages: RegExp;
};

const ANY = /./;
/** zod whole costs a cold start 150 KB; a computed path escapes this very check. */
const NEITHER_ZOD_WHOLE_NOR_COMPUTED = /^(?!zod$|<computed>$)/;

/** `domain <- workflows <- adapters <- functions, local`; `infra` imports `config` only. The first that fits counts. */
const LAYERS: Layer[] = [
  { files: /^lib\/domain\//, local: /^lib\/domain\//, packages: /^node:crypto$/ },
  // It imports the configuration that a team names.
  { files: /^lib\/config\/load-config\.ts$/, local: /^lib\/config\//, packages: /^(node:.*|<computed>)$/ },
  // The public holidays: data, which only those that make a calendar carry.
  {
    files: /^lib\/config\/holidays\.ts$/,
    local: /^lib\/(config|domain)\//,
    packages: /^@hyunbinseo\/holidays-kr\/all$/,
  },
  { files: /^lib\/config\//, local: /^lib\/(config|domain)\//, packages: /^(zod\/mini|node:.*)$/ },
  { files: /^lib\/workflows\//, local: /^lib\/(workflows|domain|config)\//, packages: /^$/ },
  ...['coupang', 'dynamodb', 'eventbridge', 'slack'].map((adapter) => ({
    files: new RegExp(`^lib/${adapter}/`),
    local: new RegExp(`^lib/(${adapter}|workflows|domain|config)/`),
    packages: NEITHER_ZOD_WHOLE_NOR_COMPUTED,
  })),
  { files: /^functions\//, local: /^(functions|lib)\//, packages: NEITHER_ZOD_WHOLE_NOR_COMPUTED },
  { files: /^local\//, local: /^(local|functions|lib)\//, packages: ANY },
  { files: /^admin\//, local: /^(admin|lib)\//, packages: NEITHER_ZOD_WHOLE_NOR_COMPUTED },
  { files: /^infra\//, local: /^(infra|lib\/config)\//, packages: ANY },
  { files: /^notifier\.config\.ts$/, local: /^lib\/config\//, packages: /^$/ },
];

/** @returns `file imports what` for each import that points the wrong way, or stands in a file of no known layer */
export const findViolations = (files: ImportingFile[]): string[] =>
  files.flatMap(({ file, imports }) => {
    const layer = LAYERS.find(({ files: pattern }) => pattern.test(file));
    if (layer === undefined) return [`${file} belongs to no layer`];
    return imports
      .filter((specifier) =>
        specifier.startsWith('.')
          ? !layer.local.test(posix.join(posix.dirname(file), specifier))
          : !layer.packages.test(specifier),
      )
      .map((specifier) => `${file} imports ${specifier}`);
  });

const DECLARATION = /^[ \t]*(?:import|export)\b[^;'"`]*?\bfrom\s*(['"])(?<name>[^'"]+)\1/gm;
const BARE = /^[ \t]*import\s*(['"])(?<name>[^'"]+)\1/gm;
const CALL = /\b(?:import|require)\s*\(\s*(?:(['"])(?<name>[^'"]+)\1\s*[,)]|(?=[^'"\s]))/g;

/** Reads the imports of a source text, types included; one that is computed comes back as `<computed>`. */
export const readImports = (text: string): string[] => {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
  return [DECLARATION, BARE, CALL].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match.groups?.['name'] ?? '<computed>'),
  );
};
