import type { Config } from '../../lib/config/schema.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { hasFailed, printLines } from '../doctor/print-checks.ts';
import { buildManifest } from '../manifest/build-manifest.ts';
import type { Deployed } from './deploy.ts';
import type { Setup } from './setup.ts';

/**
 * With acting: until the app has the scopes for it, says how the deployed address gets into the app's settings. Without a
 * person it goes on, and the doctor says what is missing.
 */
export const connectSlack = async (
  { talk, slack }: Setup,
  config: Config,
  token: string,
  { slackUrl }: Deployed,
): Promise<void> => {
  if (config.acting === 'off' || slackUrl === undefined) return;
  let isExplained = false;
  for (;;) {
    const checks = await talk.during('Slack: looks whether the app may act', () =>
      checkSlack(slack, token, { vendors: config.vendors, acting: config.acting }),
    );
    const scopes = checks.filter(({ name }) => name === 'Slack scopes');
    talk.say(printLines(scopes));
    if (!hasFailed(scopes)) return;
    if (!isExplained) talk.say(howTo(config, slackUrl));
    isExplained = true;
    if (!talk.isPerson) return;
    await talk.prompt(({ ask }) =>
      ask({ text: 'Enter looks again', check: () => undefined, otherwise: 'now' }),
    );
  }
};

const howTo = (config: Config, url: string): string => `
Acting in Slack: the app must know ${url}
1. At api.slack.com/apps, the app, App Manifest: replace all by what follows, and save. Slack tries the address then.
   (npm run manifest prints it again, and can put it there: docs/setup.md, Acting in Slack.)
2. Install App, Reinstall to Workspace. If Slack shows another bot token: npm run secrets -- slack

${JSON.stringify(buildManifest(config, url), undefined, 2)}
`;
