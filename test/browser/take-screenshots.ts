import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import sample from '../../notifier.config.ts';
import { makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { animateWebp } from './animate-webp.ts';
import { renderActing } from './gallery/render-gallery.ts';
import { GALLERY_URL, openGallery } from './gallery/open-gallery.ts';
import { openBrowser, visit } from './open-browser.ts';
import { takeStill } from './take-still.ts';

/** Takes the READMEs' pictures from the guided day, each in its reader's language: `npm run screenshots`. All data is made up. */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const VIEWPORT = { width: 1200, height: 750 };
/** A report is longer than the window, and the caption would cover it. */
const TALL = { ...VIEWPORT, height: 1400 };
const NO_CAPTION = '[data-scene] { visibility: hidden !important; }';
const FRAME_MS = 5000;
/** The board may be a second out of date. */
const CALM_MS = 2500;
/** By scene: the picture of the newest message with these words. */
const PICTURES: Record<string, { name: string; hasText: Record<'ko' | 'en', string> }> = {
  arrival: { name: 'card', hasText: { ko: '⚪', en: '⚪' } },
  warning: { name: 'warning', hasText: { ko: '🟡', en: '🟡' } },
  report: { name: 'report', hasText: { ko: WORDING.ko.report.daily, en: WORDING.en.report.daily } },
};

const takeAll = async (browser: Browser, language: 'ko' | 'en'): Promise<void> => {
  const dataDir = await makeDataDir();
  const file = join(dataDir, 'notifier.config.json');
  const label = language === 'ko' ? 'AA몰' : 'AA Mall';
  const vendors = sample.vendors.map((vendor) => ({ ...vendor, language, label }));
  await writeFile(file, JSON.stringify({ ...sample, vendors }));
  const laptop = await startLaptop(dataDir, { SIMULATOR_SEED: '7', NOTIFIER_CONFIG: file });
  laptop.hurry(true);
  try {
    const url = `${laptop.system.pageUrl}/?lang=${language}`;
    const locale = language === 'ko' ? 'ko-KR' : 'en-GB';
    const { page } = await visit(browser, url, { viewport: VIEWPORT, colorScheme: 'light', locale });
    const stills: Buffer[] = [];
    await page.locator('#day-play').click();
    for (let is = '', last = ''; last !== 'report'; last = is) {
      const scene = page.locator(`[data-scene]:not([data-scene="${last}"])[aria-busy="false"]`);
      is = (await scene.getAttribute('data-scene')) ?? '';
      await sleep(CALM_MS);
      if (is === 'prepare') continue;
      stills.push(await takeStill(page));
      const picture = PICTURES[is];
      if (picture !== undefined) {
        await page.setViewportSize(TALL);
        // New messages have another colour for some seconds.
        await page.locator('#channels :is(.is-new, .is-edited)').first().waitFor({ state: 'detached' });
        await page
          .locator('#channels article.message', { hasText: picture.hasText[language] })
          .first()
          .screenshot({ path: `${IMAGES}${picture.name}-${language}.png`, style: NO_CAPTION });
        await page.setViewportSize(VIEWPORT);
      }
      if (is !== 'report') await page.locator('#day-next').click();
    }
    await writeFile(`${IMAGES}day-${language}.webp`, animateWebp(stills, { ...VIEWPORT, frameMs: FRAME_MS }));
  } finally {
    await laptop.stop();
    await removeDataDir(dataDir);
  }
};

/** Acting, from the gallery: the guided day has no act. */
const takeActing = async (browser: Browser, language: 'ko' | 'en'): Promise<void> => {
  const page = await openGallery(browser, language, 'light', await renderActing(language));
  await page.setViewportSize(VIEWPORT);
  await page.goto(GALLERY_URL);
  const clip = await page.locator('#picture').boundingBox();
  await writeFile(`${IMAGES}acting-${language}.webp`, await takeStill(page, clip ?? undefined));
  await page.context().close();
};

await mkdir(IMAGES, { recursive: true });
const browser = await openBrowser();
try {
  for (const language of ['ko', 'en'] as const) {
    await takeActing(browser, language);
    await takeAll(browser, language);
  }
} finally {
  await browser.close();
}
