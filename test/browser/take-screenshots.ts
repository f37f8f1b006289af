import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { LANGUAGES, type Language } from '../../local/page/texts.ts';
import { makeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { animateWebp } from './animate-webp.ts';
import { renderActing } from './gallery/render-gallery.ts';
import { GALLERY_URL, openGallery } from './gallery/open-gallery.ts';
import { openBrowser, visit } from './open-browser.ts';
import { takeStill } from './take-still.ts';

/**
 * Takes the READMEs' pictures from the guided day of the sample, as its reader starts it: `npm run screenshots`, with a language for
 * one README alone. All data is made up.
 */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const VIEWPORT = { width: 1200, height: 750 };
/** A report is longer than the window, and the channel's name would cover it. */
const TALL = { ...VIEWPORT, height: 1400 };
/** The page's policy refuses other ways to set a style. */
const place = (position: string): string =>
  `for (const name of document.querySelectorAll('.channel > h3')) name.style.position = '${position}'`;
const FRAME_MS = 5000;
/** The board may be a second out of date. */
const CALM_MS = 2500;
/** The reader of a README: the locale of browser and terminal, and the sample that the README starts first. */
const READERS: Record<Language, { locale: string; env: Record<string, string> }> = {
  ko: { locale: 'ko-KR', env: { LANG: 'ko_KR.UTF-8' } },
  en: { locale: 'en-GB', env: { LANG: 'en_GB.UTF-8' } },
  'zh-TW': { locale: 'zh-TW', env: { LANG: 'zh_TW.UTF-8', NOTIFIER_CONFIG: 'local/taiwan.config.ts' } },
};
/** By scene: the picture of the newest message with these words. */
const picturesIn = (language: Language): Record<string, { name: string; hasText: string }> => ({
  arrival: { name: 'card', hasText: '⚪' },
  warning: { name: 'warning', hasText: '🟡' },
  report: { name: 'report', hasText: WORDING[language].report.daily },
});

const takeAll = async (browser: Browser, language: Language): Promise<void> => {
  const { locale, env } = READERS[language];
  const pictures = picturesIn(language);
  const laptop = await startLaptop(await makeDataDir(), { env: { SIMULATOR_SEED: '7', ...env } });
  laptop.hurry(true);
  try {
    const url = laptop.system.pageUrl ?? '';
    const { page } = await visit(browser, url, { viewport: VIEWPORT, colorScheme: 'light', locale });
    const stills: Buffer[] = [];
    await page.locator('#day-play').click();
    for (let is = '', last = ''; last !== 'report'; last = is) {
      const scene = page.locator(`[data-scene]:not([data-scene="${last}"])[aria-busy="false"]`);
      is = (await scene.getAttribute('data-scene')) ?? '';
      await sleep(CALM_MS);
      if (is === 'prepare') continue;
      stills.push(await takeStill(page));
      const picture = pictures[is];
      if (picture !== undefined) {
        await page.setViewportSize(TALL);
        // New messages have another colour for some seconds.
        await page.locator('#channels :is(.is-new, .is-edited)').first().waitFor({ state: 'detached' });
        await page.evaluate(place('static'));
        await page
          .locator('#channels article.message', { hasText: picture.hasText })
          .first()
          .screenshot({ path: `${IMAGES}${picture.name}-${language}.png` });
        await page.evaluate(place(''));
        await page.setViewportSize(VIEWPORT);
      }
      if (is !== 'report') await page.locator('#day-next').click();
    }
    await writeFile(`${IMAGES}day-${language}.webp`, animateWebp(stills, { ...VIEWPORT, frameMs: FRAME_MS }));
  } finally {
    await laptop.end();
  }
};

/** Acting, from the gallery: in the pictures of the guided day nobody acts. */
const takeActing = async (browser: Browser, language: Language): Promise<void> => {
  const page = await openGallery(browser, language, 'light', await renderActing(language));
  await page.setViewportSize(VIEWPORT);
  await page.goto(GALLERY_URL);
  const clip = await page.locator('#picture').boundingBox();
  await writeFile(`${IMAGES}acting-${language}.webp`, await takeStill(page, clip ?? undefined));
  await page.context().close();
};

const [, , chosen, ...others] = process.argv;
const wanted = LANGUAGES.filter((language) => chosen === undefined || language === chosen);
if (wanted.length === 0 || others.length > 0) {
  console.error(`npm run screenshots takes one of ${LANGUAGES.join(', ')}: npm run screenshots -- zh-TW`);
  process.exit(1);
}
await mkdir(IMAGES, { recursive: true });
const browser = await openBrowser();
try {
  for (const language of wanted) {
    await takeActing(browser, language);
    await takeAll(browser, language);
  }
} finally {
  await browser.close();
}
