export type SignalSource = { on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown };

/** Ctrl-C reaches the program twice: from the terminal, and again from npm. */
const ONE_KEY_PRESS_MS = 500;

/** Calls `stop` at the first SIGINT or SIGTERM, and `exitAtOnce` at a second that is not npm's copy of the first. */
export const onStopSignal = (
  source: SignalSource,
  { stop, exitAtOnce }: { stop: () => void; exitAtOnce: () => void },
  now: () => number = Date.now,
): void => {
  let firstAt: number | undefined;
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = now();
      stop();
    } else if (now() - firstAt >= ONE_KEY_PRESS_MS) {
      exitAtOnce();
    }
  };
  source.on('SIGINT', onSignal);
  source.on('SIGTERM', onSignal);
};
