import type { Browser, Page } from 'playwright-core';
import { readPageFiles } from '../../../local/page/page-files.ts';
import { type Language, NOW } from './made-up-team.ts';

const SCRIPT = `import { setServerClock } from './server-clock.js';
import { localizeDates } from './local-dates.js';
setServerClock(${NOW});
localizeDates(document);`;

const files = [
  ...(await readPageFiles()),
  { path: '/client/gallery.js', type: 'text/javascript', content: SCRIPT },
];

/** A page that shows this document, with the files of the laptop's page. */
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
  return context.newPage();
};

export const GALLERY_URL = 'http://gallery.test/';
