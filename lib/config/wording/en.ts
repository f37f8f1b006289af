import type { Market } from '../../domain/inquiry/inquiry.ts';

/** Faults of a configuration, each with what to do. The reasons stand with the settings, in `*-schema.ts` and beside. */
export const enFaults = {
  whole: 'the file',
  notFound: (file: string) =>
    `The configuration ${file} does not exist. Set NOTIFIER_CONFIG to the file to use.`,
  notReadable: (file: string) =>
    `The configuration ${file} cannot be read. Set NOTIFIER_CONFIG to the file to use.`,
  otherKind: (file: string) => `The configuration ${file} must be a .ts or a .json file.`,
  noJson: (file: string, line: number, why: string) =>
    `The configuration ${file} is not valid JSON, line ${line}: ${why}.`,
  notLoaded: (file: string, place: string, why: string) =>
    `The configuration ${file} cannot be loaded${place}: ${why}`,
  placeOf: (line: string | undefined, file: string | undefined) =>
    `, line ${line}${file === undefined ? '' : ` of ${file}`}`,
  noDefault: (file: string) =>
    `The configuration ${file} has no default export. Write export default defineConfig({…}).`,
  unusable: (file: string) => `${file} cannot be used:`,
  unusableNow: 'The configuration cannot be used:',
  noHolidays: (index: number, { market }: { market: Market }, year: number) =>
    `vendors[${index}].market: "${market}" has no known holidays in ${year}, which its hours would count as worked. ` +
    `List all of them in vendors[${index}].holidays.add, such as ${year}-01-01, with ${year} in vendors[${index}].holidays.years` +
    `${market === 'KR' ? ', or install a newer @hyunbinseo/holidays-kr' : ''}.`,
  missing: 'is missing. Add it.',
  refused: (value: string | undefined, reason: string) =>
    `${value === undefined ? '' : `${value} `}${reason}${reason.endsWith('?') ? '' : '.'}`,
  /** A reason as the schema has it. */
  reason: (text: string) => text,
  oneOf: (values: string) => `must be one of ${values}`,
  ofType: (type: string) => `must be of type ${type}`,
  otherShape: 'another shape',
  meant: (name: string) => `Did you mean ${name}?`,
  meantUnquoted: (value: string) => `Did you mean ${value}, without quotes?`,
  unknown: (name: string, remedy: string) => `unknown ${name}. ${remedy}`,
  knownHere: (names: string) => `Remove it; known here are ${names}.`,
  removed: (name: string, remedy: string) => `${name} was removed. ${remedy}`,
  remedies: {
    slackTeam: 'Remove it: npm run secrets -- slack asks Slack for the workspace and stores its id.',
    zone: 'The market decides the time zone: KR is Asia/Seoul, TW is Asia/Taipei.',
    key: 'Keys do not belong here: npm run secrets -- <vendorId|slack> stores them.',
    nightPollSeconds: 'Remove it: each vendor is polled every pollSeconds, outside its hours too.',
  },
};

export type FaultWords = typeof enFaults;
