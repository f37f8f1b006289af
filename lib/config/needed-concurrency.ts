/**
 * How many functions the account must let run at once (R26): a `poll` and a `notify` for each live vendor. The rest is room
 * for functions that run for all vendors or find the lane held.
 */
export const neededConcurrency = (vendors: readonly { live: boolean }[]): number =>
  2 * vendors.filter(({ live }) => live).length + 20;
