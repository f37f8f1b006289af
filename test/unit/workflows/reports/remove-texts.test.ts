import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { removeTexts } from '../../../../lib/workflows/reports/remove-texts.ts';
import {
  makeClosedTicket,
  makeTicket,
  withoutFields,
  withFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { VENDOR } from '../../../simulation/create-world.ts';
import { createReportingWorld } from './reporting-world.ts';

const KEPT = 30 * DAY;
const LINK = 'https://form.example/made-up';

const setUp = (effect?: NonNullable<Parameters<typeof createReportingWorld>[0]>['effect']) => {
  const world = createReportingWorld(effect ? { effect } : {});
  let made = 0;
  return {
    ...world,
    remove: () => removeTexts(VENDOR, world.now(), world.services()),
    close: (ago: number, fields: TicketFields = {}) =>
      world.store.put(
        makeClosedTicket({
          inquiryId: String((made += 1)),
          formLink: LINK,
          closedAt: world.now() - ago,
          ...fields,
        }),
      ),
    texts: () => world.tickets().map(({ facts: { text } }) => text),
  };
};

describe('free text', () => {
  test('is removed 30 days after closing, with the link; all else stays', async () => {
    const { close, remove, store, tickets } = setUp();
    const old = close(KEPT + 1);
    const young = close(KEPT);
    const open = store.put(makeTicket({ inquiryId: '99', openedAt: 0, text: 'open' }));
    expect(await remove()).toBe(1);
    if (old.type === 'notice') throw new Error('It is a ticket.');
    const rest = withoutFields(old, 'formLink');
    expect(tickets()).toEqual([withFields(rest, { text: '' }), young, open]);
  });

  test('is checked once a day, also by a new process', async () => {
    const { advance, calls, close, remove, startAnew, texts } = setUp();
    close(KEPT - 1);
    await remove();
    advance(DAY - 1);
    calls.length = 0;
    expect(await remove()).toBe(0);
    expect(calls).toEqual([]);
    startAnew();
    expect(await remove()).toBe(0);
    expect(calls).toEqual(['store.removedUntil']);
    advance(1);
    expect(await remove()).toBe(1);
    expect(texts()).toEqual(['']);
  });

  test('of many tickets is removed in several runs, the earliest closed ones first', async () => {
    const { advance, close, remove, tickets } = setUp();
    for (let index = 0; index < 1100; index += 1) close(KEPT + 100 * DAY - index * MINUTE);
    const left = () => tickets().flatMap(({ facts: { text } }, index) => (text === '' ? [] : [index]));
    expect(await remove()).toBe(500);
    expect(left()[0]).toBe(500);
    advance(5 * MINUTE);
    expect(await remove()).toBe(500);
    advance(5 * MINUTE);
    expect(await remove()).toBe(100);
    expect(left()).toEqual([]);
    advance(5 * MINUTE);
    expect(await remove()).toBe(0);
  });

  test('of more tickets than a run handles, closed at one moment, is removed too, and no more', async () => {
    const { close, remove } = setUp();
    for (let index = 0; index < 600; index += 1) close(KEPT + 9 * DAY);
    close(KEPT + 8 * DAY);
    expect(await remove()).toBe(600);
    expect(await remove()).toBe(1);
  });

  test('stays in a ticket that was re-opened since the index was read', async () => {
    const { close, remove, store, texts } = setUp();
    const old = close(KEPT + DAY);
    const { closed } = store.reader;
    store.reader.closed = async (...args) => {
      const rows = await closed(...args);
      if (old.type === 'notice') throw new Error('It is a ticket.');
      const reopened = withoutFields(old, 'closedAt');
      store.put(withFields(reopened, { state: 'open' }));
      return rows;
    };
    await remove();
    expect(texts()).toEqual(['지어낸 요청입니다. 교환이 가능한지 답변 부탁드립니다.']);
  });

  test('is removed by the next run if a run could not remove it', async () => {
    let isDown = true;
    const world = setUp(async (name, take) => {
      if (isDown && name === 'store.removeText') throw new StoreError('unavailable', 'made up');
      return take();
    });
    world.close(KEPT + DAY);
    await expect(world.remove()).rejects.toThrow('made up');
    isDown = false;
    world.startAnew();
    expect(await world.remove()).toBe(1);
    expect(world.texts()).toEqual(['']);
  });

  test("is not touched in another vendor's tickets, which have separate progress", async () => {
    const { close, remove, services, store, texts } = setUp();
    const other = { ...VENDOR, vendorId: 'A00000001' };
    close(KEPT + DAY);
    close(KEPT + DAY, other);
    await remove();
    expect(texts().map((text) => text === '')).toEqual([true, false]);
    await removeTexts(other, Date.parse('2026-11-24T03:00:00Z'), services());
    expect(texts()).toEqual(['', '']);
    expect(await store.texts.removedUntil(other)).toBe(Date.parse('2026-11-24T03:00:00Z') - KEPT);
  });
});
