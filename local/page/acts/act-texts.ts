/** The page's texts for acting. */
export type ActTexts = {
  title: string;
  as: string;
  home: string;
  command: string;
  send: string;
  close: string;
  dismiss: string;
  choose: string;
  onlyYou: string;
  react: Record<ReactionName, string>;
  reacted: (emoji: string, names: string) => string;
  optional: string;
  noHome: string;
  /** Results of an act. */
  gone: string;
  unanswered: string;
  missing: string;
  short: (least: number) => string;
  long: (most: number) => string;
};

/** The reactions that the page offers, by Slack's names. */
export const EMOJI = { eyes: '👀', white_check_mark: '✅' } as const;
export type ReactionName = keyof typeof EMOJI;
