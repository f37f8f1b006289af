/** What daily and weekly reports say, in one language (S7, S8). Shares and durations come in as they are shown. */
export type ReportTexts = {
  report: {
    /** The states with which pushes begin, and titles. */
    daily: string;
    weekly: string;

    flow: (opened: number, closed: number) => string;
    closedShort: (count: number) => string;
    /** `of`: `9/10`. */
    share: (share: string, of: string) => string;
    shareShort: (share: string, of: string) => string;
    noShare: string;
    times: (median: string, p90: string) => string;
    worst: (list: string) => string;
    worstOne: (category: string, missed: number, counted: number) => string;
    noCategory: string;

    dueBeforeNextShift: (count: number) => string;

    rolling: (share: string, of: string) => string;
    noRolling: string;
    /** `at`: the threshold, `95%`. */
    missesLeft: (left: number, at: string) => string;
    answersNeeded: (needed: number, at: string) => string;
    neverBack: (at: string) => string;

    holidaysUnknown: (year: number) => string;
  };
};
