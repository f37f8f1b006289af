import type { Keys } from '../../lib/coupang/sign-request.ts';
import { listen } from '../listen.ts';
import type { FailureMode } from './failures.ts';
import { coupangGateway } from './gateway.ts';
import { keepState } from './keep-state.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import type { HandOver } from './make-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { type Act, createWorld, newState, type Vendors } from './world.ts';

export type SimulatorOptions = {
  dataDir: string;
  vendors: Vendors;
  keys: Keys;
  now: () => number;
  /** The same seed makes the same inquiries. */
  seed: number;
  /** False: nothing arrives, is answered or is closed but by the functions below. */
  arrivals: boolean;
};

export type Simulator = {
  url: string;
  inquiries: () => SimulatedInquiry[];
  /** A new inquiry: a `reply` of the first vendor, asked and handed over now, unless told otherwise. */
  handOver: (how?: Partial<HandOver> & { vendor?: SimulatedVendor }) => Promise<SimulatedInquiry>;
  answer: (inquiryId: string) => Promise<void>;
  confirm: (inquiryId: string) => Promise<void>;
  handOverAgain: (inquiryId: string) => Promise<void>;
  autoClose: (inquiryId: string) => Promise<void>;
  withdraw: (inquiryId: string) => Promise<void>;
  decide: (inquiryId: string) => Promise<void>;
  /** Lets the next calls fail, `times` of them or until `recover`; `query` limits it to URLs that hold it. */
  fail: (mode: FailureMode, only?: { times?: number; query?: string }) => void;
  recover: () => void;
  /** What is due by itself by now, as the timer does it. */
  tick: () => Promise<void>;
  stop: () => Promise<void>;
};

const TICK_MS = 1000;

/** Coupang's customer centre on the loopback address, its inquiries kept on disk. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const { dataDir, vendors, keys, now, seed, arrivals } = options;
  const kept = keepState(dataDir);
  const world = createWorld((await kept.load()) ?? newState(vendors, seed, now()), vendors, now);
  let listed = world.inquiries();
  /** Coupang shows nothing that a crash could take back: ids would be given out twice. */
  const save = async () => {
    const state = world.state();
    await kept.save(state);
    listed = state.inquiries;
  };
  await save();
  let failure: { mode: FailureMode; left: number; query: string } | undefined;

  const nextFailure = (url: string): FailureMode | undefined => {
    if (failure === undefined || failure.left === 0 || !url.includes(failure.query)) return undefined;
    failure.left -= 1;
    return failure.mode;
  };
  const doNow = (act: Act) => (inquiryId: string) => {
    world.act(inquiryId, act);
    return save();
  };
  const tick = async () => {
    if (world.tick()) await save();
  };

  const gateway = coupangGateway({ vendors, keys, now, inquiries: () => listed, nextFailure });
  const server = await listen(gateway.fetch);
  // A disk that is full for a moment costs nothing: the next tick saves the whole state again.
  const timer = arrivals ? setInterval(() => void tick().catch(() => undefined), TICK_MS) : undefined;

  return {
    url: server.url,
    inquiries: world.inquiries,
    handOver: async ({ vendor = vendors[0], kind = 'reply', askedAt = now(), inquiryAt = askedAt } = {}) => {
      const inquiry = world.handOver(vendor, { kind, askedAt, inquiryAt });
      await save();
      return inquiry;
    },
    answer: doNow('answer'),
    confirm: doNow('confirm'),
    handOverAgain: doNow('hand-over-again'),
    autoClose: doNow('auto-close'),
    withdraw: doNow('withdraw'),
    decide: doNow('decide'),
    fail: (mode, { times = Infinity, query = '' } = {}) => {
      failure = { mode, left: times, query };
    },
    recover: () => {
      failure = undefined;
    },
    tick,
    stop: async () => {
      clearInterval(timer);
      await server.close();
      await save();
    },
  };
};
