import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { ACT_SCENES, SCENES, type SceneName } from '../../local/page/day/plan-day.ts';
import type { Laptop } from '../e2e/start-laptop.ts';
import { animateWebp } from './animate-webp.ts';
import { expectAccessible } from './find-axe-faults.ts';
import { inLanguage, keepScreenshot, openLaptop, visit } from './open-browser.ts';
import { takeStill } from './take-still.ts';

/** The new messages in Slack by the end of a scene: names and keys in their metadata. */
const NEWS: Partial<Record<SceneName, RegExp[]>> = {
  arrival: [/^card /],
  morning: [/^card /, /^card /, /^card /],
  outage: [/\/blind/],
  'all-clear': [/all-clear/],
  warning: [/^step\/3h/],
  'last-warning': [/^step\/1h/, /^escalation\/1h/],
  breach: [/^breach /],
  'last-chance': [/last-shift/],
  reply: [/^act-/],
  question: [/^card .*\/product\//, /^act-/],
  confirm: [/^act-/],
  home: [/^card /],
  'shift-end': [/hand-over/],
  report: [/\/daily/],
};

/** A busy machine is many times slower. */
const SCENE_MS = 600_000;
/** From a poll to the end of its round. A scene is hours after the one before. */
const AGREE_MS = 300_000;
const MOST_TABS = 30;
const IS_BROADCAST_IN_VIEW = `(() => {
  const { top, bottom } = document.querySelector('#channels article:has(> .broadcast)').getBoundingClientRect();
  const view = document.querySelector('#channels').getBoundingClientRect();
  return top >= view.top && bottom <= view.bottom;
})()`;

describe('the guided day in a real browser', () => {
  let laptop: Laptop;
  let browser: Browser;
  let close: () => Promise<void>;
  let url: string;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    // Each scene stays until it was looked at, however slow this machine is.
    const how = { env: { POLL_SECONDS: '5' }, captionMs: HOUR_MS, schedule: true };
    ({ laptop, browser, url, close } = await openLaptop(how));
    laptop.hurry(true);
    ({ page, faults } = await visit(browser, url, { reducedMotion: 'reduce' }));
    page.setDefaultTimeout(SCENE_MS);
  });
  afterAll(() => close());

  const posted = (): string[] => {
    const { channels } = laptop.slack;
    return channels
      .ids()
      .flatMap(channels.messages)
      .toSorted((a, b) => Number(a.ts) - Number(b.ts))
      .map(
        ({ metadata }) =>
          `${String(metadata?.event_payload['name'])} ${String(metadata?.event_payload['key'])}`,
      );
  };
  const serverNow = () =>
    page.evaluate<number>("import('/client/server-clock.ts').then((clock) => clock.serverNow())");

  /** Follows the link to the marked card, and goes on by the keyboard alone to its button. */
  const pressMarked = async (action: string) => {
    await page.locator('#day-target').focus();
    await page.keyboard.press('Enter');
    const isThere = `document.activeElement.matches('.is-target [data-action="${action}"]')`;
    for (let tabs = 0; tabs < MOST_TABS && !(await page.evaluate(isThere)); tabs += 1)
      await page.keyboard.press('Tab');
    expect([action, await page.evaluate(isThere)]).toEqual([action, true]);
    await page.keyboard.press('Enter');
  };
  const form = () => page.locator('#modal[open]');
  const previewTemplate = async (name: string) => {
    await pressMarked('reply');
    await chooseTemplate(name);
  };
  const chooseTemplate = async (name: string) => {
    expect(await form().locator('.day-hint').textContent()).toContain(name);
    await form().locator('select').selectOption({ label: name });
    await form().locator('textarea').filter({ hasText: '주문번호' }).waitFor();
    await form().locator('button.is-primary').press('Enter');
  };
  /** Does what a scene invites to do. */
  const act = async (scene: SceneName) => {
    switch (scene) {
      case 'claim':
        await expectAccessible(page, 'day-claim');
        return pressMarked('claim');
      case 'order':
        await pressMarked('order');
        await form().filter({ hasText: '배송중' }).locator('code').nth(1).waitFor();
        expect(await form().locator('.day-hint').textContent()).toContain('주문 정보');
        await expectAccessible(page, 'day-order');
        return page.keyboard.press('Escape');
      case 'reply':
        await pressMarked('reply');
        await chooseTemplate('배송 현황 안내');
        await form().filter({ hasText: '이대로' }).waitFor();
        await form()
          .getByText(/송장번호는 \d{12}입니다/)
          .first()
          .waitFor();
        await keepScreenshot(page, 'day-reply');
        expect(await form().getByText('⚠️').count()).toBe(0);
        return form().locator('button.is-primary').press('Enter');
      case 'guard':
        await previewTemplate('재배송 안내');
        await form().filter({ hasText: '{재배송일}' }).getByText('⚠️').waitFor();
        await expectAccessible(page, 'day-guard');
        return page.keyboard.press('Escape');
      case 'question': {
        const text = form().locator('textarea');
        await pressMarked('reply');
        await form().locator('select').selectOption({ label: '발송 예정 안내' });
        await text.filter({ hasText: '발송' }).waitFor();
        const good = await text.inputValue();
        await text.fill(`${good} 98294587072450`);
        await form().locator('button.is-primary').press('Enter');
        await form().getByText('이대로는 보낼 수 없습니다').waitFor();
        await keepScreenshot(page, 'day-question');
        await text.fill(good);
        await form().locator('button.is-primary').press('Enter');
        await form().filter({ hasText: '이대로' }).filter({ hasNotText: '이대로는' }).waitFor();
        return form().locator('button.is-primary').press('Enter');
      }
      case 'confirm':
        await pressMarked('confirm');
        return page.locator('#confirm-yes').press('Enter');
      default:
        await page.locator('#act-home.is-target').press('Enter');
        await page.locator('#home-dialog[open] [data-slack-view]').waitFor();
        return page.keyboard.press('Escape');
    }
  };

  test('each scene has a caption, and Slack shows what the caption describes', async () => {
    await page.locator('#day-play').focus();
    await page.keyboard.press('Enter');
    const seen: string[] = [];
    let before: string[] = [];
    for (const scene of SCENES.filter((name) => !['answer', 'watch-question', 'saved'].includes(name))) {
      await page.locator(`[data-scene="${scene}"]`).waitFor();
      await page.locator(`[data-scene="${scene}"][aria-busy="false"]`).waitFor();
      seen.push((await page.locator('#caption-title').textContent()) ?? '');
      if (ACT_SCENES.some((name) => name === scene)) {
        expect(await page.evaluate('document.activeElement.id')).toBe('day-next');
        await act(scene);
        await page.locator(`[data-scene="${scene}"][data-act="done"]`).waitFor();
        await page.locator('#day-next').focus();
      }
      const names = posted();
      const fresh = names.slice(before.length);
      for (const wanted of NEWS[scene] ?? []) {
        const at = fresh.findIndex((name) => wanted.test(name));
        expect([scene, wanted, fresh, at >= 0]).toEqual([scene, wanted, fresh, true]);
        fresh.splice(at, 1);
      }
      before = names;
      const [header = 0, caption = 0] = await page.evaluate<number[]>(
        "['#poll-list time', '.caption time'].map((time) => Date.parse(document.querySelector(time).dateTime))",
      );
      expect([scene, Math.abs(caption - header) < AGREE_MS]).toEqual([scene, true]);
      if (scene === 'last-warning') {
        await keepScreenshot(page, 'day-last-warning');
        expect(await page.evaluate(IS_BROADCAST_IN_VIEW)).toBe(true);
      }
      if (scene === 'report') await page.locator('#report-list svg').waitFor();
      if (scene === 'outage') {
        await expectAccessible(page, 'day-outage');
      }
      // The keyboard stays on the button.
      expect(await page.evaluate('document.activeElement.id')).toBe('day-next');
      // Failed calls without a pace would make the edge block the address.
      laptop.hurry(scene !== 'morning' && scene !== 'outage');
      await page.keyboard.press('Enter');
    }
    expect(new Set(seen).size).toBe(SCENES.length - 3);
    await page.locator('.caption').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('day-play');
    expect(await page.locator('#controls-open').isVisible()).toBe(true);
  });

  test('no ticket expires before its deadline, and no message is from the future', async () => {
    const now = await serverNow();
    const { channels } = laptop.slack;
    for (const { ts } of channels.ids().flatMap(channels.messages))
      expect(Number(ts) * 1000).toBeLessThanOrEqual(now);
    const tickets = (
      await Promise.all(laptop.simulator.inquiries().map(({ inquiryId }) => laptop.ticketsOf(inquiryId)))
    ).flat();
    const ends = tickets.map(({ facts }) => (facts.state === 'closed' ? facts.outcome : facts.state));
    expect(ends.toSorted()).toEqual([
      'answered',
      'answered',
      'auto-closed',
      'confirmed',
      'confirmed',
      'open',
      'open',
    ]);
    for (const { facts } of tickets) {
      expect(facts.dueAt - facts.askedAt).toBe(24 * 60 * 60 * 1000);
      if (facts.state !== 'closed') continue;
      expect(facts.closedAt >= facts.dueAt).toBe(facts.outcome === 'auto-closed');
    }
    expect(posted().filter((name) => name.includes('blind'))).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('the caption fits on a phone, and a press stops the guided day', async () => {
    const phone = await visit(browser, url, {
      ...inLanguage(url, 'en'),
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    phone.page.setDefaultTimeout(SCENE_MS);
    await phone.page.locator('#day-play').tap();
    await phone.page.locator('[data-scene="prepare"]').waitFor();
    expect(await phone.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      390,
    );
    await expectAccessible(phone.page, 'day-phone');
    await phone.page.locator('#day-stop').tap();
    await phone.page.locator('.caption').waitFor({ state: 'detached' });
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  test('asks before it ends what somebody has claimed, and Escape keeps it', async () => {
    // The day before was stopped after it had ended all tickets.
    await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await laptop.settle();
    await page.reload();
    await page.locator('#channels [data-action="claim"]').first().click();
    await page.locator('#channels [data-action="release"]').first().waitFor();
    await page.locator('#day-play').press('Enter');
    const question = page.locator('#confirm[open]');
    await question.filter({ hasText: '1건' }).waitFor();
    await expectAccessible(page, 'day-asks');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await page.locator('.caption').count()).toBe(0);
    await page.locator('#day-play').press('Enter');
    await question.waitFor();
    await page.locator('#confirm-yes').press('Enter');
    await page.locator('[data-scene="prepare"]').waitFor();
    await page.locator('#day-stop').press('Enter');
    await page.locator('.caption').waitFor({ state: 'detached' });
  });

  test('two still pictures become an animation that the browser reads', async () => {
    const stills = [await takeStill(page), await takeStill(page)];
    const film = animateWebp(stills, { width: 1400, height: 900, frameMs: 200 });
    const read = await page.evaluate(`(async () => {
      const data = Uint8Array.from(atob('${film.toString('base64')}'), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: 'image/webp' });
      await decoder.completed;
      const { image } = await decoder.decode({ frameIndex: 1 });
      const { frameCount, repetitionCount } = decoder.tracks.selectedTrack;
      return [frameCount, repetitionCount === Infinity, image.displayWidth, image.displayHeight, image.duration];
    })()`);
    expect(read).toEqual([2, true, 1400, 900, 200_000]);
  });
});
