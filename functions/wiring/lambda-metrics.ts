type Unit = 'Count' | 'Seconds';

/** Metrics of a run, kept until they are published. */
export type LambdaMetrics = {
  add: (name: string, unit: Unit, value: number) => void;
  publish: () => void;
};

/** CloudWatch takes so many values of a metric in one line. */
const MAX_VALUES = 100;

/**
 * Writes metrics as a line of the log, from which CloudWatch makes them. Source: CloudWatch's user guide, "Specification:
 * Embedded metric format".
 */
export const createLambdaMetrics = (namespace: string, service: string): LambdaMetrics => {
  const kept = new Map<string, { unit: Unit; values: number[] }>();

  const publish = (): void => {
    if (kept.size === 0) return;
    const metrics = [...kept].map(([name, { unit }]) => ({ Name: name, Unit: unit }));
    const line = {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['service']], Metrics: metrics }],
      },
      service,
      ...Object.fromEntries(
        [...kept].map(([name, { values }]) => [name, values.length === 1 ? values[0] : values]),
      ),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    kept.clear();
  };

  return {
    add: (name, unit, value) => {
      const { values } = kept.get(name) ?? { values: [] };
      kept.set(name, { unit, values: [...values, value] });
      if (values.length + 1 === MAX_VALUES) publish();
    },
    publish,
  };
};
