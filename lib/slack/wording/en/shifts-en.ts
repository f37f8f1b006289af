import type { ShiftTexts } from '../shift-texts.ts';

export const shiftsEn: ShiftTexts = {
  lastShift: 'Last chance',
  opening: 'Overnight',
  handOver: 'Hand-over',

  count: (count) => `${count}`,
  lastShiftTitle: (count) => `Last chance this shift: ${count}`,
  nextShiftTooLate: (next) =>
    next === undefined
      ? 'the next shift is too late or has too little time'
      : `the next shift (${next}) is too late or has too little time`,
  card: 'card',

  openingTitle: (count) => `Warnings overnight: ${count}`,

  handOverTitle: (end) => `Hand-over · shift ends ${end}`,
  leftOpen: (count) => `${count} left open`,
  unclaimedShort: (count) => `${count} unclaimed`,
  nothingOpen: 'Nothing is left open.',
  unclaimed: (count) => `*Unclaimed: ${count}*`,
  claimed: (count) => `*Claimed: ${count}*`,
  dueSoon: (count, end) =>
    end === undefined
      ? `*Due within the next shift: ${count}*`
      : `*Due before the next shift ends (${end}): ${count}*`,
};
