/** The schema's message says what is wrong. */
const asChecked = (message: string): string => message;

export const enSetup = {
  usage: `Usage: npm run setup [-- <options>]

Sets the notifier up, from nothing to the test ticket. It does only what is missing, so run it again
whenever it stopped. In a terminal it asks. Otherwise options answer, and --yes is needed.

--plan                       shows the questions, tasks, time and cost; needs no AWS sign-in
--vendor, --label            the vendor's id in WING, such as A00012345, and its name on the cards
--channel, --fallback-channel   Slack channel ids: of the cards, and of cards that cannot go there
--alarm-mail                 who gets the alarms
--region, --name-prefix      where AWS runs it (ap-northeast-2), and a prefix of its names (none)
--market KR|TW               the market (KR)
--language                   ko or en: of setup (the terminal's)
--card-language              ko, en or zh-TW: of the cards (the market's)
--product-questions on|off   whether it also reads the questions on product pages (off)
--hours, --holidays          'mon-fri 09:00-18:00' or always; all public holidays that are unknown
--acting on|off              whether people claim, confirm and reply from Slack (off)
--mention                    whom the last warning mentions: 'S0123456789', here or nobody (nobody)
--lead-channel               a second channel for the last warning (none)
--heartbeat                  an https address outside of AWS that is called each minute (none)
--slack-keys                 a file or env:NAME, a line each: bot token, signing secret
--coupang-keys               a file or env:NAME, a line each: access key, secret key, last day
--force                      replaces the configuration; the old file stays, with .old at its end
--yes, --live                deploys, and starts the vendors, without asking
--test-ticket                the channel of the test ticket (that of the cards)
--wait                       how many minutes to wait for WING and Coupang (in a terminal: no end)
--slack-api-url, --coupang-base-url   for a trial: what is called instead of Slack and Coupang

Exit code: 0 if all is done, 1 if something has to be fixed, 3 if it waits for WING or Coupang.
More: docs/setup.md`,
  badWait: '--wait must be a number of minutes such as 30.',
  stopped:
    'Stopped. Nothing is lost: npm run setup goes on from here. It asks again for keys that were not stored yet, and AWS ends what it has begun.',
  beforeYouBegin: `Sets the notifier up, step by step. Ctrl-C stops it at any time; npm run setup goes on from there. Enter takes the suggested answer.
First check who owns the Open API key, in WING > 판매자정보 > 추가판매정보 > OPEN API. The key of an integrator (연동업체), such as an ERP, takes no address of
yours, and the notifier cannot read Coupang with it. In that case stop here, and do not switch the key: docs/setup.md, First of all the key.
If another program uses a key of your own (자체개발), the notifier shares it: never have it reissued.
`,

  questions: {
    region: { text: 'AWS region', fault: asChecked },
    'name-prefix': {
      text: 'Prefix for the names of a second notifier, such as staging; or none, to continue with the existing notifier',
      fault: asChecked,
    },
    market: { text: 'Market', fault: asChecked },
    vendor: { text: 'Vendor id, as WING shows it, such as A00012345', fault: asChecked },
    label: { text: "The shop's name, for the cards", fault: asChecked },
    'card-language': { text: 'Language of the cards', fault: asChecked },
    'product-questions': {
      text: 'Questions on product pages (상품 문의), too, in the same channel (it can be changed later)',
      fault: () => 'must be on or off',
    },
    hours: {
      text: (zone: string) =>
        `When the team works, in the time of ${zone}, such as mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00; or always`,
      fault: asChecked,
    },
    holidays: {
      text: (year: number) =>
        `All public holidays of ${year}, which the program does not know, such as ${year}-01-01 ${year}-02-17`,
      fault: asChecked,
    },
    'alarm-mail': { text: 'Mail address for the alarms, or several', fault: asChecked },
    heartbeat: {
      text: 'The https address of a check outside of AWS: the notifier calls it each minute, and it warns you if the calls stop; or none',
      fault: asChecked,
    },
    acting: { text: 'Claim, confirm and reply from Slack (it can be changed later)', fault: asChecked },
    mention: {
      text: 'Whom the last warning mentions, an hour before a deadline: user groups (S0123456789), users (U0123456789), here; or nobody',
      fault: asChecked,
    },
    channel: { text: 'Slack channel for the cards, by its id (C0123456789)', fault: asChecked },
    'fallback-channel': {
      text: 'Another channel, by its id, used if Slack refuses the first channel',
      fault: asChecked,
    },
    'lead-channel': {
      text: "A second channel for the last warning, such as the lead's, by its id; or none",
      fault: asChecked,
    },
  },
  choices: {
    KR: 'Korea (KR)',
    TW: 'Taiwan (TW)',
    ko: '한국어',
    en: 'English',
    'zh-TW': '繁體中文',
    off: 'off',
    on: 'on',
  },
  noHours: 'must name days and then their hours, such as mon-fri 09:00-18:00, or be always',
  badFlag: (flag: string, shown: string, fault: string) => `${flag}: ${shown}${fault}.`,
  missingFlags: (flags: readonly string[]) =>
    `Nobody can be asked, since this is no terminal. Add ${flags.join(', ')}. npm run setup -- --help says what each one is.`,
  theAnswers: 'The answers',
  storedAnswers: 'The answers of the last run:',
  goOnWithAnswers: 'Go on with these?',

  plan: {
    title: 'This is what npm run setup will do. Nothing was done yet, and AWS was not called.\n',
    questions: (count: number) => `${count} questions (in brackets: the answer that Enter takes)`,
    outside: 'Tasks outside of setup, and who does them',
    tasks: [
      [
        'Who may change WING',
        'says now whose key it is; after the deployment adds the address, or has a key issued',
      ],
      ['You', 'a shell that is signed in to AWS (rights: docs/supply-chain.md)'],
      [
        'Who may install Slack apps',
        'makes the app from docs/slack-app-manifest.json, installs it and invites it to the channels',
      ],
      ['Who gets the alarms', "copies the link in AWS's mail without opening it, and gives it to you"],
      ['You, if you want', 'a check at a service outside of AWS, and its address'],
    ],
    time: 'Time: some 20 minutes of work, 10 of them for the deployment. WING needs up to 30 minutes for an address, and Coupang up to a day for a new key.\nYou can stop meanwhile; another run goes on.',
    cost: 'Cost: 19.98 USD a month, fixed; 0.90 more with acting from Slack. By use about 0.56, with 30 hand-overs a day.\nList prices of Seoul without taxes (docs/cost.md). Nothing before the deployment.',
    letter: 'A text for the person who may change WING, in Korean:',
  },

  mendConfig: 'Mend it, or let setup write a new one: npm run setup -- --force',
  keepConfig: (file: string, shops: string, isSample: boolean) =>
    `${file} is there: ${shops}${isSample ? ', the sample' : ''}. Go on with it as it is?`,
  contradiction: (file: string, flags: readonly string[]) =>
    `${file} is there and says otherwise than the flags. Leave out ${flags.join(', ')} to go on with the file, or add --force to replace it; the old one is kept as ${file}.old.`,
  onlyTypeScript: (file: string) => `NOTIFIER_CONFIG is ${file}, but setup writes a .ts file only. Name one.`,
  keptOld: (file: string) => `The configuration before is kept as ${file}.old.`,
  wrote: (file: string) => `Wrote ${file}. You may edit it. After a change: npx cdk deploy Notifier.`,
  mentionsNobody: 'No warning mentions anybody, so nobody is pinged. `mentions` in that file names whom.',
  /** In the written configuration. */
  comments: {
    file: [
      'The settings that a team edits. After a change: `npx cdk deploy Notifier`. `vendor-schema.ts`, `schema.ts` and `aws-settings.ts` in',
      '`lib/config` explain each setting and its default. Keys never belong here.',
    ],
    namePrefix: 'Begins the names of stacks and secrets. Another one is another deployment.',
    egress: 'A fixed address, which WING must know.',
    alarmMail: 'Gets the alarms.',
    heartbeatUrl: 'Called each minute: if the calls stop, that service warns you.',
    acting: 'Whether people claim, confirm and reply from Slack: docs/setup.md, Acting in Slack.',
    id: 'As WING shows it.',
    market: (zone: string) => `It decides the time zone: ${zone}.`,
    label: "The shop's name on cards.",
    live: 'Whether the program reads Coupang. `npm run setup` sets it at the end.',
    language: 'The language of the cards.',
    sources:
      "The inboxes: 'call-center' has the customer centre's hand-overs, 'product' the questions on product pages.",
    channel: 'Where the cards go.',
    fallbackChannel: 'Where they go if Slack refuses `channel`.',
    hours:
      "When the team works, in the market's time. A missing day is a day off; without any day the team always works.",
    holidays: 'Days off beside the weekends. `years`: those of which `add` holds all public holidays.',
    ladder: 'How long before a deadline the team is warned.',
    mentions: "Whom each warning mentions, such as '1h': ['S0123456789']. A missing step mentions nobody.",
    stepChannels: "A second channel for a warning, such as the lead's: '1h': 'C0123456789'.",
    people:
      "Who may confirm and reply, by Slack user id, such as U0123456789: { wingId: 'the login in WING' }.",
  },
  notSetLive: (file: string, ids: readonly string[]) =>
    `${file} could not be changed, since it does not contain live: false once per vendor. Set live: true for ${ids.join(', ')} by hand, then run npm run setup again.`,

  looksForUser: (region: string) => `AWS: looks who is signed in, in ${region}`,
  signedIn: (account: string, region: string) => `AWS: signed in to account ${account}, region ${region}.`,
  awsRefuses: (work: string, reason: string) =>
    `${work}: AWS refuses. ${reason} Then run npm run setup again.`,
  looksForNotifier: 'CloudFormation: looks for another notifier',

  looksForSlackKeys: 'Secrets Manager: looks for the keys of Slack',
  noSlackKeys:
    'There are no keys of Slack. Name a file with the bot token and the signing secret, a line each: --slack-keys <file>',
  makeApp: `
The Slack app: at api.slack.com/apps choose Create New App, From a manifest, and paste docs/slack-app-manifest.json.
It names the app in Korean: change "name" and "display_name" if you like.
Install it, and invite it to the channel of the cards and to the fallback channel (/invite and its name).
Its bot token is under OAuth & Permissions, its signing secret under Basic Information. What you type is not shown.`,
  checksToken: 'Slack: checks the token',
  tokenRefused: 'Slack does not accept the token as it is. Fix that, then run npm run setup again.',
  looksForWorkspace: 'Slack: asks for the workspace',
  coupangKeysOf: (shop: string) => `The Open API key of ${shop}, from WING:`,
  looksAtSecret: (name: string) => `Looks at ${name}`,
  stores: (name: string) => `Stores ${name}`,
  stored: (name: string) => `Stored in Secrets Manager: ${name}.`,
  emptyVariable: (name: string) => `The environment variable ${name}, which must contain keys, is empty.`,
  unreadableKeys: (file: string) => `The file ${file}, which must contain keys, cannot be read.`,

  looksAtChannels: 'Slack: looks at the channels',
  sameChannel: 'Enter takes the same channel once more.',
  channelsRefused: 'The app cannot post in every channel. Fix that, then run npm run setup again.',
  looksAgain: 'Enter looks again',
  looksAtActing: 'Slack: looks whether the app may act',
  howToAct: (url: string, manifest: string) => `
Acting in Slack: the app must know ${url}
1. At api.slack.com/apps, the app, App Manifest: replace all by what follows, and save. Slack tries the address then.
   (npm run manifest prints it again, and can put it there: docs/setup.md, Acting in Slack.)
2. Install App, Reinstall to Workspace. If Slack shows another bot token: npm run secrets -- slack

${manifest}
`,

  looksForObstacles: 'AWS: looks for what a deploy would replace or leave behind',
  nothingDeployed: 'Nothing was deployed.',
  whyBootstrap: 'what the CDK needs in an account, once',
  whyEgress: 'the fixed address; some 5 minutes',
  whyNotifier: 'everything else; some 5 minutes',
  toBeDeployed: (account: string, region: string) => `To be deployed into account ${account}, ${region}:`,
  watcher: (host: string | undefined) =>
    `The check outside of AWS that is called each minute: ${host ?? 'none'}.`,
  costsMoney: 'From then on it costs money: docs/cost.md.',
  addYes: 'Nothing was deployed: nobody can be asked. Add --yes.',
  deploy: 'Deploy?',
  declined: 'Nothing was deployed. npm run setup goes on from here.',
  buildsFirst: 'It builds first, which may take half a minute.',
  notDeployed: (stack: string, code: number) =>
    `${stack} could not be deployed: cdk ended with ${code}, and says above why. Fix that, then run npm run setup again: it goes on from here. If something "already exists" there: docs/operations.md, Taking it down.`,
  looksAtStack: (stack: string) => `CloudFormation: looks at ${stack}`,
  isThere: (stack: string) => `${stack} is there.`,
  unexpectedOutputs: (stack: string) =>
    `${stack} was deployed, but does not say what was expected. See its outputs in CloudFormation, and NOTIFIER_CONFIG.`,
  address: (ip: string | undefined, nextStep: string | undefined) => `The address: ${ip}\n${nextStep}`,
  confirmMail: `
Each new address of alarmMail gets the mail "AWS Notification - Subscription Confirmation". Do not open its link: copy it, and paste it
into npm run alarms -- confirm, in another terminal. Until then no alarm arrives there.
`,

  severalVendors: (file: string) =>
    `--coupang-keys holds one key, but ${file} has several vendors. Leave it out, and store each key: npm run secrets -- <vendorId>`,
  asksCoupang: (shop: string) => `Coupang: the deployed poll asks for ${shop}`,
  noCoupangKey: (shop: string, vendorId: string) =>
    `There is no key of ${shop}. Name a file with access key, secret key and last day, a line each: --coupang-keys <file>. Or store it by npm run secrets -- ${vendorId}`,
  coupangUnreadable: (shop: string) =>
    `Coupang cannot be read for ${shop}, and waiting will not help: do what the line above says, then run npm run setup again.`,
  asksEvery: (minutes: number) =>
    `Asks again every ${minutes} minutes. Ctrl-C stops it; npm run setup goes on from here.`,
  waits: 'Waits for WING and Coupang',
  typeAgain: 'Type the key once more?',
  waitsForCoupang:
    'Nothing else can be done until Coupang lets the key in. Run npm run setup again then: it goes on from here.',

  doctorLooks: (testChannel: string | undefined) =>
    `Doctor: looks at everything${testChannel === undefined ? '' : `, and sends the test ticket to ${testChannel}`}`,
  lookAgain: 'Look again, once it is fixed?',
  sendTestTicket: (channel: string) =>
    `Send a test ticket to ${channel}? It is marked 연습 (test), and withdrawn at once.`,
  looksForAlarms: 'CloudFormation: looks for the alarms',
  testAlarmGoesTo: (places: readonly string[]) =>
    `A test alarm goes to ${places.join(' and ')}. It says that nothing is wrong.`,
  sendsTestAlarm: 'CloudWatch: sends a test alarm',
  fixFailures: 'Fix what is marked fail above, then run npm run setup again: it goes on from here.',

  allLive: 'All is set up, and every vendor is live.',
  start: (shops: string) => `Start ${shops} now? Open hand-overs come into Slack within two minutes.`,
  notStarted: (shops: string) => `All is set up. To start ${shops}: npm run setup -- --live`,
  isLive: (shops: string) => `${shops}: live. In two minutes the first readings are complete: npm run doctor`,
  isLiveButFails: (shops: string) =>
    `${shops}: live, but something has to be fixed: see above. Then: npm run doctor`,
};
