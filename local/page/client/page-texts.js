/** @type {(json: string) => import('../texts.ts').ClientTexts} */
const readTexts = JSON.parse;

export const texts = readTexts(document.body.dataset['texts'] ?? '{}');
