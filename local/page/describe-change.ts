import type { Change } from 'fake-slack';
import { unescapeText } from '../../lib/slack/format/cut-text.ts';
import { nameChannel, type Names } from './names.ts';

const LONGEST = 160;
/** Control and bidirectional characters, which could make the terminal do or show something else. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/**
 * A line for the terminal: the channel, a mark and the message's push text. Marks: `+` new, `~` edited, `*` a reaction,
 * `-` deleted, `>` a reply, `>+` a broadcast. All but `+` are indented in a thread.
 */
export const describeChange = ({ kind, message }: Change, names: Names): string => {
  const mark =
    message.thread_ts === undefined
      ? MARKS[kind]
      : `  ${kind === 'posted' ? replyMark(message) : MARKS[kind]}`;
  const text = unescapeText(message.text).replace(UNPRINTABLE, ' ').trim();
  const cut = text.slice(0, LONGEST).toWellFormed();
  return `Slack ${nameChannel(message.channel, names)} ${mark} ${cut}${cut.length < text.length ? '…' : ''}`;
};

const MARKS: Record<Change['kind'], string> = { posted: '+', edited: '~', reacted: '*', deleted: '-' };

const replyMark = ({ broadcast }: Change['message']): string => (broadcast === true ? '>+' : '>');
