import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { arbitraryNoticeFacts } from '../arbitrary-notice.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const TOKEN = /<!date[^>]*>/g;
const TIME = /(?<!\d)\d\d:\d\d(?!\d)/;

test("no sentence of a notice mixes a time in the market's zone with a time in the reader's zone", () => {
  const members = [madeUpTicket(), madeUpTicket({ state: 'closed', outcome: 'auto-closed' })];
  fc.assert(
    fc.property(arbitraryNoticeFacts, fc.constantFrom('ko', 'en', 'zh-TW'), (facts, language) => {
      const vendor = madeUpVendor({ language });
      const notice = makeNotice('opening/1', facts);
      const { blocks } = buildNotice(notice, { vendor, now: DUE_AT, members });
      const sentences = textsOf(blocks).join('\n').split('\n');
      const both = sentences.filter(
        (sentence) => sentence.includes('<!date') && TIME.test(sentence.replace(TOKEN, '')),
      );
      expect(both).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
