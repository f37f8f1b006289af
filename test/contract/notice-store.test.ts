import { expect, test } from '@jest/globals';
import { fc } from '../fixtures/fast-check.ts';
import { newNotice } from '../../lib/domain/notice/notice.ts';
import { RANKS } from '../../lib/domain/delivery/urgency.ts';
import { anyNotice, madeUpList, madeUpListFacts, madeUpNoticeKey } from '../unit/dynamodb/made-up-notices.ts';
import { makeNewTicket, withFields } from '../fixtures/domain/make-ticket.ts';
import { describeStore, held, vendorOf } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const DAY_S = 86_400;

describeStore('the notice store', (store, onTable) => {
  test('gives back every kind of notice as it was created (R24)', async () => {
    const { notices } = store();
    await fc.assert(
      fc.asyncProperty(anyNotice, async (notice) => {
        const created = await notices.create(notice);
        // Two runs may draw the same key.
        if (!created) return;
        expect(withFields(created, { writeToken: notice.outbox.writeToken })).toEqual(notice);
        expect(await notices.read(notice.key)).toEqual(created);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps a list of a thousand tickets (R24)', async () => {
    const { notices } = store();
    const members = Array.from({ length: 1000 }, (_, index) => ({
      source: 'call-center' as const,
      inquiryId: String(9_223_372_036_854_000_000n + BigInt(index)),
      answerId: String(9_223_372_036_855_000_000n + BigInt(index)),
    }));
    const facts = madeUpListFacts({ members });
    const created = held(await notices.create(newNotice(madeUpNoticeKey('list/801'), facts, NOW)));
    expect(created).toMatchObject({ facts, index: { attentionAt: NOW, rank: RANKS.card } });
    expect(await notices.read(created.key)).toEqual(created);
  });

  test('creates a notice once: a later creation is refused and changes nothing (R24)', async () => {
    const { notices } = store();
    const first = held(await notices.create(madeUpList(802)));
    const other = madeUpList(802, { facts: madeUpListFacts({ by: 9 }) });
    expect(await notices.create(other)).toBeUndefined();
    expect(await notices.read(first.key)).toEqual(first);
    expect(await notices.read(madeUpNoticeKey('list/8020'))).toBeUndefined();
  });

  test('a change raises the version, names its event, enters the index, and removes absent facts (R2)', async () => {
    const { notices } = store();
    const facts = {
      about: 'blind',
      source: 'call-center',
      state: 'over',
      since: NOW - 9,
      until: NOW,
      cause: 'ip-not-allowed',
      ip: '192.0.2.7',
      deadlines: [
        { source: 'call-center', inquiryId: '1', answerId: '2', dueAt: NOW + 5, product: '지어낸 상품' },
        { source: 'call-center', inquiryId: '3', answerId: '4', dueAt: NOW + 6 },
      ],
      deadlineCount: 12,
    } as const;
    const deadlines = [...facts.deadlines];
    const before = held(
      await notices.create(newNotice(madeUpNoticeKey('blind/call-center/803'), { ...facts, deadlines }, NOW)),
    );
    const { until: _u, ip: _i, ...open } = { ...facts, state: 'open' as const, deadlines: [] };
    const changed = held(await notices.change(before, open, 'BlindnessChanged', NOW + 1));
    expect(changed).toEqual(
      withFields(before, {
        facts: open,
        version: 2,
        changedAt: NOW + 1,
        attentionAt: NOW + 1,
        rank: RANKS.sight,
        events: { ...before.outbox.events, 2: { type: 'BlindnessChanged', at: NOW + 1 } },
        writeToken: changed.outbox.writeToken,
      }),
    );
    expect(changed.outbox.writeToken).not.toBe(before.outbox.writeToken);
    expect(await notices.read(before.key)).toEqual(changed);
    expect(await notices.change(before, open, 'BlindnessChanged', NOW + 2)).toBeUndefined();
    expect(await notices.read(before.key)).toEqual(changed);
  });

  test('neither a change nor a settlement creates a notice', async () => {
    const { notices, writer } = store();
    const missing = madeUpList(804);
    expect(await notices.change(missing, missing.facts, 'NoticeChanged', NOW)).toBeUndefined();
    expect(await writer.settle(missing, {})).toBe(false);
    await writer.notePublished(missing, 1, NOW);
    expect(await notices.read(missing.key)).toBeUndefined();
  });

  test('events are noted up to the last published event (R2)', async () => {
    const { notices, writer } = store();
    const created = held(await notices.create(madeUpList(805)));
    const changed = held(await notices.change(created, created.facts, 'NoticeChanged', NOW));
    await writer.notePublished(changed, 1, NOW + 7);
    const noted = held(await notices.read(changed.key));
    expect(noted).toMatchObject({
      outbox: { publishedVersion: 1, version: 2 },
      index: { attentionAt: NOW + 7 },
    });
    expect(noted.index.rank).toBe(changed.index.rank);
    expect(Object.keys(noted.outbox.events)).toEqual(['2']);
    await writer.notePublished(changed, 1, NOW + 8);
    expect(await notices.read(changed.key)).toEqual(noted);
  });

  onTable(
    'expires 400 days after its last change, settled or not (R6)',
    async ({ item, notices, writer }) => {
      const created = held(await notices.create(madeUpList(806, { changedAt: NOW })));
      expect(await item(created.key)).toMatchObject({ expiresAt: NOW / 1000 + 400 * DAY_S });
      const later = NOW + DAY_S * 1000;
      const changed = held(await notices.change(created, created.facts, 'NoticeChanged', later));
      await writer.settle(changed, {});
      expect(await item(created.key)).toMatchObject({ expiresAt: later / 1000 + 400 * DAY_S });
    },
  );

  test('the index lists tickets and notices of a vendor separately, by time, and finds the due ones (R3)', async () => {
    const { notices, reader, writer } = store();
    const vendor = vendorOf('A00000807');
    for (const at of [300, 100]) {
      await notices.create(madeUpList(at, { ...vendor, attentionAt: at }));
      await writer.create(makeNewTicket(String(at), { ...vendor, attentionAt: at + 50 }));
    }
    await notices.create(madeUpList(200, { ...vendor, vendorId: 'A00000808', attentionAt: 100 }));
    const found = async (until?: number) => {
      const rows = await reader.attention(vendor, until);
      return [rows.notices.map((row) => row.notice), rows.tickets.map((row) => row.inquiryId)];
    };
    expect(await found()).toEqual([
      ['list/100', 'list/300'],
      ['100', '300'],
    ]);
    expect(await found(149)).toEqual([['list/100'], []]);
    expect(await found(99)).toEqual([[], []]);
    const [row] = (await reader.attention(vendor)).notices;
    const {
      outbox: { version, publishedVersion, changedAt },
      delivery: { shownVersion },
    } = madeUpList(100);
    expect(row).toEqual({
      ...madeUpNoticeKey('list/100'),
      ...vendor,
      version,
      publishedVersion,
      shownVersion,
      changedAt,
      attentionAt: 100,
      rank: RANKS.card,
    });
    expect(await reader.closed(vendor, 0)).toEqual([]);
  });

  test('settling moves a notice within the index, then removes it, and a change adds it again (R3)', async () => {
    const { notices, reader, writer } = store();
    const vendor = vendorOf('A00000809');
    const timesIn = async () => (await reader.attention(vendor)).notices.map((row) => row.attentionAt);
    const notice = held(await notices.create(madeUpList(1, vendor)));
    expect(await writer.settle(notice, { attentionAt: NOW + 9 })).toBe(true);
    const waiting = held(await notices.read(notice.key));
    expect(waiting).toEqual(withFields(notice, { attentionAt: NOW + 9 }));
    expect(await timesIn()).toEqual([NOW + 9]);
    await writer.notePublished(notice, 1, NOW + 10);
    expect(await timesIn()).toEqual([NOW + 10]);
    // The first copy is outdated by now.
    expect(await writer.settle(notice, {})).toBe(false);
    expect(await writer.settle(held(await notices.read(notice.key)), {})).toBe(true);
    const settled = held(await notices.read(notice.key));
    expect(settled).not.toHaveProperty('index.attentionAt');
    expect(await timesIn()).toEqual([]);
    await notices.change(settled, notice.facts, 'NoticeChanged', NOW + 20);
    expect(await timesIn()).toEqual([NOW + 20]);
  });
});
