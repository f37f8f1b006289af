/**
 * `U…` and `W…` are users, `S…` user groups, `here` whoever is active in the channel: as the configuration names them.
 * Source: docs.slack.dev, "Formatting message text", mentions.
 */
export const formatMentions = (mentions: readonly string[]): string => mentions.map(mention).join(' ');

const mention = (id: string): string => {
  if (id === 'here') return '<!here>';
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
};
