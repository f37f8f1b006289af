import * as z from 'zod/mini';
import { nearestWord } from './nearest-word.ts';
import { enFaults, type FaultWords } from './wording/en.ts';

/**
 * Describes a fault in an input: path, value, reason and a suggestion.
 * @param schema the schema that refused the input; it provides the known names
 */
export const describeIssue = (
  issue: z.core.$ZodIssue,
  input: unknown,
  schema: z.core.$ZodType,
  words: FaultWords = enFaults,
): string => {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const place = path.replace(/^\./, '') || words.whole;
  if (issue.code === 'unrecognized_keys') {
    const known = knownNames(schema, issue.path);
    return `${place}: ${issue.keys.map((key) => describeUnknown(key, known, words)).join(' ')}`;
  }
  const value = issue.path.reduce<unknown>(
    (node, part) => (typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined),
    input,
  );
  if (value === undefined && issue.code !== 'custom') return `${place}: ${words.missing}`;
  // An invalid key has its reason inside.
  const message = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
  const isGeneral = message === undefined || message === 'Invalid input';
  const reason = isGeneral ? expected(issue, words) : words.reason(message);
  // For a larger value the path is enough. A URL may contain a secret.
  const isShown = ['string', 'number', 'boolean'].includes(typeof value) && !place.endsWith('Url');
  const shown = isShown ? JSON.stringify(value) : undefined;
  const suggestion = suggestionFor(issue, value, words);
  return [
    `${place}: ${words.refused(shown, reason)}`,
    ...(suggestion === undefined ? [] : [suggestion]),
  ].join(' ');
};

/** Settings that people look for here and that are elsewhere, by the end of their name. */
const ELSEWHERE: readonly [RegExp, keyof FaultWords['remedies']][] = [
  [/^slackTeam$/, 'slackTeam'],
  [/zone$/i, 'zone'],
  [/(key|token|secret)$/i, 'key'],
];

/** A setting of earlier versions. */
const REMOVED = 'nightPollSeconds';

const describeUnknown = (key: string, known: readonly string[], words: FaultWords): string => {
  if (key === REMOVED) return words.removed(key, words.remedies[REMOVED]);
  const meant = nearestWord(key, known);
  if (meant !== undefined) return words.unknown(key, words.meant(meant));
  const elsewhere = ELSEWHERE.find(([pattern]) => pattern.test(key))?.[1];
  const remedy = elsewhere === undefined ? words.knownHere(known.join(', ')) : words.remedies[elsewhere];
  return words.unknown(key, remedy);
};

const suggestionFor = (issue: z.core.$ZodIssue, value: unknown, words: FaultWords): string | undefined => {
  const known = valuesOf(issue);
  if (known !== undefined) {
    const meant = nearestValue(value, known);
    return meant === undefined ? undefined : words.meant(JSON.stringify(meant));
  }
  const quoted = issue.code === 'invalid_type' && typeof value === 'string' && issue.expected !== 'string';
  return quoted && /^(true|false|\d+(\.\d+)?)$/.test(value) ? words.meantUnquoted(value) : undefined;
};

/** The values that the schema allows there, if it lists them. */
const valuesOf = (issue: z.core.$ZodIssue): readonly unknown[] | undefined => {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
};

const nearestValue = (value: unknown, known: readonly unknown[]): unknown => {
  if (typeof value === 'string')
    return nearestWord(
      value,
      known.filter((candidate) => typeof candidate === 'string'),
    );
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const numbers = known.filter((candidate) => typeof candidate === 'number');
  return numbers.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
};

const expected = (issue: z.core.$ZodIssue, words: FaultWords): string => {
  const known = valuesOf(issue);
  if (known !== undefined) return words.oneOf(known.map((value) => JSON.stringify(value)).join(', '));
  return words.ofType(issue.code === 'invalid_type' ? issue.expected : words.otherShape);
};

/**
 * Returns the names that a schema knows at a path, and none if it has no object there.
 * @internal
 */
export const knownNames = (schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] => {
  const there = path.reduce<z.core.$ZodType | undefined>(
    (node, part) => (node === undefined ? undefined : childOf(node, part)),
    schema,
  );
  const bare = there && unwrap(there);
  if (bare instanceof z.ZodMiniObject) return Object.keys(bare._zod.def.shape);
  if (bare instanceof z.ZodMiniRecord) return [...(bare._zod.def.keyType._zod.values ?? [])].map(String);
  if (bare instanceof z.ZodMiniDiscriminatedUnion)
    return [...new Set(bare._zod.def.options.flatMap((option) => knownNames(option, [])))];
  return [];
};

const childOf = (schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | undefined => {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodMiniObject) return bare._zod.def.shape[String(part)];
  if (bare instanceof z.ZodMiniArray) return bare._zod.def.element;
  if (bare instanceof z.ZodMiniRecord) return bare._zod.def.valueType;
  return undefined;
};

/** Removes the wrappers that only fill in a default. */
const unwrap = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (schema instanceof z.ZodMiniPipe) return unwrap(schema._zod.def.in);
  return schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault
    ? unwrap(schema._zod.def.innerType)
    : schema;
};
