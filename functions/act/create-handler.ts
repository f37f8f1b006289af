import middy from '@middy/core';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { parseActRequest } from '../../lib/eventbridge/event-contract.ts';
import { type CarriedOut, carryOut } from '../../lib/workflows/acts/carry-out.ts';
import { share } from '../../lib/workflows/acts/share.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import {
  showOrder,
  type ShowOrderPorts,
  type ShowOrderResult,
} from '../../lib/workflows/orders/show-order.ts';
import type { OrderRequest } from '../../lib/workflows/ports/events.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { sharingOf } from '../wiring/sla-settings.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';

type Options = Partial<Pick<ShowOrderPorts, 'log' | 'clock' | 'sleep'>>;

/** Carries out at Coupang the act that a person requested in Slack (A2, A3), and reads the order that a person wants to see (A10). */
export const createHandler = (env: Environment, { log, ...timing }: Options = {}) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('act', config);
  const { egress, sharePorts, actPorts, orderPorts } = buildServices(env, config, observer.log, {
    clock: SYSTEM_CLOCK,
    ...timing,
  });

  const shareOf = async (vendor: VendorRef): Promise<{ shared: number }> => {
    const found = findVendor(config, vendor);
    const policy = found && sharingOf(found, config);
    const shared = policy ? await share(vendor, policy, sharePorts(vendor)) : 0;
    observer.log.info('share', { ...vendor, shared });
    return { shared };
  };

  /** Logs nothing of the order. */
  const showRequested = async (request: OrderRequest): Promise<ShowOrderResult> => {
    const { ticket, by, part } = request;
    const result = findVendor(config, ticket)
      ? await showOrder(request, { egress }, orderPorts(ticket))
      : 'no-ticket';
    observer.log.info('order', { deliverable: ticketId(ticket), by, part, result });
    return result;
  };

  const handle = async (event: unknown): Promise<CarriedOut | ShowOrderResult | { shared: number }> => {
    const requested = parseActRequest(event);
    if ('vendor' in requested) return shareOf(requested.vendor);
    if ('order' in requested) return showRequested(requested.order);
    const { ticket } = requested;
    const ports = findVendor(config, ticket)?.live === true ? actPorts(ticket) : undefined;
    const result = ports ? await carryOut(ticket, { egress }, ports) : 'nothing';
    observer.log.info('act', { deliverable: ticketId(ticket), result });
    return result;
  };

  return middy(handle).use(observer.middlewares);
};
