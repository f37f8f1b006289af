import * as z from 'zod/mini';

const metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
});
const rings = {
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z._default(z.array(z.object({ Ref: z.string() })), []),
  OKActions: z._default(z.array(z.object({ Ref: z.string() })), []),
  Threshold: z.number(),
  ComparisonOperator: z.string(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.optional(z.number()),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
};
const plain = z.object({ ...rings, ...metric.shape, Statistic: z.string(), Period: z.number() });
const filled = z.object({
  ...rings,
  Metrics: z.tuple([
    z.object({ Expression: z.string().check(z.regex(/^FILL\(m, \d+\)$/)) }),
    z.object({
      Id: z.literal('m'),
      ReturnData: z.literal(false),
      MetricStat: z.object({ Metric: metric, Period: z.number(), Stat: z.string() }),
    }),
  ]),
});

/** An alarm over a metric, or over one that is filled. `Fill`: what a period without data counts as. */
export const alarmShape = z.pipe(
  z.union([plain, filled]),
  z.transform((read) => {
    if (!('Metrics' in read)) return { ...read, Fill: undefined };
    const { Metrics, ...others } = read;
    const [{ Expression }, { MetricStat }] = Metrics;
    const { Metric, Period, Stat: Statistic } = MetricStat;
    return { ...others, ...Metric, Period, Statistic, Fill: Number(/\d+/.exec(Expression)?.[0]) };
  }),
);

export type Alarm = z.output<typeof alarmShape>;
