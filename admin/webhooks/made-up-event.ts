import { randomUUID } from 'node:crypto';
import { EVENT_SOURCE } from '../../lib/config/names.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { WING_LISTS } from '../../lib/domain/sources.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { Content } from '../../lib/webhooks/formats.ts';
import type { AdminTexts } from '../wording/wording.ts';

/** The inquiry of no buyer. */
const NOBODY = '0';

/**
 * A made-up event of docs/events.md, by which a receiver can be tried. Its product says that it is made up.
 * @param now epoch ms
 */
export const makeUpEvent = (
  { id: vendorId, market, label }: VendorConfig,
  now: number,
  { madeUpProduct, madeUpText }: AdminTexts['webhooks'],
): Content & { id: string } => {
  const link = WING_LISTS['call-center'];
  const id = `test/${randomUUID()}`;
  const event = {
    specversion: '1.0',
    id,
    source: EVENT_SOURCE,
    type: 'TicketOpened',
    time: new Date(now).toISOString(),
    subject: `${market}/${vendorId}/call-center/${NOBODY}/${NOBODY}`,
    datacontenttype: 'application/json',
    data: {
      schemaVersion: 1,
      vendor: { id: vendorId, name: label },
      market,
      source: 'call-center',
      link,
      version: 1,
      kind: 'reply',
      inquiry: NOBODY,
      product: madeUpProduct,
      askedAt: new Date(now).toISOString(),
      dueAt: new Date(now + DAY_MS).toISOString(),
      level: 'none',
    },
  };
  return { id, event, text: madeUpText(label), link };
};
