import { expect, test } from '@jest/globals';
import { describeChange } from '../../../../local/page/describe-change.ts';
import type { Change } from 'fake-slack';

const lineOf = (kind: Change['kind'], text: string, more: Partial<Change['message']> = {}): string =>
  describeChange(
    { kind, message: { channel: 'C0CS', ts: '2.000000', text, ...more } },
    new Map([['C0CS', 'cs-문의']]),
  );
const inThread = { thread_ts: '1.000000' };

test('R24: each change is one line on the terminal, indented in a thread, and a broadcast is marked', () => {
  expect([
    lineOf('posted', '새 문의\u001b[31m\n둘째 줄\u202e'),
    lineOf('posted', 'card', inThread),
    lineOf('edited', 'closed', inThread),
    lineOf('posted', 'breach', { ...inThread, broadcast: true }),
    lineOf('edited', '답변 완료'),
    lineOf('reacted', 'card'),
    lineOf('deleted', 'line', inThread),
    lineOf('deleted', 'card', { channel: 'C0OPS' }),
  ]).toEqual([
    'Slack #cs-문의 + 새 문의 [31m 둘째 줄',
    'Slack #cs-문의   > card',
    'Slack #cs-문의   ~ closed',
    'Slack #cs-문의   >+ breach',
    'Slack #cs-문의 ~ 답변 완료',
    'Slack #cs-문의 * card',
    'Slack #cs-문의   - line',
    'Slack #C0OPS - card',
  ]);
});

test('the terminal shows a text as Slack does, and no text can control it', () => {
  expect(lineOf('posted', '이불 &amp; 베개 &lt;b&gt; &amp;lt;\u001b[2J')).toBe(
    'Slack #cs-문의 + 이불 & 베개 <b> &lt; [2J',
  );
});
