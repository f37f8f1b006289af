/** Names, commands and places that stay as they are in every language. */
const KEPT = [
  /\b(?:npx|npm|aws) [^가-힣.,:"]*/g,
  /RUNBOOK\.md, [A-Z][a-z ]+/g,
  /docs\/[\w-]+\.md, [A-Z][a-z ]+/g,
  /RUNBOOK\.md의 [A-Z][a-z ]+/g,
  /"[^"]*"/g,
];

/** The parts of a text that read like an English sentence: four words in a row. */
export const englishIn = (text: string): string[] =>
  KEPT.reduce((left, kept) => left.replaceAll(kept, ' · '), text).match(/[A-Za-z']+(?: [a-z']+){3,}/g) ?? [];
