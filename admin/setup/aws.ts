import { ConfigError } from '../../lib/config/config-error.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import type { Clients } from '../doctor/open-clients.ts';
import { findAccount } from '../../lib/deployment/describe-stack.ts';
import { nameAwsError } from '../../lib/deployment/name-aws-error.ts';
import type { Talk } from './talk.ts';

/**
 * Shows the caller's account before anything is made in it.
 * @throws ConfigError that says how to sign in
 */
export const showAccount = async (talk: Talk, clients: Clients, region: string): Promise<string> => {
  const account = await askAws(talk, `AWS: looks who is signed in, in ${region}`, () =>
    findAccount(clients.eventBridge),
  );
  talk.say(`AWS: signed in to account ${account}, region ${region}.`);
  return account;
};

export const askAws = async <T>(talk: Talk, what: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await talk.during(what, work);
  } catch (error) {
    if (error instanceof NotifierError) throw error;
    throw new ConfigError(`${what}: AWS refuses. ${nameAwsError(error)} Then run npm run setup again.`);
  }
};
