import { setTimeout as wait } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ConfigError } from '../../lib/config/config-error.ts';
import { type LogLine, parseLogLine, type Sought } from '../../lib/life/log-line.ts';

type Query = {
  logGroupNames: string[];
  sought: Sought;
  /** Epoch ms. */
  since: number;
  until: number;
};

const LOOK_EVERY_MS = 1000;
const LOOKS = 120;
/** The limit of a query. Source: CloudWatch Logs API reference, StartQuery. */
const MOST_LINES = 10_000;

/**
 * Asks Logs Insights for all lines of an inquiry's tickets. Throws the SDK's errors.
 * @throws ConfigError if the query fails or takes over two minutes
 */
export const queryInsights = async (
  client: CloudWatchLogsClient,
  { logGroupNames, sought, since, until }: Query,
  sleep: (ms: number) => Promise<unknown> = wait,
): Promise<LogLine[]> => {
  const { inquiryId } = sought;
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames,
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: `fields @message | filter deliverable like "/call-center/${inquiryId}" | sort @timestamp asc | limit ${MOST_LINES}`,
    }),
  );
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      const texts = results.flat().filter(({ field }) => field === '@message');
      return texts.flatMap(({ value = '' }) => parseLogLine(value, sought) ?? []);
    }
    if (status !== 'Running' && status !== 'Scheduled') {
      throw new ConfigError(`The query of Logs Insights ended as ${status ?? 'unknown'}: try once more.`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new ConfigError('The query of Logs Insights did not end within two minutes: try once more.');
};
