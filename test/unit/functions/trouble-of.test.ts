import { expect, test } from '@jest/globals';
import { troubleOf } from '../../../functions/notify/build-services.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { NotSetUp } from '../../../lib/config/config-error.ts';
import type { SlackFailureKind } from '../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../../lib/workflows/ports/slack.ts';

const troubleFor = (kind: SlackFailureKind, reason = 'made_up', cause?: unknown) =>
  troubleOf(new SlackFailure(kind, reason, 'made up', { cause }));

test.each<[SlackFailureKind, string | undefined]>([
  ['content-refused', METRICS.slackRefused],
  ['channel-unusable', METRICS.slackRefused],
  ['look-up-refused', METRICS.slackRefused],
  ['refused', METRICS.slackRefused],
  // Apart, so that a dead channel does not hide it.
  ['token-unusable', METRICS.slackTokenRefused],
  // Most pass by the next time.
  ['unsure', METRICS.slackUnanswered],
  ['unreached', METRICS.slackUnanswered],
  ['rate-limited', undefined],
  ['card-unusable', undefined],
])('O6: %s is counted as %s', (kind, metric) => {
  expect(troubleFor(kind)).toBe(metric);
});

test('a token that is not stored yet is no trouble, but an unreadable token is', () => {
  expect(troubleFor('token-unusable', 'not_set_up', new NotSetUp('made-up-secret', 'slack'))).toBeUndefined();
  expect(troubleFor('rate-limited', 'token_unreadable')).toBe(METRICS.slackUnanswered);
});
