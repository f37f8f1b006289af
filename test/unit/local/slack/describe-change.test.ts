import { expect, test } from '@jest/globals';
import { describeChange } from '../../../../local/slack/describe-change.ts';

test('the terminal shows a text as Slack does, and no text can control it', () => {
  const message = { ts: '1.1', channel: 'C0CS', text: '이불 &amp; 베개 &lt;b&gt; &amp;lt;\u001b[2J' };
  expect(describeChange({ kind: 'posted', message }, new Map([['C0CS', 'cs-문의']]))).toBe(
    'Slack #cs-문의 + 이불 & 베개 <b> &lt; [2J',
  );
});
