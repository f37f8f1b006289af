import { describe, expect, test } from '@jest/globals';
import { isNoticeName } from '../../../../lib/domain/notice/notice.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the name of a notice', () => {
  test.each([
    'list/0123abcd-_XY',
    'blind/call-center/1732000000000',
    'all-clear/call-center/1732000000000',
    'blind/product/1732000000000',
    'all-clear/product/0',
    'key-expiry/1732000000000',
    'wrong-clock/1732000000000',
    'older-unread/1732000000000',
    'past/product/1732000000000',
    'alarm-mail/1732000000000',
    'alarm-mail/1732000000000/0123abcd',
    `unusable/NO_ANSWER/${HASH}`,
    'unusable/TRANSFER/2026-01-15',
    'unusable/ANSWER/a',
  ])('%s is valid (R24)', (name) => {
    expect(isNoticeName(name)).toBe(true);
  });

  test('is valid if only another release knows its kind', () => {
    expect(isNoticeName('made-up/word/1')).toBe(true);
  });

  test.each([
    '',
    'list/',
    'list/a b',
    'list',
    'list/1\n',
    ' list/1',
    'list/1/2/3/4',
    'List/1',
    'alarm-mail/1/ops@x.kr',
    'unusable/ANSWER/a#b',
    `unusable/ANSWER/${HASH}0`,
    7,
    null,
    undefined,
    ['list/1'],
  ])('%j is invalid', (name) => {
    expect(isNoticeName(name)).toBe(false);
  });
});
