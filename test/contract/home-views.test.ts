import { expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import { homeViewsKey } from '../../lib/dynamodb/item-keys.ts';
import { openTable } from '../../lib/dynamodb/table.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { describeTable } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const vendorOf = (vendorId: string) => ({ ...VENDOR, vendorId });
const viewOf = (by: string, until = NOW) => ({
  by,
  filter: { who: 'mine', kind: 'all', page: 2, vendor: VENDOR } as const,
  mark: 'old',
  until,
});

describeTable('opened Home tabs (A7)', (store) => {
  test('are read back as noted, only the newest for each person', async () => {
    const { homes } = store();
    const vendor = vendorOf('A00000901');
    expect(await homes.read(vendor)).toEqual([]);
    await homes.note(vendor, viewOf('U0KIM'));
    await Promise.all([homes.note(vendor, viewOf('U0LEE')), homes.note(vendor, viewOf('U0KIM', NOW + 5))]);
    const read = await homes.read(vendor);
    expect(read).toHaveLength(2);
    expect(read).toEqual(expect.arrayContaining([viewOf('U0LEE'), viewOf('U0KIM', NOW + 5)]));
    expect(await homes.read(vendorOf('A00000902'))).toEqual([]);
  });

  test('get a new mark only if their person has not used them since', async () => {
    const { homes } = store();
    const vendor = vendorOf('A00000903');
    await homes.noteMark(vendor, viewOf('U0KIM'), 'lost');
    expect(await homes.read(vendor)).toEqual([]);
    await homes.note(vendor, viewOf('U0KIM'));
    await homes.noteMark(vendor, viewOf('U0KIM'), 'new');
    expect(await homes.read(vendor)).toEqual([{ ...viewOf('U0KIM'), mark: 'new' }]);
    await homes.note(vendor, viewOf('U0KIM', NOW + 5));
    await homes.noteMark(vendor, viewOf('U0KIM'), 'new');
    expect(await homes.read(vendor)).toEqual([viewOf('U0KIM', NOW + 5)]);
  });

  test('expire', async () => {
    const { homes, client, tableName } = store();
    const vendor = vendorOf('A00000904');
    await homes.note(vendor, viewOf('U0KIM'));
    expect(await openTable(client, tableName).get(homeViewsKey(vendor))).toMatchObject({
      expiresAt: NOW / 1000,
    });
  });

  test('are noted in the state of a vendor that has a state, and a poll keeps the note', async () => {
    const { homes, states } = store();
    const vendor = vendorOf('A00000905');
    await homes.note(vendor, viewOf('U0KIM'));
    expect(await states.read(vendor)).toBeUndefined();
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 9 });
    await homes.note(vendor, viewOf('U0KIM', NOW + 5));
    await states.releaseLease(vendor, 'a', NEW_VENDOR_STATE);
    expect(await states.read(vendor)).toEqual({ ...NEW_VENDOR_STATE, homesUntil: NOW + 5 });
  });
});
