import type { ActTexts } from './act-texts.ts';

export const en: ActTexts = {
  title: 'Act in Slack',
  as: 'Who presses',
  home: 'App Home',
  command: 'Command',
  send: 'Send',
  close: 'Close',
  dismiss: 'Dismiss message',
  choose: 'Choose',
  onlyYou: 'Only visible to you',
  react: { eyes: 'Mark as being looked at', white_check_mark: 'Mark as done' },
  reacted: (emoji, names) => `${emoji} ${names}`,
  optional: 'optional',
  noHome: 'The app has sent no Home yet.',
  gone: 'It has changed since and cannot be pressed.',
  unanswered: 'The app did not answer within 3 seconds. Press again.',
  missing: 'Please fill this in.',
  short: (least) => `Please enter ${least} characters or more.`,
  long: (most) => `At most ${most} characters are allowed.`,
};
