import type { ClientTexts } from '../texts.ts';

const readTexts: (json: string) => ClientTexts = JSON.parse;

export const texts = readTexts(document.body.dataset['texts'] ?? '{}');
