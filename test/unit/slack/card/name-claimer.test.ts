import { expect, test } from '@jest/globals';
import { nameClaimer, sayWhetherClaimed } from '../../../../lib/slack/card/name-claimer.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';

const { ko } = WORDING;

test('a claimer is named as Slack names a person; anything but an id is text', () => {
  expect(nameClaimer({ claimedBy: 'U0CS' }, ko)).toBe('담당 <@U0CS>');
  expect(nameClaimer({ claimedBy: '<!here>' }, ko)).toBe('담당 &lt;!here&gt;');
  expect(nameClaimer({ claimedBy: 'here' }, ko)).toBe('담당 here');
  expect(nameClaimer({ claimedBy: '\n' }, ko)).toBe('담당 있음');
  expect(nameClaimer({}, ko)).toBe('');
});

test('only whether somebody has claimed the ticket is shown if nobody may be mentioned', () => {
  expect(sayWhetherClaimed({ claimedBy: 'U0CS' }, ko)).toBe('담당 있음');
  expect(sayWhetherClaimed({}, ko)).toBe('');
});
