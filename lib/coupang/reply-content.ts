/** In UTF-16 units, as Coupang's Java counts. Source: coupang-api.md section 2.3. */
const SHORTEST = 2;
const LONGEST = 1000;

/**
 * An answer as it may be sent: line breaks as `\n`, no other control character than the tab, no white space at its
 * ends. `problem` tells a person why it may not.
 */
export const readReplyContent = (text: string): { content: string } | { problem: string } => {
  const content = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
    .trim();
  if (content.length >= SHORTEST && content.length <= LONGEST) return { content };
  return {
    problem: `The answer has ${content.length} characters; ${SHORTEST} to ${LONGEST} are allowed. Nothing was sent.`,
  };
};
