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
    ({ inquiryId } = await laptop.arrive({ kind: 'reply' }));
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

  test('a later visitor with another language changes nothing, and gets a page in the language of the cards', async () => {
    const later = await (await open('/', 'zh-TW')).text();
    expect(later).toContain('<html lang="en"');
    const next = await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await shows(next.inquiryId, EN.kind.reply);
  });

  test('shop and people have their names in the language of the cards, in stored texts, too', async () => {
    const shop = async (): Promise<string> => (await open('/', 'en')).text();
    expect(cardOf(inquiryId)).toContain('AA Mall');
    expect(await shop()).toContain('AA Mall');
    expect(laptop.slack.interactions.people.map(({ name }) => name)).toEqual([
      'Hana',
      'Duri',
      'Sena',
      'Lead',
    ]);
  });

  test('the switch of the page edits the open cards, leaves closed ones, and later cards follow', async () => {
    const closed = await laptop.simulator.handOver({ kind: 'reply' });
    await laptop.poll();
    await laptop.simulator.answer(closed.inquiryId);
    await laptop.poll();
    await shows(closed.inquiryId, EN.outcome.answered);
    await open('/?lang=ko', 'en');
    await shows(inquiryId, KO.kind.reply);
    expect(cardOf(inquiryId)).toContain('AA몰');
    expect(await (await open('/', 'en')).text()).toContain('AA몰');
    expect(laptop.slack.interactions.people.map(({ name }) => name)).toEqual([
      '하나',
      '두리',
      '세나',
      '팀장',
    ]);
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
