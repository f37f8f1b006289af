import type { StepTexts } from '../step-texts.ts';

export const stepsEn: StepTexts = {
  nearDue: (left, due) => `Due in ${left} (${due})`,
  untilDue: (left, due) => `${left} until due (${due})`,
  pastDue: (due) => `Past due (${due})`,
  meaning: {
    reply: (due) => `After ${due} Coupang closes it, and it does not count as answered within 24 hours.`,
    confirm: (due) => `After ${due} it can no longer be confirmed.`,
  },
  target: 'Team target',
  targetMeaning: 'This is the team’s own goal, not Coupang’s deadline.',
  offHours: (due) => `Came outside business hours · due ${due}, before the next shift`,
  lastShift: (due) =>
    `Last chance this shift · due ${due} · the next shift is too late or has too little time`,
  overdue: (due) => `Past due (${due}) · listed when last read · look in WING now`,
  overdueGone: (due) => `Past due (${due}) · gone from the list · checking the outcome`,
  stale: (since) => `Claimed ${since} ago and still open`,

  left: (left) => `${left} left`,
  past: 'past due',

  before: (left) => `${left} before due`,
  named: {
    target: 'team target',
    'last-shift': 'last chance of the shift',
    'off-hours': 'outside business hours',
    overdue: 'past due',
    stale: 'claimed, still open',
  },

  noOne: 'Nobody has it',
  lastWarning: (time) => `last warning ${time}`,
  openCard: 'Open the card',
};
