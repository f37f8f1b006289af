import { setTimeout as wait } from 'node:timers/promises';
import {
  type Kind,
  MARKET_TEXTS,
  type SimulatedVendor,
  type FakeCoupang,
  type Template,
  templatesOf,
} from 'fake-coupang';
import { defined } from '../../../lib/domain/defined.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { LaptopClock } from '../../common/laptop-clock.ts';
import type { Controls } from '../controls.ts';
import { type Cast, createInvitations, type Invitation, isOver, openForms, type Stage } from './invite.ts';
import { ACT_SCENES, type ActScene, type PlannedScene, type SceneName } from './plan-day.ts';

export type DayState = {
  scene: SceneName;
  /** The clock, epoch ms. It goes on within a scene. */
  at: number;
  nth: number;
  of: number;
  isShown: boolean;
  /** Only in a scene that invites the user to act. */
  act?: ActState;
};

/**
 * `passed`: nobody acted in time. `target`: the id of the marked element on the page. `waitMs`: how long the scene waits
 * for a first press.
 */
export type ActState = { is: 'waiting' | 'done' | 'passed'; target?: string; waitMs: number };

export type GuidedDay = {
  /** How long it takes to watch or to act. */
  minutes: number;
  state: () => DayState | undefined;
  /** How many open tickets the user has claimed or made. The guided day would end them first. */
  countOwn: () => Promise<number>;
  play: () => void;
  /** Continues before the caption's time is over. */
  next: () => void;
  /** Resolves when Coupang and Slack are back to normal. */
  stop: () => Promise<void>;
  onChange: (listener: () => void) => void;
};

export type DayParts = {
  clock: Pick<LaptopClock, 'now' | 'moveBy'>;
  simulator: FakeCoupang;
  controls: Pick<Controls, 'run' | 'waiting' | 'waitingQuestions'>;
  vendor: SimulatedVendor;
  plan: (now: number) => PlannedScene[];
  /** After this time without a reading, the channel gets a notice. */
  blindMs: number;
  /** Absent if nobody can act. */
  stage?: Stage;
  countOwn: () => Promise<number>;
  /** How long a caption remains. Default: the time to read it. */
  captionMs?: number;
  /** Leaps to an instant, epoch ms, and runs each function once. If the instant is past, they run now. */
  leapTo: (at: number) => Promise<void>;
  /** Whether Slack shows everything that is stored. */
  isShown: () => Promise<boolean>;
  onError: (error: unknown) => void;
};

type SceneActs = Partial<Record<SceneName, (at: number) => Promise<unknown>>>;

/** The time to read a caption. */
const CAPTION_MS = 9000;
/** A scene waits this many captions for a press. An open form keeps it waiting. */
const PATIENCE = 2.2;
/** Measured, if nobody presses anything. */
const MINUTES_TO_WATCH = 3;
const MINUTES_TO_ACT = 6;
const LOOK_FOR_ACT_MS = 300;
/** The time to look at the result. */
const LOOK_MS = 5000;
/** Shorter than a gap in the program's work (R16). */
const SLEEP_MS = 2 * MINUTE_MS;

export const createGuidedDay = ({
  clock,
  simulator,
  controls,
  vendor,
  plan,
  blindMs,
  stage,
  countOwn,
  captionMs = CAPTION_MS,
  leapTo,
  isShown,
  onError,
}: DayParts): GuidedDay => {
  const listeners: (() => void)[] = [];
  let now: DayState | undefined;
  let goOn = (): void => undefined;
  let stopping = new AbortController();
  let playing: Promise<void> = Promise.resolve();

  const show = (state: DayState | undefined): void => {
    now = state;
    for (const listener of listeners) listener();
  };
  const handOver = async (
    kind: Kind,
    template: Template,
    how: { askedAt?: number; story?: string; sameOrderAs?: string } = {},
  ): Promise<string> =>
    (await simulator.handOver({ vendor, kind, template, askedAt: clock.now(), ...how })).inquiryId;
  const [complete, , withPlace] = templatesOf(MARKET_TEXTS[vendor.market].catalogue);
  const recover = async (): Promise<void> => {
    await controls.run({ do: 'coupang', trouble: null });
    await controls.run({ do: 'slack', trouble: null });
  };

  const round = (): Promise<void> => leapTo(clock.now());

  /** In the other scenes only time passes. */
  const createActs = (scenes: PlannedScene[]): { run: SceneActs; cast: Cast } => {
    const cast: Cast = { claim: '', order: '', reply: '', guard: '', question: '', confirm: '' };
    let yesterdays: string | undefined;
    /** Yesterday's buyer asks again, so that the order has earlier contact. */
    const askAgain = () =>
      handOver('reply', 'question', defined({ story: complete?.category, sameOrderAs: yesterdays }));
    const deal: Record<keyof Cast, () => Promise<string>> = {
      claim: askAgain,
      order: askAgain,
      reply: askAgain,
      guard: () => handOver('reply', 'question', defined({ story: withPlace?.category })),
      question: async () => (await simulator.product.ask({ vendor, topic: 'shipping' })).inquiryId,
      confirm: () => handOver('confirm', 'returned-goods'),
    };
    /** The user may have ended it in an earlier scene. */
    const dealAgain = async (scene: keyof Cast): Promise<void> => {
      if (isOver(simulator, cast[scene])) cast[scene] = await deal[scene]();
    };
    const ask = async (): Promise<void> => {
      cast.question = await deal.question();
    };
    const run: SceneActs = {
      prepare: async () => {
        await recover();
        for (const { inquiryId, list } of controls.waiting())
          await (list === 'NO_ANSWER' ? simulator.answer(inquiryId) : simulator.confirm(inquiryId));
        for (const { inquiryId } of controls.waitingQuestions()) await simulator.product.answer(inquiryId);
        await round();
        await leapTo((scenes[1]?.at ?? 0) - MINUTE_MS);
      },
      // The plan fixes its deadline to the minute.
      arrival: async (at) => {
        yesterdays = await handOver('reply', 'question', { askedAt: at });
      },
      morning: async () => {
        cast.claim = await deal.claim();
        cast.order = cast.claim;
        cast.reply = cast.claim;
        cast.guard = await deal.guard();
        cast.confirm = await deal.confirm();
      },
      answer: async () => {
        await simulator.answer(cast.guard);
        await simulator.confirm(cast.confirm);
      },
      outage: async () => {
        await controls.run({ do: 'coupang', trouble: 'unavailable' });
        for (let blind = 0; blind <= blindMs; blind += SLEEP_MS) {
          await round();
          // The computer sleeps.
          await clock.moveBy(SLEEP_MS);
        }
      },
      'all-clear': async () => {
        await controls.run({ do: 'coupang', trouble: null });
        // The all-clear needs three complete readings. The last of them follows each scene.
        await round();
        await round();
      },
      claim: () => dealAgain('claim'),
      order: async () => {
        await dealAgain('order');
        cast.reply = cast.order;
      },
      reply: () => dealAgain('reply'),
      guard: () => dealAgain('guard'),
      question: ask,
      confirm: () => dealAgain('confirm'),
      // The Home and the list at the end of the shift need an open ticket.
      home: () => handOver('reply', 'question'),
      'watch-question': ask,
      saved: async () => {
        await simulator.answer(cast.reply);
        if (cast.question !== '') await simulator.product.answer(cast.question);
        await handOver('reply', 'question');
      },
    };
    return { run, cast };
  };

  const playAll = async (signal: AbortSignal): Promise<void> => {
    const scenes = plan(clock.now());
    const { run, cast } = createActs(scenes);
    for (const [index, { name, at }] of scenes.entries()) {
      const read = new AbortController();
      goOn = () => read.abort();
      const isSkipped = AbortSignal.any([signal, read.signal]);
      const state = { scene: name, at, nth: index + 1, of: scenes.length };
      show({ ...state, isShown: false });
      const orNext = (ms: number): Promise<unknown> =>
        wait(ms, undefined, { signal: isSkipped }).catch(() => undefined);
      const isRead = orNext(captionMs);
      await leapTo(at);
      if (signal.aborted) return;
      await run[name]?.(at);
      const untilShown = async (): Promise<void> => {
        do {
          if (signal.aborted) return;
          await round();
        } while (!(await isShown()) && !isSkipped.aborted);
      };
      await untilShown();
      const invitation = stage && isActScene(name) && createInvitations(stage, simulator, cast)[name];
      if (invitation) {
        const shown = { ...state, isShown: true };
        const act = { ...defined({ target: invitation.target() }), waitMs: PATIENCE * captionMs };
        show({ ...shown, at: clock.now(), act: { ...act, is: 'waiting' } });
        const is = await waitForAct(invitation, stage, isSkipped);
        if (signal.aborted) return;
        if (is === 'passed') await invitation.instead?.();
        await untilShown();
        show({ ...shown, at: clock.now(), act: { ...act, is } });
        // The Home covers the page, and takes time to read.
        await orNext(name === 'home' && is === 'done' ? act.waitMs : LOOK_MS);
      } else {
        show({ ...state, at: clock.now(), isShown: true });
        await Promise.all([isRead, orNext(LOOK_MS)]);
      }
      // A timer of this scene may still run.
      read.abort();
      if (signal.aborted) return;
    }
  };

  /** Waits for the act until nobody seems to be there. While a form is open, somebody is. */
  const waitForAct = async (
    { isDone }: Invitation,
    { interactions }: Stage,
    isSkipped: AbortSignal,
  ): Promise<'done' | 'passed'> => {
    let hasActed = false;
    let endsAt = performance.now() + PATIENCE * captionMs;
    while (!isSkipped.aborted) {
      hasActed ||= await isDone();
      const isBusy = openForms(interactions).length > 0;
      if (hasActed && !isBusy) break;
      if (isBusy) endsAt = performance.now() + PATIENCE * captionMs;
      else if (performance.now() >= endsAt) break;
      await wait(LOOK_FOR_ACT_MS, undefined, { signal: isSkipped }).catch(() => undefined);
    }
    return hasActed ? 'done' : 'passed';
  };

  return {
    minutes: stage ? MINUTES_TO_ACT : MINUTES_TO_WATCH,
    state: () => now,
    countOwn,
    play: () => {
      if (now !== undefined) return;
      stopping = new AbortController();
      const { signal } = stopping;
      simulator.setArrivals(false);
      playing = playAll(signal)
        .catch(onError)
        .then(recover)
        .catch(onError)
        .finally(() => {
          simulator.setArrivals(true);
          show(undefined);
        });
    },
    next: () => goOn(),
    stop: () => {
      stopping.abort();
      return playing;
    },
    onChange: (listener) => void listeners.push(listener),
  };
};

const isActScene = (name: SceneName): name is ActScene => ACT_SCENES.some((scene) => scene === name);
