/** What the server's clock showed when, by the browser's own count of milliseconds. */
let seen = { now: Date.now(), speed: 1, at: performance.now() };

/**
 * The server's clock, epoch ms: this machine's may differ, and the server's may be made to run faster.
 */
export const serverNow = () => seen.now + (performance.now() - seen.at) * seen.speed;

/** @param {{ now: number, speed: number }} clock */
export const setServerClock = ({ now, speed }) => {
  seen = { now, speed, at: performance.now() };
};
