export const enSecrets = {
  usage: `Usage: npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
       npm run secrets -- slack [--exposed] [--region <region>] [--slack-api-url <url>]

Asks for keys without showing them, and stores them in Secrets Manager. An empty line keeps a key.

--market         the market of the vendor, if it sells in two
--exposed        refuses the old signing secret at once, since strangers know it (after an hour)
--region         the region of the deployment (that of the configuration)
--language       ko or en: the language of this command (that of the terminal)
--slack-api-url  for a trial: asks this address instead of Slack for the workspace of the token

Through a pipe, one answer a line: access key, secret key, last day of the key; or bot token,
signing secret.
More: docs/setup.md`,
  exposedIsForSlack: '--exposed works only with slack.',
  oldIsLost:
    'You may not read the stored keys, so the old signing secret cannot be kept and is refused at once.',
  stored: (name: string, region: string) =>
    `Stored in ${name} (${region}). The functions pick it up within an hour, at once where the old one is refused. Next: npm run doctor`,
  questions: {
    botToken: 'Bot token',
    signingSecret: 'Signing secret, under Basic Information of the app',
    accessKey: 'Access key',
    secretKey: 'Secret key',
    lastDay: 'Last day of the key, as WING shows it',
  },
  faults: {
    empty: 'must not be empty',
    notVisible: 'must hold only visible ASCII characters, without blanks',
    botToken: 'must be a bot token: it begins with xoxb-, under OAuth & Permissions of the app',
    signingSecret: 'must be 32 hexadecimal digits, under Basic Information of the app',
    noDate: 'must be a date such as 2027-05-24',
    past: 'must be in the future: an expired key does not work',
    tooFar: (days: number) => `must be ${days} days ahead at most: keys are valid no longer`,
  },
  tokenRefused: (reason: string) =>
    `Nothing was stored: Slack does not accept this bot token (${reason}). Copy it from OAuth & Permissions of the app, or try again later.`,
  notLookedUp: (name: string, region: string, reason: string) =>
    `The secret ${name} in ${region} could not be looked up: ${reason}`,
  notWritten: (name: string, region: string, reason: string) =>
    `The secret ${name} in ${region} could not be written: ${reason}`,
  markedForDeletion: (name: string, region: string, command: string) =>
    `The secret ${name} in ${region} is marked for deletion. Take it back first: ${command}`,
  noVendor: (wanted: string, meant: string | undefined, known: string) =>
    `The configuration has no vendor ${wanted}.${meant === undefined ? '' : ` Did you mean ${meant}?`} It has: ${known}.`,
  orSlack: 'For the keys of Slack, type slack.',
  severalMarkets: (id: string, markets: readonly string[], option: string) =>
    `Vendor ${id} sells in ${markets.join(' and ')}. Name one: ${option}`,
};
