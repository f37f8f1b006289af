import { defined } from '../../lib/domain/defined.ts';
import { examine } from '../doctor/examine.ts';
import { hasFailed, printChecks } from '../doctor/print-checks.ts';
import type { Configured } from './setup.ts';

/**
 * Runs the doctor, and sends the test ticket. A person may mend something and look again.
 * @returns whether nothing has to be fixed
 */
export const examineAll = async (
  { config, configFile, clients, talk, slack, flags, now }: Configured,
  testTicket?: string,
): Promise<boolean> => {
  const { slackApiUrl } = flags;
  for (;;) {
    const checks = await talk.during(
      `Doctor: looks at everything${testTicket === undefined ? '' : `, and sends the test ticket to ${testTicket}`}`,
      () => examine({ config, configFile, clients, slack, now, ...defined({ slackApiUrl, testTicket }) }),
    );
    talk.say(`\n${printChecks(checks)}\n`);
    if (!hasFailed(checks)) return true;
    if (!talk.isPerson || !(await talk.confirm('Look again, once it is fixed?', 'y'))) return false;
  }
};

/** The channel of the test ticket: once a vendor is live, only where somebody asks for one. */
export const chooseTestTicket = async ({
  talk,
  flags,
  config: { vendors },
}: Configured): Promise<string | undefined> => {
  if (flags.testTicket !== undefined) return flags.testTicket;
  const [first] = vendors;
  const isLive = vendors.some(({ live }) => live);
  if (!talk.isPerson) return isLive ? undefined : first?.channel;
  const wants = await talk.confirm(
    `Send a test ticket to ${first?.channel}? It is marked 연습 (test), and withdrawn at once.`,
    isLive ? 'n' : 'y',
  );
  return wants ? first?.channel : undefined;
};
