import { describe, expect, test } from '@jest/globals';
import { countRefusals, type Trouble } from '../../../functions/notify/count-refusals.ts';
import { NotSetUp } from '../../../lib/config/not-set-up.ts';
import { SlackFailure, type SlackFailureKind } from '../../../lib/workflows/slack-error.ts';
import type { SlackChannel } from '../../../lib/workflows/slack-port.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';

const ticket = makeTicket();
const attempt = { name: 'card', at: 1, lookUps: 0 } as const;

/** What is told of each of the four calls to a channel whose every call ends so. */
const toldOf = async (ends: () => Promise<never>): Promise<Trouble[][]> => {
  let told: Trouble[] = [];
  const channel: SlackChannel = { post: ends, edit: ends, postLine: ends, find: ends };
  const slack = countRefusals(channel, (trouble) => {
    told.push(trouble);
  });
  const calls = [
    () => slack.post(ticket),
    () => slack.edit(ticket),
    () => slack.postLine(ticket, { name: 'breach', at: 1 }),
    () => slack.find(ticket, attempt, 0),
  ];
  const counts: Trouble[][] = [];
  for (const call of calls) {
    await expect(call()).rejects.toThrow('made up');
    counts.push(told);
    told = [];
  }
  return counts;
};

const UNANSWERED = [['unanswered'], ['unanswered'], ['unanswered'], ['unanswered']];

const refusal =
  (kind: SlackFailureKind, reason = 'made_up', cause?: unknown) =>
  () =>
    Promise.reject(new SlackFailure(kind, reason, 'made up', { cause }));

describe('what Slack refuses (O6)', () => {
  test.each(['content-refused', 'channel-unusable', 'token-unusable', 'look-up-refused', 'refused'] as const)(
    '%s is told of, whatever was called, and goes on as it came',
    async (kind) => {
      expect(await toldOf(refusal(kind))).toEqual([['refused'], ['refused'], ['refused'], ['refused']]);
    },
  );

  test('a lost answer is told of apart, since most pass the next time', async () => {
    expect(await toldOf(refusal('unsure'))).toEqual(UNANSWERED);
  });

  test.each(['rate-limited', 'card-unusable'] as const)('%s is part of every day', async (kind) => {
    expect(await toldOf(refusal(kind))).toEqual([[], [], [], []]);
  });

  test('a token that nobody has stored yet is no trouble, and one that cannot be read is', async () => {
    const unset = new NotSetUp('made-up-secret', 'slack');
    expect(await toldOf(refusal('token-unusable', 'not_set_up', unset))).toEqual([[], [], [], []]);
    expect(await toldOf(refusal('rate-limited', 'token_unreadable'))).toEqual(UNANSWERED);
  });

  test('what is no failure of Slack is none of its business', async () => {
    expect(await toldOf(() => Promise.reject(new Error('made up')))).toEqual([[], [], [], []]);
  });

  test('what succeeds comes back as it is, with what it was told', async () => {
    const heard: unknown[] = [];
    const hear =
      <Answer>(answer: Answer) =>
      async (...told: unknown[]): Promise<Answer> => {
        heard.push(told);
        return answer;
      };
    const posted = { channel: 'C0CS', ts: '1.1' };
    const channel = {
      post: hear(posted),
      edit: hear(undefined),
      postLine: hear({ ts: '1.2' }),
      find: hear(posted),
    };
    const slack = countRefusals(channel, () => {
      throw new Error('Nothing was refused.');
    });
    const how = { plain: true };
    expect(await slack.post(ticket, how)).toBe(posted);
    expect(await slack.edit(ticket, how)).toBeUndefined();
    expect(await slack.postLine(ticket, { name: 'breach', at: 1 }, how)).toEqual({ ts: '1.2' });
    expect(await slack.find(ticket, attempt, 7, how)).toBe(posted);
    expect(heard).toEqual([
      [ticket, how],
      [ticket, how],
      [ticket, { name: 'breach', at: 1 }, how],
      [ticket, attempt, 7, how],
    ]);
  });
});
