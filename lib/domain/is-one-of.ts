export const isOneOf = <Name extends string>(
  value: string | undefined,
  names: readonly Name[],
): value is Name => names.some((name) => name === value);
