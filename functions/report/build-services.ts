import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { defined } from '../../lib/domain/defined.ts';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { yearSoonWithoutHolidays } from '../../lib/config/holidays.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { ENV } from '../../lib/config/names.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { ReportSettings } from '../../lib/workflows/reports/report.ts';
import type { ReportPorts } from '../../lib/workflows/reports/report-ports.ts';
import { remindOfBlindness } from '../../lib/workflows/reports/remind-of-blindness.ts';
import { sendAlarmMail } from '../../lib/workflows/reports/send-alarm-mail.ts';
import { awsClientConfig } from '../wiring/aws-clients.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildStore } from '../wiring/build-store.ts';
import { type Environment, required } from '../wiring/environment.ts';
import { calendarOf, leadMs } from '../wiring/sla-settings.ts';
import { createSendReminder } from './send-reminder.ts';
import { createHash } from 'node:crypto';

type Services = {
  vendors: { vendor: VendorRef; settings: ReportSettings }[];
  ports: ReportPorts;
  /** Absent without a topic for alarms or a live vendor. */
  sendAlarmMail?: () => Promise<void>;
  remindOfBlindness?: () => Promise<void>;
};

/** Time-outs of a call, ms. A run makes many calls and needs time for its mails. */
const TABLE_CALLS = { requestTimeout: 3000, socketTimeout: 3000 };

export const buildServices = (env: Environment, config: Config, log: Log, clock: Clock): Services => {
  const { vendors, acting } = config;
  const { reader, writer, notices, states, texts } = buildStore(env, log, TABLE_CALLS);
  const reportLeadMs = leadMs(required(env, ENV.reportSeconds));
  const ports: ReportPorts = {
    reader,
    writer,
    notices,
    states,
    texts,
    known: new Set(),
    removedUntil: new Map(),
    warnedAt: new Map(),
    ranOutAt: new Map(),
    publisher: buildPublisher(env, config, log),
    clock,
    log,
  };
  const topicArn = env[ENV.alarmTopicArn];
  const live = vendors.find((vendor) => vendor.live);
  const mails = (arn: string, { market, id }: VendorConfig): Partial<Services> => {
    const sns = new SNSClient(awsClientConfig(env, 'SNS'));
    const findMissing = () => findUnsubscribed(sns, arn, config);
    const sendReminder = createSendReminder(sns, arn, config);
    const refs = vendors
      .filter((vendor) => vendor.live)
      .map((vendor) => ({ market: vendor.market, vendorId: vendor.id }));
    const rules = { zone: MARKET_ZONES[market], blindMs: blindMs(config.settings) };
    return {
      sendAlarmMail: () => sendAlarmMail({ market, vendorId: id }, findMissing, ports),
      remindOfBlindness: () => remindOfBlindness(refs, rules, sendReminder, ports),
    };
  };
  return {
    vendors: vendors.map((vendor) => {
      const calendar = calendarOf(vendor);
      return {
        vendor: { market: vendor.market, vendorId: vendor.id },
        settings: {
          zone: MARKET_ZONES[vendor.market],
          ...defined({ calendar }),
          leadMs: reportLeadMs,
          blindMs: blindMs(config.settings),
          sources: vendor.sources,
          scoreSources: vendor.scoreSources,
          holidaysUnknown: (now) => yearSoonWithoutHolidays(vendor, now),
          ...(acting === 'on' && vendor.acting.report === 'on' && { countsActs: true as const }),
          ...(!vendor.live && { isUnpolled: true as const }),
        },
      };
    }),
    ports,
    ...(topicArn !== undefined && live && mails(topicArn, live)),
  };
};

/**
 * Returns how many addresses, of mails or of the pager, have no confirmed subscription to the alarms, and a hash of these
 * addresses.
 * @internal
 */
export const findUnsubscribed = async (
  client: SNSClient,
  TopicArn: string,
  { alarmMail, pagerUrl }: Pick<Config, 'alarmMail' | 'pagerUrl'>,
): Promise<{ missing: number; hash: string }> => {
  const reached = new Set<string>();
  // A subscription that is pending or ended has a word in place of its ARN.
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      if (SubscriptionArn.startsWith('arn:')) reached.add(Endpoint);
  const missing = [...alarmMail, pagerUrl ?? []]
    .flat()
    .filter((address) => !reached.has(address))
    .sort();
  const hash = createHash('sha256').update(missing.join(' ')).digest('hex').slice(0, 8);
  return { missing: missing.length, hash };
};
