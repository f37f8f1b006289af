import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/**
 * Debian's Chromium, or the one that `CHROMIUM` names. Throws where there is none.
 * @param args its switches, beside those that every test needs
 */
export const openBrowser = (args: string[] = []): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}: install it, or set CHROMIUM to its path.`);
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', ...args],
    // As root, as in a container, Chromium has no sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
  });
};

/** A page of a fresh visitor, whose faults are kept: a script that fails must fail its test. */
export const visit = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> => {
  const context = await browser.newContext({ locale: 'ko-KR', timezoneId: 'Asia/Seoul', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
};

/** Keeps what the page looks like, for a person to look at. */
export const keepScreenshot = async (page: Page, name: string): Promise<void> => {
  await mkdir('artefacts', { recursive: true });
  await page.screenshot({ path: `artefacts/${name}.png` });
};
