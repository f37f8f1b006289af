import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { requestMark } from '../../lib/domain/act/reply-content.ts';
import { confirmValue } from '../../lib/slack/format/blocks.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { WORKSPACE } from 'fake-slack';
import { readLogs } from './ask-emulator.ts';
import { CHANNELS, FIRST, firstVendor, madeUpConfig } from './made-up-config.ts';
import { type Deployment, KEYS, startDeployment } from './start-deployment.ts';

type Person = { id: string; name: string; team_id: string };
const KIM: Person = { id: 'U0KIM', name: 'kim', team_id: WORKSPACE.teamId };
const STRANGER: Person = { id: 'U0XYZ', name: 'xyz', team_id: WORKSPACE.teamId };
const WING_ID = 'wing-kim';
const TEXT = '고객님, 교환 상품은 내일 발송되며 도착까지 이틀 걸립니다.';
const REPLIES = /\/callCenterInquiries\/\d+\/replies$/;
const CONFIRMS = /\/callCenterInquiries\/\d+\/confirms$/;
const formAnswer = z.object({
  response_action: z.string(),
  view: z.object({ private_metadata: z.string() }),
});

/** One deployment for the whole file. Slack's part is played by signed requests to the deployed address. */
describe('a deployed notifier in which people act', () => {
  let deployment: Deployment;
  let url: string;

  beforeAll(async () => {
    deployment = await startDeployment(30);
    const acting = { people: { [KIM.id]: { wingId: WING_ID } } };
    await deployment.deploy(madeUpConfig({ acting: 'on', vendors: [firstVendor({ acting })] }));
    await deployment.storeKeys([FIRST.vendorId]);
    url = (await deployment.account.outputsOf(STACKS.notifier))[OUTPUTS.slackActionsUrl] ?? '';
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  const send = (body: string, secret: string = KEYS.signingSecret): Promise<Response> => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    };
    return fetch(url, { method: 'POST', body, headers });
  };
  const interact = (payload: object, secret?: string): Promise<Response> =>
    send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), secret);
  const press = (name: string, ticket: Ticket, user = KIM, secret?: string): Promise<Response> => {
    const message_ts = ticket.delivery.ts;
    const value = name === 'confirm' ? confirmValue(ticket) : ticketId(ticket.key);
    const action = { action_id: name, value, action_ts: `${Date.now() / 1000}` };
    const container = { type: 'message', message_ts, channel_id: CHANNELS.first };
    return interact({ type: 'block_actions', user, trigger_id: '1.2', container, actions: [action] }, secret);
  };
  const submit = (hidden: string): Promise<Response> => {
    const values = { any: { text: { type: 'plain_text_input', value: TEXT } } };
    const blocks = [{ type: 'input', block_id: 'any' }];
    const view = { id: 'V0MADEUP', hash: '1.a', callback_id: 'reply', private_metadata: hidden, blocks };
    return interact({ type: 'view_submission', user: KIM, view: { ...view, state: { values } } });
  };
  const newCard = async (kind: 'reply' | 'confirm' = 'reply'): Promise<Ticket> => {
    const { inquiryId } = await deployment.simulator.handOver({ kind });
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await deployment.settle();
    return ticketNow(inquiryId);
  };
  const ticketNow = async (inquiryId: string): Promise<Ticket> => {
    const [ticket] = await deployment.ticketsOf(inquiryId);
    if (!ticket) throw new Error('There is no ticket.');
    return ticket;
  };
  const callsOf = (door: 'coupang' | 'slack', wanted: RegExp) =>
    deployment.doors[door].calls().filter(({ path }) => wanted.test(path));
  const failures = async () =>
    (await readLogs(deployment.emulator)).filter((line) => line.includes('ERROR {'));

  test('refuses unsigned requests and requests signed with another secret', async () => {
    const ticket = await newCard();
    expect((await fetch(url, { method: 'POST', body: 'payload={}' })).status).toBe(401);
    expect((await press('claim', ticket, KIM, 'f'.repeat(32))).status).toBe(401);
    expect((await ticketNow(ticket.key.inquiryId)).facts.claimedBy).toBeUndefined();
  });

  test('the doctor sends a signed and an unsigned request, and accepts both answers (O8)', async () => {
    deployment.slack.giveScope('commands');
    const { code, output } = await deployment.deployer.doctor();
    expect(code).toBe(0);
    expect(output).toMatch(/ok +Slack requests +.*takes what is signed, and refuses the rest/);
    expect(output).toMatch(/ok +acts to act +a rule is on/);
    expect(output).toMatch(/ok +orders to act +a rule is on/);
    expect(output).toContain(`${KIM.id} as ${WING_ID}`);
  });

  test('A1: a press claims the ticket, and the thread names the person', async () => {
    const ticket = await newCard();
    expect((await press('claim', ticket)).status).toBe(200);
    const { inquiryId } = ticket.key;
    expect((await ticketNow(inquiryId)).facts.claimedBy).toBe(KIM.id);
    await deployment.until('the line', () => deployment.messagesOf(inquiryId).length > 1);
    const [card, line] = deployment.messagesOf(inquiryId);
    expect(card).toMatchObject({ editedTs: expect.any(String) });
    expect(line?.thread_ts).toBe(card?.ts);
    expect(JSON.stringify(line?.blocks)).toContain(`@${KIM.name}`);
  });

  test('refuses a press of another workspace', async () => {
    const ticket = await newCard();
    expect((await press('claim', ticket, { ...KIM, team_id: 'T0THEIRS' })).status).toBe(401);
    expect((await ticketNow(ticket.key.inquiryId)).facts.claimedBy).toBeUndefined();
  });

  test('A3: a reply reaches Coupang once, in the person’s name, from preview to the closed card', async () => {
    const ticket = await newCard();
    const { inquiryId } = ticket.key;
    const hidden = { ticket: ticketId(ticket.key), mark: requestMark(ticket), channel: CHANNELS.first };
    const preview = z.parse(formAnswer, await (await submit(JSON.stringify(hidden))).json());
    expect(preview.response_action).toBe('update');
    expect(callsOf('coupang', REPLIES)).toEqual([]);
    const sent = [1, 2, 3].map(() => submit(preview.view.private_metadata));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await deployment.until('the reply', async () => (await ticketNow(inquiryId)).facts.state === 'closed');
    await deployment.settle();
    expect(callsOf('coupang', REPLIES).map(({ body }): unknown => JSON.parse(body))).toMatchObject([
      { inquiryId, content: TEXT, replyBy: WING_ID, parentAnswerId: ticket.key.answerId },
    ]);
    expect((await ticketNow(inquiryId)).facts).toMatchObject({ outcome: 'answered' });
    expect(deployment.messagesOf(inquiryId)[0]?.text).toMatch(/^\[답변 완료]/);
  });

  test('A6: a person without a WING login gets a private refusal, and Coupang is not called', async () => {
    const ticket = await newCard('confirm');
    expect((await press('confirm', ticket, STRANGER)).status).toBe(200);
    expect((await ticketNow(ticket.key.inquiryId)).facts.act).toBeUndefined();
    const ephemerals = callsOf('slack', /chat\.postEphemeral$/).map(({ body }) => new URLSearchParams(body));
    expect([...new Set(ephemerals.map((ephemeral) => ephemeral.get('user')))]).toEqual([STRANGER.id]);
    expect(ephemerals[0]?.get('text')).toContain('WING');
    expect(callsOf('coupang', CONFIRMS)).toEqual([]);
  });

  test('A2: a confirmation reaches Coupang once, however often it is pressed', async () => {
    const ticket = await newCard('confirm');
    const { inquiryId } = ticket.key;
    await Promise.all([1, 2, 3].map(() => press('confirm', ticket)));
    await deployment.until('the end', async () => (await ticketNow(inquiryId)).facts.state === 'closed');
    const sent = callsOf('coupang', CONFIRMS).filter(({ path }) => path.includes(inquiryId));
    expect(sent.map(({ body }): unknown => JSON.parse(body))).toMatchObject([{ confirmBy: WING_ID }]);
    expect((await ticketNow(inquiryId)).facts).toMatchObject({ outcome: 'confirmed' });
  });

  test('no function failed, and no log contains a word of the reply', async () => {
    expect(await failures()).toEqual([]);
    expect((await readLogs(deployment.emulator)).join('\n')).not.toContain('내일 발송');
  });
});
