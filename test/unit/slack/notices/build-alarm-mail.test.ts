import { expect, test } from '@jest/globals';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

test('O14: says how many addresses get no alarm, what that means and what to do', () => {
  const { blocks, text } = buildNotice(
    makeNotice('alarm-mail/1/0123abcd', { about: 'alarm-mail', missing: 1 }),
    {
      vendor: madeUpVendor({ language: 'en' }),
      now: 0,
      members: [],
    },
  );
  expect(text).toBe('[Alarm mail] Alarms do not reach 1 mail address · AA몰');
  expect(textsOf(blocks)).toEqual([
    '📭 Alarms do not reach 1 mail address',
    'The subscription was not confirmed, or was ended. If messages stop reaching Slack, no mail says so.\nTo do: the engineer runs `npm run doctor` and does what it says.',
  ]);
});
