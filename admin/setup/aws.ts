import { ConfigError } from '../../lib/config/config-error.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import type { Clients } from '../doctor/open-clients.ts';
import { findAccount } from '../../lib/deployment/describe-stack.ts';
import { describeAwsFailure } from '../../lib/deployment/name-aws-error.ts';
import type { Setup } from './setup.ts';

type Talking = Pick<Setup, 'talk' | 'texts'>;

/**
 * Shows the caller's account before anything is made in it.
 * @throws ConfigError that says how to sign in
 */
export const showAccount = async (setup: Talking, clients: Clients, region: string): Promise<string> => {
  const { setup: words } = setup.texts;
  const account = await askAws(setup, words.looksForUser(region), () => findAccount(clients.eventBridge));
  setup.talk.say(words.signedIn(account, region));
  return account;
};

export const askAws = async <T>(
  { talk, texts }: Talking,
  what: string,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await talk.during(what, work);
  } catch (error) {
    if (error instanceof NotifierError) throw error;
    throw new ConfigError(
      describeAwsFailure(error, texts.awsErrors, (reason) => texts.setup.awsRefuses(what, reason)),
    );
  }
};
