import type { Message } from './message.ts';

/** The workspace's address. Nothing answers there. The page turns its permalinks into links within itself. */
export const WORKSPACE_URL = 'https://local.slack.example/';

const PERMALINK = /^https:\/\/local\.slack\.example\/archives\/[A-Z0-9]+\/p(\d{10,})(\d{6})(?:\?[\w=&.]*)?$/;

/** Slack's format: the channel, the `ts` without its point, and for a reply its thread. */
export const formatPermalink = ({ channel, ts, thread_ts: threadTs }: Message): string => {
  const link = `${WORKSPACE_URL}archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs === undefined ? link : `${link}?thread_ts=${threadTs}&cid=${channel}`;
};

/** The `ts` in a permalink of this workspace, or undefined for another address. */
export const readPermalink = (address: string): string | undefined => {
  const [, seconds, micros] = PERMALINK.exec(address) ?? [];
  return seconds === undefined || micros === undefined ? undefined : `${seconds}.${micros}`;
};
