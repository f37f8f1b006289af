import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { animateWebp } from './animate-webp.ts';
import { openBrowser, visit } from './open-browser.ts';
import { takeStill } from './take-still.ts';

/** Takes the README's pictures from the guided day: `npm run screenshots`. All data is made up. */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const VIEWPORT = { width: 1200, height: 750 };
const FRAME_MS = 5000;
/** The board is a second old. */
const CALM_MS = 2500;

await mkdir(IMAGES, { recursive: true });
const dataDir = await makeDataDir();
const laptop = await startLaptop(dataDir, { SIMULATOR_SEED: '7' });
const browser = await openBrowser();
try {
  const languages = ['ko', 'en'] as const;
  const films = await Promise.all(
    languages.map(async (language) => {
      const url = `${laptop.system.pageUrl}/?lang=${language}`;
      const { page } = await visit(browser, url, { viewport: VIEWPORT, colorScheme: 'light' });
      return { language, page, stills: [] as Buffer[] };
    }),
  );
  const [first] = films;
  if (first === undefined) throw new Error('There are two languages.');
  const scene = () => first.page.locator('[data-scene]').getAttribute('data-scene');
  await first.page.locator('#day-play').click();
  for (let is = '', last = ''; last !== 'report'; last = is) {
    await first.page.locator(`[data-scene]:not([data-scene="${last}"])[aria-busy="false"]`).waitFor();
    is = (await scene()) ?? '';
    await sleep(CALM_MS);
    if (is === 'prepare') continue;
    for (const { page, stills } of films) stills.push(await takeStill(page));
    if (is === 'warning') {
      await sleep(CALM_MS);
      const card = first.page.locator('#channels article.message', { hasText: '🟡' });
      await card.first().screenshot({ path: `${IMAGES}card.png` });
    }
    if (is !== 'report') await first.page.locator('#day-next').click();
  }
  for (const { language, stills } of films)
    await writeFile(`${IMAGES}day-${language}.webp`, animateWebp(stills, { ...VIEWPORT, frameMs: FRAME_MS }));
} finally {
  await browser.close();
  await laptop.stop();
  await removeDataDir(dataDir);
}
