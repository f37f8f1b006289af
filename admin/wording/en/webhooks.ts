export const enWebhooks = {
  usage: `Usage: npm run webhooks -- list
       npm run webhooks -- set|test|replay <name>

list        shows each webhook of the configuration, and what waits for it
set         asks for its address and signing secret without showing them, and stores them
test        calls the receiver from this machine with a made-up event
replay      sends the events again that were given up after 40 tries

--region    the region of the deployment (that of the configuration)
--language  ko or en: the language of this command (that of the terminal)

Through a pipe, one answer a line: address, signing secret.
More: docs/events.md`,
  none: 'The configuration has no webhooks. Add one: docs/events.md',
  noWebhook: (wanted: string, meant: string | undefined, known: string) =>
    `The configuration has no webhook ${wanted}.${meant === undefined ? '' : ` Did you mean ${meant}?`} It has: ${known}.`,
  questions: {
    url: 'Address of the receiver (https://…)',
    signingSecret: 'Signing secret (whsec_…); an empty line makes a new one',
  },
  faults: {
    url: (fault: string) => `cannot be used: ${fault}`,
    signingSecret: 'must be whsec_ and 24 to 64 bytes in base64',
  },
  stored: (name: string, region: string, next: string) =>
    `Stored in ${name} (${region}). The function uses it within five minutes. Next: ${next}`,
  made: (secret: string) =>
    `The new signing secret, shown only now. Give it to the receiver, which verifies each call by it:\n${secret}`,
  taken: (name: string, status: number, id: string) =>
    `${name} took the made-up event ${id} (HTTP ${status}).`,
  notTaken: (name: string, reason: string) => `${name} did not take the made-up event: ${reason}.`,
  notDeployed: (queue: string, deploy: string) => `There is no queue ${queue} yet. Deploy: ${deploy}`,
  moved: (name: string, count: number) =>
    count === 0
      ? `No event of ${name} was given up.`
      : `${count} events go to ${name} again. What waits: npm run webhooks -- list`,
  name: (name: string) => `Webhook ${name}`,
  givenUp: (count: number) =>
    `${count} events were given up after 40 tries, and are kept until they are 14 days old`,
  replay: (command: string) => `Once the receiver answers again: ${command}`,
  unsigned: 'no signing secret is stored, and json is always signed',
  storeAgain: (command: string) => `Store one: ${command}`,
  works: (as: string, isSigned: boolean, waiting: number) =>
    `${as}${isSigned ? ', signed' : ''}. The address is stored, and ${waiting} events wait`,
  madeUpProduct: 'Made-up product',
  madeUpText: (shop: string) => `[Test] A made-up event of the inquiry notifier · ${shop}`,
};
