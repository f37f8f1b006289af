import type { NoticeTexts } from '../notice-texts.ts';

export const noticesEn: NoticeTexts = {
  digest: 'Digest',
  blind: 'Not reading',
  blindOver: 'No longer blind',
  allClear: 'Reading again',
  unusable: 'Unreadable',

  more: (left) => `+${left} more`,
  lookInWing: 'For now, look at WING &gt; Customer centre inquiries yourself.',
  lookInWingShort: 'look in WING',
  openWing: 'Open WING',
  fromTo: (from, to) => `From ${from} to ${to}`,
  wasBlindFor: (lasted) => `blind for ${lasted}`,

  digestCount: (count) => counted(count, 'new hand-over'),
  closedMembers: 'Closed',
  soonestDue: (due) => `earliest due ${due}`,
  digestThread: 'The cards follow in this message’s thread',
  digestPast: (count) =>
    `${counted(count, 'confirmation')} already past at first sight: stored only, not posted.`,

  blindFor: (lasted) => `for ${lasted}`,
  blindTitle: (lasted) => `Coupang not read ${lasted}`,
  blindEffect: 'new inquiries do not appear',
  since: (since) => `Since: ${since}`,
  cause: (cause) => `Cause: ${cause}`,
  deadlineCount: (count) => `${count} due`,
  deadlinesWhileBlind: (count) =>
    count === 0
      ? 'No deadline in this time or within the next hour'
      : `${counted(count, 'deadline')} in this time and within the next hour`,

  allClearTitle: (time) => `Reading again ${time}`,
  meanwhile: (said) => `meanwhile ${said}`,
  askedMeanwhile: (count, atLeast) =>
    `${atLeast ? 'at least ' : ''}${counted(count, 'new inquiry', 'new inquiries')}`,
  missedMeanwhile: (count, atLeast) => `${atLeast ? 'at least ' : ''}${counted(count, 'deadline')} missed`,
  meanwhileShort: (asked, missed, atLeast) => `${atLeast ? 'at least ' : ''}${asked} new, ${missed} missed`,
  stillCounting:
    'Past inquiries are still being counted, so there may be more. This message is edited when that is done.',
  endedWithoutCard: 'Inquiries that came and ended meanwhile were recorded without a card.',

  unusableCount: (count) => counted(count, 'inquiry', 'inquiries'),
  unusableTitle: (count) => `Unreadable: ${count}`,
  list: { NO_ANSWER: 'unanswered list', TRANSFER: 'unconfirmed list', ANSWER: 'answered list' },
  noCard:
    'Without a readable inquiry number there can be no card. Look at WING &gt; Customer centre inquiries yourself.',
  problem: (problem) => `Problem: ${problem}`,
};

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
