import { describe, expect, test } from '@jest/globals';
import { countRefusals, type Trouble } from '../../../functions/notify/count-refusals.ts';
import { NotSetUp } from '../../../lib/config/not-set-up.ts';
import { SlackFailure, type SlackFailureKind } from '../../../lib/workflows/ports/slack-error.ts';
import type { Messenger } from '../../../lib/workflows/ports/messenger.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';

const ticket = makeTicket();
const to = { channel: 'C0CS' };
const attempt = { ...to, name: 'card', at: 1, token: 'made-up' } as const;

/** The reports of each call that fails this way: choosing a place, preparing, calling, looking for it. */
const toldOf = async (ends: () => Promise<never>): Promise<Trouble[][]> => {
  let told: Trouble[] = [];
  const error: unknown = await ends().catch((reason: unknown) => reason);
  const cannotSay = (): never => {
    throw error;
  };
  const unprepared: Messenger = {
    destination: cannotSay,
    preparePost: ends,
    prepareEdit: ends,
    find: ends,
  };
  const prepared: Messenger = {
    ...unprepared,
    preparePost: async () => ends,
    prepareEdit: async () => ends,
  };
  const watched = (channel: Messenger) =>
    countRefusals(channel, (trouble) => {
      told.push(trouble);
    });
  const calls = [
    async () => watched(unprepared).destination(ticket, 'card', {}),
    async () => watched(unprepared).preparePost(ticket, 'card', to, {}),
    async () => watched(unprepared).prepareEdit(ticket, {}),
    async () => (await watched(prepared).preparePost(ticket, 'card', to, {}))(),
    async () => (await watched(prepared).prepareEdit(ticket, {}))(),
    async () => watched(prepared).find(ticket, attempt),
  ];
  const counts: Trouble[][] = [];
  for (const call of calls) {
    await expect(call()).rejects.toThrow('made up');
    counts.push(told);
    told = [];
  }
  return counts;
};

const each = (...told: Trouble[]): Trouble[][] => Array.from({ length: 6 }, () => told);

const refusal =
  (kind: SlackFailureKind, reason = 'made_up', cause?: unknown) =>
  () =>
    Promise.reject(new SlackFailure(kind, reason, 'made up', { cause }));

describe('what Slack refuses (O6)', () => {
  test.each(['content-refused', 'channel-unusable', 'look-up-refused', 'refused'] as const)(
    '%s is reported, for every kind of call, and is thrown on unchanged',
    async (kind) => {
      expect(await toldOf(refusal(kind))).toEqual(each('refused'));
    },
  );

  test('token-unusable is reported apart, so that a dead channel does not hide it', async () => {
    expect(await toldOf(refusal('token-unusable'))).toEqual(each('token-refused'));
  });

  test.each(['unsure', 'unreached'] as const)(
    '%s is reported separately, since most pass by the next time',
    async (kind) => {
      expect(await toldOf(refusal(kind))).toEqual(each('unanswered'));
    },
  );

  test.each(['rate-limited', 'card-unusable', 'newer-refused'] as const)(
    '%s is an everyday event',
    async (kind) => {
      expect(await toldOf(refusal(kind))).toEqual(each());
    },
  );

  test('a token that is not stored yet is no trouble, but an unreadable one is', async () => {
    const unset = new NotSetUp('made-up-secret', 'slack');
    expect(await toldOf(refusal('token-unusable', 'not_set_up', unset))).toEqual(each());
    expect(await toldOf(refusal('rate-limited', 'token_unreadable'))).toEqual(each('unanswered'));
  });

  test('other errors are not counted', async () => {
    expect(await toldOf(() => Promise.reject(new Error('made up')))).toEqual(each());
  });

  test('a success is returned unchanged', async () => {
    const heard: unknown[] = [];
    const hear =
      <Answer>(answer: Answer) =>
      async (...told: unknown[]): Promise<Answer> => {
        heard.push(told);
        return answer;
      };
    const posted = { channel: 'C0CS', ts: '1.1' };
    const channel: Messenger = {
      destination: () => to,
      preparePost: hear(async () => posted),
      prepareEdit: hear(async () => undefined),
      find: hear(posted),
    };
    const slack = countRefusals(channel, () => {
      throw new Error('Nothing was refused.');
    });
    const options = { plain: true };
    expect(slack.destination(ticket, 'card', options)).toBe(to);
    const post = await slack.preparePost(ticket, 'card', to, options);
    expect(await post()).toBe(posted);
    const edit = await slack.prepareEdit(ticket, options);
    expect(await edit()).toBeUndefined();
    expect(await slack.find(ticket, attempt)).toBe(posted);
    expect(heard).toEqual([
      [ticket, 'card', to, options],
      [ticket, options],
      [ticket, attempt],
    ]);
  });
});
