/**
 * One UpdateItem. `write` maps paths (`retryAt`, `events.3`) to their new values; `undefined` removes the
 * attribute. `condition` spells every attribute `#name`; `values` are the condition's own.
 */
export type Change = {
  write: Record<string, unknown>;
  condition: string;
  values?: Record<string, unknown>;
};

/** Spells a change as DynamoDB wants it. A condition's value names never begin with `:new_`. */
export const updateExpressions = ({ write, condition, values = {} }: Change) => {
  const sets = Object.entries(write).filter(([, value]) => value !== undefined);
  const removes = Object.keys(write).filter((path) => write[path] === undefined);
  const update = [
    ...clause(
      'SET',
      sets.map(([path]) => `${pathOf(path)} = ${valueOf(path)}`),
    ),
    ...clause('REMOVE', removes.map(pathOf)),
  ].join(' ');
  const allValues = { ...values, ...Object.fromEntries(sets.map(([path, value]) => [valueOf(path), value])) };
  return {
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...namesIn(condition),
      ...Object.fromEntries(
        Object.keys(write).flatMap((path) => path.split('.').map((part) => [nameOf(part), part])),
      ),
    },
    // DynamoDB takes no empty map here.
    ...(Object.keys(allValues).length > 0 && { ExpressionAttributeValues: allValues }),
  };
};

/** The names that an expression uses, each for itself: several of ours are reserved words. */
export const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries(
    [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name ?? '']),
  );

const clause = (word: string, parts: string[]): string[] =>
  parts.length > 0 ? [`${word} ${parts.join(', ')}`] : [];
const nameOf = (part: string): string => `#${part.replaceAll(/\W/g, '_')}`;
const pathOf = (path: string): string => path.split('.').map(nameOf).join('.');
const valueOf = (path: string): string => `:new_${path.replaceAll(/\W/g, '_')}`;
