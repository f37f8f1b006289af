import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { type FakeCoupang, startFakeCoupang } from 'fake-coupang';
import { findLeap, type Leap, LEAPS, type LeapTo, type Team } from '../../../../local/board/next-event.ts';
import { createControls } from '../../../../local/page/controls.ts';
import { renderTargets } from '../../../../local/page/render-controls.ts';
import { createView } from '../../../../local/page/view.ts';
import {
  COUPANG_KEYS,
  getPage,
  NOW,
  PAGE_VENDOR,
  type PageUnderTest,
  startPage,
  VENDOR,
} from './page-parts.ts';
import { removeTempDirs } from '../temp-dirs.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { ZONE } from '../../../fixtures/domain/made-up.ts';

afterAll(removeTempDirs);

let simulator: FakeCoupang;
let now: number;
let leaps: string[];
let page: PageUnderTest;
let slackCalls: unknown[];
beforeEach(async () => {
  now = NOW;
  simulator = await startFakeCoupang({ vendors: [VENDOR], keys: COUPANG_KEYS, now: () => now });
  slackCalls = [];
  const slack = {
    fail: (...call: unknown[]) => void slackCalls.push(call),
    recover: () => void slackCalls.push('recover'),
  };
  leaps = [];
  const leap = async (to: LeapTo): Promise<Leap> => {
    leaps.push(to);
    return to === 'hour' ? { at: NOW } : { at: NOW, event: { name: 'shift-end' } };
  };
  page = await startPage({ simulator, slack, leap });
});
afterEach(async () => {
  await page.stop();
  await simulator.stop();
});

const answer = z.object({
  done: z.optional(z.string()),
  error: z.optional(z.string()),
  at: z.optional(z.number()),
});

const send = async (command: unknown, headers: Record<string, string> = {}, lang = 'ko') => {
  const response = await fetch(`${page.server.url}/controls?lang=${lang}`, {
    method: 'POST',
    headers: { origin: page.server.url, 'content-type': 'application/json', ...headers },
    body: typeof command === 'string' ? command : JSON.stringify(command),
  });
  return { status: response.status, ...answer.parse(await response.json()) };
};

const listOf = (inquiryId: string) =>
  simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.list;

const newest = () => {
  const found = simulator.inquiries().at(-1);
  if (found === undefined) throw new Error('the simulator has no inquiry');
  return found;
};

/** Coupang's present answer. */
const coupangStatus = async () => (await fetch(`${simulator.url}/anything`, { redirect: 'manual' })).status;

const isPressed = async (id: string) => {
  const { text } = await getPage(page);
  return new RegExp(`id="${id}"[^>]*aria-pressed="(true|false)"`).exec(text)?.[1] === 'true';
};

describe('a hand-over', () => {
  test.each([
    ['hand-over-reply', 'NO_ANSWER'],
    ['hand-over-confirm', 'TRANSFER'],
  ])('%s is listed under %s, and confirmed with its number', async (name, list) => {
    const { status, done: message } = await send({ do: name });
    expect(status).toBe(200);
    expect(newest().list).toBe(list);
    expect(message).toContain(newest().inquiryId);
    expect(message).toContain('AA몰');
  });

  test('is due in less than an hour if it is due soon', async () => {
    await send({ do: 'hand-over-late' });
    const askedAt = newest().posts[0]?.replyAt ?? 0;
    const leftMs = askedAt + 24 * HOUR_MS - NOW;
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThan(HOUR_MS);
  });

  test('has every warning ahead if it begins ten minutes before its first warning', async () => {
    await send({ do: 'hand-over-ladder' });
    const askedAt = newest().posts[0]?.replyAt ?? 0;
    expect(newest().list).toBe('NO_ANSWER');
    expect(askedAt + 24 * HOUR_MS - NOW).toBe(3 * HOUR_MS + 10 * 60_000);
  });

  test('D6: is one of twelve in a burst, enough for a list', async () => {
    const before = simulator.inquiries().length;
    await send({ do: 'burst' });
    expect(simulator.inquiries()).toHaveLength(before + 12);
  });

  test('is added to the newest inquiry while the first request still asks', async () => {
    await send({ do: 'hand-over-reply' });
    const { inquiryId } = newest();
    await send({ do: 'hand-over-again' });
    const asking = { answerType: 'csAgent', transferStatus: 'requestAnswer' };
    expect(newest()).toMatchObject({ inquiryId, posts: [asking, asking] });
  });

  test('goes to each vendor in turn', async () => {
    const other = { ...VENDOR, vendorId: 'A00054321' };
    const both = await startFakeCoupang({ vendors: [VENDOR, other], keys: COUPANG_KEYS, now: () => NOW });
    const controls = createControls({
      simulator: both,
      slack: { fail: () => undefined, recover: () => undefined },
      vendors: [
        { ...VENDOR, label: 'AA몰' },
        { ...other, label: 'BB몰' },
      ],
    });
    await controls.run({ do: 'hand-over-reply' });
    await controls.run({ do: 'hand-over-reply' });
    await both.stop();
    const [first, second] = both.inquiries().slice(-2);
    expect([first?.vendorId, second?.vendorId]).toEqual(['A00012345', 'A00054321']);
  });
});

describe('an end', () => {
  test.each([
    ['answer', 'hand-over-reply', 'vendor', 'NONE'],
    ['confirm', 'hand-over-confirm', 'csAgent', 'DISPUTE_PROCESS_COMPLETE'],
    ['withdraw', 'hand-over-reply', 'csAgent', 'CANCEL'],
    ['decide', 'hand-over-confirm', 'csAgent', 'DISPUTE_PROCESS'],
  ])('%s ends the newest inquiry that it fits', async (name, before, by, reason) => {
    await send({ do: before });
    const { inquiryId } = newest();
    const { status, done: message } = await send({ do: name });
    expect([status, listOf(inquiryId)]).toEqual([200, 'ANSWER']);
    expect(message).toContain(inquiryId);
    expect(newest().posts.at(-1)?.answerType).toBe(by);
    expect(newest().posts[0]?.completeReason).toBe(reason);
  });

  test('S5: gets its times first if it is left to expire, and closes at its deadline', async () => {
    await send({ do: 'hand-over-reply' });
    const { inquiryId, inquiryAt } = newest();
    expect(await send({ do: 'auto-close' })).toMatchObject({ status: 200 });
    const [asking] = newest().posts;
    expect(newest()).toMatchObject({ inquiryId, list: 'NO_ANSWER' });
    expect(asking?.replyAt).toBe(NOW + 15_000 - 24 * HOUR_MS);
    expect(newest().inquiryAt).toBe(inquiryAt + 15_000 - 24 * HOUR_MS);
    now = NOW + 15_000;
    await simulator.tick();
    expect(newest().list).toBe('ANSWER');
    expect(newest().posts[1]).toMatchObject({ answerType: 'vendor', replyAt: now });
  });

  test('ends the chosen inquiry, or the one made last if two were made at the same moment', async () => {
    await send({ do: 'hand-over-reply' });
    const { inquiryId } = newest();
    await send({ do: 'hand-over-reply' });
    await send({ do: 'answer' });
    expect([listOf(inquiryId), newest().list]).toEqual(['NO_ANSWER', 'ANSWER']);
    await send({ do: 'hand-over-reply' });
    await send({ do: 'answer', inquiryId });
    expect([listOf(inquiryId), newest().list]).toEqual(['ANSWER', 'NO_ANSWER']);
  });

  test('is refused, with a reason for a person, if it fits no inquiry', async () => {
    const [reply, confirm] = simulator.inquiries();
    expect(await send({ do: 'confirm', inquiryId: reply?.inquiryId })).toMatchObject({ status: 409 });
    expect(await send({ do: 'answer', inquiryId: confirm?.inquiryId })).toMatchObject({ status: 409 });
    const none = { status: 409, error: '해당 문의가 없습니다.' };
    expect(await send({ do: 'answer', inquiryId: '1' })).toEqual(none);
    await send({ do: 'answer' });
    expect(await send({ do: 'answer' }, {}, 'en')).toMatchObject({
      status: 409,
      error: 'There is no inquiry to do that to. Make a new one first.',
    });
  });
});

describe('a product question', () => {
  const newestQuestion = () => {
    const found = simulator.product.questions().at(-1);
    if (found === undefined) throw new Error('the simulator has no question');
    return found;
  };

  test('is asked at a vendor that reads questions, and confirmed with its number', async () => {
    const { status, done: message } = await send({ do: 'ask' });
    expect([status, newestQuestion().list]).toEqual([200, 'NOANSWER']);
    expect(message).toContain(newestQuestion().inquiryId);
    expect(message).toContain('AA몰');
  });

  test.each([
    ['answer-question', 'ANSWERED'],
    ['delete-question', 'DELETED'],
    ['expire-question', 'NOANSWER'],
  ])('%s applies to the chosen question', async (name, list) => {
    await send({ do: 'ask' });
    const { inquiryId } = newestQuestion();
    await send({ do: 'ask' });
    expect((await send({ do: name, inquiryId })).done).toContain(inquiryId);
    const found = simulator.product.questions().find((question) => question.inquiryId === inquiryId);
    expect(found?.list).toBe(list);
  });

  test('keeps three polls of its 24 hours when it is left to become due', async () => {
    await send({ do: 'ask' });
    await send({ do: 'expire-question' });
    expect(newestQuestion().inquiryAt + 24 * HOUR_MS - NOW).toBe(15_000);
  });

  test('is asked again only after an answer, and keeps it', async () => {
    await send({ do: 'ask' });
    const { inquiryId } = newestQuestion();
    expect(await send({ do: 'ask-again', inquiryId })).toMatchObject({ status: 409 });
    await send({ do: 'answer-question', inquiryId });
    expect((await send({ do: 'ask-again', inquiryId })).status).toBe(200);
    expect([newestQuestion().list, newestQuestion().comments.length]).toEqual(['NOANSWER', 1]);
  });

  test('is in the list of choices, those that wait first', async () => {
    await send({ do: 'ask' });
    const first = newestQuestion().inquiryId;
    await send({ do: 'answer-question' });
    now += HOUR_MS;
    await send({ do: 'ask' });
    const { text } = await getPage(page);
    const choices = text.split('id="target-question"')[1]?.split('</select>')[0] ?? '';
    const ids = [...choices.matchAll(/value="(\d+)"/g)].map(([, id]) => id);
    expect(ids[0]).toBe(newestQuestion().inquiryId);
    expect(ids.at(-1)).toBe(first);
  });

  test('is offered only if a vendor reads questions', async () => {
    const own = await startPage({ simulator, vendors: [{ ...PAGE_VENDOR, sources: ['call-center'] }] });
    const { text } = await getPage(own);
    await own.stop();
    expect(text).not.toMatch(/do-ask|target-question|product-forbidden/);
  });
});

describe('a trouble', () => {
  test('of product questions is shown as on until it ends, and leaves the hand-overs alone', async () => {
    const failed: unknown[] = [];
    const product = { ...simulator.product, fail: (mode: string) => void failed.push(mode) };
    const own = await startPage({ simulator: { ...simulator, product } });
    const press = async (trouble: string | null) => {
      const body = JSON.stringify({ do: 'product', trouble });
      const headers = { origin: own.server.url, 'content-type': 'application/json' };
      await fetch(`${own.server.url}/controls`, { method: 'POST', headers, body });
      return (await getPage(own)).text.match(/id="product-forbidden"[^>]*aria-pressed="(\w+)"/)?.[1];
    };
    const normal = await coupangStatus();
    expect(await press('forbidden')).toBe('true');
    expect([failed, await coupangStatus()]).toEqual([['forbidden'], normal]);
    expect(await press(null)).toBe('false');
    await own.stop();
  });

  test.each([
    ['blocked', 403],
    ['throttled', 429],
    ['unavailable', 503],
    ['wrong-key', 401],
    ['ip-not-allowed', 403],
  ])(
    'at Coupang, %s, becomes its answer, and is shown as on to everybody until it ends',
    async (trouble, status) => {
      const normal = await coupangStatus();
      expect((await send({ do: 'coupang', trouble })).status).toBe(200);
      expect(await coupangStatus()).toBe(status);
      expect(await isPressed(`coupang-${trouble}`)).toBe(true);
      await send({ do: 'coupang', trouble: null });
      expect(await coupangStatus()).toBe(normal);
      expect(await isPressed(`coupang-${trouble}`)).toBe(false);
    },
  );

  test('replaces the previous trouble', async () => {
    await send({ do: 'coupang', trouble: 'throttled' });
    await send({ do: 'coupang', trouble: 'unavailable' });
    expect(await isPressed('coupang-throttled')).toBe(false);
    await send({ do: 'coupang', trouble: null });
    expect(await coupangStatus()).not.toBe(429);
  });

  test('in Slack is passed to the local Slack; only posts lose their answers', async () => {
    await send({ do: 'slack', trouble: 'down' });
    expect(await isPressed('slack-down')).toBe(true);
    await send({ do: 'slack', trouble: 'lost-answer' });
    await send({ do: 'slack', trouble: null });
    expect(slackCalls).toEqual([
      'recover',
      ['down', {}],
      'recover',
      ['lost-answer', { method: 'chat.postMessage' }],
      'recover',
    ]);
  });
});

describe('the clock', () => {
  test('leaps to the time of the pressed button, and the answer shows the new time and the next event', async () => {
    const { text } = await getPage(page);
    for (const to of LEAPS) expect(text).toContain(`id="leap-${to}" data-do="leap" data-to="${to}"`);
    const event = await send({ do: 'leap', to: 'next-event' }, {}, 'en');
    expect(event).toEqual({ status: 200, done: 'Now it is {when}: end of the shift.', at: NOW });
    expect(await send({ do: 'leap', to: 'hour' }, {}, 'en')).toMatchObject({
      done: expect.stringMatching(/^Now it is {when}\. All that was due/),
      at: NOW,
    });
    expect(leaps).toEqual(['next-event', 'hour']);
  });
});

test('an inquiry in the list of choices has its product as on the card', async () => {
  const inquiry = await simulator.handOver({ kind: 'reply' });
  const controls = createControls({
    simulator: { ...simulator, inquiries: () => [{ ...inquiry, itemName: '17&quot; 모니터 &amp; 받침\n' }] },
    slack: { fail: () => undefined, recover: () => undefined },
    vendors: [],
  });
  const html = String(await renderTargets(controls, createView('ko', [PAGE_VENDOR])));
  // One escaping is the page's own.
  expect(html).toContain(`${inquiry.inquiryId} · 17&quot; 모니터 &amp; 받침</option>`);
});

describe('with a real Coupang', () => {
  test('the panel offers no simulator commands, and accepts none', async () => {
    const own = await startPage();
    const { text } = await getPage(own);
    const response = await fetch(`${own.server.url}/controls`, {
      method: 'POST',
      headers: { origin: own.server.url, 'content-type': 'application/json' },
      body: '{"do":"burst"}',
    });
    await own.stop();
    expect(text).toContain('id="slack-down"');
    expect(text).not.toMatch(/id="(coupang-blocked|do-burst|target|leap-hour)"/);
    expect(response.status).toBe(409);
  });
});

describe("the panel's protection", () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page that does not say who it is', { origin: 'null' }],
    ['a request that the browser calls foreign', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_who, headers) => {
    const before = simulator.inquiries().length;
    expect(await send({ do: 'burst' }, headers)).toMatchObject({ status: 403 });
    expect(simulator.inquiries()).toHaveLength(before);
  });

  test('proposes the control that was probably meant', async () => {
    expect(await send({ do: 'brst' })).toMatchObject({
      error: expect.stringMatching(/^No such command\. do: "brst" .* Did you mean "burst"\?$/),
    });
  });

  test.each([
    ['no JSON', 'x'],
    ['no object', '[]'],
    ['an unknown command', { do: 'format' }],
    ['an unknown trouble', { do: 'coupang', trouble: 'toString' }],
    ['an unknown field', { do: 'burst', count: 1e9 }],
    ['an id that is none', { do: 'answer', inquiryId: '../1' }],
    ['a leap that is not offered', { do: 'leap', to: 'year' }],
  ])('refuses %s', async (_what, command) => {
    expect(await send(command)).toMatchObject({
      status: 400,
      error: expect.stringMatching(/^No such command/),
    });
  });
});

/** A Thursday. */
const NOON = seoul('2026-11-26T12:00');
const TEAM: Team = { zone: ZONE, calendar: makeWeekdays(['09:00-12:00', '13:00-18:00']) };
const PRODUCT = '인조가죽 스커트';
const dueAt = (time: string) => ({ inquiryId: '1000000001', product: PRODUCT, dueAt: seoul(time) });
const warned = (time: string, at: string) => ({
  ...dueAt(time),
  next: { name: '3h' as const, at: seoul(at) },
});

describe('the next event', () => {
  const next = (from: number, open: Parameters<typeof findLeap>[1]['open'], teams: Team[] = [TEAM]) => {
    const { at, event } = findLeap('next-event', { now: from, open, teams });
    return [event?.name, new Date(at + 9 * 3_600_000).toISOString().slice(5, 16)];
  };

  test.each([
    ['a warning', [warned('2026-11-26T16:00', '2026-11-26T13:00')], ['step', '11-26T13:00']],
    ['a deadline', [dueAt('2026-11-26T16:00'), dueAt('2026-11-26T15:00')], ['deadline', '11-26T15:00']],
    ['the end of the shift', [dueAt('2026-11-26T19:00')], ['shift-end', '11-26T18:00']],
    ['nothing but the end of the shift', [], ['shift-end', '11-26T18:00']],
    ['no deadline that is over', [dueAt('2026-11-26T11:00')], ['shift-end', '11-26T18:00']],
    ['nothing that happens now', [dueAt('2026-11-26T12:00')], ['shift-end', '11-26T18:00']],
  ])('is %s', (_what, open, event) => {
    expect(next(NOON, open)).toEqual(event);
  });

  test.each([
    ['at the end of a shift', '2026-11-26T18:00', TEAM, '11-27T09:00'],
    ['on a day off, at nine', '2026-11-27T18:00', TEAM, '11-28T09:00'],
    ['after a day off, at the opening of the next working day', '2026-11-29T09:00', TEAM, '11-30T09:00'],
    ['for a team without hours, at nine', '2026-11-26T12:00', { zone: ZONE }, '11-27T09:00'],
  ])('is the report %s', (_when, from, team, reportAt) => {
    expect(next(seoul(from), [], [team])).toEqual(['report', reportAt]);
  });

  test('of several teams is the soonest event', () => {
    const early = { zone: ZONE, calendar: makeWeekdays(['06:00-14:00']) };
    expect(next(NOON, [], [TEAM, early])).toEqual(['shift-end', '11-26T14:00']);
    expect(next(seoul('2026-11-26T18:00'), [], [TEAM, early])).toEqual(['report', '11-27T06:00']);
  });

  test('names the warning, and the product or the number of the inquiry', () => {
    const eventOf = (open: Parameters<typeof findLeap>[1]['open']) =>
      findLeap('next-event', { now: NOON, open, teams: [TEAM] }).event;
    const ticket = warned('2026-11-26T16:00', '2026-11-26T13:00');
    expect(eventOf([ticket])).toEqual({ name: 'step', step: '3h', of: PRODUCT });
    const { product: _, ...unnamed } = dueAt('2026-11-26T16:00');
    expect(eventOf([unnamed])).toEqual({ name: 'deadline', of: '1000000001' });
  });
});

test('an hour ahead is an hour, and tomorrow morning is the report at the first opening of the next day, or at nine', () => {
  const seen = { now: NOON, open: [], teams: [TEAM] };
  expect(findLeap('hour', seen)).toEqual({ at: seoul('2026-11-26T13:00') });
  const early = { zone: ZONE, calendar: makeWeekdays(['08:00-17:00']) };
  expect(findLeap('morning', { ...seen, teams: [early] })).toEqual({
    at: seoul('2026-11-27T08:00'),
    event: { name: 'report' },
  });
  expect(findLeap('morning', { ...seen, now: seoul('2026-11-27T00:30'), teams: [early] })).toEqual({
    at: seoul('2026-11-28T09:00'),
    event: { name: 'report' },
  });
});
