import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeCoupang, startFakeCoupang } from 'fake-coupang';
import type { Source } from '../../../../lib/domain/sources.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createControls } from '../../../../local/page/controls.ts';
import { createGuidedDay, type DayState, type GuidedDay } from '../../../../local/page/day/guided-day.ts';
import { type Cast, createInvitations, type Stage } from '../../../../local/page/day/invite.ts';
import {
  ACT_SCENES,
  planDay,
  type PlannedScene,
  type SceneName,
  SCENES,
} from '../../../../local/page/day/plan-day.ts';
import type { StoredView } from 'fake-slack';
import { CHANNEL, COUPANG_KEYS, NOW, openInMemory, VENDOR } from './page-parts.ts';
import { removeTempDirs } from '../temp-dirs.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { makePolicy, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { ZONE } from '../../../fixtures/domain/made-up.ts';

afterAll(removeTempDirs);

const HANA = { id: 'U0HANA', name: '하나' };

let simulator: FakeCoupang;
let day: GuidedDay;
/** The form that a person has open in Slack. */
let form: StoredView | undefined;

beforeEach(async () => {
  form = undefined;
  simulator = await startFakeCoupang({ vendors: [VENDOR], keys: COUPANG_KEYS, now: () => NOW });
});
afterEach(async () => {
  await day.stop();
  await simulator.stop();
});

const stageWith = (channels: Stage['channels']): Stage => ({
  channels,
  interactions: { people: [HANA], modal: () => form, homeOpens: () => 0 },
  isClaimed: async () => false,
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
const actIs = (is: 'waiting' | 'passed') => until(({ act }) => act?.is === is);

const listOf = (inquiryId: string) =>
  simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.list;
/** The hand-overs of the morning: to claim and reply to, and, after that for the guard, to confirm. */
const cast = () => {
  const [toReply = '', , toConfirm = ''] = simulator
    .inquiries()
    .slice(2)
    .map(({ inquiryId }) => inquiryId);
  return { toReply, toConfirm };
};
const question = () => {
  const found = simulator.product.questions().at(-1);
  if (found === undefined) throw new Error('nobody asked');
  return found;
};
const FORM: StoredView = {
  id: 'V1',
  user: HANA.id,
  hash: '1',
  filled: [],
  root: 'V1',
  below: null,
  sent: { type: 'modal', title: { type: 'plain_text', text: 'made up' }, blocks: [] },
};

describe('a scene that invites to act', () => {
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
    form = FORM;
    await start('reply', 100);
    await actIs('waiting');
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(day.state()?.act?.is).toBe('waiting');
    form = undefined;
    await actIs('passed');
  });
});

const NINE_TO_SIX = ['09:00-12:00', '13:00-18:00'];
const calendar = makeWeekdays(NINE_TO_SIX, ['2026-12-25']);
const ladder = makePolicy({ steps: ['1h', '3h'] });
const instants = fc.integer({ min: seoul('2026-11-01T00:00'), max: seoul('2027-02-01T00:00') });

const at = (scenes: PlannedScene[], name: string): number =>
  scenes.find((scene) => scene.name === name)?.at ?? Number.NaN;

describe('the guided day', () => {
  test('follows the hours, the ladder and the reports of a team', () => {
    const scenes = planDay({
      now: seoul('2026-11-26T23:00'),
      zone: ZONE,
      calendar,
      ladder,
      canAct: false,
      hasQuestions: true,
    });
    // On a Thursday night: the Friday has no working day after it.
    expect(
      scenes.map(({ name, at: from }) => [name, new Date(from + 9 * HOUR_MS).toISOString().slice(5, 16)]),
    ).toEqual([
      ['prepare', '11-26T23:00'],
      ['arrival', '11-30T16:10'],
      ['morning', '12-01T09:20'],
      ['answer', '12-01T10:00'],
      ['outage', '12-01T10:30'],
      ['all-clear', '12-01T10:50'],
      ['warning', '12-01T13:10'],
      ['last-warning', '12-01T15:10'],
      ['breach', '12-01T16:10'],
      ['last-chance', '12-01T17:00'],
      ['watch-question', '12-01T17:05'],
      ['saved', '12-01T17:20'],
      ['shift-end', '12-01T18:00'],
      ['report', '12-02T09:00'],
    ]);
  });

  test('lies ahead in order, on a working day after a working afternoon, whenever it is played', () => {
    fc.assert(
      fc.property(instants, (now) => {
        const scenes = planDay({ now, zone: ZONE, calendar, ladder, canAct: true, hasQuestions: true });
        expect(scenes.map(({ name }) => name)).toEqual(
          SCENES.filter((name) => !['answer', 'watch-question', 'saved'].includes(name)),
        );
        expect(scenes.map(({ at: from }) => from)).toEqual(
          scenes.map(({ at: from }) => from).toSorted((a, b) => a - b),
        );
        expect(at(scenes, 'arrival')).toBeGreaterThan(now);
        expect(calendar.shiftAt(at(scenes, 'arrival'))).toBeDefined();
        expect(at(scenes, 'breach') - at(scenes, 'arrival')).toBe(DAY_MS);
        expect(at(scenes, 'report') - at(scenes, 'shift-end')).toBe(15 * HOUR_MS);
      }),
    );
  });

  test('leaves out features that a team does not use', () => {
    const bare = planDay({
      now: seoul('2026-11-26T23:00'),
      zone: ZONE,
      calendar: undefined,
      ladder: { steps: [], lastShiftMs: 120 * MINUTE_MS },
      canAct: false,
      hasQuestions: false,
    });
    const names = bare.map(({ name }) => name);
    expect(SCENES.filter((name) => !names.includes(name))).toEqual([
      'warning',
      'last-warning',
      'last-chance',
      ...ACT_SCENES,
      'watch-question',
      'shift-end',
    ]);
    expect(at(bare, 'arrival')).toBeGreaterThan(at(bare, 'prepare'));
  });
});
