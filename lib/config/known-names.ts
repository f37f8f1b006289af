import * as z from 'zod/mini';

/** The names that a schema knows at a place of its input. None if it has no object there. */
export const knownNames = (schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] => {
  const there = path.reduce<z.core.$ZodType | undefined>(
    (node, part) => (node === undefined ? undefined : childOf(node, part)),
    schema,
  );
  const bare = there && unwrap(there);
  if (bare instanceof z.ZodMiniObject) return Object.keys(bare._zod.def.shape);
  if (bare instanceof z.ZodMiniRecord) return [...(bare._zod.def.keyType._zod.values ?? [])].map(String);
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
