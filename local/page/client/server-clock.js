/** The server's clock when it was last received, and the browser's monotonic time then. */
let seen = { now: Date.now(), at: performance.now() };

/** The server's clock, epoch ms. It can differ from this machine's, and leap forward. */
export const serverNow = () => seen.now + performance.now() - seen.at;

/** @param {number} now */
export const setServerClock = (now) => {
  seen = { now, at: performance.now() };
};
