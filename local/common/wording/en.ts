/** Reasons why `npm start` does not start, and what to do. */
export const enErrors = {
  noBotToken:
    'SLACK_BOT_TOKEN is no bot token. Set the one that begins with xoxb-, under OAuth & Permissions of the app, or unset it.',
  noAppToken:
    'SLACK_APP_TOKEN is no app-level token. Set the one that begins with xapp-, under Basic Information of the app, or unset it.',
  missing: (name: string, because: string) =>
    `${name} is missing. Set it, as ${because} is set, or unset ${because}.`,
  noUrl: (name: string) => `${name} is not a URL. Set one that begins with https:// or http://.`,
  onlyHostAndPath: (name: string) => `${name} must hold host and path only: no user, no query, no fragment.`,
  noNumber: (
    name: string,
    text: string,
    { least, most, whole }: { least: number; most: number; whole: boolean },
  ) => `${name} is ${text}. Set ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}.`,
  noId: (name: string, text: string, example: string) => `${name} is ${text}. Set an id such as ${example}.`,
  noLiveVendor:
    'COUPANG_BASE_URL is set, and no vendor is live. Set COUPANG_VENDOR_ID, or live: true in the configuration.',
  sameVendor:
    'COUPANG_VENDOR_ID is the id of another vendor of the configuration. Name another, or remove that one.',
  sameChannel: (channel: string) =>
    `SLACK_CHANNEL is ${channel}, which stepChannels of the first vendor names, too. Set another, or remove it there.`,
  misspelt: (name: string, meant: string) =>
    `${name} is no variable of the notifier. Did you mean ${meant}? Rename or unset it.`,
  noArguments: (example: string) =>
    `npm start takes no arguments. Set a variable before the command, such as ${example} npm start. docs/laptop.md lists the variables.`,
  folderNotMade: (folder: string) => `DATA_DIR ${folder} cannot be made. Name a folder that can be written.`,
  folderNotWritten: (folder: string) => `DATA_DIR ${folder} cannot be written. Name a folder that can be.`,
  folderInUse: (folder: string, holder: string) =>
    `DATA_DIR ${folder} is in use by another notifier (process ${holder}). Stop that one, or set DATA_DIR to another folder.`,
  folderSimulated: (folder: string) =>
    `DATA_DIR ${folder} holds made-up hand-overs of the simulator, which would go to your team. Set DATA_DIR to another folder for the real Coupang.`,
  folderReal: (folder: string) =>
    `DATA_DIR ${folder} holds hand-overs of a real Coupang, which the simulator would end. Set COUPANG_BASE_URL, or DATA_DIR to another folder.`,
  lockDamaged: (file: string) => `${file} is damaged. Remove that file, and start again.`,
  diskTrouble: (folder: string, trouble: string) =>
    `DATA_DIR ${folder} cannot be written: ${trouble}, and start again.`,
  disk: {
    full: 'the disk is full. Make room',
    quota: 'this user’s share of the disk is full. Make room',
    readOnly: 'the disk is read-only. Mount it for writing',
    denied: 'this user may not write it. Give it the right to',
    broken: 'the disk does not work. Check it',
  },
  storeTrouble: (folder: string, trouble: string) =>
    `The store in ${folder} cannot be used: ${trouble}, and start again.`,
  storeUnusable: (folder: string, reason: string) =>
    `The store in ${folder} cannot be used: ${reason}. Remove this folder to start with an empty one, or set DATA_DIR to another. Its record of tickets and messages is lost with it.`,
  storeOfOtherRelease: (folder: string) =>
    `The store in ${folder} was made by another release: its indexes have other fields than this one needs. Remove this folder to start with an empty one, or set DATA_DIR to another. Its record of tickets and messages is lost with it.`,
  clockAhead: (file: string) =>
    `${file} says that the clock is ahead in this folder, and its times depend on it. Remove the whole folder, or set DATA_DIR to another.`,
  clockUnknown: (file: string) =>
    `${file} does not say how far the clock is ahead in this folder, and its times depend on it. Remove the whole folder to start over, or set DATA_DIR to another.`,
  noSimulatorState: (file: string) =>
    `${file} is not a simulator's state. Remove it to begin with new inquiries.`,
  noMessage: (place: string) =>
    `${place} is not a message of the local Slack. Remove the line, or the file to begin with an empty channel.`,
  portTaken: (port: number) =>
    `PORT ${port} is taken by another program. Set PORT to a free one, or to 0 for any.`,
  portUnusable: (port: number) => `PORT ${port} cannot be used. Set PORT to a free one, or to 0 for any.`,
};

export type ErrorTexts = typeof enErrors;
