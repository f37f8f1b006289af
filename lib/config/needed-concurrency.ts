/**
 * How many functions the account must let run at once (R26): a `poll` and a `notify` for each live vendor. The rest is room
 * for functions that run for all vendors or find the lane held.
 */
export const neededConcurrency = (vendors: readonly { live: boolean }[]): number =>
  2 * vendors.filter(({ live }) => live).length + 20;

/** Lambda refuses a reservation that leaves less concurrency than this to the account's other functions. */
const ALWAYS_UNRESERVED = 100;

/**
 * The account limit that a reservation for `slack-actions` requires: the need of the other functions plus the reservation. Source:
 * Lambda's developer guide, "Configuring reserved concurrency".
 */
export const neededLimit = (vendors: readonly { live: boolean }[], reserved: number): number =>
  Math.max(neededConcurrency(vendors), ALWAYS_UNRESERVED) + reserved;
