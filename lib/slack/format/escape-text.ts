const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Makes a text literal in mrkdwn: with no `<` and `>` left there is no mention, no link and no date in it. What
 * looks escaped already is escaped again: nobody's word is taken for it. Source: docs.slack.dev, "Formatting
 * message text".
 */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
