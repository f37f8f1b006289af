/** What the notices of a shift's two ends say, in one language. Values come in escaped and cut. */
export type ShiftTexts = {
  /** The states with which pushes begin. */
  lastShift: string;
  opening: string;
  handOver: string;

  count: (count: number) => string;
  lastShiftTitle: (count: number) => string;
  /** `next`: when the next shift begins, where that is known. */
  nextShiftTooLate: (next: string | undefined) => string;
  card: string;

  openingTitle: (count: number) => string;

  handOverTitle: (end: string) => string;
  leftOpen: (count: number) => string;
  unclaimedShort: (count: number) => string;
  nothingOpen: string;
  unclaimed: (count: number) => string;
  claimed: (count: number) => string;
  /** `end`: of the next shift, where that is known. */
  dueSoon: (count: number, end: string | undefined) => string;
};
