/** This machine's clocks, without Coupang's offset. */
export type Clock = {
  /** Epoch ms. A laptop's may run faster. */
  now: () => number;
  /** Monotonic, ms from any start. It measures waits and the end of a lane. Without it `now` is used. */
  elapsed?: () => number;
};

/** The monotonic clock of a process, ms. */
export const elapsedOf = ({ elapsed, now }: Clock): (() => number) => elapsed ?? now;
