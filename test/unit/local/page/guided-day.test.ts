import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Source } from '../../../../lib/domain/sources.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { createControls } from '../../../../local/page/controls.ts';
import { createGuidedDay, type DayState, type GuidedDay } from '../../../../local/page/day/guided-day.ts';
import { type Cast, createInvitations, type Stage } from '../../../../local/page/day/invite.ts';
import { ACT_SCENES, type ActScene, type SceneName } from '../../../../local/page/day/plan-day.ts';
import { renderDay } from '../../../../local/page/day/render-day.ts';
import { toHtml } from '../../../../local/page/render-mrkdwn.ts';
import { type Simulator, startSimulator } from '../../../../local/simulator/simulator.ts';
import type { StoredView } from '../../../../local/slack/acts/views.ts';
import { createView } from '../../../../local/page/view.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { CHANNEL, NOW, openInMemory, PAGE_VENDOR, VENDOR } from './page-parts.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const HANA = { id: 'U0HANA', name: '하나' };

let simulator: Simulator;
let day: GuidedDay;
/** The acts of people in Slack. */
let claimed: string[];
let form: StoredView | undefined;
let homeOpens: number;

beforeEach(async () => {
  [claimed, form, homeOpens] = [[], undefined, 0];
  simulator = await startSimulator({
    dataDir: makeTempDir(),
    vendors: [VENDOR],
    keys: { accessKey: 'ACCESS', secretKey: 'SECRET' },
    now: () => NOW,
    seed: 1,
    arrivals: false,
  });
});
afterEach(async () => {
  await day.stop();
  await simulator.stop();
});
afterAll(removeTempDirs);

const stageWith = (channels: Stage['channels']): Stage => ({
  channels,
  interactions: { people: [HANA], modal: () => form, homeOpens: () => homeOpens },
  isClaimed: async ({ inquiryId }) => claimed.includes(inquiryId),
});

/** A guided day of the morning and one more scene. */
const start = async (scene: SceneName, captionMs: number) => {
  const stage = stageWith(await openInMemory());
  day = createGuidedDay({
    clock: { now: () => NOW, moveBy: async () => undefined },
    simulator,
    controls: createControls({
      simulator,
      slack: { fail: () => undefined, recover: () => undefined },
      vendors: [{ ...VENDOR, label: 'AA몰' }],
    }),
    vendor: VENDOR,
    plan: () => [
      { name: 'morning', at: NOW },
      { name: scene, at: NOW },
    ],
    blindMs: 0,
    stage,
    countOwn: async () => 0,
    captionMs,
    leapTo: async () => undefined,
    isShown: async () => true,
    onError: (error) => {
      throw error;
    },
  });
  day.play();
  await until(({ isShown }) => isShown);
  day.next();
};

const until = (holds: (state: DayState) => boolean): Promise<DayState> =>
  new Promise((resolve) => {
    const look = (): void => {
      const state = day.state();
      if (state && holds(state)) resolve(state);
    };
    day.onChange(look);
    look();
  });
const actIs = (is: 'waiting' | 'done' | 'passed') => until(({ act }) => act?.is === is);

const listOf = (inquiryId: string) =>
  simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.list;
/** The hand-overs of the morning: to claim and reply to, for the guard, and to confirm. */
const cast = () => {
  const [toReply = '', forGuard = '', toConfirm = ''] = simulator
    .inquiries()
    .slice(2)
    .map(({ inquiryId }) => inquiryId);
  return { toReply, forGuard, toConfirm };
};
const question = () => {
  const found = simulator.product.questions().at(-1);
  if (found === undefined) throw new Error('nobody asked');
  return found;
};
const warningForm = (): StoredView => ({
  id: 'V1',
  user: HANA.id,
  hash: '1',
  filled: [],
  root: 'V1',
  below: null,
  sent: {
    type: 'modal',
    title: { type: 'plain_text', text: 'made up' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: WORDING.ko.act.guard.warns } }],
  },
});

describe('a scene that invites to act', () => {
  test.each<[ActScene, () => void | Promise<void>]>([
    ['claim', () => void claimed.push(cast().toReply)],
    ['reply', () => simulator.answer(cast().toReply)],
    ['question', () => simulator.product.answer(question().inquiryId)],
    ['confirm', () => simulator.confirm(cast().toConfirm)],
    ['home', () => void (homeOpens += 1)],
  ])('waits for "%s", and recognises it by what Coupang, the store or Slack holds', async (scene, act) => {
    await start(scene, HOUR_MS);
    expect((await actIs('waiting')).scene).toBe(scene);
    await act();
    await actIs('done');
  });

  test('recognises a warning of the guard, and waits until the form is closed', async () => {
    await start('guard', HOUR_MS);
    await actIs('waiting');
    form = warningForm();
    // The scene looks several times a second.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(day.state()?.act?.is).toBe('waiting');
    form = undefined;
    await actIs('done');
  });

  test('recognises the view of an order, and waits until it is closed', async () => {
    await start('order', HOUR_MS);
    await actIs('waiting');
    form = { ...warningForm(), sent: { ...warningForm().sent, callback_id: 'order' } };
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(day.state()?.act?.is).toBe('waiting');
    form = undefined;
    await actIs('done');
  });

  test.each([
    ['reply', 'toReply'],
    ['confirm', 'toConfirm'],
  ] as const)('goes on by itself if nobody acts, and a colleague does "%s" in WING', async (scene, of) => {
    await start(scene, 10);
    await actIs('passed');
    expect(listOf(cast()[of])).toBe('ANSWER');
  });

  test('goes on by itself if nobody answers the product question, and a colleague answers it in WING', async () => {
    await start('question', 10);
    await actIs('passed');
    expect(question()).toMatchObject({ topic: 'shipping', list: 'ANSWERED' });
  });

  test('marks the card of the question, not of a hand-over with the same number', async () => {
    const channels = await openInMemory();
    const { inquiryId } = await simulator.product.ask({ vendor: VENDOR });
    const post = (source: Source) =>
      channels.post({
        channel: CHANNEL,
        text: 'made up',
        metadata: {
          event_type: 'coupang_ticket',
          event_payload: { key: ticketId({ ...VENDOR, source, inquiryId, answerId: '0' }), name: 'card' },
        },
      });
    await post('call-center');
    const { ts } = await post('product');
    const mine: Cast = { claim: '', order: '', reply: '', guard: '', question: inquiryId, confirm: '' };
    const { question: invited } = createInvitations(stageWith(channels), simulator, mine);
    expect(invited.target()).toBe(`m-${ts}`);
  });

  test('is skipped by one press, which acts in the place of the user', async () => {
    await start('reply', HOUR_MS);
    await actIs('waiting');
    day.next();
    await actIs('passed');
    expect(listOf(cast().toReply)).toBe('ANSWER');
  });

  test('goes on waiting while a form is open', async () => {
    form = { ...warningForm(), sent: { ...warningForm().sent, blocks: [] } };
    await start('reply', 100);
    await actIs('waiting');
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(day.state()?.act?.is).toBe('waiting');
    form = undefined;
    await actIs('passed');
  });

  test('says what to press in the language of the team, and names the templates of the sample', async () => {
    const texts = await Promise.all(
      ACT_SCENES.map(async (scene) =>
        toHtml(
          renderDay(
            {
              scene,
              at: NOW,
              nth: 1,
              of: 5,
              isShown: true,
              act: { is: 'waiting', target: 'm-1', waitMs: 27_000 },
            },
            createView('en', [PAGE_VENDOR]),
          ),
        ),
      ),
    );
    const { button } = WORDING.ko.act;
    for (const [index, press] of [
      button.claim,
      button.order,
      '배송 현황 안내',
      '재배송 안내',
      '발송 예정 안내',
      button.confirm,
    ].entries())
      expect(texts[index]).toContain(press);
    for (const text of texts) {
      expect(text).toContain('href="#m-1"');
      expect(text).toContain('after 27 s');
    }
  });
});
