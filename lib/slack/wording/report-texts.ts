/** What daily and weekly reports say, in one language (S7, S8). Shares and durations come in as they are shown. */
export type ReportTexts = {
  report: {
    /** The states with which pushes begin, and titles. */
    daily: string;
    weekly: string;

    flow: (opened: number, closed: number) => string;
    closedShort: (count: number) => string;
    inTime: string;
    /** `of`: `9/10`. */
    shareShort: (share: string, of: string) => string;
    none: string;
    timeToAnswer: string;
    median: string;
    ninety: string;
    within: (p90: string) => string;
    worst: string;
    missedOf: (missed: number, counted: number) => string;
    noCategory: string;

    dueBeforeNextShift: (count: number) => string;

    /** What each person did, one line a person. */
    acts: string;
    actsOf: (person: string, claims: number, confirms: number, replies: number) => string;

    rolling: string;
    /** `at`: the threshold, `95%`. */
    missesLeft: (left: number, at: string) => string;
    answersNeeded: (needed: number, at: string) => string;
    neverBack: (at: string) => string;

    holidaysUnknown: (year: number) => string;
  };
};
