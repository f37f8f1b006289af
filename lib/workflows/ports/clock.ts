/**
 * `now`: the raw clock of this machine, for leases, lanes and attempts. `wall`: what calendars, Coupang and its
 * deadlines go by, without Coupang's offset. Epoch ms. The two differ only where a laptop's clock runs `rate` times as fast:
 * how often this program works, and how long it may be blind, then takes `rate` times as long by the wall clock.
 */
export type Clock = {
  now: () => number;
  wall?: () => number;
  rate?: () => number;
  /** Monotonic, ms from any start: what waits and a lane's end are measured by. Without it `now` serves. */
  elapsed?: () => number;
};
