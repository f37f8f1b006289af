import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Alarm, Dashboard, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { fc } from '../fixtures/fast-check.ts';
import { countFixed, countWhenLive } from '../../infra/count-fixed.ts';
import { FUNCTION_NAMES } from '../../infra/function-names.ts';
import { describeMonthlyCost, monthlyCost } from '../../infra/monthly-cost.ts';
import { ACTING_METRICS, METRICS, WEBHOOK_METRICS } from '../../lib/config/names.ts';
import type { Config, ConfigInput } from '../../lib/config/schema.ts';
import { ADMIN_WORDING } from '../../admin/wording/wording.ts';
import sample from '../../notifier.config.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

const counts = {
  natGateways: 1,
  natInstances: 0,
  secrets: 3,
  customMetrics: 12,
  alarmMetrics: 14,
  compositeAlarms: 2,
  dashboards: 1,
};
const none = {
  natGateways: 0,
  natInstances: 0,
  secrets: 0,
  customMetrics: 0,
  alarmMetrics: 0,
  compositeAlarms: 0,
  dashboards: 0,
};

describe('the fixed cost of a month (O3)', () => {
  test('is server, disk and address for a NAT instance: 3.80 + 0.73 + 3.65', () => {
    const { lines, totalUsd } = monthlyCost({ ...none, natInstances: 1 });
    expect(lines.map(({ what, usd }) => [what, usd.toFixed(2)])).toEqual([
      ['1 NAT instance', '3.80'],
      ['disk of 8 GB', '0.73'],
      ['1 public IPv4 address', '3.65'],
    ]);
    expect(totalUsd.toFixed(2)).toBe('8.18');
  });

  test('is the sum of its lines, calculated by hand: 43.07 + 3.65 + 1.20 + 3.60 + 1.40 + 1.00 + 3.00', () => {
    const { lines, totalUsd, freeUsd } = monthlyCost(counts);
    expect(lines.map(({ what, usd }) => [what, usd.toFixed(2)])).toEqual([
      ['1 NAT gateway', '43.07'],
      ['1 public IPv4 address', '3.65'],
      ['3 secrets', '1.20'],
      ['12 custom metrics', '3.60'],
      ['alarms over 14 metrics', '1.40'],
      ['2 composite alarms', '1.00'],
      ['1 dashboard', '3.00'],
    ]);
    expect(totalUsd.toFixed(2)).toBe('56.92');
    // Ten metrics, ten alarm metrics, and the dashboard.
    expect(freeUsd.toFixed(2)).toBe('7.00');
  });

  test('is zero without resources, and its free part never exceeds the total', () => {
    expect(monthlyCost(none)).toEqual({ lines: [], totalUsd: 0, freeUsd: 0 });
    const whole = fc.nat({ max: 100 });
    fc.assert(
      fc.property(
        fc.record({
          natGateways: whole,
          natInstances: whole,
          secrets: whole,
          customMetrics: whole,
          alarmMetrics: whole,
          compositeAlarms: whole,
          dashboards: whole,
        }),
        (any) => {
          const { totalUsd, freeUsd } = monthlyCost(any);
          expect(freeUsd).toBeLessThanOrEqual(totalUsd + 1e-9);
        },
      ),
    );
  });

  test('is printed with mode, date and region of its prices', () => {
    const [head, ...rest] = describeMonthlyCost(configFixture(), counts);
    expect(head).toBe(
      "Fixed cost a month with egress 'nat-gateway': 56.92 USD (list prices of ap-northeast-2, 2026-10-01, without taxes)",
    );
    expect(rest).toContain('  1 NAT gateway            43.07');
    expect(rest.join('\n')).toMatch(/7\.00 are free if nothing else/);
  });

  test('says which cost comes once a vendor is live, with both figures of the documents', () => {
    const vendors = sample.vendors.map((vendor) => ({ ...vendor, live: false }));
    const config = configFixture({}, false, { vendors, egress: 'nat-instance' });
    const dir = mkdtempSync(join(tmpdir(), 'notifier-cost-'));
    for (const name of FUNCTION_NAMES) {
      mkdirSync(join(dir, name));
      writeFileSync(join(dir, name, 'handler.mjs'), '// For tests.\n');
    }
    const [head, later] = describeMonthlyCost(
      config,
      count(config),
      countWhenLive({ config, assetsDir: dir }),
    );
    rmSync(dir, { recursive: true });
    expect(head).toContain("'nat-instance': 9.08 USD (");
    expect(later).toBe(
      '  No vendor is live yet: once one is, its metrics, alarms and dashboard make it 19.98 USD.',
    );
    expect(readFileSync('README.md', 'utf8')).toContain('Fixed: 19.98 USD');
    for (const { setup } of Object.values(ADMIN_WORDING)) expect(setup.plan.cost).toContain('19.98 USD');
  });

  test('names the unknown costs: the team’s own VPC and key, and another region', () => {
    const text = describeMonthlyCost(
      { egress: 'existing-subnets', region: 'us-east-1', kmsKeyArn: 'arn' },
      none,
    ).join('\n');
    expect(text).toMatch(/your VPC/i);
    expect(text).toMatch(/KMS key/);
    expect(text).toMatch(/us-east-1 prices differ/);
    expect(text).not.toMatch(/free where/);
  });
});

const count = (config: Config) => countFixed(synthesise(config).app, config);

describe('the documents', () => {
  const vendors = sample.vendors.map((vendor) => ({ ...vendor, live: true }));
  const existingSubnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd', 'subnet-4567abcd'] };
  const costWith = (changes: Partial<ConfigInput>) =>
    monthlyCost(count(configFixture({}, true, { vendors, ...changes })));
  const ownNat = costWith({ egress: 'existing-subnets', existingSubnets });
  const natInstance = costWith({ egress: 'nat-instance' });
  const natGateway = costWith({ egress: 'nat-gateway' });
  const noAddress = costWith({ egress: 'none' });
  const costs = [ownNat, natInstance, natGateway, noAddress];
  const usdOf = (of: (typeof costs)[number], line: RegExp) =>
    of.lines.filter(({ what }) => line.test(what)).reduce((sum, { usd }) => sum + usd, 0);
  const read = (document: string) => readFileSync(document, 'utf8');
  const figuresIn = (row: string) => row.match(/\d+\.\d\d/g) ?? [];

  test('name the sums of the sample with its vendor live', () => {
    const rows = read('docs/cost.md').split('\n');
    const sums = rows.find((row) => row.startsWith('| **sum**')) ?? '';
    const free = rows.find((row) => row.startsWith('| of it free')) ?? '';
    expect(figuresIn(sums)).toEqual(costs.map(({ totalUsd }) => totalUsd.toFixed(2)));
    expect(figuresIn(free)).toEqual(costs.map(({ freeUsd }) => freeUsd.toFixed(2)));
    const nat = rows.find((row) => row.startsWith('| NAT and its public address')) ?? '';
    expect(figuresIn(nat)).toEqual(
      [natInstance, natGateway].map((of) => usdOf(of, /NAT|disk|address/).toFixed(2)),
    );
  });

  test('name the cost of acting: alarms and one metric', () => {
    const on = costWith({ egress: 'none', acting: 'on' });
    const added = on.totalUsd - noAddress.totalUsd;
    expect(on.lines.filter(({ what }) => !noAddress.lines.some((line) => line.what === what))).toMatchObject([
      { what: expect.stringMatching(/custom metrics$/) },
      { what: expect.stringMatching(/^alarms over/) },
    ]);
    expect(read('docs/cost.md')).toContain(`adds six alarms and a metric, ${added.toFixed(2)} USD a month`);
  });

  test.each(['README.md', 'README.ko.md', 'README.zh-TW.md'])(
    'name them in %s, and the share of the address',
    (document) => {
      const [line = ''] = read(document)
        .split('\n')
        .filter((text) => text.includes('](docs/cost.md)'));
      const address = usdOf(natInstance, /NAT|disk|address/);
      expect(figuresIn(line)).toEqual(
        [natInstance.totalUsd, address, ownNat.totalUsd, natGateway.totalUsd].map((usd) => usd.toFixed(2)),
      );
    },
  );
});

describe('the count of paid resources', () => {
  test('includes the resources of the stacks and the metrics of live functions', () => {
    expect(count(configFixture())).toMatchObject({
      natGateways: 1,
      secrets: 4,
      customMetrics: Object.keys(METRICS).length - ACTING_METRICS.length - WEBHOOK_METRICS.length,
    });
    const webhooks = [{ name: 'erp', as: 'json' as const }];
    expect(count(configFixture({}, true, { acting: 'on', webhooks }))).toMatchObject({
      secrets: 5,
      customMetrics: Object.keys(METRICS).length,
    });
    expect(count(configFixture({}, false, { egress: 'none' }))).toMatchObject({
      natGateways: 0,
      secrets: 4,
      customMetrics: 0,
    });
  });

  test('counts an alarm over an expression as many metrics as it reads', () => {
    const config = configFixture({}, false, { egress: 'none' });
    const { app, stack } = synthesise(config);
    const before = countFixed(app, config);
    const metric = (metricName: string) => new Metric({ namespace: 'MadeUp', metricName });
    const limits = { threshold: 1, evaluationPeriods: 1 };
    const both = new MathExpression({
      expression: 'a + b',
      usingMetrics: { a: metric('a'), b: metric('b') },
    });
    const added = [
      new Alarm(stack, 'One', { metric: metric('a'), ...limits }),
      new Alarm(stack, 'Both', { metric: both, ...limits }),
      new Dashboard(stack, 'Board'),
    ];
    expect(added).toHaveLength(3);
    expect(countFixed(app, config)).toEqual({
      ...before,
      alarmMetrics: before.alarmMetrics + 3,
      dashboards: before.dashboards + 1,
    });
  });
});
