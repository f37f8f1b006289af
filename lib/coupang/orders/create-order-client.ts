import { MARKET_ZONES } from '../../config/market.ts';
import { offsetMs } from '../../domain/time/dates.ts';
import { DAY_MS, SECOND_MS } from '../../domain/time/durations.ts';
import type { OrderSource } from '../../workflows/ports/coupang.ts';
import { CoupangError } from '../coupang-error.ts';
import type { SenderOptions } from '../create-sender.ts';
import { type Fields, fieldsOf, listSchema, recordSchema } from '../read-fields.ts';
import type { Call } from '../send-http.ts';
import { type Sender, sendRequest, type Success } from '../send-request.ts';
import { readBox, readExchange, readReturn } from './read-order.ts';

const API = '/v2/providers/openapi/apis/api';

/** A view shows fewer. */
const MOST_ROWS = 50;

/**
 * Reads what belongs to an order of a vendor. Source: coupang-api.md section 8.
 * @param sender shared with the vendor's other clients, so that all keep one pace
 * @param admit runs before each try, and stops the call by throwing
 */
export const createOrderClient = (
  { vendor }: Pick<SenderOptions, 'vendor'>,
  sender: Sender,
  admit: () => Promise<void>,
): OrderSource => {
  const zone = MARKET_ZONES[vendor.market];
  const admitted: Sender = { ...sender, admit };

  const send = (call: Call, stopAt: number): Promise<Success> => sendRequest(admitted, call, stopAt);

  /** `data` is a list, or one object. @throws CoupangError if it is neither */
  const rowsOf = (data: unknown): Record<string, unknown>[] => {
    if (data === undefined || data === null) return [];
    const list = listSchema.safeParse(data);
    const rows = (list.success ? list.data : [data]).slice(0, MOST_ROWS).flatMap((value) => {
      const row = recordSchema.safeParse(value);
      return row.success ? [row.data] : [];
    });
    if (rows.length > 0 || (list.success && list.data.length === 0)) return rows;
    throw new CoupangError(vendor, { code: 'COUPANG_PROTOCOL', detail: 'the data is no list of objects' });
  };

  /**
   * Leaves out rows of other orders, and logs the names of fields that were dropped.
   * @throws CoupangError if there are rows, but none of the order. Coupang may have ignored the number, so the order may still have some.
   */
  const readRows = <T>(
    kind: Call['kind'],
    orderId: string,
    answer: Success,
    read: (fields: Fields) => T,
  ): T[] => {
    const dropped = new Set<string>();
    const rows = rowsOf(answer.is === 'data' ? answer.data : undefined);
    const own = rows.flatMap((row) => {
      const fields = fieldsOf(row, zone);
      const named = fields.id('orderId');
      // Coupang masks order numbers in some answers, so that a box may not name its order.
      const isOwn = named === orderId || (named === undefined && kind === 'order');
      const facts = isOwn ? [read(fields)] : [];
      for (const field of fields.dropped) dropped.add(field);
      return facts;
    });
    if (dropped.size > 0)
      admitted.log?.warn('fields that could not be read were left out', {
        ...vendor,
        call: kind,
        droppedFields: [...dropped],
      });
    if (own.length === 0 && rows.length > 0)
      throw new CoupangError(vendor, {
        code: 'COUPANG_PROTOCOL',
        detail: `no row of the ${kind} is of the order`,
      });
    return own;
  };

  return {
    order: async (orderId, stopAt) => {
      const path = `${API}/v5/vendors/${vendor.vendorId}/${encodeURIComponent(orderId)}/ordersheets`;
      const answer = await send({ kind: 'order', path, query: '' }, stopAt);
      if (answer.is === 'absent') return { is: answer.why ?? 'wrong-number' };
      return { is: 'boxes', boxes: readRows('order', orderId, answer, readBox) };
    },
    // With a status or `searchType`, Coupang would want dates, too. Assumption: returns-by-order-alone.
    returns: async (orderId, stopAt) => {
      const path = `${API}/v6/vendors/${vendor.vendorId}/returnRequests`;
      const query = `orderId=${encodeURIComponent(orderId)}`;
      const answer = await send({ kind: 'returns', path, query }, stopAt);
      return readRows('returns', orderId, answer, readReturn);
    },
    // One page holds all exchanges of an order. Assumption: exchanges-take-order.
    exchanges: async (orderId, span, stopAt) => {
      const path = `${API}/v4/vendors/${vendor.vendorId}/exchangeRequests`;
      const { from, to } = withinSevenDays(span);
      const query = [
        `createdAtFrom=${localTime(from, zone)}`,
        `createdAtTo=${localTime(to, zone)}`,
        `orderId=${encodeURIComponent(orderId)}`,
        `maxPerPage=${MOST_ROWS}`,
      ].join('&');
      const answer = await send({ kind: 'exchanges', path, query }, stopAt);
      return readRows('exchanges', orderId, answer, readExchange);
    },
  };
};

/** Coupang refuses a span of exactly 7 days. The call has whole seconds. */
const withinSevenDays = ({ from, to }: { from: number; to: number }): { from: number; to: number } => {
  const until = Math.floor(to / SECOND_MS) * SECOND_MS;
  const earliest = until - 7 * DAY_MS + SECOND_MS;
  return { from: Math.max(from, earliest), to: until };
};

/** `yyyy-MM-ddTHH:mm:ss` in the market's zone. */
const localTime = (at: number, zone: string): string =>
  new Date(at + offsetMs(zone)).toISOString().slice(0, 19);
