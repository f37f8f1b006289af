import { expect, test } from '@jest/globals';
import { makeKey } from '../fixtures/domain/make-ticket.ts';
import { describeStore } from './store-under-test.ts';

const keyOf = (vendorId: string, inquiryId: string) => makeKey({ vendorId, inquiryId });

describeStore('the recent replies of a vendor (A8)', (store) => {
  test('are the five newest replies, newest first, to other hand-overs', async () => {
    const { replies } = store();
    const keys = ['1', '2', '3', '4', '5', '6', '7'].map((id) => keyOf('A00000801', id));
    const [first = makeKey()] = keys;
    expect(await replies.toOthers(first)).toEqual([]);
    for (const key of keys) await replies.note(key, `mark-${key.inquiryId}`);
    expect(await replies.toOthers(first)).toEqual(['mark-7', 'mark-6', 'mark-5', 'mark-4', 'mark-3']);
    expect(await replies.toOthers(keyOf('A00000801', '6'))).not.toContain('mark-6');
  });

  test('contain only the newest reply to each hand-over of the vendor', async () => {
    const { replies } = store();
    const key = keyOf('A00000802', '1');
    await replies.note(key, 'old');
    await replies.note(key, 'new');
    expect(await replies.toOthers(keyOf('A00000802', '2'))).toEqual(['new']);
    expect(await replies.toOthers(keyOf('A00000803', '2'))).toEqual([]);
  });

  test('keep every reply when two are noted at the same moment', async () => {
    const { replies } = store();
    const [first, two, three] = ['1', '2', '3'].map((id) => keyOf('A00000804', id));
    if (!first || !two || !three) throw new Error('there are three');
    await replies.note(first, 'one');
    await Promise.all([replies.note(two, 'two'), replies.note(three, 'three')]);
    expect(await replies.toOthers(makeKey({ vendorId: 'A00000804' }))).toContain('one');
  });

  test('are stored in a separate item, not in the vendor’s state', async () => {
    const { replies, states } = store();
    const key = keyOf('A00000805', '1');
    await replies.note(key, 'mark');
    expect(await states.read(key)).toBeUndefined();
  });
});
