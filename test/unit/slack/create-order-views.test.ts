import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import type { Box, OrderFacts } from '../../../lib/domain/order/order.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { createDoorMessenger } from '../../../lib/slack/create-door-messenger.ts';
import { createOrderViews } from '../../../lib/slack/create-order-views.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { Contact, NoFacts, ViewRef } from '../../../lib/workflows/ports/slack.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
import { parseJson } from './start-channel.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const formSchema = z.object({
  callback_id: z.string(),
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.optional(z.string()) })),
});

const VIEW = { id: 'V1', hash: '1.abc' };

const WORKSPACE: SlackAnswer = { ok: true, url: 'https://made-up.slack.com/' };

const show = async (update: SlackAnswer, contacts: Contact[] = [], workspace: SlackAnswer = WORKSPACE) => {
  const slack = await startSlack(({ method }) => (method === 'auth.test' ? workspace : update));
  const views = createOrderViews(slackAt(slack.url), {
    vendorOf: () => madeUpVendor(),
    ...(workspace === 'hang' && { linksWithinMs: 50 }),
  });
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

  const card = { channel: 'C0CS', ts: '1795583800.000100' };
  const contactWithCard = (): Contact => {
    const { key, facts } = madeUpTicket();
    const { askedAt, text, kind, state } = facts;
    return { key, of: 'order', askedAt, text, kind, state, card };
  };

  test('links to cards of earlier contact', async () => {
    const { showing, requests } = await show({ ok: true }, [contactWithCard()]);
    expect(await showing).toBe('shown');
    expect(methodsOf(requests)).toEqual(['auth.test', 'views.update']);
    expect(requests[1]?.form['view']).toContain(
      'https://made-up.slack.com/archives/C0CS/p1795583800000100|카드',
    );
  });

  test('is updated without links if Slack does not answer in time what the address of the workspace is', async () => {
    const { showing, requests } = await show({ ok: true }, [contactWithCard()], 'hang');
    expect(await showing).toBe('shown');
    expect(methodsOf(requests)).toEqual(['auth.test', 'views.update']);
    expect(requests[1]?.form['view']).toContain(contactWithCard().key.inquiryId);
    expect(requests[1]?.form['view']).not.toContain('archives/C0CS');
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
    ['a page of HTML', { status: 503, body: '<html>' }, { kind: 'unsure' }],
  ])('fails after %s, and is not updated again', async (_what, answer, failure) => {
    const { showing, requests } = await show(answer);
    expect(await failureOf(showing)).toMatchObject(failure);
    expect(requests).toHaveLength(1);
  });
});

describe('A10: the facts of an order in the form of a reply', () => {
  const fill = async (found: OrderFacts | NoFacts, update: SlackAnswer = { ok: true }, template?: number) => {
    const slack = await startSlack(() => update);
    const { acting, ...vendor } = madeUpVendor();
    const text = '{상품명}: {배송상태} {송장번호} {배송완료일}';
    const templates = [{ name: '배송', source: 'call-center' as const, text }];
    const views = createOrderViews(slackAt(slack.url), {
      vendorOf: () => ({ ...vendor, acting: { ...acting, templates } }),
    });
    const ref = { channel: 'C0CS', mark: 'made-up', field: 'text-made-up', version: 3 };
    const form = { ...ref, ...(template !== undefined && { template }) };
    const filling = await views.fillFacts(VIEW, madeUpTicket(), found, form);
    const sent = slack.requests[0]?.form ?? {};
    return { filling, sent, view: formSchema.parse(parseJson(sent['view'])) };
  };

  test('arrive in the form that its person opened, beside the text that Slack keeps', async () => {
    const box: Box = { status: 'DELIVERING', invoice: '000000000000', items: [] };
    const { filling, sent, view } = await fill({ is: 'boxes', boxes: [box] });
    expect(filling).toBe('shown');
    expect(sent).toMatchObject({ view_id: 'V1', hash: '1.abc' });
    expect(view.callback_id).toBe('reply');
    expect(parseJson(view.private_metadata)).toEqual({
      ticket: ticketId(madeUpTicket().key),
      channel: 'C0CS',
      mark: 'made-up',
      version: 3,
      facts: { status: '배송중', invoice: '000000000000' },
    });
    const input = view.blocks.find(({ type }) => type === 'input');
    expect(input?.block_id).toBe('text-made-up');
    expect(JSON.stringify(input)).not.toContain('initial_value');
  });

  test('are filled into the template that its person chose', async () => {
    const box: Box = { status: 'DELIVERING', invoice: '000000000000', items: [] };
    const { view } = await fill({ is: 'boxes', boxes: [box] }, { ok: true }, 0);
    const input = view.blocks.find(({ type }) => type === 'input');
    expect(input?.block_id).not.toBe('text-made-up');
    expect(JSON.stringify(input)).toMatch(/: 배송중 000000000000 \{배송완료일\}"/);
    expect(JSON.stringify(view.blocks)).toContain('⚠️ {배송완료일} · ');
  });

  test('leave the template with its places if there are none, or if its position is unknown', async () => {
    const { view } = await fill({ is: 'late' }, { ok: true }, 0);
    expect(JSON.stringify(view.blocks)).toContain(
      `⚠️ {배송상태}, {송장번호}, {배송완료일} · ${WORDING.ko.orderView.noFacts.late}`,
    );
    const unknown = (await fill({ is: 'late' }, { ok: true }, 7)).view;
    expect(JSON.stringify(unknown.blocks)).toContain('text-made-up');
  });

  test('are not kept if there are none, and the form says why', async () => {
    const { view } = await fill({ is: 'late' });
    expect(view.private_metadata).not.toContain('facts');
    expect(JSON.stringify(view.blocks)).toContain(WORDING.ko.orderView.noFacts.late);
  });

  test('come too late for a form that was closed or has become another', async () => {
    expect((await fill({ is: 'late' }, { ok: false, error: 'hash_conflict' })).filling).toBe('closed');
  });
});

describe('A10: the press that opens the view of an order', () => {
  const open = async (
    part: 'order' | 'exchanges',
    answer: SlackAnswer,
    from: { triggerId: string } | { view: ViewRef } = { triggerId: '1.2.abc' },
  ) => {
    const slack = await startSlack(() => answer);
    const door = createDoorMessenger(slackAt(slack.url), {
      vendorOf: () => madeUpVendor(),
      languageIn: () => 'ko',
      language: 'ko',
      now: () => 0,
    });
    const ticket = madeUpTicket();
    const press = { part, ...from, by: 'U0CS', channel: 'C0CS', key: ticket.key, order: 0 };
    return { opening: door.openOrder(press, ticket), requests: slack.requests };
  };

  const OPENED = { ok: true, view: { id: 'V1', hash: '1.abc', type: 'modal' } };

  test.each([
    ['order', 'views.open'],
    ['exchanges', 'views.push'],
  ] as const)('opens the view of %s by %s, and returns its id and hash', async (part, method) => {
    const { opening, requests } = await open(part, OPENED);
    expect(await opening).toEqual({ id: 'V1', hash: '1.abc' });
    expect(requests.map((request) => request.method)).toEqual([method]);
    expect(requests[0]?.form).toMatchObject({ trigger_id: '1.2.abc' });
    expect(parseJson(requests[0]?.form['view'])).toMatchObject({ type: 'modal', callback_id: 'order' });
  });

  test.each([
    ['no view', { ok: true }],
    ['a view without an id', { ok: true, view: { hash: '1.abc' } }],
    ['a view without a hash', { ok: true, view: { id: 'V1' } }],
  ])('fails if Slack answers with %s', async (_what, answer) => {
    const { opening } = await open('order', answer);
    expect(await failureOf(opening)).toMatchObject({ kind: 'unsure', reason: 'unreadable_answer' });
  });

  describe('an open view in which a person asks again', () => {
    const view = { id: 'V0', hash: '1.old' };

    test.each(['order', 'exchanges'] as const)('waits again for the %s, under a new hash', async (part) => {
      const { opening, requests } = await open(part, OPENED, { view });
      expect(await opening).toEqual({ id: 'V1', hash: '1.abc' });
      expect(requests.map((request) => request.method)).toEqual(['views.update']);
      expect(requests[0]?.form).toMatchObject({ view_id: 'V0', hash: '1.old' });
      expect(requests[0]?.form).not.toHaveProperty('trigger_id');
      const sent = requests[0]?.form['view'] ?? '';
      expect(sent).toContain(WORDING.ko.orderView.loading);
      expect(sent).toContain(`\\"part\\":\\"${part}\\"`);
    });

    test.each(['not_found', 'hash_conflict'])(
      'is closed if Slack answers %s, which is no error',
      async (error) => {
        const { opening, requests } = await open('order', { ok: false, error }, { view });
        expect(await opening).toBe('closed');
        expect(requests).toHaveLength(1);
      },
    );

    test('fails after another error', async () => {
      const { opening } = await open('order', { ok: false, error: 'view_too_large' }, { view });
      expect(await failureOf(opening)).toMatchObject({ reason: 'view_too_large' });
    });
  });

  test('fails if a trigger opens nothing because its view was closed', async () => {
    const { opening } = await open('exchanges', { ok: false, error: 'not_found' });
    expect(await failureOf(opening)).toMatchObject({ reason: 'not_found' });
  });
});
