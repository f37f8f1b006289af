/**
 * One UpdateItem. `write` maps paths (`events.3`) to new values; `undefined` removes the attribute. `condition` writes every
 * attribute as `#name`; `values` and `names` belong to it.
 */
export type Change = {
  write: Record<string, unknown>;
  writeIfAbsent?: Record<string, unknown>;
  condition: string;
  values?: Record<string, unknown>;
  names?: Record<string, string>;
};

/** The value names of a condition must not begin with `:new_`. */
export const updateExpressions = ({
  write,
  writeIfAbsent = {},
  condition,
  values = {},
  names = {},
}: Change) => {
  const sets = definedIn(write);
  const defaults = definedIn(writeIfAbsent);
  const removes = Object.keys(write).filter((path) => write[path] === undefined);
  const update = [
    ...clause('SET', [
      ...sets.map(([path]) => `${pathOf(path)} = ${valueOf(path)}`),
      ...defaults.map(([path]) => `${pathOf(path)} = if_not_exists(${pathOf(path)}, ${valueOf(path)})`),
    ]),
    ...clause('REMOVE', removes.map(pathOf)),
  ].join(' ');
  const written = [...sets, ...defaults];
  const allValues = {
    ...values,
    ...Object.fromEntries(written.map(([path, value]) => [valueOf(path), value])),
  };
  return {
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...namesIn(condition),
      ...names,
      ...Object.fromEntries(
        [...Object.keys(write), ...defaults.map(([path]) => path)].flatMap((path) =>
          path.split('.').map((part) => [nameOf(part), part]),
        ),
      ),
    },
    // DynamoDB refuses an empty map here.
    ...(Object.keys(allValues).length > 0 && { ExpressionAttributeValues: allValues }),
  };
};

/** All attributes are placeholders, since several are reserved words. */
export const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries(
    [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name ?? '']),
  );

/** The item after a write of `Change`. */
export const applied = (
  item: Record<string, unknown>,
  write: Record<string, unknown>,
): Record<string, unknown> => {
  const after = { ...item };
  for (const [path, value] of Object.entries(write)) apply(after, path.split('.'), value);
  return after;
};

const apply = (map: Record<string, unknown>, [name = '', ...deeper]: string[], value: unknown): void => {
  if (deeper.length > 0) {
    const inner: Record<string, unknown> = Object.assign({}, map[name]);
    map[name] = inner;
    apply(inner, deeper, value);
  } else if (value !== undefined) map[name] = value;
  else if (name in map) delete map[name];
};

const definedIn = (write: Record<string, unknown>): [string, unknown][] =>
  Object.entries(write).filter(([, value]) => value !== undefined);
const clause = (word: string, parts: string[]): string[] =>
  parts.length > 0 ? [`${word} ${parts.join(', ')}`] : [];
const nameOf = (part: string): string => `#${part.replaceAll(/\W/g, '_')}`;
const pathOf = (path: string): string => path.split('.').map(nameOf).join('.');
const valueOf = (path: string): string => `:new_${path.replaceAll(/\W/g, '_')}`;
