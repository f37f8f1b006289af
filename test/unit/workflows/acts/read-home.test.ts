import { describe, expect, test } from '@jest/globals';
import { findTickets, readHome } from '../../../../lib/workflows/acts/read-home.ts';
import { makeClosedRow } from '../../../fixtures/domain/make-closed-row.ts';
import { makeClosedTicket, makeTicket, rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR } from '../../../fixtures/domain/made-up.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { AttentionRow, ClosedRow, Ticket } from '../../../../lib/domain/ticket/ticket.ts';

/** 2026-11-25 14:00 in Seoul, 13:00 in Taipei. */
const NOW = Date.UTC(2026, 10, 25, 5, 0);
const KR = { market: 'KR' as const, vendorId: 'A00012345' };
const TW = { market: 'TW' as const, vendorId: 'A00012345' };
const ALL = { who: 'all' as const, kind: 'all' as const, page: 0 };

/** A store of made-up tickets that counts what it is asked. */
const makeReader = (
  tickets: Ticket[],
  closed: ClosedRow[] = [],
  rows: AttentionRow[] = tickets.map((ticket) => rowOf(ticket)),
) => {
  const reads = { attention: 0, ticket: 0, closed: [] as number[] };
  const isOf =
    (vendor: { market: string; vendorId: string }) => (row: { market: string; vendorId: string }) =>
      row.market === vendor.market && row.vendorId === vendor.vendorId;
  return {
    asked: reads,
    reader: {
      attention: async (vendor: typeof KR | typeof TW) => {
        reads.attention += 1;
        return { tickets: rows.filter(isOf(vendor)), notices: [] };
      },
      ticket: async (key: { inquiryId: string; market: string; source: string }) => {
        reads.ticket += 1;
        return tickets.find(
          (ticket) =>
            ticket.key.inquiryId === key.inquiryId &&
            ticket.key.market === key.market &&
            ticket.key.source === key.source,
        );
      },
      closed: async (vendor: typeof KR | typeof TW, since: number) => {
        reads.closed.push(since);
        return closed.filter(isOf(vendor)).filter(({ closedAt }) => closedAt >= since);
      },
    },
    clock: { now: () => NOW },
  };
};

describe('the App Home (A7)', () => {
  test('needs for 5,000 open tickets one query of open tickets, one of closed tickets, and one page of tickets', async () => {
    const tickets = Array.from({ length: 5000 }, (_, index) =>
      makeTicket({ ...KR, inquiryId: String(index), dueAt: NOW + index }),
    );
    const services = makeReader(tickets);
    const home = await readHome([{ ...KR, zone: 'Asia/Seoul' }], ALL, 'U0ME', services);
    expect(home.queue.counts.open).toBe(5000);
    expect(home.tickets.map(({ key }) => key.inquiryId)).toEqual(
      Array.from({ length: 15 }, (_, index) => String(index)),
    );
    expect(services.asked).toEqual({ attention: 1, ticket: 15, closed: [NOW - 30 * DAY] });
  });

  test('leaves out a ticket that has closed since the index was written', async () => {
    const open = makeTicket({ ...KR, inquiryId: '1', dueAt: NOW + HOUR });
    const rows = [rowOf(open), rowOf(makeTicket({ ...KR, inquiryId: '2', dueAt: NOW + 2 * HOUR }))];
    const { tickets } = await readHome(
      [{ ...KR, zone: 'Asia/Seoul' }],
      ALL,
      'U0ME',
      makeReader([open], [], rows),
    );
    expect(tickets).toEqual([open]);
  });

  test('counts the day of each market since its own midnight', async () => {
    const closedAt = Date.UTC(2026, 10, 24, 15, 30);
    const closed = [KR, TW].map((vendor) =>
      makeClosedRow({ ...vendor, closedAt, outcome: 'answered', inTime: true }),
    );
    const { figures } = await readHome(
      [
        { ...KR, zone: 'Asia/Seoul' },
        { ...TW, zone: 'Asia/Taipei' },
      ],
      ALL,
      'U0ME',
      makeReader([], closed),
    );
    // 00:30 in Seoul, 23:30 of the day before in Taipei.
    expect(figures.map(({ today }) => today.closed.answered)).toEqual([1, 0]);
    expect(figures.map(({ rolling }) => rolling.counted)).toEqual([1, 1]);
  });

  test('finds open tickets of all shops that a person may see', async () => {
    const tickets = [makeTicket({ ...KR, inquiryId: '98177' }), makeTicket({ ...TW, inquiryId: '18177' })];
    const find = (vendors: VendorRef[]) => findTickets(vendors, '8177', makeReader(tickets));
    expect(await find([KR, TW])).toMatchObject({ count: 2 });
    expect(await find([KR])).toMatchObject({ count: 1 });
  });

  test('finds the tickets of both sources under one inquiry number, also if one of them is closed', async () => {
    const open = makeTicket({ ...KR, inquiryId: '98177' });
    const ended = makeClosedTicket({
      ...KR,
      inquiryId: '98177',
      source: 'product',
      kind: 'question',
      answerId: '0',
    });
    const other = makeClosedTicket({ ...KR, inquiryId: '98177', answerId: '700000009' });
    const closed = [ended, other].map(({ key }) => makeClosedRow({ ...key, closedAt: NOW - HOUR }));
    const services = makeReader([open, ended], closed);
    expect((await findTickets([KR], '98177', services)).tickets).toEqual([open, ended]);
    const both = [open, makeTicket({ ...KR, inquiryId: '98177', source: 'product', kind: 'question' })];
    expect((await findTickets([KR], '98177', makeReader(both))).tickets).toEqual(both);
    // The last digits may belong to many inquiries.
    expect(await findTickets([KR], '8177', makeReader([open, ended], closed, [rowOf(open)]))).toEqual({
      tickets: [open],
      count: 1,
    });
  });

  test('reads the first ten of twelve, and counts twelve', async () => {
    const tickets = Array.from({ length: 12 }, (_, index) =>
      makeTicket({ ...KR, inquiryId: `${index}8177`, dueAt: NOW + index }),
    );
    const { tickets: read, count } = await findTickets([KR], '8177', makeReader(tickets));
    expect(count).toBe(12);
    expect(read.map(({ key }) => key.inquiryId)).toEqual(
      tickets.slice(0, 10).map(({ key }) => key.inquiryId),
    );
  });
});
