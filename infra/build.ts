import { bundleFunctions, overBudget } from './bundle-functions.ts';
import { explainConfigErrors, loadDeployableConfig } from './load-deployable-config.ts';
import { OPTIONAL_FUNCTION_NAMES, FUNCTION_NAMES, SIZE_BUDGETS_KB } from './function-names.ts';

await explainConfigErrors(async () => {
  const config = await loadDeployableConfig(process.env, Date.now());
  const names = [...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES];
  const handlers = Object.fromEntries(names.map((name) => [name, `functions/${name}/handler.ts`]));
  const bytes = await bundleFunctions(handlers, config, 'dist');
  for (const [name, size] of Object.entries(bytes))
    console.error(`dist/${name}: ${Math.ceil(size / 1000)} KB`);
  const faults = overBudget(bytes, SIZE_BUDGETS_KB);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
});
