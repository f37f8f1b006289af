import * as z from 'zod/mini';

// After a roll-back, items have values that only the newer release knows. Each is read as a known value, so that the item stays
// readable. Writes keep the stored value, unless this release changes the field. So the next upgrade finds it again.

/** The message of a schema's issue names the value to read instead. */
const MARK = 'read as ';

/** An enumeration. @param known what an unknown name is read as: the one that does the least harm */
export const oneOf = <const Name extends string>(names: readonly Name[], known: NoInfer<Name>) =>
  z.enum(names, `${MARK}${known}`);

/** Variants of an object. @param known what an unknown variant is read as */
export const variantOf = <const Variants extends Parameters<typeof z.discriminatedUnion>[1]>(
  field: string,
  variants: Variants,
  known: string,
) => z.discriminatedUnion(field, variants, `${MARK}${known}`);

/** Names that are only compared, so that unknown ones do no harm. */
export const anyName = <Name extends string>() => z.custom<Name>((value) => typeof value === 'string');

/** An object keeps its replaced values under this key. Spreads copy it, so that they survive a change of another field. */
const REPLACED = Symbol('replaced');
type Replaced = { name: PropertyKey; stored: unknown; known: string | undefined };
type Fields = Record<PropertyKey, unknown> & { [REPLACED]?: readonly Replaced[] };

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((part, name) => (isObject(part) ? part[name] : undefined), value);

/** Like `z.safeParse`, but it replaces unknown values, and leaves out the entries of a record under unknown names. */
export const readItem = <Schema extends z.ZodMiniType>(
  schema: Schema,
  item: unknown,
): z.core.util.SafeParseResult<z.output<Schema>> => {
  const result = z.safeParse(schema, item);
  const unknown = (result.error?.issues ?? []).flatMap((issue) => replacementsFor(issue, item));
  if (unknown.length === 0) return result;
  const copy = structuredClone(item);
  for (const { place, name, known } of unknown) {
    const fields = valueAt(copy, place);
    if (!isObject(fields)) continue;
    if (known === undefined) Reflect.deleteProperty(fields, name);
    else fields[name] = known;
  }
  // A replaced variant may have unknown values of its own.
  const read = readItem(schema, copy);
  for (const { place, ...replaced } of unknown) {
    const fields = valueAt(read.data, place);
    if (isObject(fields)) fields[REPLACED] = [...(fields[REPLACED] ?? []), replaced];
  }
  return read;
};

const replacementsFor = (issue: z.core.$ZodIssue, item: unknown): (Replaced & { place: PropertyKey[] })[] => {
  const { path, message, code } = issue;
  const stored = valueAt(item, path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({
      place: path,
      name,
      stored: valueAt(stored, [name]),
      known: undefined,
    }));
  // A union has the same message for a value that is no object.
  const isUnknown = (code === 'invalid_value' || code === 'invalid_union') && typeof stored === 'string';
  return isUnknown && message.startsWith(MARK)
    ? [{ place: path.slice(0, -1), name: path.at(-1) ?? '', stored, known: message.slice(MARK.length) }]
    : [];
};

/** Puts back the values that `readItem` replaced, except in fields that have changed since then. */
export function withStored<Value>(value: Value): Value;
export function withStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => withStored(element));
  if (!isObject(value) || value instanceof Uint8Array) return value;
  const fields = new Map<PropertyKey, unknown>(
    Object.entries(value).map(([name, field]) => [name, withStored(field)]),
  );
  for (const { name, stored, known } of value[REPLACED] ?? [])
    if (value[name] === known) fields.set(name, stored);
  return Object.fromEntries<unknown>(fields);
}
