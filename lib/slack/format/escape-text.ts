const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Makes a text literal in mrkdwn: without `<` and `>` it holds no mention, link or date. A text that looks escaped is
 * escaped again. Source: docs.slack.dev, "Formatting message text".
 */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
