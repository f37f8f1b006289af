import { describe, expect, test } from '@jest/globals';
import { isNoticeName } from '../../../../lib/domain/notice/notice.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the name of a notice', () => {
  test.each([
    'list/0123abcd-_XY',
    // Names from earlier releases.
    'digest/1732000000000',
    'digest/0',
    'bundle/breach/1732000000000',
    'bundle/step/last-shift/1732000000000',
    'bundle/escalation/1h/1',
    'blind/1732000000000',
    'all-clear/1732000000000',
    'blind/product/1732000000000',
    'all-clear/product/0',
    'key-expiry/1732000000000',
    'wrong-clock/1732000000000',
    'older-unread/1732000000000',
    'past-questions/product/1732000000000',
    'alarm-mail/1732000000000',
    'alarm-mail/1732000000000/0123abcd',
    `unusable/NO_ANSWER/${HASH}`,
    'unusable/TRANSFER/2026-01-15',
    'unusable/ANSWER/a',
  ])('%s is valid (R24)', (name) => {
    expect(isNoticeName(name)).toBe(true);
  });

  test.each([
    '',
    'list/',
    'list/a b',
    'list/a/b',
    'digest',
    'digest/',
    'digest/NaN',
    'digest/1e12',
    'digest/-1',
    'digest/1.5',
    'digest/007',
    'digest/12345678901234567',
    'digest/1\n',
    ' digest/1',
    'digest/1/2',
    'Digest/1',
    'alarm-mail/1/0123abcde',
    'alarm-mail/1/ops@x.kr',
    'blind/call-center/1',
    'blind/product',
    'blind/product/',
    'blind/questions/1',
    'past-questions/1',
    'past-questions/call-center/1',
    'last-shift/product/1',
    'bundle/1',
    'bundle/breach/1h/1',
    'bundle/step/2h/1',
    'bundle/step/1h',
    'report/1',
    'unusable/NO_ANSWER',
    'unusable/NO_ANSWER/',
    'unusable/CLOSED/a',
    'unusable/ANSWER/a b',
    'unusable/ANSWER/a#b',
    'unusable/ANSWER/a/b',
    `unusable/ANSWER/${HASH}0`,
    7,
    null,
    undefined,
    ['digest/1'],
  ])('%j is invalid', (name) => {
    expect(isNoticeName(name)).toBe(false);
  });
});
