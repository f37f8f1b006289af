import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../local/page/texts.ts';
import { animateWebp } from './animate-webp.ts';
import { openGallery } from './gallery/open-gallery.ts';
import { openBrowser } from './open-browser.ts';
import { listPictures, type Picture } from './pictures/list-pictures.ts';
import { type PictureRecord, RECORDS, recordOf } from './pictures/record-picture.ts';
import { renderTour, tourFile } from './pictures/render-tour.ts';
import { takeStill } from './take-still.ts';

/**
 * Takes all pictures of the READMEs and of the tour, and writes the tour's pages and the record of what each picture shows:
 * `npm run screenshots`. All data is made up.
 */

const IMAGES = 'docs/images';
const FRAME_MS = 5000;

/** Two lines, in pixels. */
const MOST_OF_A_HEADING = 64;

const take = async (browser: Browser, { file, layout, pages }: Picture): Promise<Buffer> => {
  const { scale, quality } = SHARPNESS[layout];
  const stills: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (const content of pages) {
    const language = LANGUAGES.find((name) => file.endsWith(`-${name}.webp`)) ?? 'en';
    const page = await openGallery(browser, language, 'light', content);
    const clip = await page.locator('#picture').boundingBox();
    if (clip === null) throw new Error(`${file} has no picture.`);
    const heading = await page
      .locator('#picture > .scene h2')
      .first()
      .boundingBox({ timeout: 1 })
      .catch(() => null);
    if (heading !== null && heading.height > MOST_OF_A_HEADING)
      throw new Error(`${file}: a heading is ${heading.height} pixels high. Its layout is broken.`);
    size = { width: clip.width * scale, height: clip.height * scale };
    stills.push(await takeStill(page, clip, { scale, quality }));
    await page.context().close();
  }
  const [only = Buffer.alloc(0), ...more] = stills;
  return more.length === 0 ? only : animateWebp(stills, { ...size, frameMs: FRAME_MS });
};

/** `scale`: pixels of a picture for each pixel of its page. A phone has more than one. */
const SHARPNESS: Record<Picture['layout'], { scale: number; quality: number }> = {
  tall: { scale: 1.6, quality: 55 },
  frame: { scale: 1.25, quality: 70 },
  wide: { scale: 1, quality: 80 },
};

if (process.argv.length > 2) {
  console.error('npm run screenshots takes no arguments: all pictures and their record belong together.');
  process.exit(1);
}
const pictures = await listPictures();
const records: Record<string, PictureRecord> = {};
const taken: [string, Buffer][] = [];
const browser = await openBrowser();
try {
  for (const picture of pictures) {
    const image = await take(browser, picture);
    taken.push([picture.file, image]);
    records[picture.file] = recordOf(picture, image);
  }
} finally {
  await browser.close();
}
await rm(IMAGES, { recursive: true, force: true });
await mkdir(IMAGES);
for (const [file, image] of taken) await writeFile(`${IMAGES}/${file}`, image);
await writeFile(RECORDS, `${JSON.stringify(records, undefined, 2)}\n`);
for (const language of LANGUAGES) await writeFile(tourFile(language), renderTour(language));
