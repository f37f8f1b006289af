import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

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
  const names = () => laptop.slack.interactions.people.map(({ name }) => name);
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
    const next = await laptop.arrive({ kind: 'reply' });
    await shows(next.inquiryId, EN.kind.reply);
  });

  test('shop and people have their names in the language of the cards, in stored texts, too', async () => {
    expect(cardOf(inquiryId)).toContain('AA Mall');
    expect(await (await open('/', 'en')).text()).toContain('AA Mall');
    expect(names()).toEqual(['Hana', 'Duri', 'Sena', 'Lead']);
  });

  test('the switch of the page edits the open cards, leaves closed ones, and later cards follow', async () => {
    const closed = await laptop.arrive({ kind: 'reply' });
    await laptop.simulator.answer(closed.inquiryId);
    await laptop.poll();
    await shows(closed.inquiryId, EN.outcome.answered);
    await open('/?lang=ko', 'en');
    await shows(inquiryId, KO.kind.reply);
    expect(cardOf(inquiryId)).toContain('AA몰');
    expect(await (await open('/', 'en')).text()).toContain('AA몰');
    expect(names()).toEqual(['하나', '두리', '세나', '팀장']);
    const next = await laptop.arrive({ kind: 'confirm' });
    await shows(next.inquiryId, KO.kind.confirm);
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
    const next = await laptop.arrive({ kind: 'reply' });
    await shows(next.inquiryId, EN.kind.reply);
    expect(cardOf(next.inquiryId)).toContain('AA Mall');
  });
});
