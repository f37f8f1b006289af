import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { OrderFacts } from '../../domain/order/order.ts';
import { isInForce, stopCaller } from '../../domain/reading/stops.ts';
import type { BlindCause, Stop } from '../../domain/reading/vendor-state.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/time/durations.ts';
import type { Clock } from '../ports/clock.ts';
import { type CoupangAccess, SourceError, type OrderSource } from '../ports/coupang.ts';
import type { Log } from '../ports/log.ts';
import { type OrderCalls, OrderCallsSpent, type EgressReader } from '../ports/store.ts';
import type { NoFacts } from '../ports/slack.ts';

/** `orders`, `source`: of the vendor. `memory`: of the process. */
export type ReadOrderPorts = {
  orders: OrderSource;
  source: Pick<CoupangAccess, 'keyFingerprint'>;
  calls: OrderCalls;
  states: EgressReader;
  memory: OrderMemory;
  clock: Clock;
  log: Log;
};

/** `stopAt`: no call begins later. `endsAt`: nobody waits longer. Both in epoch ms. */
export type WantedOrder = {
  vendor: VendorRef;
  orderId: string;
  part: 'order' | 'exchanges';
  stopAt: number;
  endsAt: number;
};

const EXCHANGES_MS = 7 * DAY_MS;

/**
 * Reads an order at Coupang for a person who waits (A10). The same question within a minute is answered from the memory of the process. While
 * a stop of the IP or of these calls is in force, Coupang is not called. Throws only a defect.
 */
export const readOrder = (
  wanted: WantedOrder,
  settings: { egress: string },
  ports: ReadOrderPorts,
): Promise<OrderFacts | NoFacts> => {
  const { vendor, orderId, part, endsAt } = wanted;
  const name = [vendor.market, vendor.vendorId, orderId, part].join('/');
  return ports.memory(name, endsAt, async () => {
    try {
      const stop = await findStop(vendor, settings.egress, ports);
      return stop ? { is: 'stopped', cause: stop.cause } : await callCoupang(wanted, ports);
    } catch (error) {
      return explainFailure(error, wanted, ports);
    }
  });
};

/** One call; a second one only if Coupang answers that the order was cancelled or returned. */
const callCoupang = async (wanted: WantedOrder, ports: ReadOrderPorts): Promise<OrderFacts | NoFacts> => {
  const { orderId, part, stopAt, endsAt } = wanted;
  const { orders, clock } = ports;
  const to = clock.now();
  if (to >= stopAt) return to >= endsAt ? { is: 'late' } : NOT_CALLED;
  if (part === 'exchanges') {
    const span = { from: to - EXCHANGES_MS, to };
    return { is: 'exchanges', exchanges: await orders.exchanges(orderId, span, stopAt), ...span };
  }
  const answer = await orders.order(orderId, stopAt);
  if (answer.is !== 'cancelled') return answer;
  // A call that lasts its full time ends before the person stops waiting, so that the view still gets the order's answer.
  const lastStart = stopAt - SECOND_MS;
  if (clock.now() >= lastStart) return answer;
  try {
    return { ...answer, returns: await orders.returns(orderId, lastStart) };
  } catch (error) {
    await explainFailure(error, wanted, ports);
    return answer;
  }
};

/** The cause is this program, not Coupang. */
export const NOT_CALLED: NoFacts = { is: 'failed', cause: 'not-polling' };

/** The stop of the address, or of these calls. */
const findStop = async (
  vendor: VendorRef,
  egress: string,
  { states, calls, source, clock }: ReadOrderPorts,
): Promise<Stop | undefined> => {
  const now = clock.now();
  const [block, own] = await Promise.all([states.egressBlock(egress), calls.stop(vendor)]);
  if (isInForce(block, now)) return block;
  if (!isInForce(own, now)) return undefined;
  // A new key ends a stop.
  return own.keyFingerprint === (await source.keyFingerprint({ fresh: true })) ? own : undefined;
};

const explainFailure = async (
  error: unknown,
  { vendor, endsAt }: WantedOrder,
  ports: ReadOrderPorts,
): Promise<NoFacts> => {
  if (error instanceof OrderCallsSpent) return { is: 'spent' };
  if (!(error instanceof NotifierError)) throw error;
  if (error instanceof SourceError) await noteStop(vendor, error, ports);
  else ports.log.warn(error.message, { code: error.code });
  if (ports.clock.now() >= endsAt) return { is: 'late' };
  return error instanceof SourceError ? { is: 'failed', cause: error.blindCause } : NOT_CALLED;
};

/** Polls call other paths. So such an answer to a call about an order says nothing about the next order. */
const OF_THIS_ORDER: readonly BlindCause[] = ['wrong-path', 'vendor-inactive'];

/** A refusal of the vendor or the address stops these calls alone, so that they never stop a poll or an act. */
const noteStop = async (
  vendor: VendorRef,
  failure: SourceError,
  { calls, source, clock, log }: ReadOrderPorts,
): Promise<void> => {
  if (failure.reach === 'reading' || OF_THIS_ORDER.includes(failure.blindCause)) return;
  try {
    const stop = {
      ...stopCaller(failure, clock.now()),
      keyFingerprint: await source.keyFingerprint(),
    };
    await calls.noteStop(vendor, stop);
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    log.warn(error.message, { code: error.code });
  }
};

/** Takes one of the vendor's calls before each try. Throws OrderCallsSpent, and errors of the store. */
export const admitOrderCall =
  (vendor: VendorRef, calls: OrderCalls, clock: Clock) => async (): Promise<void> => {
    if (!(await calls.take(vendor, clock.now()))) throw new OrderCallsSpent(vendor);
  };

const KEPT_MS = MINUTE_MS;
const MOST_KEPT = 100;

/**
 * Answers a repeated question for a minute, and simultaneous questions by one reading. Failures and incomplete answers are
 * not kept.
 * @param endsAt a reading without an answer is not waited for any longer; epoch ms. A process may have been frozen meanwhile.
 */
export type OrderMemory = (
  name: string,
  endsAt: number,
  read: () => Promise<OrderFacts | NoFacts>,
) => Promise<OrderFacts | NoFacts>;

export const createOrderMemory = ({ now }: Clock): OrderMemory => {
  const kept = new Map<string, { answer: Promise<OrderFacts | NoFacts>; until: number }>();
  return async (name, endsAt, read) => {
    for (const [known, { until }] of kept) if (until <= now()) kept.delete(known);
    const known = kept.get(name);
    if (known) return known.answer;
    const entry = { answer: read(), until: endsAt };
    kept.set(name, entry);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > MOST_KEPT) kept.delete(oldest);
    const forget = (): void => {
      if (kept.get(name) === entry) kept.delete(name);
    };
    try {
      const answer = await entry.answer;
      if (isComplete(answer)) entry.until = now() + KEPT_MS;
      else forget();
      return answer;
    } catch (error) {
      forget();
      throw error;
    }
  };
};

const FACTS: readonly string[] = [
  'boxes',
  'cancelled',
  'exchanges',
  'wrong-number',
  'other-seller',
] satisfies OrderFacts['is'][];

const isComplete = (answer: OrderFacts | NoFacts): boolean =>
  FACTS.includes(answer.is) && (answer.is !== 'cancelled' || answer.returns !== undefined);
