/** A deep copy of plain data. It is many times faster than structuredClone, and a day of faults needs thousands. */
export const copy = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  const clone = Object.assign(Array.isArray(value) ? [] : {}, value);
  for (const name in clone) {
    const inner = clone[name];
    if (typeof inner === 'object' && inner !== null) clone[name] = copy(inner);
  }
  return clone;
};
