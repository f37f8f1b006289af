import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { DAY, HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { ephemerals, NOW, openDoor, openTicket, refusing, type Door } from './slack-door.ts';

/** All names here are made up. */
const homeSchema = z.object({ private_metadata: z.string(), blocks: z.array(z.unknown()) });
/** The Home that Slack was last asked to show, and to whom. */
const shown = (door: Door) => {
  const publishCall = door.asked.findLast(({ method }) => method === 'views.publish');
  return {
    to: publishCall?.form['user_id'],
    ...homeSchema.parse(JSON.parse(publishCall?.form['view'] ?? '{}')),
  };
};
const textOf = (door: Door): string => JSON.stringify(shown(door).blocks);

const openHome = (door: Door, user = 'U0CS', metadata?: string) =>
  door.sendText(
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T0OURS',
      event_id: 'Ev1',
      event: {
        type: 'app_home_opened',
        user,
        channel: 'D0HOME',
        tab: 'home',
        event_ts: '1764046805.000100',
        ...(metadata !== undefined && { view: { private_metadata: metadata } }),
      },
    }),
  );
const use = (door: Door, action: string, chosen: { option?: string; value?: string } = {}, user = 'U0CS') =>
  door.send({
    type: 'block_actions',
    team: { id: 'T0OURS', domain: 'made-up' },
    user: { id: user, username: 'minji', name: 'minji', team_id: 'T0OURS' },
    trigger_id: '1.2.made-up',
    container: { type: 'view', view_id: 'V0HOME' },
    view: { id: 'V0HOME', type: 'home', private_metadata: shown(door).private_metadata, hash: '1.a' },
    actions: [
      {
        type: chosen.option === undefined ? 'button' : 'static_select',
        action_id: action,
        block_id: 'b',
        action_ts: '1764046806.000300',
        ...(chosen.value !== undefined && { value: chosen.value }),
        ...(chosen.option !== undefined && { selected_option: { value: chosen.option } }),
      },
    ],
  });
const search = async (door: Door, text: string, { user = 'U0CS', channel = 'C0ANY' } = {}) => {
  const form = { command: '/coupang', text, team_id: 'T0OURS', channel_id: channel, user_id: user };
  const { statusCode, body } = await door.sendText(new URLSearchParams(form).toString());
  expect(statusCode).toBe(200);
  const answer = z.object({ response_type: z.string(), blocks: z.unknown() }).parse(JSON.parse(body));
  expect(answer.response_type).toBe('ephemeral');
  return JSON.stringify(answer.blocks);
};
const claimOf = (door: Door, ticket: Ticket) => door.ticket(ticket)?.facts.claimedBy;

describe('the App Home through the function (A7)', () => {
  test('shows a person the open tickets of the vendors for which the person works', async () => {
    const door = await openDoor();
    door.put({ inquiryId: '1001', product: '지어낸 머그컵' });
    door.put({ inquiryId: '1002', vendorId: 'A00054321', product: '남의 상품' });
    expect(await openHome(door)).toMatchObject({ statusCode: 200 });
    expect(shown(door).to).toBe('U0CS');
    expect(textOf(door)).toContain('지어낸 머그컵');
    expect(textOf(door)).not.toContain('남의 상품');
  });

  test('shows nothing to a person who works for no vendor, and nothing at all while acting is off', async () => {
    const door = await openDoor();
    door.put({ product: '지어낸 머그컵' });
    await openHome(door, 'U0STRANGER');
    expect(textOf(door)).not.toContain('머그컵');
    expect(textOf(door)).toContain('볼 권한이 없습니다');
    const off = await openDoor({ config: { acting: 'off' } });
    off.put({ product: '지어낸 머그컵' });
    await openHome(off);
    expect(textOf(off)).not.toContain('머그컵');
  });

  test('a filter holds over the next uses, and after it is opened again', async () => {
    const door = await openDoor();
    door.put({ inquiryId: '1001', product: '내 것', claimedBy: 'U0CS', claimedAt: NOW });
    door.put({ inquiryId: '1002', product: '남의 것', claimedBy: 'U0OTHER', claimedAt: NOW });
    await openHome(door);
    await use(door, 'home-who', { option: 'mine' });
    expect(textOf(door)).toContain('내 것');
    expect(textOf(door)).not.toContain('남의 것');
    await use(door, 'home-refresh');
    expect(textOf(door)).not.toContain('남의 것');
    await openHome(door, 'U0CS', shown(door).private_metadata);
    expect(textOf(door)).not.toContain('남의 것');
  });

  test('claims a ticket, and shows it as claimed', async () => {
    const { door, ticket } = await openTicket({}, { inquiryId: '1001' });
    await openHome(door);
    await use(door, 'claim', { value: ticketId(ticket.key) });
    expect(claimOf(door, ticket)).toBe('U0CS');
    expect(textOf(door)).toContain('담당 <@U0CS>');
  });

  test('R29: shows a claim that had no effect, as of another vendor’s ticket, on the Home alone, until the next refresh', async () => {
    const { door, ticket } = await openTicket({}, { inquiryId: '1001' });
    await openHome(door);
    door.put({ inquiryId: '1001', claimedBy: 'U0FIRST', claimedAt: NOW });
    await use(door, 'claim', { value: ticketId(ticket.key) });
    expect(textOf(door)).toMatch(/^\[[^[]*⚠️ .*이미 <@U0FIRST>님이 담당하고 있습니다.*1001.*처리할 문의/);
    await use(door, 'home-refresh');
    expect(textOf(door)).not.toContain('⚠️');
    const other = door.put({ inquiryId: '1002', vendorId: 'A00054321' });
    for (const value of [ticketId(other.key), 'no ticket']) {
      await use(door, 'claim', { value });
      expect(textOf(door)).toContain('⚠️');
    }
    await use(door, 'claim', { value: ticketId(other.key) }, 'U0STRANGER');
    expect(claimOf(door, other)).toBeUndefined();
    expect(door.asked.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
  });

  test('R29: reports a claim that had no effect in the channel if the Home cannot be shown', async () => {
    const { door, ticket } = await openTicket(refusing('views.publish', 'not_enabled'), {
      claimedBy: 'U0FIRST',
      claimedAt: NOW,
    });
    await openHome(door);
    await use(door, 'claim', { value: ticketId(ticket.key) });
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: .+$/);
  });

  test('is stored with its vendor, filter and end if that vendor is live, so that it is refreshed', async () => {
    const door = await openDoor({ live: true });
    door.put({ inquiryId: '1001' });
    await openHome(door, 'U0STRANGER');
    await openHome(door);
    await use(door, 'home-who', { option: 'mine' });
    const noted = { by: 'U0CS', mark: expect.any(String), until: NOW + 10 * MINUTE };
    const vendor = { market: 'KR', vendorId: 'A00012345' };
    expect(door.views).toEqual([
      { vendor, view: { ...noted, filter: { who: 'all', kind: 'all', page: 0 } } },
      { vendor, view: { ...noted, filter: { who: 'mine', kind: 'all', page: 0 } } },
    ]);
    const idle = await openDoor({ live: false });
    await openHome(idle);
    expect(idle.views).toEqual([]);
  });

  test('logs an unreadable table, and Slack gets its receipt', async () => {
    const door = await openDoor({ slack: () => ({ ok: false, error: 'not_enabled' }) });
    expect(await openHome(door)).toEqual({ statusCode: 200, body: '' });
    expect(JSON.stringify(door.log.lines)).toContain('not_enabled');
  });
});

describe('/coupang', () => {
  test('finds an open ticket by number, for the person alone', async () => {
    const door = await openDoor();
    door.put({ inquiryId: '1015668177', product: '지어낸 머그컵' });
    const answer = await search(door, ' 8177 ');
    expect(answer).toContain('1건을 찾았습니다');
    expect(answer).toContain('지어낸 머그컵');
    expect(answer).toContain('1015668177');
  });

  test('lists the tickets of a kind that the words name, in any language', async () => {
    const door = await openDoor();
    door.put({ inquiryId: '1001' });
    door.put({ inquiryId: '1002', source: 'product', kind: 'question', answerId: '0' });
    for (const words of ['상품 문의', 'Product questions', '商品詢問']) {
      const answer = await search(door, words);
      expect(answer).toContain('🛍️ 상품 문의 · 내 담당 0건 · 담당 없음 1건');
      expect(answer).toContain('1002');
      expect(answer).not.toContain('1001');
    }
    expect(await search(door, '고객센터 이관')).toMatch(/담당 없음 1건.*1001/);
    expect(await search(door, '🛍️')).toContain('맞는 미처리 문의가 없습니다');
  });

  test('finds a closed ticket by its inquiry number if none is open, and shows how it ended', async () => {
    const door = await openDoor();
    const closed = { state: 'closed', outcome: 'auto-closed', closedAt: NOW - 29 * DAY } as const;
    door.put({ inquiryId: '1015668177', product: '지어낸 머그컵', ...closed });
    const answer = await search(door, '8177');
    expect(answer).toMatch(/종료된 문의 1건.*지어낸 머그컵.*24시간 초과 · 쿠팡 자동 종료.*1015668177/);
    expect(await search(door, '머그컵')).toContain('맞는 미처리 문의가 없습니다');
    door.advance(2 * DAY);
    expect(await search(door, '8177')).toContain('맞는 미처리 문의가 없습니다');
    door.put({ inquiryId: '2015668177' });
    expect(await search(door, '8177')).toContain('1건을 찾았습니다');
  });

  test('finds them for everybody in the channel of their cards, and for nobody elsewhere', async () => {
    const door = await openDoor();
    door.put({ inquiryId: '1015668177' });
    expect(await search(door, '8177', { user: 'U0ANYBODY', channel: 'C0CS' })).toContain('1건');
    expect(await search(door, '8177', { user: 'U0ANYBODY', channel: 'C0ELSE' })).toContain('권한이 없습니다');
  });

  test('finds a product with characters that Slack escapes in what people type', async () => {
    const door = await openDoor();
    door.put({ product: '지어낸 컵 & 접시 <대>' });
    for (const words of ['컵 &amp; 접시 &lt;대&gt;', '컵 & 접시'])
      expect(await search(door, words)).toContain('1건을 찾았습니다');
    expect(await search(door, 'R&amp;B')).toContain('“R&amp;B”');
  });

  test('alone lists what the person has claimed, then what nobody has claimed, nearest deadline first', async () => {
    const door = await openDoor();
    const claimed = (claimedBy: string) => ({ claimedBy, claimedAt: NOW });
    door.put({ inquiryId: '1001', product: '둘째 빈 것', dueAt: NOW + 3 * HOUR });
    door.put({ inquiryId: '1002', product: '첫째 빈 것', dueAt: NOW + HOUR });
    door.put({ inquiryId: '1003', product: '내 것', dueAt: NOW + 5 * HOUR, ...claimed('U0CS') });
    door.put({ inquiryId: '1004', product: '남의 것', dueAt: NOW + HOUR, ...claimed('U0OTHER') });
    door.put({ inquiryId: '1005', product: '끝난 것', state: 'closed', outcome: 'answered', closedAt: NOW });
    const answer = await search(door, ' ');
    expect(answer).toMatch(/내 담당 1건 · 담당 없음 2건.*내 것.*첫째 빈 것.*둘째 빈 것.*뒤 4자리/);
    expect(answer).not.toMatch(/남의 것|끝난 것/);
    expect(await search(door, '', { user: 'U0ANYBODY', channel: 'C0ELSE' })).toContain('권한이 없습니다');
  });

  test('alone shows at most ten tickets, and counts the others', async () => {
    const door = await openDoor();
    for (let index = 0; index < 30; index += 1)
      door.put({
        inquiryId: String(2000 + index),
        product: `상품 ${index}호`,
        dueAt: NOW + HOUR + index,
        ...(index < 12 && { claimedBy: 'U0CS', claimedAt: NOW }),
      });
    const answer = await search(door, '');
    expect(answer.match(/호 · /g)).toHaveLength(10);
    expect(answer).toMatch(/상품 6호.*외 5건.*상품 12호.*상품 14호.*외 15건/);
  });
});
