import type { ReportTexts } from '../report-texts.ts';

export const enReports: ReportTexts = {
  report: {
    daily: 'Daily report',
    weekly: 'Weekly report',

    flow: (opened, closed) => `Opened ${opened} · closed ${closed}`,
    closedShort: (count) => `closed ${count}`,
    inTime: 'Answered within 24 hours',
    shareShort: (share, of) => `in time ${share} (${of})`,
    none: 'none to count',
    timeToAnswer: 'Time to answer',
    median: 'median',
    ninety: '90% of answers',
    within: (p90) => `within ${p90}`,
    worst: 'Categories with most misses',
    missedOf: (missed, counted) => `${missed} of ${counted}`,
    noCategory: 'no category',

    dueBeforeNextShift: (count) => `*Due before the next shift: ${count}*`,

    acts: '*Done in Slack, by person*',
    actsOf: (person, claims, confirms, replies) =>
      `${person} · claimed ${claims} · confirmed ${confirms} · replied ${replies}`,

    rolling: 'Last 30 days, answered within 24 hours',
    missesLeft: (left, at) =>
      left === 0
        ? `Threshold ${at}: one more miss falls below it.`
        : `Threshold ${at}: ${left} more may be missed without falling below it.`,
    answersNeeded: (needed, at) =>
      `Below the threshold ${at}: back after ${needed} ${needed === 1 ? 'answer' : 'answers'} in time without a miss.`,
    neverBack: (at) => `Below the threshold ${at}: back once the misses are more than 30 days old.`,

    holidaysUnknown: (year) =>
      `⚠️ The holidays of ${year} are not known. List them under holidays in the configuration, or update this notifier.`,
  },
};
