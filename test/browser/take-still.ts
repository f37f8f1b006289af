import type { Page } from 'playwright-core';

/** A screenshot as WebP, which Playwright itself does not take. */
export const takeStill = async (page: Page): Promise<Buffer> => {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await session.detach();
  return Buffer.from(data, 'base64');
};
