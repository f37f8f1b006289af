/** The error of a call of a part of a package that the bundles do not have. */
export const leftOut = (part: string): Error =>
  new Error(`${part} is not in the bundle. Take its stand-in out of infra/bundle-plugins.ts.`);
