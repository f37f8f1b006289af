import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { LaptopClock } from '../../common/laptop-clock.ts';
import type { Kind } from '../../simulator/act-on-inquiry.ts';
import type { SimulatedVendor } from '../../simulator/list-inquiries.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Template } from '../../simulator/texts.ts';
import type { Controls } from '../controls.ts';
import type { PlannedScene, SceneName } from './plan-day.ts';

export type DayState = {
  scene: SceneName;
  /** The clock, epoch ms. It goes on within a scene. */
  at: number;
  nth: number;
  of: number;
  isShown: boolean;
};

export type GuidedDay = {
  state: () => DayState | undefined;
  play: () => void;
  /** Continues before the caption's time is over. */
  next: () => void;
  /** Resolves when Coupang and Slack are back to normal. */
  stop: () => Promise<void>;
  onChange: (listener: () => void) => void;
};

export type DayParts = {
  clock: Pick<LaptopClock, 'now' | 'moveBy'>;
  simulator: Simulator;
  controls: Pick<Controls, 'run' | 'waiting'>;
  vendor: SimulatedVendor;
  plan: (now: number) => PlannedScene[];
  /** After this time without a reading, the channel gets a notice. */
  blindMs: number;
  /** How long a caption remains. Default: the time to read it. */
  captionMs?: number;
  /** Leaps to an instant, epoch ms, and runs each function once. If the instant is past, they run now. */
  leapTo: (at: number) => Promise<void>;
  /** Whether Slack shows everything that is stored. */
  isShown: () => Promise<boolean>;
  onError: (error: unknown) => void;
};

type Acts = Partial<Record<SceneName, (at: number) => Promise<unknown>>>;

/** The time to read a caption. Thirteen captions take two minutes, and the leaps another minute. */
const CAPTION_MS = 9000;
/** The time to look at the result. */
const LOOK_MS = 5000;
/** Shorter than a gap in the program's work (R16). */
const SLEEP_MS = 2 * MINUTE_MS;

export const createGuidedDay = (parts: DayParts): GuidedDay => {
  const {
    clock,
    simulator,
    controls,
    vendor,
    plan,
    blindMs,
    captionMs = CAPTION_MS,
    leapTo,
    isShown,
    onError,
  } = parts;
  const listeners: (() => void)[] = [];
  let now: DayState | undefined;
  let goOn = (): void => undefined;
  let stopping = new AbortController();
  let playing: Promise<void> = Promise.resolve();

  const show = (state: DayState | undefined): void => {
    now = state;
    for (const listener of listeners) listener();
  };
  const handOver = async (kind: Kind, template: Template, askedAt = clock.now()): Promise<string> =>
    (await simulator.handOver({ vendor, kind, template, askedAt })).inquiryId;
  const recover = async (): Promise<void> => {
    await controls.run({ do: 'coupang', trouble: null });
    await controls.run({ do: 'slack', trouble: null });
  };

  const round = (): Promise<void> => leapTo(clock.now());

  /** In the other scenes only time passes. */
  const createActs = (scenes: PlannedScene[]): Acts => {
    let [listed, requestId, confirmId] = ['', '', ''];
    return {
      prepare: async () => {
        await recover();
        for (const { inquiryId, list } of controls.waiting())
          await (list === 'NO_ANSWER' ? simulator.answer(inquiryId) : simulator.confirm(inquiryId));
        await round();
        await leapTo((scenes[1]?.at ?? 0) - MINUTE_MS);
      },
      // The plan fixes its deadline to the minute.
      arrival: (at) => handOver('reply', 'question', at),
      morning: async () => {
        listed = await handOver('reply', 'question');
        requestId = await handOver('reply', 'question');
        confirmId = await handOver('confirm', 'returned-goods');
      },
      answer: async () => {
        await simulator.answer(requestId);
        await simulator.confirm(confirmId);
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
      saved: async () => {
        await simulator.answer(listed);
        await handOver('reply', 'question');
      },
    };
  };

  const playAll = async (signal: AbortSignal): Promise<void> => {
    const scenes = plan(clock.now());
    const acts = createActs(scenes);
    for (const [index, { name, at }] of scenes.entries()) {
      const read = new AbortController();
      goOn = () => read.abort();
      const isOver = AbortSignal.any([signal, read.signal]);
      const state = { scene: name, at, nth: index + 1, of: scenes.length };
      show({ ...state, isShown: false });
      const orNext = (ms: number): Promise<unknown> =>
        wait(ms, undefined, { signal: isOver }).catch(() => undefined);
      const isRead = orNext(captionMs);
      await leapTo(at);
      if (signal.aborted) return;
      await acts[name]?.(at);
      do {
        if (signal.aborted) return;
        await round();
      } while (!(await isShown()) && !isOver.aborted);
      show({ ...state, at: clock.now(), isShown: true });
      await Promise.all([isRead, orNext(LOOK_MS)]);
      if (signal.aborted) return;
    }
  };

  return {
    state: () => now,
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
