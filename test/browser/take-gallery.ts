import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../local/page/texts.ts';
import type { Language } from './gallery/made-up-team.ts';
import { openGallery } from './gallery/open-gallery.ts';
import { renderGallery } from './gallery/render-gallery.ts';
import { openBrowser } from './open-browser.ts';

/** Takes pictures of every kind of message, for a person to look at: `npm run gallery`. All data is made up. */

const FOLDER = 'artefacts/gallery';
const WIDTHS = [1400, 390];
const THEMES = ['light', 'dark'] as const;
const takeAll = async (
  browser: Browser,
  language: Language,
  theme: (typeof THEMES)[number],
): Promise<void> => {
  const page = await openGallery(browser, language, theme, await renderGallery(language, theme));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const chapter of await page.locator('section').all()) {
      const name = await chapter.getAttribute('id');
      await chapter.screenshot({ path: `${FOLDER}/${language}-${width}-${theme}-${name}.png` });
    }
  }
  await page.context().close();
};

await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
try {
  for (const language of LANGUAGES) for (const theme of THEMES) await takeAll(browser, language, theme);
} finally {
  await browser.close();
}
