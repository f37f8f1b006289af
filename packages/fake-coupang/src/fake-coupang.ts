import { setTimeout as wait } from 'node:timers/promises';
import { defined } from './defined.ts';
import { listen } from './listen.ts';
import type { Kind } from './act-on-inquiry.ts';
import { createCallLimits, createEdge } from './call-limits.ts';
import { createFailing, type Failing } from './failing.ts';
import { createGateway, type SimulatedCall } from './gateway.ts';
import type { InquiryList } from './list-inquiries.ts';
import type { SimulatedVendor, Vendors } from './simulated-vendor.ts';
import type { HandOver } from './make-inquiry.ts';
import { oddShapes } from './odd-shapes.ts';
import { createOrders, type OrderControls } from './orders/orders.ts';
import { createProductInquiries, type ProductControls } from './product/product-inquiries.ts';
import { DOCUMENT_SHAPES, renderInquiry, type Shapes } from './render-inquiry.ts';
import type { Keys } from './sign.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { DAY_MS } from './time.ts';
import { createSource, type Source } from './source.ts';
import { type Act, type ActHow, createWorld, newState, type WorldOptions } from './world.ts';
import type { StateStore } from './world-state.ts';

export type FakeCoupangOptions = WorldOptions & {
  vendors: Vendors;
  /** One pair for all vendors. */
  keys: Keys;
  /** Keeps the state between two runs. Default: in memory. */
  store?: StateStore;
  /** Epoch ms. Default: this machine's clock. */
  now?: () => number;
  /** The same seed makes up the same inquiries. Default: 1. */
  seed?: number;
  /** Whether inquiries arrive and end by themselves. Otherwise only the functions below change anything. Default: false. */
  arrivals?: boolean;
  /** Whether the fake starts with the two examples of Coupang's document, and some questions. Default: true. */
  examples?: boolean;
  /** Per vendor. Default: 5. Infinity: no limit, also for failed calls. */
  callsPerSecond?: number;
  /** The WING logins that may reply and confirm. Absent: any well-formed login. */
  wingIds?: string[];
  /** Receives each call with the status of its answer. */
  onCall?: (call: SimulatedCall) => void;
  sleep?: (ms: number) => Promise<unknown>;
};

/** The fake in this process. Nothing happens by itself, except that with `arrivals` each call first carries out what is due. */
export type FakeInProcess = Pick<Failing, 'fail' | 'recover'> & {
  /** Answers a call like the global function, whatever its host. A lost answer is an error. */
  fetch: typeof fetch;
  inquiries: () => SimulatedInquiry[];
  /**
   * Creates an inquiry. By default a `reply` of the first vendor, asked and handed over now. `leftMs`: the rest of its
   * 24 hours, instead of `askedAt`.
   */
  handOver: (
    how?: Partial<HandOver> & { vendor?: SimulatedVendor; leftMs?: number },
  ) => Promise<SimulatedInquiry>;
  /** Answers each asking post, or only the given post. */
  answer: (inquiryId: string, parentAnswerId?: string) => Promise<void>;
  confirm: (inquiryId: string) => Promise<void>;
  handOverAgain: (inquiryId: string, kind?: Kind) => Promise<void>;
  /** Moves the inquiry's times back, so that `tick` closes its oldest post that wants a reply after `leftMs`. */
  age: (inquiryId: string, leftMs: number) => Promise<void>;
  /** Edits an inquiry in any way, as an agent or a fault of Coupang would. */
  edit: (inquiryId: string, to: (inquiry: SimulatedInquiry) => SimulatedInquiry) => Promise<void>;
  show: Source<SimulatedInquiry, InquiryList>['show'];
  withdraw: (inquiryId: string) => Promise<void>;
  decide: (inquiryId: string) => Promise<void>;
  /** The questions on product pages. */
  product: ProductControls;
  orders: OrderControls;
  setArrivals: (on: boolean) => void;
  /** A claimed inquiry does not end by itself. Somebody of the team deals with it. */
  leaveClaimed: (isClaimed: IsClaimed) => void;
  /** Carries out everything that is due, as the timer does. */
  tick: () => Promise<void>;
  /** Saves what a failed call of the store left unsaved. */
  save: () => Promise<void>;
};

/** The fake on the loopback address. With `arrivals`, a timer carries out what is due. */
export type FakeCoupang = FakeInProcess & { url: string; stop: () => Promise<void> };

type IsClaimed = (inquiry: SimulatedInquiry) => Promise<boolean>;

const TICK_MS = 1000;
const CALLS_PER_SECOND = 5;

/**
 * Coupang's customer centre, its questions on product pages and the orders behind both, on the loopback address.
 * @param options `port`: 0 or absent for any free port
 */
export const startFakeCoupang = async (
  options: FakeCoupangOptions & { port?: number },
): Promise<FakeCoupang> => {
  const fake = await createFakeCoupang(options);
  const server = await listen(fake.fetch, options.port ?? 0);
  const timer = setInterval(() => {
    if (options.arrivals) fake.tick().catch(() => undefined);
    fake.save().catch(() => undefined);
  }, TICK_MS);
  return {
    ...fake,
    url: server.url,
    stop: async () => {
      clearInterval(timer);
      await server.close();
      await fake.save();
    },
  };
};

/** The same fake without a socket and a timer. */
export const createFakeCoupang = async (options: FakeCoupangOptions): Promise<FakeInProcess> => {
  const { vendors, keys, now: ownNow = Date.now, seed = 1, arrivals = false, wingIds } = options;
  const failing = createFailing();
  const now = () => ownNow() + failing.skewMs();
  const { store, examples = true, callsPerSecond = CALLS_PER_SECOND } = options;
  const from = (await store?.load()) ?? newState(vendors, seed, now(), examples);
  const world = createWorld(from, vendors, now, options);
  const product = createProductInquiries(from.product, {
    vendors,
    seed,
    now,
    examples,
    longIds: options.longIds ?? true,
    save: () => save(),
  });
  const orders = createOrders(from.orders, {
    inquiries: world.inquiries,
    questions: product.controls.questions,
    seed,
    now,
    save: () => save(),
  });
  const source = createSource<SimulatedInquiry, InquiryList, Shapes>({
    failing,
    current: world.inquiries,
    render: renderInquiry,
    document: DOCUMENT_SHAPES,
    odd: oddShapes(seed),
    otherIdField: 'counselingId',
  });
  let arrives = arrivals;
  let isSaved = true;
  let lastSave = Promise.resolve();
  let isClaimed: IsClaimed = () => Promise.resolve(false);
  /** Save before Coupang shows anything. After a crash it could otherwise give out the same ids twice. */
  const write = async () => {
    const [state, questions] = [world.state(), product.state()];
    isSaved = false;
    await store?.save({ ...state, ...defined({ product: questions, orders: orders.state() }) });
    source.save(state.inquiries);
    product.showSaved(questions);
    isSaved = true;
  };
  const save = (): Promise<void> => {
    lastSave = lastSave.catch(() => undefined).then(write);
    return lastSave;
  };
  await save();

  const doNow = async (inquiryId: string, act: Act, how?: ActHow) => {
    world.act(inquiryId, act, how);
    await save();
  };
  const postponeClaimed = async () => {
    for (const inquiry of world.soonToEnd()) if (await isClaimed(inquiry)) world.postpone(inquiry.inquiryId);
  };
  const tick = async () => {
    await postponeClaimed();
    const changes = [world.tick(arrives), await product.tick(arrives)];
    if (changes.includes(true)) await save();
  };
  const tickByItself = () => (arrivals ? tick().catch(() => undefined) : Promise.resolve());

  const gateway = createGateway({
    vendors,
    keys,
    now,
    limits: createCallLimits(ownNow, callsPerSecond),
    edge: createEdge(ownNow, callsPerSecond),
    sleep: options.sleep ?? ((ms) => wait(ms, undefined, { ref: false })),
    failing,
    catchUp: tickByItself,
    inquiries: source,
    reply: (inquiryId, { content, replyBy: by, parentAnswerId }) =>
      doNow(inquiryId, 'answer', { content, by, parentAnswerId }),
    confirm: (inquiryId) => doNow(inquiryId, 'confirm'),
    product: product.parts,
    orders: { find: orders.controls.of, all: orders.all },
    wingIds,
    onCall: options.onCall,
  });

  return {
    fetch: async (input, { method = 'GET', headers, body } = {}) => {
      const answer = await gateway({
        method,
        url: new URL(input instanceof Request ? input.url : input),
        headers: new Headers(headers),
        body: typeof body === 'string' ? body : '',
      });
      if (answer === undefined) throw new TypeError('fetch failed');
      const { body: text, ...init } = answer;
      return new Response(text, init);
    },
    inquiries: world.inquiries,
    handOver: async ({
      vendor = vendors[0],
      kind = 'reply',
      leftMs = DAY_MS,
      askedAt = now() + leftMs - DAY_MS,
      inquiryAt = askedAt,
      ...how
    } = {}) => {
      const inquiry = world.handOver(vendor, { ...how, kind, askedAt, inquiryAt });
      await save();
      return inquiry;
    },
    answer: (inquiryId, parentAnswerId) => doNow(inquiryId, 'answer', { parentAnswerId }),
    confirm: (inquiryId) => doNow(inquiryId, 'confirm'),
    handOverAgain: (inquiryId, kind) => doNow(inquiryId, 'hand-over-again', kind && { kind }),
    age: (inquiryId, leftMs) => {
      world.age(inquiryId, leftMs);
      return save();
    },
    edit: (inquiryId, to) => {
      world.change(inquiryId, to);
      return save();
    },
    show: source.show,
    withdraw: (inquiryId) => doNow(inquiryId, 'withdraw'),
    decide: (inquiryId) => doNow(inquiryId, 'decide'),
    product: product.controls,
    orders: orders.controls,
    setArrivals: (on) => {
      arrives = arrivals && on;
    },
    leaveClaimed: (wanted) => {
      isClaimed = wanted;
    },
    fail: failing.fail,
    recover: failing.recover,
    tick,
    save: async () => {
      await lastSave.catch(() => undefined);
      if (!isSaved) await save();
    },
  };
};
