import type { Page } from 'playwright-core';

type Rect = { x: number; y: number; width: number; height: number };

/** A screenshot as WebP, which Playwright itself does not take. */
export const takeStill = async (
  page: Page,
  clip?: Rect,
  { scale = 1, quality = 80 } = {},
): Promise<Buffer> => {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    ...(clip && { clip: { ...clip, scale }, captureBeyondViewport: true }),
  });
  await session.detach();
  return Buffer.from(data, 'base64');
};
