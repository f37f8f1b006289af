export const enManifest = {
  usage: `Usage: npm run manifest [-- --url <url> | --socket] [--app <appId>] [--region <region>]

Prints the manifest of the Slack app for the configuration, or puts it into the app.

--url            the address that Slack calls, with acting: 'on' (that of the deployed stack)
--socket         presses come by Socket Mode: for an app that only a laptop uses
--app            puts the manifest into this app (A…), with a token in SLACK_CONFIG_TOKEN
--region         the region of the deployment (that of the configuration)
--language       ko or en: the language of this command (that of the terminal)
--slack-api-url  for a trial: what is called instead of Slack

More: docs/setup.md`,
  badUrl: '--url must be the https address that Slack calls.',
  socketHasNoUrl: 'With --socket Slack calls no address: leave out --url.',
  noToken:
    'SLACK_CONFIG_TOKEN is not set. Make a configuration token at api.slack.com/apps, "Your App Configuration Tokens".',
  socketNeedsActing: "--socket needs acting: 'on' in the configuration: else nobody presses anything.",
  done: (appId: string) => `The app ${appId} has the manifest now.`,
  next: 'Next: npm run doctor',
  reinstall: 'Its scopes changed: install it to the workspace again, then npm run doctor',
  noAnswer: (method: string) =>
    `${method}: Slack did not answer. Try again, or put the manifest into the app by hand.`,
  answers: (method: string, word: string) =>
    `${method}: Slack answers ${word}. Make a configuration token at api.slack.com/apps, "Your App Configuration Tokens". It lasts 12 hours, and its owner must be a collaborator of the app.`,
  /** @param faults in Slack's words, a line each */
  refused: (method: string, word: string, faults: string) =>
    `${method}: Slack does not accept the manifest (${word}).${faults}\nAn address that did not answer: npm run doctor says why.`,
  notLookedUp: (region: string, reason: string) =>
    `The address that Slack calls could not be looked up in ${region}: ${reason} Or name it: --url`,
  noAddress: (region: string, deploy: string) =>
    `No address that Slack could call is in ${region} yet. Deploy with acting: 'on': ${deploy}. Or name it: --url`,
};
