import { posix } from 'node:path';

/** A source file, and the targets of its import and export declarations, `import()` and `require()`, as written. */
export type ImportingFile = { file: string; imports: string[] };

type Layer = {
  /** The importing files, relative to the repository. */
  files: RegExp;
  /** The files of the repository that they may import. */
  local: RegExp;
  /** The packages and Node modules that they may import. */
  packages: RegExp;
};

const ANY = /./;
/** The product runs without the workshop's fakes. */
const NO_FAKE = /^(?!fake-)/;
/** The whole zod adds 150 KB to a cold start. A computed path would escape this check. */
const LEAN = /^(?!zod$|<computed>$|fake-)/;

/** `domain <- workflows <- adapters <- functions, local`; `infra` imports `config` and `deployment` only. The first match counts. */
const LAYERS: Layer[] = [
  { files: /^lib\/domain\//, local: /^lib\/domain\//, packages: /^node:crypto$/ },
  // It imports the configuration that a team names.
  { files: /^lib\/config\/load-config\.ts$/, local: /^lib\/config\//, packages: /^(node:.*|<computed>)$/ },
  // The public holidays are data. Only calendar makers need them.
  {
    files: /^lib\/config\/holidays\.ts$/,
    local: /^lib\/(config|domain)\//,
    packages: /^@hyunbinseo\/holidays-kr\/all$/,
  },
  { files: /^lib\/config\//, local: /^lib\/(config|domain)\//, packages: /^(zod\/mini|node:.*)$/ },
  { files: /^lib\/workflows\//, local: /^lib\/(workflows|domain|config)\//, packages: /^$/ },
  ...['coupang', 'dynamodb', 'eventbridge', 'slack', 'webhooks'].map((adapter) => ({
    files: new RegExp(`^lib/${adapter}/`),
    local: new RegExp(`^lib/(${adapter}|workflows/ports|domain|config)/`),
    packages: LEAN,
  })),
  {
    files: /^lib\/deployment\//,
    local: /^lib\/(deployment|domain|config)\//,
    packages: LEAN,
  },
  { files: /^lib\/life\//, local: /^lib\/(life|workflows|domain|config)\//, packages: /^zod\/mini$/ },
  { files: /^functions\//, local: /^(functions|lib)\//, packages: LEAN },
  { files: /^local\//, local: /^(local|functions|lib)\//, packages: ANY },
  // The laptop's store is opened by the code that makes it.
  {
    files: /^admin\/(ticket\/read|erase\/erase-on)-laptop\.ts$/,
    local: /^(admin|lib|local)\//,
    packages: LEAN,
  },
  { files: /^admin\//, local: /^(admin|lib)\//, packages: LEAN },
  { files: /^infra\//, local: /^(infra|lib\/(config|deployment))\//, packages: NO_FAKE },
  ...['fake-coupang', 'fake-slack'].map((name) => ({
    files: new RegExp(`^packages/${name}/`),
    local: new RegExp(`^packages/${name}/`),
    packages: NO_FAKE,
  })),
  // It states itself what people were promised. It shares units of time with the program, and no rule.
  {
    files: /^test\/simulation\/judge\//,
    local: /^(test\/|lib\/domain\/time\/durations\.ts$)/,
    packages: /^fake-coupang$/,
  },
  { files: /^notifier\.config\.ts$/, local: /^lib\/config\//, packages: /^$/ },
];

/** The folders of a layer. Each may import from the ones before it. `''` means files outside of any folder. */
const FOLDERS: Record<string, string[]> = {
  'lib/domain': [
    '',
    'time',
    'inquiry',
    'order',
    'reading',
    'ticket',
    'request',
    'call-center',
    'product',
    'registry',
    'intake',
    'assumptions',
    'ladder',
    'act',
    'notice',
    'blindness',
    'delivery',
    'report',
  ],
  'lib/workflows': ['ports', 'outbox', 'delivery', 'intake', 'acts', 'orders', 'sla', 'reports'],
  'lib/slack': ['wording', 'format', 'client', 'card', 'notices', 'acts', 'requests', ''],
  local: ['common', 'aws', 'webhooks', 'board', 'page', 'run', ''],
};

/**
 * @returns `file imports what` for each import from a later folder of the same layer, and for each import in an unknown
 * folder
 */
export const findFolderViolations = (files: ImportingFile[]): string[] =>
  files.flatMap(({ file, imports }) => {
    const layer = Object.keys(FOLDERS).find((name) => file.startsWith(`${name}/`));
    if (layer === undefined) return [];
    const placeOf = (path: string): number => {
      const [folder = '', ...deeper] = path.slice(layer.length + 1).split('/');
      return (FOLDERS[layer] ?? []).indexOf(deeper.length > 0 ? folder : '');
    };
    const own = placeOf(file);
    if (own < 0) return [`${file} is in no known folder of ${layer}`];
    return imports
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => {
        const target = posix.join(posix.dirname(file), specifier);
        return target.startsWith(`${layer}/`) && placeOf(target) > own;
      })
      .map((specifier) => `${file} imports ${specifier}`);
  });

/**
 * @returns `file imports what` for each import in the wrong direction, and for each import in a file of an unknown
 * layer
 */
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

const TYPES = /^[ \t]*(?:import|export) type\b[^;]*;/gm;

/** Reads the imports of a source text without those of types. */
export const readValueImports = (text: string): string[] => readImports(text.replaceAll(TYPES, ''));

/** Reads the imports of a source text, including types. A computed one becomes `<computed>`. */
export const readImports = (text: string): string[] => {
  const code = text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
  return [DECLARATION, BARE, CALL].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match.groups?.['name'] ?? '<computed>'),
  );
};
