/** What the countdown to the end of Coupang's key says, in one language (O7). */
export type KeyExpiryTexts = {
  /** The state with which a push begins. */
  keyExpiry: string;
  /** `days`: after this one; 0 on the last day, negative after it. */
  title: (days: number) => string;
  daysLeft: (days: number) => string;
  lastDay: (date: string) => string;
  lastDayShort: (date: string) => string;
  loses: string;
  /** A line each, in their order. */
  toDo: readonly string[];
  /** `command`: what the engineer runs. */
  store: (command: string) => string;
};
