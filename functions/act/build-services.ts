import { setTimeout as wait } from 'node:timers/promises';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { ENV } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { createOrderClient } from '../../lib/coupang/orders/create-order-client.ts';
import { createSender } from '../../lib/coupang/create-sender.ts';
import { createAccess, createSourceActions, createSources } from '../../lib/coupang/sources.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { createOrderViews } from '../../lib/slack/create-order-views.ts';
import { createDoNotDisturb, createPersonMessenger } from '../../lib/slack/create-person-messenger.ts';
import { createUserGroups } from '../../lib/slack/client/user-groups.ts';
import type { Source } from '../../lib/domain/sources.ts';
import type { TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { ActPorts, SharePorts } from '../../lib/workflows/acts/act-ports.ts';
import { type ActSource, inquiryOf } from '../../lib/workflows/acts/act-source.ts';
import { maySend, whoMayBeAssigned } from '../../lib/workflows/acts/may-act.ts';
import { readContacts } from '../../lib/workflows/orders/read-contacts.ts';
import { admitOrderCall, createOrderMemory } from '../../lib/workflows/orders/read-order.ts';
import type { ShowOrderPorts } from '../../lib/workflows/orders/show-order.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { coupangOptions, onePerVendor } from '../wiring/coupang.ts';
import { buildSlack } from '../wiring/build-slack.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import { createSecrets } from '../wiring/secrets.ts';

type Services = {
  config: Config;
  /** The name of the IP that calls Coupang (R5). */
  egress: string;
  sharePorts: (vendor: VendorRef) => SharePorts;
  /** `undefined`: the vendor does not read the ticket's source. */
  actPorts: (key: TicketKey) => ActPorts | undefined;
  orderPorts: (vendor: VendorRef) => ShowOrderPorts;
};

/** The clients of a vendor, which share one pace. */
type Clients = {
  sources: Partial<Record<Source, ActSource>>;
} & Pick<ShowOrderPorts, 'orders' | 'source'>;

export const buildServices = (
  env: Environment,
  config: Config,
  log: Log,
  {
    clock,
    sleep = sleepUnlessAborted,
  }: Pick<ShowOrderPorts, 'clock'> & Partial<Pick<ShowOrderPorts, 'sleep'>>,
): Services => {
  const secrets = createSecrets(env, config, clock.now);
  const { reader, writer, states, contacts, orderCalls } = buildStore(env, log);
  const slack = buildSlack(env, secrets.slackToken, log);
  const doNotDisturb = createDoNotDisturb(slack, clock.now);
  const membersOf = createUserGroups(slack, clock.now);
  const people = createPersonMessenger(slack, (vendor) => vendorConfig(config, vendor));
  const views = createOrderViews(slack, { vendorOf: (vendor) => vendorConfig(config, vendor) });
  const memory = createOrderMemory(clock);
  const publisher = buildPublisher(env, config, log);
  const clientsOf = onePerVendor((vendor): Clients => {
    const options = coupangOptions(vendor, { env, config, secrets, clock, log });
    const sender = createSender(options);
    const { keyFingerprint } = createAccess(sender);
    const actions = createSourceActions(options, sender);
    const { sources } = vendorConfig(config, vendor);
    const readers = createSources({ ...options, sources }, sender).map((client): [string, ActSource] => [
      client.source,
      { source: { keyFingerprint, inquiry: inquiryOf(client) }, actions },
    ]);
    return {
      sources: Object.fromEntries(readers),
      source: { keyFingerprint },
      orders: createOrderClient(options, sender, admitOrderCall(vendor, orderCalls, clock)),
    };
  });
  const sharePorts = (vendor: VendorRef): SharePorts => ({
    reader,
    writer,
    publisher,
    clock,
    doNotDisturb,
    whoMayBeAssigned: (users) =>
      whoMayBeAssigned(users, vendorConfig(config, vendor), { door: { membersOf }, log }),
    log,
  });
  return {
    config,
    egress: env[ENV.egressName] ?? config.egress,
    sharePorts,
    actPorts: (key) => {
      const read = clientsOf(key).sources[key.source];
      return (
        read && {
          ...sharePorts(key),
          ...read,
          states,
          people,
          maySend: (act) => maySend(act, vendorConfig(config, key)),
        }
      );
    },
    orderPorts: (vendor) => {
      const { orders, source } = clientsOf(vendor);
      return {
        acting: config.acting === 'on',
        // `slack-actions` has checked it.
        isWorkspaceKnown: true,
        vendorOf: (ref) => findVendor(config, ref),
        reader,
        door: { membersOf },
        orders,
        source,
        calls: orderCalls,
        states,
        memory,
        views,
        readContacts: (ticket) => readContacts(ticket, { contacts, reader, clock }),
        sleep,
        clock,
        log,
      };
    },
  };
};

const sleepUnlessAborted: ShowOrderPorts['sleep'] = (ms, signal) =>
  wait(ms, undefined, { signal }).catch(() => undefined);
