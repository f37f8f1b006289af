import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSender } from '../../../../lib/coupang/create-sender.ts';
import { createOrderClient } from '../../../../lib/coupang/orders/create-order-client.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import { DAY_MS } from '../../../../lib/domain/time/durations.ts';
import { MADE_UP_PERSON } from '../../../../local/simulator/orders/render-order.ts';
import { ORDER_PLOTS, type OrderPlot } from '../../../../local/simulator/orders/order-plot.ts';
import { type Simulator, startSimulator } from '../../../../local/simulator/simulator.ts';
import { makeTempDir, removeTempDirs } from '../../local/temp-dirs.ts';
import { KEYS, makeClock, makeLog, NOW, VENDOR } from '../loopback-coupang.ts';

const TAIWAN = { market: 'TW', vendorId: 'C00012345' } as const;
const OTHER = { market: 'KR', vendorId: 'A00099999' } as const;
const clock = makeClock(NOW);
const log = makeLog();
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({
    dataDir: makeTempDir(),
    vendors: [VENDOR, TAIWAN, OTHER],
    keys: KEYS,
    now: clock.now,
    seed: 1,
    arrivals: false,
    examples: false,
    wingIds: ['cs-team'],
    sleep: clock.sleep,
  });
});
afterEach(() => simulator.stop());
afterAll(removeTempDirs);

const clientOf = (vendor: VendorRef) => {
  const options = {
    vendor,
    baseUrl: simulator.url,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
    log,
  };
  return createOrderClient(options, createSender(options), async () => undefined);
};
const orderOf = async (plot: OrderPlot, vendor: VendorRef = VENDOR): Promise<string> => {
  const { orderId } = await simulator.handOver({ vendor });
  await simulator.orders.set(orderId, plot);
  return orderId;
};

/** All three calls, as far as the market has them. */
const readAll = async (orderId: string, vendor: VendorRef = VENDOR) => {
  const client = clientOf(vendor);
  const span = { from: clock.now() - 7 * DAY_MS, to: clock.now() };
  const order = await client.order(orderId, Infinity);
  const returns = order.is === 'cancelled' ? await client.returns(orderId, Infinity) : [];
  const exchanges = vendor.market === 'KR' ? await client.exchanges(orderId, span, Infinity) : [];
  return { order, returns, exchanges };
};

describe('the client reads of the simulator', () => {
  test.each(ORDER_PLOTS)('an order that is %s, without its buyer', async (plot) => {
    for (const vendor of [VENDOR, TAIWAN]) {
      const orderId = await orderOf(plot, vendor);
      const facts = await readAll(orderId, vendor);
      const made = simulator.orders.of(orderId);
      if (made?.isCancelled) expect(facts.order).toEqual({ is: 'cancelled' });
      else
        expect(facts.order).toMatchObject({
          is: 'boxes',
          boxes: made?.boxes.map(({ boxId, status, invoice, items }) => ({
            boxId,
            status,
            ...(invoice !== undefined && { invoice }),
            items,
          })),
        });
      expect(facts.returns).toMatchObject(
        made?.returns.map(({ receiptId, status, fault, isRefundedFirst }) => ({
          receiptId,
          status,
          fault,
          isRefundedFirst,
        })) ?? [],
      );
      for (const { reason } of facts.returns) expect(reason).toBeDefined();
      if (vendor.market === 'KR') expect(facts.exchanges).toHaveLength(made?.exchanges.length ?? 0);
      const trace = JSON.stringify(facts) + log.lines.join('\n');
      for (const value of Object.values(MADE_UP_PERSON)) expect(trace).not.toContain(value);
      expect(log.lines).toEqual([]);
    }
  });

  test('each carrier of its boxes', async () => {
    const carriers = new Set<string | undefined>();
    for (let count = 0; count < 12; count += 1) {
      clock.advance(5000);
      const orderId = await orderOf('delivered', count % 2 === 0 ? VENDOR : TAIWAN);
      const { order } = await readAll(orderId, count % 2 === 0 ? VENDOR : TAIWAN);
      const [made] = simulator.orders.of(orderId)?.boxes ?? [];
      const [box] = order.is === 'boxes' ? order.boxes : [];
      carriers.add(made?.carrier);
      expect(box?.carrier).toBe(made?.carrier);
    }
    expect(carriers.size).toBeGreaterThan(3);
  });

  test('that it does not know a number, or that it is of another seller', async () => {
    const orderId = await orderOf('delivered');
    expect(await clientOf(VENDOR).order('1', Infinity)).toEqual({ is: 'wrong-number' });
    expect(await clientOf(OTHER).order(orderId, Infinity)).toEqual({ is: 'other-seller' });
  });
});
