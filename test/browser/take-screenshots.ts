import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { openBrowser, visit } from './open-browser.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/** Takes the README's pictures from the running system: `npm run screenshots`. All data is made up. */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

await mkdir(IMAGES, { recursive: true });
const dataDir = await makeDataDir();
const laptop = await startLaptop(dataDir, { SIMULATOR_SEED: '7' });
const browser = await openBrowser();
try {
  const agoOf = [23.4, 22, 18, 5];
  const made: string[] = [];
  for (const hours of agoOf) {
    const leftMs = (24 - hours) * HOUR_MS;
    made.push((await laptop.simulator.handOver({ leftMs })).inquiryId);
  }
  await laptop.poll();
  await laptop.settle();
  await laptop.simulator.answer(made[3] ?? '');
  await laptop.simulator.age(made[0] ?? '', 0);
  await laptop.poll();
  await laptop.simulator.tick();
  await laptop.simulator.handOver();
  await laptop.poll();
  await laptop.system.trackSla();
  await laptop.settle();
  const { page } = await visit(browser, laptop.system.pageUrl ?? '', {
    viewport: { width: 1280, height: 860 },
    colorScheme: 'light',
  });
  await page.locator('#board .ticket').nth(3).waitFor();
  await page.screenshot({ path: `${IMAGES}page.png` });
  await page
    .locator('#channels article.message')
    .filter({ hasText: '마감까지' })
    .first()
    .screenshot({ path: `${IMAGES}card.png` });
} finally {
  await browser.close();
  await laptop.stop();
  await removeDataDir(dataDir);
}
