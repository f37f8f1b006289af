import type { Change } from './channels.ts';

const LONGEST = 160;
/** Control and bidirectional characters: whoever wrote the text must not steer the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/**
 * A post, an edit or a deletion in one line for the terminal: where, what it is (`+` new, `~` edited, `-` deleted, `>` a
 * reply, `>+` one that the channel shows too; all but the first indented in a thread), and the message's push text.
 */
export const describeChange = ({ kind, message }: Change): string => {
  const mark =
    message.thread_ts === undefined
      ? MARKS[kind]
      : `  ${kind === 'posted' ? replyMark(message) : MARKS[kind]}`;
  const text = unescape(message.text).replace(UNPRINTABLE, ' ').trim();
  const cut = text.slice(0, LONGEST).toWellFormed();
  return `Slack ${message.channel} ${mark} ${cut}${cut.length < text.length ? '…' : ''}`;
};

/** As Slack shows it: the three characters that it wants escaped. */
const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const MARKS: Record<Change['kind'], string> = { posted: '+', edited: '~', deleted: '-' };

const replyMark = ({ broadcast }: Change['message']): string => (broadcast === true ? '>+' : '>');
