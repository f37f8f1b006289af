import { expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { keepScreenshot } from './open-browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Voice control finds a button by its visible words. axe checks this only on request. */
const OPTIONS = { rules: { 'label-content-name-mismatch': { enabled: true } } };

/** Returns axe's findings on the present page, one line per fault. */
export const findAxeFaults = async (page: Page): Promise<string[]> => {
  // The page's policy blocks foreign scripts, so the browser's debugger evaluates this one.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(OPTIONS)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
};

/** Expects no finding of axe on the present page, and keeps a screenshot of it. */
export const expectAccessible = async (page: Page, name: string): Promise<void> => {
  expect(await findAxeFaults(page)).toEqual([]);
  await keepScreenshot(page, name);
};
