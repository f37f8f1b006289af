/**
 * Mentions from the ids in the configuration: `U…` and `W…` are users, `S…` user groups, `here` everyone active in the
 * channel. Source: docs.slack.dev, "Formatting message text", mentions.
 */
export const formatMentions = (mentions: readonly string[]): string => mentions.map(mention).join(' ');

const mention = (id: string): string => {
  if (id === 'here') return '<!here>';
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
};
