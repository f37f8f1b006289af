import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../../../notifier.config.ts';
import { WEEKDAYS } from '../../../lib/domain/time/dates.ts';
import type { Source } from '../../../lib/domain/sources.ts';
import type { ConfigInput } from '../../../lib/config/schema.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';

const ALWAYS = Object.fromEntries(WEEKDAYS.map((day) => [day, ['00:00-24:00']]));

/** An environment like the laptop's. Nothing listens at its endpoints, and the keys are made up. */
export const makeFunctionEnv = (
  live = true,
  {
    acting = 'off',
    report = 'off',
    sharing = false,
    sources = ['call-center'],
    webhooks = [],
  }: {
    acting?: 'off' | 'on';
    report?: 'off' | 'on';
    sharing?: boolean;
    sources?: Source[];
    webhooks?: ConfigInput['webhooks'];
  } = {},
): Record<string, string> => {
  const file = join(mkdtempSync(join(tmpdir(), 'notifier-config-')), 'config.json');
  const changed = {
    ...config,
    acting,
    webhooks,
    vendors: config.vendors.map((vendor) => ({
      ...vendor,
      live,
      sources,
      ...(sharing && { hours: ALWAYS }),
      acting: { ...vendor.acting, report, ...(sharing && { sharing: { U0ANN: {} } }) },
    })),
  };
  writeFileSync(file, JSON.stringify(parseConfig(changed, file)));
  const nowhere = 'http://127.0.0.1:9';
  return {
    NOTIFIER_CONFIG_FILE: file,
    TABLE_NAME: 'made-up',
    BUS_NAME: 'made-up',
    COUPANG_BASE_URL: nowhere,
    SLACK_API_URL: `${nowhere}/api/`,
    SECRETS_FROM: 'environment',
    COUPANG_ACCESS_KEY: 'made-up',
    COUPANG_SECRET_KEY: 'made-up',
    SLACK_BOT_TOKEN: 'xoxb-made-up',
    SLACK_SIGNING_SECRET: 'made-up',
    TRACK_SLA_SECONDS: '60',
    REPORT_SECONDS: '300',
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'madeup',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_ENDPOINT_URL_DYNAMODB: nowhere,
    AWS_ENDPOINT_URL_EVENTBRIDGE: nowhere,
  };
};
