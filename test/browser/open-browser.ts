import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { makeDataDir, startLaptop } from '../e2e/start-laptop.ts';

/**
 * Debian's Chromium, or the one in `CHROMIUM`. Throws if there is none.
 * @param args switches for this test
 */
export const openBrowser = (args: string[] = []): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}: install it, or set CHROMIUM to its path.`);
  return chromium.launch({
    executablePath,
    args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', ...args],
    // As root, for example in a container, Chromium's sandbox does not work.
    chromiumSandbox: process.getuid?.() !== 0,
  });
};

/** The running system and a browser for its page, until `close`. */
export const openLaptop = async (how?: Parameters<typeof startLaptop>[1]) => {
  const dataDir = await makeDataDir();
  const laptop = await startLaptop(dataDir, how);
  const browser = await openBrowser();
  const close = async () => {
    await browser.close();
    await laptop.end();
  };
  return { dataDir, laptop, browser, url: laptop.system.pageUrl ?? '', close };
};

/** The cookie of a visitor who chose the page's language without changing the cards'. */
export const inLanguage = (url: string, locale: string): Pick<BrowserContextOptions, 'storageState'> => {
  const { hostname: domain } = new URL(url);
  const value = locale.startsWith('zh') ? locale : locale.slice(0, 2);
  const cookie = { name: 'notifier-language', value, domain, path: '/', expires: -1 };
  return {
    storageState: {
      cookies: [{ ...cookie, httpOnly: false, secure: false, sameSite: 'Strict' }],
      origins: [],
    },
  };
};

export const WIDE = { width: 1400, height: 900 };

/** A page of a new visitor. A failing script must fail its test, so errors are collected. */
export const visit = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> => {
  const context = await browser.newContext({
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: WIDE,
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
};

/** Keeps a screenshot for a person to look at. */
export const keepScreenshot = async (page: Page, name: string): Promise<void> => {
  await mkdir('artefacts', { recursive: true });
  await page.screenshot({ path: `artefacts/${name}.png` });
};
