import { readFileSync } from 'node:fs';
import { cliActionsIn, NEEDED, ownActionsIn } from './aws-rights.ts';
import { listFiles } from './list-files.ts';

/** The chapters of the page on operations for the engineer on call, as is the whole runbook. The others are planned work. */
export const AT_NIGHT = ['Key rotation', 'What happened to inquiry X?'];
const OPERATIONS = 'docs/operations.md';
/** Commands that grant rights. An administrator runs them once. */
const ADMINISTRATOR = ['iam:CreatePolicy', 'iam:CreatePolicyVersion'];

const read = (file: string): string => readFileSync(file, 'utf8');
const runbook = read('RUNBOOK.md');
const [, ...parts] = read(OPERATIONS).split(/^## /m);
export const chapters = parts;
export const headingOf = (chapter: string): string => chapter.slice(0, chapter.indexOf('\n'));
const doctor = listFiles('admin/doctor').map(read).join('\n');
/** The doctor and other commands also print commands. */
const code = ['admin', 'functions', 'infra', 'lib', 'local']
  .flatMap((folder) => listFiles(folder))
  .filter((file) => file.endsWith('.ts'))
  .map(read)
  .join('\n');
const otherPages = ['README.md', 'docs/SECURITY.md', 'docs/scaling.md', 'docs/CONTRIBUTING.md']
  .concat(listFiles('docs').filter((file) => file.endsWith('.md') && file !== OPERATIONS))
  .map(read);
const isAtNight = (chapter: string): boolean => AT_NIGHT.includes(headingOf(chapter));
/** Planned work uses these, too. */
const helpers = runbook.split(/^## /m).find((chapter) => headingOf(chapter) === 'Shell helpers') ?? '';
export const atNight = [runbook, ...chapters.filter(isAtNight)].join('\n');
export const planned = [helpers, ...chapters.filter((chapter) => !isAtNight(chapter)), ...otherPages].join(
  '\n',
);

const unique = (actions: string[]): string[] => [...new Set(actions)].sort();
/** The actions of the engineer on call. */
export const ON_CALL = unique([
  ...cliActionsIn(atNight),
  ...cliActionsIn(code),
  ...ownActionsIn(atNight),
  ...ownActionsIn(doctor),
]);
/** The actions of planned work. */
export const OPERATOR = unique([...Object.values(NEEDED).flat(), ...cliActionsIn(planned)]).filter(
  (action) => !ADMINISTRATOR.includes(action),
);
