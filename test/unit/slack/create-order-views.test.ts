import { describe, expect, test } from '@jest/globals';
import { createOrderViews } from '../../../lib/slack/create-order-views.ts';
import type { Contact } from '../../../lib/workflows/ports/order-views.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
import { parseJson } from './start-channel.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const VIEW = { id: 'V1', hash: '1.abc' };

const show = async (update: SlackAnswer, contacts: Contact[] = []) => {
  const slack = await startSlack(({ method }) =>
    method === 'auth.test' ? { ok: true, url: 'https://made-up.slack.com/' } : update,
  );
  const views = createOrderViews(slackAt(slack.url), { vendorOf: () => madeUpVendor() });
  const content = { orderId: '12000012345678', part: 'order', facts: { is: 'late' }, contacts } as const;
  const shownTo = { by: 'U0CS', channel: 'C0CS', order: 0 };
  return { showing: views.showOrder(VIEW, madeUpTicket(), content, shownTo), requests: slack.requests };
};

const methodsOf = (requests: { method: string }[]) => requests.map(({ method }) => method);

describe('A10: an opened view of an order', () => {
  test('is updated by its id and hash, so that a newer one stays', async () => {
    const { showing, requests } = await show({ ok: true });
    expect(await showing).toBe('shown');
    expect(methodsOf(requests)).toEqual(['views.update']);
    expect(requests[0]?.form).toMatchObject({ view_id: 'V1', hash: '1.abc' });
    expect(parseJson(requests[0]?.form['view'])).toMatchObject({ callback_id: 'order' });
  });

  test('links to cards of earlier contact', async () => {
    const { key, facts } = madeUpTicket();
    const { askedAt, text, kind, state } = facts;
    const card = { channel: 'C0CS', ts: '1795583800.000100' };
    const { showing, requests } = await show({ ok: true }, [
      { key, of: 'order', askedAt, text, kind, state, card },
    ]);
    expect(await showing).toBe('shown');
    expect(methodsOf(requests)).toEqual(['auth.test', 'views.update']);
    expect(requests[1]?.form['view']).toContain(
      'https://made-up.slack.com/archives/C0CS/p1795583800000100|카드',
    );
  });

  test.each(['not_found', 'hash_conflict'])(
    'is closed if Slack answers %s, which is no error',
    async (error) => {
      const { showing, requests } = await show({ ok: false, error });
      expect(await showing).toBe('closed');
      expect(requests).toHaveLength(1);
    },
  );

  test.each<[string, SlackAnswer, object]>([
    ['another error', { ok: false, error: 'view_too_large' }, { kind: 'refused', reason: 'view_too_large' }],
    ['a broken connection', 'hang up', { kind: 'unsure' }],
    ['half an answer', 'half', { kind: 'unsure' }],
  ])('fails after %s, and is not updated again', async (_what, answer, failure) => {
    const { showing, requests } = await show(answer);
    expect(await failureOf(showing)).toMatchObject(failure);
    expect(requests).toHaveLength(1);
  });
});
