import type { VendorConfig } from '../../../lib/config/schema.ts';
import { createMessenger } from '../../../lib/slack/create-messenger.ts';
import { atOnce } from './at-once.ts';
import { keepLog } from './keep-log.ts';
import { madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
import { type SlackAnswer, type SlackRequest, startSlack } from './start-slack.ts';

type Answer = (request: SlackRequest, count: number) => SlackAnswer;

/** A Messenger in front of a made-up Slack, with every request that it sent. */
export const startChannel = async (
  answer: Answer,
  options: {
    now?: number;
    vendor?: VendorConfig;
    /** Monotonic, ms. */
    elapsed?: () => number;
    acting?: boolean;
    claimStaleMs?: number;
  } = {},
) => {
  const slack = await startSlack(answer);
  const log = keepLog();
  let tokenReads = 0;
  const token = async (): Promise<string> => {
    tokenReads += 1;
    return 'xoxb-made-up';
  };
  const channel = createMessenger(slackAt(slack.url, { token, log }), {
    vendorOf: () => options.vendor ?? madeUpVendor(),
    now: () => options.now ?? 0,
    ...(options.elapsed && { elapsed: options.elapsed }),
    acting: options.acting ?? false,
    ...(options.claimStaleMs !== undefined && { claimStaleMs: options.claimStaleMs }),
  });
  return {
    channel: atOnce(channel, options.vendor),
    requests: slack.requests,
    tokenReads: () => tokenReads,
    log,
  };
};

export const parseJson = (text = ''): unknown => JSON.parse(text);

/** The push text and the blocks of a request. Throws if nothing was sent. */
export const messageOf = (request: SlackRequest | undefined) => {
  if (request === undefined) throw new Error('nothing was sent');
  return { text: request.form['text'], blocks: parseJson(request.form['blocks']) };
};
