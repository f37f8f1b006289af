export const enTerminal = {
  note: (note: string) => `Note: ${note}`,
  tryAt: (url: string) =>
    `Try at ${url}: a new hand-over, a burst of twelve, Coupang down, a leap to the next event.`,
  log: (file: string) => `Log: ${file}. Stop with Ctrl-C.`,
  stopping: (seconds: number) =>
    `Stopping: what is running has ${seconds} s to end. Ctrl-C again ends it at once.`,
  stopped: 'Stopped.',
};
