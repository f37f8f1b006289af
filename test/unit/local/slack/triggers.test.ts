import { expect, test } from '@jest/globals';
import { createTriggers } from '../../../../local/slack/acts/triggers.ts';

test('a trigger works once and for three seconds', () => {
  let at = 0;
  const triggers = createTriggers(() => at);
  const [first, second] = [triggers.issue('U0HANA'), triggers.issue('U0DURI')];
  at = 3000;
  expect(triggers.exchange(first)).toMatchObject({ user: 'U0HANA' });
  expect(triggers.exchange(first)).toBe('exchanged_trigger_id');
  at = 3001;
  expect(triggers.exchange(second)).toBe('expired_trigger_id');
  expect(triggers.exchange('1.1.x')).toBe('invalid_trigger_id');
});
