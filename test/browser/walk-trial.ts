import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import * as z from 'zod/mini';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { makeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { openBrowser, visit, WIDE } from './open-browser.ts';

/**
 * Walks five tasks of a person in a CS team through the page, and prints the presses and the words that each takes: `npm run trial`. All
 * data is made up. A choice from a menu counts as two presses, and scrolling to a target as one.
 */

/** Silent reading of English, in words a minute; for Korean there is no such figure. Source: Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047. */
const WORDS_A_MINUTE = 238;

const PREVIEW = WORDING.ko.act.form.preview.replaceAll('*', '');

type Effort = { presses: number; words: number };

const walk = async (page: Page): Promise<Record<string, Effort>> => {
  const efforts: Record<string, Effort> = {};
  let effort: Effort = { presses: 0, words: 0 };
  const task = async (name: string, act: () => Promise<void>): Promise<void> => {
    effort = { presses: 0, words: 0 };
    efforts[name] = effort;
    await act();
  };
  const press = async (target: Locator): Promise<void> => {
    effort.presses += 1;
    await target.click();
  };
  const scrollTo = async (target: Locator): Promise<void> => {
    const box = await target.boundingBox();
    if (box && box.y >= 0 && box.y + box.height <= WIDE.height) return;
    effort.presses += 1;
    await target.scrollIntoViewIfNeeded();
  };
  const read = async (region: Locator, target: Locator): Promise<void> => {
    effort.words += await countWords(region, target);
  };
  const openCard = async (row: Locator): Promise<Locator> => {
    const anchor = await row.locator('a.card-link').getAttribute('href');
    await row.hover();
    await press(row.locator('a.card-link'));
    return page.locator(`[id="${anchor?.slice(1)}"]`);
  };

  const board = page.locator('#board');
  const next = page.locator('li.ticket[data-kind="reply"]').first();
  let card = page.locator('#channels');
  await task('find what is due next', async () => {
    await scrollTo(next);
    await read(board, next.locator('.product'));
  });
  await task('claim it', async () => {
    card = await openCard(next);
    const claim = card.locator('[data-action="claim"]');
    await scrollTo(claim);
    await read(card, claim);
    await press(claim);
    await card.locator('[data-action="release"]').waitFor();
  });
  await task('reply by a template', async () => {
    await press(card.locator('[data-action="reply"]'));
    const form = page.locator('#modal[open]');
    const send = form.locator('button.is-primary');
    const text = form.locator('textarea');
    await text.waitFor();
    const template = form.locator('select').first();
    effort.presses += 2;
    await template.selectOption({ index: 1 });
    while ((await text.inputValue()) === '') await sleep(50);
    await read(form, send);
    await press(send);
    await form.getByText(PREVIEW).waitFor();
    await read(form, send);
    await press(send);
    await form.waitFor({ state: 'detached' });
  });
  await task('confirm one', async () => {
    const row = page.locator('li.ticket[data-kind="confirm"]').first();
    await read(board, row.locator('.product'));
    card = await openCard(row);
    const confirm = card.locator('[data-action="confirm"]');
    await scrollTo(confirm);
    await read(card, confirm);
    await press(confirm);
    const sure = page.locator('#confirm[open] #confirm-yes');
    await read(page.locator('#confirm'), sure);
    await press(sure);
  });
  await task('see what was missed', async () => {
    const missed = page.locator('[data-outcome="auto-closed"]').first();
    await scrollTo(missed);
    await read(board, missed);
  });
  return efforts;
};

/** The words in the window from the beginning of the region to the end of the target, in the order of reading. */
const countWords = async (region: Locator, target: Locator): Promise<number> => {
  await region.evaluate(mark, 'region');
  await target.evaluate(mark, 'target');
  const count = z.number().parse(await region.page().evaluate(COUNT_WORDS));
  for (const marked of [region, target]) await marked.evaluate(mark, '');
  return count;
};

const mark = (element: { setAttribute: (name: string, value: string) => void }, as: string): void =>
  element.setAttribute('data-trial', as);

const COUNT_WORDS = `(() => {
  const isShown = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { width, height, top, bottom } = range.getBoundingClientRect();
    const isInWindow = Math.min(width, height) > 1 && bottom > 0 && top < innerHeight;
    const { parentElement } = text;
    return isInWindow && parentElement.closest('option') === null && parentElement.checkVisibility({ visibilityProperty: true });
  };
  const target = document.querySelector('[data-trial="target"]');
  const isBehind = (text) => !target.contains(text) && (target.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const words = new Intl.Segmenter('ko', { granularity: 'word' });
  const texts = document.createTreeWalker(document.querySelector('[data-trial="region"]'), NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let text = texts.nextNode(); text && !isBehind(text); text = texts.nextNode())
    if (isShown(text)) count += [...words.segment(text.textContent)].filter(({ isWordLike }) => isWordLike).length;
  return count;
})()`;

const browser = await openBrowser();
const laptop = await startLaptop(await makeDataDir(), { env: { LANG: 'ko_KR.UTF-8' }, schedule: true });
try {
  laptop.hurry(true);
  const { page } = await visit(browser, laptop.system.pageUrl ?? '');
  page.setDefaultTimeout(120_000);
  const control = (command: object): Promise<unknown> =>
    page.evaluate(
      (body) =>
        fetch('/controls', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(
          ({ status }) => status,
        ),
      JSON.stringify(command),
    );
  const rows = page.locator('li.ticket');
  await rows.first().waitFor();
  for (const command of ['hand-over-confirm', 'hand-over-ladder']) await control({ do: command });
  await rows.nth(1).waitFor();
  // The newest one is missed.
  await control({ do: 'auto-close' });
  await laptop.leap(HOUR_MS);
  await page.locator('[data-outcome="auto-closed"]').first().waitFor();
  for (const command of ['hand-over-reply', 'hand-over-ladder']) await control({ do: command });
  await rows.nth(3).waitFor();
  await laptop.settle();
  for (const [task, { presses, words }] of Object.entries(await walk(page))) {
    const seconds = Math.round((words / WORDS_A_MINUTE) * 60);
    console.log(`${task}: ${presses} presses, ${words} words (${seconds} s of reading)`);
  }
} finally {
  await browser.close();
  await laptop.end();
}
