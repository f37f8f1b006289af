/** The server's clock when it was last received, and the browser's monotonic time then. */
let seen = { now: Date.now(), at: performance.now() };

/** The server's clock, epoch ms. It can differ from this machine's, and leap forward. */
export const serverNow = (): number => seen.now + performance.now() - seen.at;

export const setServerClock = (now: number): void => {
  seen = { now, at: performance.now() };
};
