import { afterEach, describe, expect, test } from '@jest/globals';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLifeReader, type KnownLife } from '../../../../local/board/life-reader.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { makeShownTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { makeTempDir } from '../temp-dirs.ts';
import { getPage, HOSTILE, NOW, type PageUnderTest, skeletonOf, startPage, VENDOR } from './page-parts.ts';

const TICKET = makeShownTicket({
  ...VENDOR,
  product: '지어낸 상품',
  orderId: '98294587072450',
  text: '송장번호를 알려 주세요.',
  steps: [{ name: '1h', deadline: NOW + HOUR, at: NOW, tells: 'team' }],
});
const ID = ticketId(TICKET.key);
const lineOf = (did: string, fields: object) => ({
  at: NOW,
  level: 'info',
  message: 'trace',
  deliverable: ID,
  did,
  fields: { ...fields },
});
const LIFE: KnownLife = {
  ticket: TICKET,
  lines: [
    lineOf('warned', { version: 2, steps: ['1h'], passed: [] }),
    lineOf('published', { version: 1, event: 'TicketOpened' }),
  ],
};

describe('the history of a ticket', () => {
  let page: PageUnderTest;
  afterEach(() => page.stop());
  const start = async (life: KnownLife | undefined = LIFE) => {
    page = await startPage({
      readLife: async ({ inquiryId }) => (inquiryId === TICKET.key.inquiryId ? life : undefined),
    });
  };
  const get = (query: string) => getPage(page, `/ticket?${query}&id=${encodeURIComponent(ID)}`);

  test('shows the ticket, the request and the events, in the reader’s language', async () => {
    await start();
    const { status, text } = await get('lang=ko');
    expect(status).toBe(200);
    expect(text).toMatch(/지어낸 상품.*98294587072450.*1시간 전 알림.*송장번호를 알려 주세요/s);
    expect(text).toMatch(/Asia\/Seoul.*알림 시각이 되었습니다: 1시간 전/s);
    expect((await get('lang=en')).text).toContain('Step fired: 1h.');
  });

  test('names the claimer and the channel', async () => {
    const posted = { version: 2, attempt: 'card', channel: 'C0CS', ts: '1768453200.000001' };
    const ticket = makeShownTicket({ ...VENDOR, inquiryId: TICKET.key.inquiryId, claimedBy: 'U0HANA' });
    await start({ ticket, lines: [lineOf('posted', posted)] });
    const { text } = await get('lang=ko');
    expect(text).toContain('<dd>@하나</dd>');
    expect(text).toContain('채널 #cs-문의, ts 1768453200.000001');
  });

  test('marks inner steps, so that they can be hidden', async () => {
    await start();
    const { text } = await get('part');
    expect(text).toMatch(/^<h2/);
    expect(text.match(/<li class="is-inner">/g)).toHaveLength(1);
    expect(text.match(/<ol class="events">.*<\/ol>/s)?.[0].match(/<li/g)).toHaveLength(2);
  });

  test('shows only the ticket without a log', async () => {
    await start({ ticket: TICKET, lines: [] });
    expect((await get('part')).text).toMatch(/지어낸 상품.*로그에 이 건의 기록이 없습니다/s);
  });

  test.each(['', 'KR/A00012345/call-center/1', '../../etc', 'KR/A00012345/call-center/77/1'])(
    'is not found for the unknown id %j',
    async (id) => {
      await start();
      const { status, text } = await getPage(page, `/ticket?id=${encodeURIComponent(id)}`);
      expect([status, text.includes('해당 문의가 없습니다')]).toEqual([404, true]);
    },
  );

  test('C6: has the same elements and attributes for any text', async () => {
    const shownWith = async (text: string) => {
      const ticket = makeShownTicket({ ...VENDOR, product: text, text, category: text, claimedBy: text });
      await start({ ticket, lines: [lineOf('changed', { version: 2, state: text, fields: [text] })] });
      const html = (await get('part')).text;
      await page.stop();
      return skeletonOf(html);
    };
    expect(await shownWith(HOSTILE)).toEqual(await shownWith('상품'));
    await start();
  });

  test('is read from the store and the log of this run', async () => {
    await start();
    const dataDir = makeTempDir();
    const line = { time: new Date(NOW).toISOString(), level: 'info', message: 'trace', deliverable: ID };
    const other = { ...line, deliverable: ID.replace('/1000000001/', '/1000000002/') };
    appendFileSync(join(dataDir, 'notifier.log'), `${JSON.stringify(line)}\n${JSON.stringify(other)}\n`);
    const read = createLifeReader({ ticket: async () => TICKET }, dataDir);
    expect(await read(TICKET.key)).toMatchObject({ ticket: TICKET, lines: [{ deliverable: ID }] });
    expect(await createLifeReader({ ticket: async () => TICKET }, makeTempDir())(TICKET.key)).toEqual({
      ticket: TICKET,
      lines: [],
    });
    expect(await createLifeReader({ ticket: async () => undefined }, dataDir)(TICKET.key)).toBeUndefined();
  });
});
