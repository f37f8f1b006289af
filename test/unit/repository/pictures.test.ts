import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { LANGUAGES } from '../../../local/page/texts.ts';
import { listPictures, type Picture } from '../../browser/pictures/list-pictures.ts';
import { RECORDS, recordOf } from '../../browser/pictures/record-picture.ts';
import { renderTour, tourFile } from '../../browser/pictures/render-tour.ts';

const records = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(RECORDS, 'utf8')));
const README = { en: 'README.md', ko: 'README.ko.md', 'zh-TW': 'README.zh-TW.md' };
const pathOf = (name: string): string => `docs/images/${name}`;

describe('the pictures of READMEs and tour (npm run screenshots takes them anew)', () => {
  let pictures: Picture[] = [];
  beforeAll(async () => {
    pictures = await listPictures();
  });

  test('show the texts of this tree', async () => {
    const made = await Promise.all(
      pictures.map(async (picture) => [
        picture.file,
        recordOf(picture, await readFile(pathOf(picture.file))),
      ]),
    );
    expect(made.length).toBeGreaterThan(50);
    expect(records).toEqual(Object.fromEntries(made));
  });

  test('have a file and a record each, and a page that shows them', async () => {
    const files = await readdir('docs/images');
    const shown = await Promise.all(
      LANGUAGES.flatMap((language) => [tourFile(language), README[language]]).map((file) =>
        readFile(file, 'utf8'),
      ),
    );
    expect(files.toSorted()).toEqual([...Object.keys(records), 'pictures.json'].toSorted());
    expect(pictures.filter(({ file }) => !shown.join('').includes(`images/${file}`))).toEqual([]);
  });

  test.each(LANGUAGES)('the tour in %s is what its scenes say', async (language) => {
    expect(await readFile(tourFile(language), 'utf8')).toBe(renderTour(language));
  });

  test('all tours load at most 2 MB, and an animation at most 400 KB', async () => {
    const sizeOf = async (file: string): Promise<number> => (await stat(file)).size;
    const stills = pictures.filter(({ pages, scenes }) => pages.length === 1 && scenes.length > 0);
    const sizes = await Promise.all([
      ...LANGUAGES.map((language) => sizeOf(tourFile(language))),
      ...stills.map(({ file }) => sizeOf(pathOf(file))),
    ]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2_000_000);
    for (const { file } of pictures.filter(({ pages }) => pages.length > 1))
      expect(await sizeOf(pathOf(file))).toBeLessThanOrEqual(400_000);
  });
});
