import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { readPageFiles } from '../../local/page/page-files.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { type Language, NOW } from './gallery/made-up-team.ts';
import { renderGallery } from './gallery/render-gallery.ts';
import { openBrowser } from './open-browser.ts';

/** Takes pictures of every kind of message, for a person to look at: `npm run gallery`. All data is made up. */

const FOLDER = 'artefacts/gallery';
const WIDTHS = [1400, 390];
const THEMES = ['light', 'dark'] as const;
const SCRIPT = `import { setServerClock } from './server-clock.js';
import { localizeDates } from './local-dates.js';
setServerClock({ now: ${NOW}, speed: 0 });
localizeDates(document);`;

const files = [
  ...(await readPageFiles()),
  { path: '/client/gallery.js', type: 'text/javascript', content: SCRIPT },
];

const takeAll = async (
  browser: Browser,
  language: Language,
  theme: (typeof THEMES)[number],
): Promise<void> => {
  const timezoneId = language === 'zh-TW' ? 'Asia/Taipei' : 'Asia/Seoul';
  const context = await browser.newContext({ colorScheme: theme, locale: language, timezoneId });
  const body = await renderGallery(language, theme);
  await context.route('**', async (route) => {
    const file = files.find(({ path }) => path === new URL(route.request().url()).pathname);
    await route.fulfill(
      file
        ? { body: file.content, contentType: file.type }
        : { body, contentType: 'text/html; charset=utf-8' },
    );
  });
  const page = await context.newPage();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('http://gallery.test/');
    for (const chapter of await page.locator('section').all()) {
      const name = await chapter.getAttribute('id');
      await chapter.screenshot({ path: `${FOLDER}/${language}-${width}-${theme}-${name}.png` });
    }
  }
  await context.close();
};

await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
try {
  for (const language of LANGUAGES) for (const theme of THEMES) await takeAll(browser, language, theme);
} finally {
  await browser.close();
}
