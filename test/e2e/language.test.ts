import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

jest.setTimeout(300_000);

const { ko: KO, en: EN } = WORDING;

/** One system for the whole file. The tests follow one another. */
describe('the sample speaks the language of its reader', () => {
  let dataDir: string;
  let laptop: Laptop;
  let inquiryId: string;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir);
    laptop.hurry(true);
    ({ inquiryId } = await laptop.simulator.handOver({ kind: 'reply' }));
    await laptop.poll();
    await laptop.settle();
  });
  afterAll(() => laptop.end());

  const open = (path: string, language: string) =>
    fetch(`${laptop.system.pageUrl}${path}`, { headers: { 'accept-language': language } });
  const cardOf = (id: string): string => {
    const [card] = laptop.messagesOf(id);
    return JSON.stringify(card?.blocks ?? []);
  };
  const shows = (id: string, words: string) => laptop.until(() => cardOf(id).includes(words));

  test('a page that an English visitor opens first turns the open cards to English', async () => {
    expect(cardOf(inquiryId)).toContain(KO.kind.reply);
    await open('/', 'en-GB,en;q=0.9');
    await shows(inquiryId, EN.kind.reply);
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('a later visitor with another language changes nothing', async () => {
    await open('/', 'zh-TW');
    const later = await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await shows(later.inquiryId, EN.kind.reply);
  });

  test('the switch of the page edits the open cards, leaves closed ones, and later cards follow', async () => {
    const closed = await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await laptop.simulator.answer(closed.inquiryId);
    await laptop.poll();
    await shows(closed.inquiryId, EN.outcome.answered);
    await open('/?lang=ko', 'en');
    await shows(inquiryId, KO.kind.reply);
    const next = await laptop.simulator.handOver({ kind: 'confirm' });
    await laptop.poll();
    await shows(next.inquiryId, KO.kind.confirm);
    await laptop.settle();
    expect(cardOf(closed.inquiryId)).toContain(EN.outcome.answered);
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('the next start keeps the choice', async () => {
    await open('/?lang=en', 'en');
    await shows(inquiryId, EN.kind.reply);
    await laptop.stop();
    laptop = await startLaptop(dataDir);
    laptop.hurry(true);
    await open('/', 'ko');
    const next = await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await shows(next.inquiryId, EN.kind.reply);
    expect(cardOf(next.inquiryId)).toContain('AA Mall');
  });
});
