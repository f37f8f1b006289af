import { describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import type { Webhook } from '../../../lib/config/webhook-schema.ts';
import { deliver, type Send } from '../../../lib/webhooks/deliver.ts';
import { WebhookError } from '../../../lib/webhooks/webhook-error.ts';

const NOW = Date.now();
const SECRET = `whsec_${Buffer.from('made-up made-up made-up made-up!').toString('base64')}`;
const CONTENT = {
  event: { id: 'KR/A00012345/call-center/1/2/3', type: 'TicketOpened' },
  text: '[답변 필요] 11/26 10:00까지 · 지어낸 상품 · AA몰',
  link: 'https://wing.coupang.com/tenants/cs/csinquiry',
};
const webhook = (changes: Partial<Webhook> = {}): Webhook => ({
  name: 'erp',
  as: 'json',
  events: ['opened'],
  ...changes,
});

const deliverTo = async (
  as: Webhook,
  answer: Awaited<ReturnType<Send>> = { status: 204 },
  secret: { url: string; signingSecret?: string } = {
    url: 'https://receiver.example/hush',
    signingSecret: SECRET,
  },
) => {
  const calls: Parameters<Send>[0][] = [];
  const send: Send = async (call) => {
    calls.push(call);
    return answer;
  };
  const delivery = { id: 'KR/A00012345/call-center/1/2/3', webhook: as, content: CONTENT, secret, now: NOW };
  const result = await deliver(delivery, send).catch((error: unknown) => error);
  const [call] = calls;
  if (call === undefined) throw new Error('Nothing was sent.', { cause: result });
  return { result, call };
};

describe('a delivery (O20)', () => {
  test('is the event itself, and the library of Standard Webhooks verifies its signature', async () => {
    const { result, call } = await deliverTo(webhook());
    expect(result).toEqual({ status: 204 });
    expect(call.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'KR/A00012345/call-center/1/2/3',
      'content-length': String(Buffer.byteLength(call.body)),
    });
    expect(new Verifier(SECRET).verify(call.body, call.headers)).toEqual(CONTENT.event);
    expect(() => new Verifier(SECRET).verify(`${call.body} `, call.headers)).toThrow('No matching signature');
  });

  test('is signed, or is not made: an event as json needs a signing secret, and a text needs none', async () => {
    const unsigned = { url: 'https://receiver.example/' };
    const { call } = await deliverTo(webhook({ as: 'text' }), { status: 200 }, unsigned);
    expect(Object.keys(call.headers).filter((name) => name.startsWith('webhook-'))).toEqual([]);
    const delivery = { id: '1', webhook: webhook(), content: CONTENT, secret: unsigned, now: NOW };
    const send = () => Promise.reject(new Error('It was sent.'));
    await expect(deliver(delivery, send)).rejects.toThrow(
      'no signing secret is stored for it. Run: npm run webhooks -- set erp',
    );
  });

  test.each([
    [webhook({ as: 'text' }), { text: CONTENT.text }],
    [webhook({ as: 'text', key: 'body' }), { body: CONTENT.text }],
  ])('as text is the line of the push: %j', async (as, body) =>
    expect(JSON.parse((await deliverTo(as)).call.body)).toEqual(body),
  );

  test('as teams is a card that shows the line as it is', async () => {
    const { call } = await deliverTo(webhook({ as: 'teams' }));
    expect(JSON.parse(call.body)).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: CONTENT.text }] }],
            actions: [{ type: 'Action.OpenUrl', title: 'WING', url: CONTENT.link }],
          },
        },
      ],
    });
  });

  test.each([
    [{ status: 302 }, 'it redirects, which is not followed (HTTP 302)', undefined],
    [{ status: 410 }, 'it refuses (HTTP 410)', undefined],
    [{ status: 503, retryAfter: '120' }, 'it refuses (HTTP 503)', 120_000],
    [{ status: 503, retryAfter: 'soon' }, 'it refuses (HTTP 503)', undefined],
    [{ status: 503, retryAfter: '0' }, 'it refuses (HTTP 503)', 1000],
    [{ status: 503, retryAfter: '-5' }, 'it refuses (HTTP 503)', undefined],
    [{ status: 503, retryAfter: '1.5' }, 'it refuses (HTTP 503)', undefined],
    [{ status: 503, retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' }, 'it refuses (HTTP 503)', 1000],
    [{ status: 429 }, 'it refuses (HTTP 429)', 1000],
  ])('fails after the answer %j, and says neither address nor secret', async (answer, message, waitMs) => {
    const { result } = await deliverTo(webhook(), answer);
    if (!(result instanceof WebhookError)) throw new Error('It was delivered.');
    expect([result.message, result.waitMs]).toEqual([message, waitMs]);
  });

  test('waits until the date that Retry-After names', async () => {
    const retryAfter = new Date(NOW + 90_000).toUTCString();
    const { result } = await deliverTo(webhook(), { status: 503, retryAfter });
    const waitMs = result instanceof WebhookError ? result.waitMs : undefined;
    expect(waitMs).toBeGreaterThan(88_000);
    expect(waitMs).toBeLessThanOrEqual(90_000);
  });
});
