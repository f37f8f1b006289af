const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Makes a text literal in mrkdwn: without `<` and `>` it holds no mention, link or date. A text that looks escaped is
 * escaped again. Source: docs.slack.dev, "Formatting message text".
 */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** A text as its person typed it: Slack escapes what is typed into its message field, and a command is typed there. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
