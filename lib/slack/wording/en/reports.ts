import type { ReportTexts } from '../report-texts.ts';

export const enReports: ReportTexts = {
  report: {
    daily: 'Daily report',
    weekly: 'Weekly report',

    flow: (opened, closed) => `Opened ${opened} · closed ${closed}`,
    closedShort: (count) => `closed ${count}`,
    share: (share, of) => `*Answered within 24 hours* ${share} (${of})`,
    shareShort: (share, of) => `in time ${share} (${of})`,
    noShare: '*Answered within 24 hours* none to count',
    times: (median, p90) => `*Time to answer* median ${median} · 90% within ${p90}`,
    worst: (list) => `*Categories with most misses* ${list}`,
    worstOne: (category, missed, counted) => `${category} ${missed} of ${counted}`,
    noCategory: 'no category',

    dueBeforeNextShift: (count) => `*Due before the next shift: ${count}*`,

    rolling: (share, of) => `*Last 30 days, answered within 24 hours* ${share} (${of})`,
    noRolling: '*Last 30 days, answered within 24 hours* none to count',
    missesLeft: (left, at) =>
      left === 0
        ? `Threshold ${at}: one more miss falls below it.`
        : `Threshold ${at}: ${left} more may be missed without falling below it.`,
    answersNeeded: (needed, at) =>
      `Below the threshold ${at}: back after ${needed} answers in time without a miss.`,
    neverBack: (at) => `Below the threshold ${at}: back once the misses are more than 30 days old.`,

    holidaysUnknown: (year) =>
      `⚠️ The holidays of ${year} are not known. List them under holidays in the configuration, or update this notifier.`,
  },
};
