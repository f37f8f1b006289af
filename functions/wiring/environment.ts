import { ConfigError } from '../../lib/config/config-error.ts';

export type Environment = Record<string, string | undefined>;

/** @throws ConfigError naming the variable */
export const required = (env: Environment, name: string): string => {
  const value = env[name];
  if (value) return value;
  throw new ConfigError(
    `The environment variable ${name} is not set. The stack and the laptop set it; deploy again.`,
  );
};
