/** This machine's clocks. Coupang's offset comes on top where its deadlines count. */
export type Clock = {
  /** Epoch ms. A laptop's may run faster. */
  now: () => number;
  /** Monotonic, ms from any start: what waits and a lane's end are measured by. Without it `now` serves. */
  elapsed?: () => number;
};

/** The monotonic clock of a process, ms. */
export const elapsedOf = ({ elapsed, now }: Clock): (() => number) => elapsed ?? now;
