import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A rule (R) or a promise (I, D, C, S, A, O). Ids and channels have more digits; AWS regions and dates have other
 * letters.
 */
const CODE = /(?<![\w-])[RIDCSAO]\d{1,2}(?![\w-])/g;

/** The codes that a text cites, with repetitions. */
export const codesIn = (text: string): string[] => [...text.matchAll(CODE)].map(([code]) => code);

const NUMBERS = String.raw`\d+(?:\.\d+)?(?:(?:, | and )\d+(?:\.\d+)?)*`;
const SECTIONS = new RegExp(
  String.raw`coupang-api\.md,? sections? (${NUMBERS})(?:; sections? (${NUMBERS}))?`,
  'g',
);

/** The sections of coupang-api.md that a text cites, also across the lines of a comment. */
export const sectionsIn = (text: string): string[] =>
  [...text.replaceAll(/\s*\n\s*(?:\*|\/\/)\s+/g, ' ').matchAll(SECTIONS)].flatMap(
    ([, first, more = '']) => `${first} ${more}`.match(/\d+(?:\.\d+)?/g) ?? [],
  );

/** The names of the Markdown files that a text cites, without their folder. */
export const documentsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w*.-])[A-Za-z][\w.-]*\.md\b/g)].map(([name]) => name);

/** The source files whose whole paths a Markdown text names in code spans. */
export const sourceFilesIn = (markdown: string): string[] =>
  [...markdown.matchAll(/`((?:admin|functions|infra|lib|local|test)\/[\w./-]+\.\w+)`/g)].map(
    ([, file = '']) => file,
  );

/** A Markdown text without code blocks and code spans. */
export const plainText = (markdown: string): string =>
  markdown.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** The relative links and pictures of a Markdown text. */
export const linksIn = (markdown: string): string[] =>
  [...plainText(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

/** The anchors of a Markdown text: those of its headings, as GitHub makes them, and its own. */
export const anchorsOf = (markdown: string): Set<string> => {
  const anchors = new Set<string>();
  const withoutBlocks = markdown.replaceAll(/^```[^]*?^```$/gm, '');
  for (const [, id = ''] of withoutBlocks.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
  const counts = new Map<string, number>();
  for (const [, heading = ''] of withoutBlocks.matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading);
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
};

/** `setup.ko.md` is a translation of `setup.md`. */
export const TRANSLATION = /\.(ko|zh-TW)\.md$/;

/**
 * The link that leads to the same place in English: to the original of a translation, and to the heading at the same
 * place in it.
 * @param from the file that contains the link
 */
export const linkToOriginal = (from: string, link: string): string => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  const original = target.replace(TRANSLATION, '.md');
  if (anchor === undefined || original === target)
    return anchor === undefined ? original : `${original}#${anchor}`;
  const anchorsIn = (file: string): string[] => [...anchorsOf(readFileSync(file, 'utf8'))];
  const heading = anchorsIn(target).indexOf(decodeURIComponent(anchor));
  return `${original}#${anchorsIn(original)[heading]}`;
};

const slugOf = (heading: string): string =>
  heading
    .trim()
    .replaceAll(/<[^>\s]+ [^>]*>|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
