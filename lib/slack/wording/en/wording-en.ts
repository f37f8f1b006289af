import { blindCausesEn } from './blind-causes-en.ts';
import { keyExpiryEn } from './key-expiry-en.ts';
import { noticesEn } from './notices-en.ts';
import { reportsEn } from './reports-en.ts';
import { shiftsEn } from './shifts-en.ts';
import { stepsEn } from './steps-en.ts';
import type { Texts } from '../texts.ts';

export const en: Texts = {
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  day: (monthAndDay, weekday) => `${monthAndDay} (${weekday})`,
  absolute: (monthAndDay, weekday, time) => `${monthAndDay} (${weekday}) ${time}`,
  duration: (hours, minutes) =>
    hours === 0 ? `${minutes} min` : minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  underMinute: 'under 1 min',
  about: (duration) => `about ${duration}`,

  kind: { reply: 'Unanswered', confirm: 'Unconfirmed' },
  unverified: 'Checking outcome',
  outcome: {
    answered: 'Answered',
    confirmed: 'Confirmed',
    'auto-closed': 'Auto-closed',
    withdrawn: 'Withdrawn',
    'decided-by-coupang': 'Decided by Coupang',
    unknown: 'Outcome unknown',
  },
  requestChanged: 'Request changed',
  listedAgain: 'Listed again',
  pushDue: { reply: (due) => `due ${due}`, confirm: (due) => `confirm by ${due}` },

  openTitle: {
    reply: 'Unanswered · answer needed',
    confirm: 'Unconfirmed (handed over) · only confirm it (no answer needed)',
  },
  unverifiedTitle: '⏳ Gone from the list · checking the outcome',
  closedTitle: {
    answered: '✅ Answered',
    confirmed: '✅ Confirmed',
    withdrawn: '↩️ Withdrawn · no answer needed',
    'decided-by-coupang': '⚖️ Decided by Coupang · no answer needed',
    unknown: '❔ Outcome unknown · check it in WING',
  },
  autoClosedTitle: (due) => `⛔ Over 24 hours · closed by Coupang (${due})`,
  autoClosedAdvice: 'It can no longer be answered here. If need be, answer directly in WING.',
  listedPastTitle: '❔ Past its deadline · still listed · check it in WING',
  inTime: 'in time',
  late: 'late',
  answeredBy: (login) => `by ${login}`,

  due: (due) => `*Due* ${due}`,
  dueUncertain: 'It is not certain when the agent asked, so the deadline is an estimate.',
  product: (product) => `*Product* ${product}`,
  request: '*The agent asks*',
  noText: '(no text · look in WING)',
  more: (left) => `… +${left} more characters (all of it in WING)`,
  linkForm: '🔗 This one must be answered through a form. Use the link below.',
  unclaimed: 'Unclaimed',
  claimed: 'Claimed',
  claimedBy: (user) => `Claimed by ${user}`,
  inquiry: (id) => `inquiry ${id}`,
  order: (id, date) => (date === undefined ? `order ${id}` : `order ${id} (${date})`),
  asked: (asked, uncertain) => (uncertain ? `asked ${asked} (estimate)` : `asked ${asked}`),
  button: { reply: 'Answer in WING', confirm: 'Confirm in WING' },

  replaces: '↪️ This stands for a message that can no longer be used.',
  earlierMessage: 'Earlier message',
  siblings: (cards) => `Other hand-overs of this inquiry: ${cards}`,
  changedLine: '✏️ The agent’s request has changed',
  closedLine: '☑️ Closed',
  reopenedLine: (due) => `🔁 Listed again · opened again · due ${due}`,

  step: stepsEn,
  notice: noticesEn,
  shift: shiftsEn,
  report: reportsEn,
  blindCause: blindCausesEn,
  keyExpiry: keyExpiryEn,
};
