import { expect, test } from '@jest/globals';
import { readItem } from '../../../lib/coupang/call-center/read-item.ts';
import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import { ZONE } from '../../simulation/memory-coupang.ts';
import { rawItem } from '../../simulation/raw-item.ts';

const POST = { text: 'Made-up text.', needAnswer: false, completeReason: 'NONE' } as const;

test('the made-up item reads as the inquiry of which it was made', () => {
  const inquiry: Inquiry = {
    inquiryId: '17',
    inquiryAt: 1_764_000_000_123,
    product: 'Made-up skirt',
    content: '',
    counselingStatus: 'requestAnswer',
    posts: [
      {
        ...POST,
        answerId: '18',
        by: 'csAgent',
        at: 1_764_000_001_000,
        transfer: 'requestAnswer',
        needAnswer: true,
      },
      { ...POST, answerId: '19', by: 'csAgent', transfer: 'unknown', completeReason: 'CANCEL' },
      {
        ...POST,
        answerId: '20',
        by: 'vendor',
        login: 'made-up-1',
        at: 1_764_000_002_000,
        transfer: 'none',
        parentAnswerId: '18',
      },
      {
        ...POST,
        answerId: '21',
        by: 'system',
        text: '[쿠팡 시스템] made-up text',
        at: 1_764_000_003_000,
        transfer: 'answered',
      },
    ],
  };

  expect(readItem(rawItem(inquiry), ZONE)).toEqual({ item: { inquiry }, droppedFields: [] });
});
