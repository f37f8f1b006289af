import { describe, expect, test } from '@jest/globals';
import { newNotice } from '../../../lib/domain/notice.ts';
import { subjectId } from '../../../lib/domain/subject.ts';
import { makeBlindness, makeDigest } from '../../fixtures/domain/make-notice.ts';
import { makeKey } from '../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW, VENDOR } from '../../fixtures/domain/made-up.ts';

describe('newNotice', () => {
  test('R24: an unsealed digest has no event yet and comes up at the end of the lease', () => {
    const { facts } = makeDigest({ state: 'unsealed', sealBy: NOW + 2 * MINUTE });
    expect(newNotice({ ...VENDOR, notice: `digest/${NOW}` }, facts, NOW)).toMatchObject({
      version: 1,
      publishedVersion: 1,
      events: {},
      attentionAt: NOW + 2 * MINUTE,
    });
  });

  test('R2: any other names its event in the write that creates it; blindness overtakes new cards', () => {
    const { facts, notice } = makeBlindness();
    expect(newNotice({ ...VENDOR, notice }, facts, NOW)).toMatchObject({
      version: 1,
      publishedVersion: 0,
      events: { '1': { type: 'BlindnessChanged', at: NOW } },
      attentionAt: NOW,
    });
  });
});

describe('subjectId', () => {
  test('names a ticket and a notice, never alike', () => {
    expect(subjectId(makeKey())).toBe('KR/A00012345/call-center/1000000001/700000001');
    expect(subjectId({ ...VENDOR, notice: 'digest/1' })).toBe('KR/A00012345/digest/1');
  });
});
