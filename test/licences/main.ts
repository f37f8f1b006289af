import { isAllowed, readDependencies } from './licences.ts';

/** Lists all dependencies by licence, and fails for a licence that is not permissive: `npm run licences`. */
const dependencies = readDependencies();
const byLicence = Map.groupBy(dependencies, ({ licence }) => licence);
for (const [licence, those] of [...byLicence].sort(([, group], [, other]) => other.length - group.length)) {
  const names = new Set(those.map(({ name, dev }) => (dev ? name : `${name} (deployed or on the laptop)`)));
  console.log(
    `${licence}\n${[...names]
      .sort()
      .map((name) => `  ${name}`)
      .join('\n')}`,
  );
}
const faults = dependencies.filter((dependency) => !isAllowed(dependency));
for (const { name, licence } of faults)
  console.error(`${name} has the licence ${licence}, which is not permissive.`);
if (faults.length > 0) process.exitCode = 1;
