import { describe, expect, test } from '@jest/globals';
import { createLinks } from '../../../../lib/slack/client/links.ts';
import { slackAt } from '../slack-at.ts';
import { type SlackAnswer, startSlack } from '../start-slack.ts';

const context = { call: 'post', what: 'notice for made-up' } as const;
const card = { channel: 'C0CS', ts: '1795583820.000100' };

const start = async (answer: (count: number) => SlackAnswer) => {
  const slack = await startSlack((_request, count) => answer(count));
  return { readLinks: createLinks(slackAt(slack.url)).toCards, requests: slack.requests };
};

describe('links to cards', () => {
  test("have Slack's form, with one call for any number of them", async () => {
    const { readLinks, requests } = await start(() => ({ ok: true, url: 'https://made-up.slack.com/' }));
    const linkTo = await readLinks(context);
    expect(linkTo(card)).toBe('https://made-up.slack.com/archives/C0CS/p1795583820000100');
    expect(linkTo({ ...card, threadTs: '1795583800.000100' })).toBe(
      'https://made-up.slack.com/archives/C0CS/p1795583820000100?thread_ts=1795583800.000100&cid=C0CS',
    );
    expect((await readLinks(context))(card)).toBe(linkTo(card));
    expect(requests.map(({ method }) => method)).toEqual(['auth.test']);
  });

  test('do not exist to a card that is not in Slack', async () => {
    const { readLinks } = await start(() => ({ ok: true, url: 'https://made-up.slack.com/' }));
    expect((await readLinks(context))({})).toBeUndefined();
  });

  test.each<[string, SlackAnswer]>([
    ['refuses', { ok: false, error: 'missing_scope' }],
    ['is down', { status: 503 }],
    ['says wait', { status: 429, headers: { 'retry-after': '30' } }],
    ['names no address', { ok: true }],
    ['names one that is none', { ok: true, url: 'javascript:alert(1)' }],
  ])(
    'are absent if Slack %s, the message is still sent, and Slack is called again later',
    async (_, first) => {
      const { readLinks } = await start((count) =>
        count === 1 ? first : { ok: true, url: 'https://made-up.slack.com/' },
      );
      expect((await readLinks(context))(card)).toBeUndefined();
      expect((await readLinks(context))(card)).toBeDefined();
    },
  );
});
