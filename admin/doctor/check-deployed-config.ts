import { configHash } from '../../lib/config/config-hash.ts';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn } from './check.ts';

const NAME = 'deployed configuration';
const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;

/** Whether the functions use the same file as all other checks. */
export const checkDeployedConfig = (config: Config, file: string, { outputs }: StackFacts): Check => {
  const deployed = outputs[OUTPUTS.configHash];
  if (deployed === undefined)
    return warn(NAME, 'is unknown: the deployed release does not say which one it uses', DEPLOY);
  return deployed === configHash(config)
    ? ok(NAME, `is ${file}`)
    : fail(NAME, `differs from ${file}, or is of another release. All other lines use the file`, DEPLOY);
};
