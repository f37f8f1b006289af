import type { Change } from './channels.ts';

const LONGEST = 160;
/** Control and bidirectional characters: whoever wrote the text must not steer the terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A post or an edit in one line for the terminal: where, what it is, and the message's push text. */
export const describeChange = ({ kind, message }: Change): string => {
  const mark = kind === 'edited' ? '~' : message.thread_ts === undefined ? '+' : '  >';
  const text = message.text.replace(UNPRINTABLE, ' ').trim();
  const cut = text.slice(0, LONGEST).toWellFormed();
  return `Slack ${message.channel} ${mark} ${cut}${cut.length < text.length ? '…' : ''}`;
};
