import type { FieldRow, JsonType, Row } from './row.ts';

/** Adds the members of fields that have another endpoint's shape. */
export const expandShapes = (own: readonly FieldRow[], table: readonly Row[]): FieldRow[] =>
  own.flatMap((field) => {
    const { shapeOf } = field;
    if (shapeOf === undefined) return [field];
    const members = table.flatMap((other) =>
      other.kind === 'field' && other.endpoint === shapeOf.endpoint && other.path.startsWith(shapeOf.path)
        ? [{ ...other, path: field.path + other.path.slice(shapeOf.path.length) }]
        : [],
    );
    return [field, ...members.filter((member) => member.path !== field.path)];
  });

/** Whether a value is what the row states. */
export const fits = (value: unknown, field: FieldRow): boolean => {
  if (value === null) return field.nullable === true;
  if (!hasType(value, field.type)) return false;
  if (field.pattern !== undefined && !(typeof value === 'string' && new RegExp(field.pattern).test(value)))
    return false;
  return field.values === undefined || field.values.some((allowed) => allowed === value);
};

export const hasType = (value: unknown, type: JsonType): boolean => {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
