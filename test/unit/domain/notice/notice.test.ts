import { describe, expect, test } from '@jest/globals';
import { newNotice } from '../../../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { makeBlindness, makeDigest } from '../../../fixtures/domain/make-notice.ts';
import { makeKey } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';

describe('newNotice', () => {
  test('R24: a digest is due at the end of the lease, in case its poll dies', () => {
    const { facts } = makeDigest();
    expect(newNotice({ ...VENDOR, notice: `digest/${NOW}` }, facts, NOW, NOW + 2 * MINUTE)).toMatchObject({
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'NoticeChanged', at: NOW } } },
      index: { attentionAt: NOW + 2 * MINUTE },
    });
  });

  test('R2: it names its event in the write that creates it', () => {
    const {
      facts,
      key: { notice },
    } = makeBlindness();
    expect(newNotice({ ...VENDOR, notice }, facts, NOW)).toMatchObject({
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'BlindnessChanged', at: NOW } } },
      index: { attentionAt: NOW },
    });
  });
});

describe('deliverableId', () => {
  test('differs between a ticket and a notice', () => {
    expect(deliverableId(makeKey())).toBe('KR/A00012345/call-center/1000000001/700000001');
    expect(deliverableId({ ...VENDOR, notice: 'digest/1' })).toBe('KR/A00012345/digest/1');
  });
});
