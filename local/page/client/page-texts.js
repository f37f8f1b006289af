/** @type {(json: string) => import('../page-texts.ts').ClientTexts} */
const readTexts = JSON.parse;

/** What the script says, in the page's language. */
export const texts = readTexts(document.body.dataset['texts'] ?? '{}');
