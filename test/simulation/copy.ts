/** A deep copy of plain data: many times faster than structuredClone, of which a day of faults needs thousands. */
export const copy = <T>(value: T): T => {
  if (!isObject(value)) return value;
  const clone = Object.assign(Array.isArray(value) ? [] : {}, value);
  for (const [name, inner] of Object.entries(value))
    if (isObject(inner)) Reflect.set(clone, name, copy(inner));
  return clone;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
