/** The server's clock when it was last received, and the browser's monotonic time then. */
let seen = { now: Date.now(), speed: 1, at: performance.now() };

/** The server's clock, epoch ms. It can differ from this machine's, and can run faster. */
export const serverNow = () => seen.now + (performance.now() - seen.at) * seen.speed;

/** @param {{ now: number, speed: number }} clock */
export const setServerClock = ({ now, speed }) => {
  seen = { now, speed, at: performance.now() };
};
