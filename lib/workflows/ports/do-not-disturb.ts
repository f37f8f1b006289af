/** Who does not want to be disturbed now. */
export type DoNotDisturb = {
  /** Those of these Slack user ids that are in do-not-disturb. Throws SlackFailure. */
  resting: (users: readonly string[]) => Promise<ReadonlySet<string>>;
};
