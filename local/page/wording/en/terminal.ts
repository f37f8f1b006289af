import type { Source } from '../../../../lib/domain/sources.ts';
import { enPage } from './page.ts';

export const enTerminal = {
  note: (note: string) => `Note: ${note}`,
  tryAt: (url: string) =>
    `Try at ${url}: a new hand-over, a burst of twelve, Coupang down, a leap to the next event.`,
  log: (file: string) => `Log: ${file}. Stop with Ctrl-C.`,
  stopping: (seconds: number) =>
    `Stopping: what is running has ${seconds} s to end. Ctrl-C again ends it at once.`,
  stopped: 'Stopped.',
  coupang: (url: string) => `Coupang: ${url}`,
  simulator: (url: string) => `Coupang: the simulator at ${url}`,
  slack: (url: string, channels: string) => `Slack: ${url}, channels ${channels}`,
  localSlack: (url: string) => `Slack: the local one. Look at ${url}`,
  noWorkspace: (reason: string) =>
    `Slack does not return its workspace (${reason}): buttons refuse each claim and reply. Start again when Slack answers.`,
  socketOpen: 'Slack: its socket is open, so buttons work.',
  socketClosed: (reason: string) =>
    `Slack does not open its socket (${reason}): buttons do not work until it does, and everything else goes on. It is tried again by itself. If it lasts, check SLACK_APP_TOKEN with its scope connections:write, and that Socket Mode is on.`,
  polling: (vendors: string, seconds: number) =>
    `Polling ${vendors} every ${seconds} s; the first poll reads half a year and takes a while.`,
  reading: (done: number, all: number) => `Reading older lists at Coupang’s pace: ${done} of ${all}`,
  failed: (what: string, error: string) => `${what} failed: ${error}`,
  work: {
    page: 'The page',
    language: 'The change of the language',
    poll: (vendor: string) => `Poll ${vendor}`,
    tracking: 'Tracking deadlines',
    reporting: 'Reporting',
    delivery: 'Delivery',
    webhooks: 'Webhooks',
    deliveryOf: (id: string) => `Delivery of ${id}`,
    press: 'A press',
  },
  poll: {
    ...enPage,
    line: (vendor: string, result: string) => `Poll ${vendor}: ${result}`,
    results: { 'not-set-up': 'not set up yet', failed: 'failed' },
    until: (time: string) => ` until ${time}`,
    separator: ', ',
    ofSource: (source: Source, saw: string) => `${enPage.tools.sources[source]} ${saw}`,
  },
  trouble: {
    in: (channel: string) => ` in ${channel}`,
    unreached: (reason: string) =>
      `Slack cannot be reached (${reason}): check the internet connection. Waiting messages are sent by themselves afterwards.`,
    unsure: (reason: string) =>
      `Slack does not answer (${reason}): see slack-status.com if it lasts. Before a message is sent again, it is looked for in Slack.`,
    'rate-limited': (reason: string, place: string) =>
      `Slack asks to wait${place} (${reason}). Waiting messages are sent by themselves.`,
    'token-unusable': (reason: string) =>
      `Slack does not accept the bot token (${reason}): nothing is sent. Start again with a valid SLACK_BOT_TOKEN; waiting messages are sent then.`,
    'channel-unusable': (reason: string, place: string) =>
      `Slack accepts no message${place} (${reason}): check that the channel exists, that the app is in it, and its scopes. Until then messages go to the fallback channel, or wait.`,
    'card-unusable': (reason: string, place: string) =>
      `A message${place} can no longer be changed or answered (${reason}), as if somebody had deleted it. If it is a card, a new card replaces it.`,
    'content-refused': (reason: string, place: string) =>
      `Slack refuses the form of a message${place} (${reason}), so it is sent as plain text. This is a defect of the notifier: report it with the log.`,
    refused: (reason: string, place: string) =>
      `Slack refuses a message${place} (${reason}): look up the word at docs.slack.dev, or report it with the log. The message is retried by itself, and nothing else waits for it.`,
  },
  notes: {
    keyUnused: 'COUPANG_ACCESS_KEY is set and not used: without COUPANG_BASE_URL the simulator is read.',
    keyForAll: (vendors: number) =>
      `COUPANG_ACCESS_KEY is used for all ${vendors} live vendors; Coupang's keys belong to one vendor each.`,
    tokenUnused: 'SLACK_BOT_TOKEN is set and not used: without SLACK_API_URL messages go to the local Slack.',
    noButtons:
      "acting is 'on', but cards have no buttons here: set SLACK_APP_TOKEN, so that presses arrive. docs/laptop.md says how to get it.",
    appTokenUnused: "SLACK_APP_TOKEN is set and not used: acting is 'off' in the configuration.",
  },
};
