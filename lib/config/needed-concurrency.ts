/**
 * How many functions the account must let run at once (R26): a `poll` and a `notify` for each live vendor. The rest is room
 * for functions that run for all vendors or find the lane held.
 */
export const neededConcurrency = (vendors: readonly { live: boolean }[]): number =>
  2 * vendors.filter(({ live }) => live).length + 20;

/** Lambda refuses a reservation that leaves fewer than these to all other functions of the account. */
const ALWAYS_UNRESERVED = 100;

/**
 * The account's limit that a reservation for `slack-actions` takes: what the other functions need, and the reservation. Source: Lambda's
 * developer guide, "Configuring reserved concurrency".
 */
export const neededLimit = (vendors: readonly { live: boolean }[], reserved: number): number =>
  Math.max(neededConcurrency(vendors), ALWAYS_UNRESERVED) + reserved;
