import { createHash } from 'node:crypto';
import type { Picture } from './list-pictures.ts';

/**
 * Says what a picture shows: its scenes, the words of its buttons, and a hash of all its texts. `file` is a hash of the picture, so that
 * nobody replaces one without the other.
 */
export type PictureRecord = { scenes: readonly string[]; buttons: string[]; texts: string; file: string };

export const recordOf = ({ scenes, pages }: Picture, file: string | Buffer): PictureRecord => ({
  scenes,
  buttons: [...new Set(pages.flatMap(buttonsIn))],
  texts: hashOf(pages.map(textIn).join('\n')),
  file: hashOf(file),
});

/** From the root of the repository. */
export const RECORDS = 'docs/images/pictures.json';

const hashOf = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16);

const textIn = (page: string): string =>
  page
    .replace(/^[^]*<body[^>]*>/, '')
    .replaceAll(/<style>[^]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const buttonsIn = (page: string): string[] =>
  [...page.matchAll(/<(button|a class="button)[^>]*>([^]*?)<\/(?:button|a)>/g)]
    .map(([, , inside = '']) => textIn(inside))
    .filter((words) => words !== '');
