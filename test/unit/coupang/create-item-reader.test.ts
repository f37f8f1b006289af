import { describe, expect, test } from '@jest/globals';
import { createItemReader, readItem } from '../../../lib/coupang/call-center/read-item.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';

const ZONE = 'Asia/Seoul';
const item = () => ({
  inquiryId: 1,
  itemName: '지어낸 상품',
  content: '연락처 010-1234-5678',
  replies: [
    { answerId: 2, answerType: 'csAgent', content: 'made up', partnerTransferStatus: 'requestAnswer' },
  ],
});

const create = () => {
  let at = 0;
  const read = createItemReader(ZONE, () => at);
  return {
    read,
    advance: (ms: number): void => {
      at += ms;
    },
  };
};

describe('reading items again', () => {
  test('parses an unchanged item once', () => {
    const { read } = create();
    expect(read(item())).toBe(read(item()));
    expect(read(item())).toEqual(readItem(item(), ZONE));
  });

  test.each<[string, object]>([
    ['its text', { content: '연락처 010-1234-5679' }],
    ['a flag of a post', { replies: [{ ...item().replies[0], partnerTransferStatus: 'answered' }] }],
    ['a new post', { replies: [...item().replies, { answerId: 3 }] }],
    ['a field that is gone', { itemName: undefined }],
  ])('parses a changed item again: %s', (_what, change) => {
    const { read } = create();
    const changed = { ...item(), ...change };
    read(item());
    expect(read(changed)).toEqual(readItem(changed, ZONE));
  });

  test('also caches an item without an inquiryId', () => {
    const { read } = create();
    expect(read({ content: 'made up' })).toEqual(readItem({ content: 'made up' }, ZONE));
    expect(read({ content: 'made up' })).toBe(read({ content: 'made up' }));
  });

  test('parses an item that is nested too deeply each time, so that it is not confused with another', () => {
    const { read } = create();
    const nested = (inquiryId: number): unknown =>
      JSON.parse(`{"inquiryId":${inquiryId},"more":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    expect(read(nested(1))).toMatchObject({ item: { inquiry: { inquiryId: '1' } } });
    expect(read(nested(2))).toMatchObject({ item: { inquiry: { inquiryId: '2' } } });
  });

  test('keeps no more than two lists, however many vendors are read', () => {
    const { read } = create();
    const first = read(item());
    for (let id = 10; id < 3_600; id += 1) read({ inquiryId: id });
    expect(read(item())).toBe(first);
    for (let id = 4_000; id < 12_000; id += 1) read({ inquiryId: id });
    expect(read(item())).not.toBe(first);
  });

  test('keeps items that are listed continuously, and forgets absent ones after eight hours at most', () => {
    const { read, advance } = create();
    const other = { inquiryId: 5 };
    const [listed, gone] = [read(item()), read(other)];
    advance(4 * HOUR_MS);
    const fresh = read({ inquiryId: 6 });
    expect(read(item())).toBe(listed);
    expect(read(item())).toBe(listed);
    expect(read({ inquiryId: 6 })).toBe(fresh);
    advance(4 * HOUR_MS);
    expect(read(item())).toBe(listed);
    expect(read(other)).not.toBe(gone);
  });
});
