import { expect, test } from '@jest/globals';
import { seldom } from '../../../functions/track-sla/create-handler.ts';
import { LINES } from '../../../lib/config/names.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

test('S9: each vendor’s figures are logged at first and every fifth minute, and every other line at once', () => {
  const lines: unknown[] = [];
  const note = (message: string, fields?: object) => void lines.push([message, fields]);
  let minute = 0;
  const clock = { now: () => minute * MINUTE_MS + 1500 };
  const log = seldom({ info: note, warn: note, error: note }, clock);
  for (minute = 99; minute < 110; minute += 1) {
    for (const vendorId of ['one', 'two']) log.info(LINES.vendorFigures, { minute, vendorId });
    if (minute === 103) for (const write of [log.info, log.warn, log.error]) write('made up', { minute });
  }
  expect(lines).toEqual([
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 99, vendorId }]),
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 100, vendorId }]),
    ...Array.from({ length: 3 }, () => ['made up', { minute: 103 }]),
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 105, vendorId }]),
  ]);
});
