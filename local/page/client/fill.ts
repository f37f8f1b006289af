/** Fills in each `{name}` that has a value. */
export const fill = (template: string, values: Record<string, string | number | undefined>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
