import { describe, expect, test } from '@jest/globals';
import { createDoNotDisturb } from '../../../lib/slack/create-person-messenger.ts';
import { failureOf } from './failure-of.ts';
import { slackAt } from './slack-at.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const NOW = 1_764_050_000_000;
const SECOND = NOW / 1000;

const ask = async (answer: SlackAnswer) => {
  const slack = await startSlack(() => answer);
  const doNotDisturb = createDoNotDisturb(slackAt(slack.url), () => NOW);
  return { resting: doNotDisturb.resting(['U0ANN', 'U0BEN']), requests: slack.requests };
};
const spell = (from: number, until: number, enabled = true) => ({
  dnd_enabled: enabled,
  next_dnd_start_ts: SECOND + from,
  next_dnd_end_ts: SECOND + until,
});

describe('do-not-disturb (A9)', () => {
  test('is requested in a single call', async () => {
    const { resting, requests } = await ask({ ok: true, users: {} });
    expect(await resting).toEqual(new Set());
    expect(requests.map(({ method, form }) => [method, form['users']])).toEqual([
      ['dnd.teamInfo', 'U0ANN,U0BEN'],
    ]);
  });

  test.each<[string, ReturnType<typeof spell>, boolean]>([
    ['that has begun', spell(-10, 10), true],
    ['that begins this second', spell(0, 10), true],
    ['that ends this second', spell(-10, 0), false],
    ['that comes later', spell(10, 20), false],
    ['that is switched off', spell(-10, 10, false), false],
  ])('counts a spell %s: %j', async (_what, dndStatus, counts) => {
    const { resting } = await ask({ ok: true, users: { U0ANN: dndStatus } });
    expect((await resting).has('U0ANN')).toBe(counts);
  });

  test.each<[string, SlackAnswer, string]>([
    ['does not grant the scope', { ok: false, error: 'missing_scope' }, 'look-up-refused'],
    ['says nothing of people', { ok: true }, 'unsure'],
    ['does not answer', 'hang up', 'unsure'],
  ])('is unknown if Slack %s', async (_what, answer, kind) => {
    const { resting } = await ask(answer);
    expect((await failureOf(resting)).kind).toBe(kind);
  });
});
