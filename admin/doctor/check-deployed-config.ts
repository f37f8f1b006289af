import { configHash } from '../../lib/config/config-hash.ts';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn } from './check.ts';

const NAME = 'deployed configuration';
const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;

/** Whether the functions run by the file that all the other checks go by. */
export const checkDeployedConfig = (config: Config, file: string, { outputs }: StackFacts): Check => {
  const deployed = outputs[OUTPUTS.configHash];
  if (deployed === undefined)
    return warn(NAME, 'is unknown: the deployed release does not tell which it is', DEPLOY);
  return deployed === configHash(config)
    ? ok(NAME, `is ${file}`)
    : fail(
        NAME,
        `is another than ${file}, or of another release: what is told here goes by the file`,
        DEPLOY,
      );
};
