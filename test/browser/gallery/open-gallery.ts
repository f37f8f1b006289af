import type { Browser, Page } from 'playwright-core';
import { readPageFiles } from '../../../local/page/page-files.ts';
import { type Language, NOW } from './made-up-team.ts';

const SCRIPT = `import { setServerClock } from './server-clock.ts';
import { localizeDates } from './local-dates.ts';
setServerClock(${NOW});
localizeDates(document);`;

const files = [
  ...(await readPageFiles()),
  { path: '/client/gallery.js', type: 'text/javascript', content: SCRIPT },
];

/** A page that shows this document, with the files of the laptop's page, and its dates in the reader's zone. */
export const openGallery = async (
  browser: Browser,
  language: Language,
  colorScheme: 'light' | 'dark',
  body: string,
): Promise<Page> => {
  const timezoneId = language === 'zh-TW' ? 'Asia/Taipei' : 'Asia/Seoul';
  const context = await browser.newContext({ colorScheme, locale: language, timezoneId });
  await context.route('**', async (route) => {
    const file = files.find(({ path }) => path === new URL(route.request().url()).pathname);
    await route.fulfill(
      file
        ? { body: file.content, contentType: file.type }
        : { body, contentType: 'text/html; charset=utf-8' },
    );
  });
  const page = await context.newPage();
  await page.goto('http://gallery.test/');
  await page.locator('time').filter({ hasText: /\dT\d/ }).first().waitFor({ state: 'detached' });
  return page;
};
