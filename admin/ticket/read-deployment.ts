import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  StartQueryCommand,
  GetQueryResultsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Names } from '../../lib/config/names.ts';
import type { TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { findStack, type StackFacts } from '../doctor/check-stack.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { openStore } from '../doctor/open-store.ts';
import { describeAwsFailure, isOurs } from '../../lib/deployment/name-aws-error.ts';
import { findTickets } from '../../lib/life/find-tickets.ts';
import { type LogLine, parseLogLine, type Sought } from '../../lib/life/log-line.ts';
import type { Life } from './print-life.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { setTimeout as wait } from 'node:timers/promises';

export const openClients = (region: string) => ({
  region,
  cloudFormation: new CloudFormationClient({ region }),
  dynamoDb: new DynamoDBClient({ region }),
  logs: new CloudWatchLogsClient({ region }),
});

/** The clients of one region for the deployed table. */
export type TableClients = Omit<ReturnType<typeof openClients>, 'logs'>;

export type Texts = Pick<AdminTexts, 'ticket' | 'awsErrors'>;

export type Question = {
  texts: Texts;
  names: Names;
  sought: Sought;
  /** Epoch ms. */
  now: number;
};

/** Without a ticket in the table, nothing says how far back to look. Logs may be kept longer than this. */
const LOGS_READ_MS = 90 * 24 * HOUR_MS;

/**
 * Reads the deployed table and the functions' logs, with the caller's rights.
 * @throws ConfigError if nothing is deployed in the region, or AWS does not give access
 */
export const readDeployment = async (
  { names, sought, now, texts }: Question,
  clients: ReturnType<typeof openClients>,
  sleep?: (ms: number) => Promise<unknown>,
): Promise<Life> => {
  const words = texts.ticket;
  const { facts, store } = await findDeployed(names, clients, texts);
  const tickets = await ask(words.table, texts, () => findTickets(store, sought));
  const firstAt = Math.min(...tickets.map(({ facts: { openedAt } }) => openedAt - HOUR_MS));
  const lines = await ask(words.log, texts, () =>
    queryInsights(
      clients.logs,
      {
        logGroupNames: facts.idsOf('AWS::Logs::LogGroup'),
        sought,
        since: Number.isFinite(firstAt) ? firstAt : now - LOGS_READ_MS,
        until: now,
        words,
      },
      sleep,
    ),
  );
  return { source: words.places.deployed(names.stacks.notifier, clients.region), tickets, lines };
};

/**
 * The deployed stack and its table.
 * @throws ConfigError if nothing is deployed in the region, or AWS does not give access
 */
export const findDeployed = async (
  names: Names,
  { region, cloudFormation, dynamoDb }: TableClients,
  texts: Texts,
): Promise<{ facts: StackFacts; store: TicketStore }> => {
  const facts = await ask(texts.ticket.stack, texts, () => findStack(cloudFormation, 'notifier', names));
  const store = facts && openStore(dynamoDb, facts);
  if (store) return { facts, store };
  throw new ConfigError(texts.ticket.notDeployed(names.stacks.notifier, region));
};

/** Asks AWS. A refusal says what could not be read. */
export const ask = async <Answer>(
  what: string,
  { ticket, awsErrors }: Texts,
  question: () => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await question();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const explanation = describeAwsFailure(error, awsErrors, (reason) =>
      isOurs(error) ? reason : ticket.notRead(what, reason),
    );
    throw new ConfigError(explanation, { cause: error });
  }
};

type Query = {
  logGroupNames: string[];
  sought: Sought;
  /** Epoch ms. */
  since: number;
  until: number;
  words: Texts['ticket'];
};

const LOOK_EVERY_MS = 1000;
const LOOKS = 120;
/** The limit of a query. Source: CloudWatch Logs API reference, StartQuery. */
const MOST_LINES = 10_000;

/**
 * Asks Logs Insights for all lines of an inquiry's tickets. Throws the SDK's errors.
 * @throws ConfigError if the query fails or takes over two minutes
 */
const queryInsights = async (
  client: CloudWatchLogsClient,
  { logGroupNames, sought, since, until, words }: Query,
  sleep: (ms: number) => Promise<unknown> = wait,
): Promise<LogLine[]> => {
  const filter = SOURCE_NAMES.map((source) => `deliverable like "/${source}/${sought.inquiryId}"`).join(
    ' or ',
  );
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames,
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: `fields @message | filter ${filter} | sort @timestamp asc | limit ${MOST_LINES}`,
    }),
  );
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      const texts = results.flat().filter(({ field }) => field === '@message');
      return texts.flatMap(({ value = '' }) => parseLogLine(value, sought) ?? []);
    }
    if (status !== 'Running' && status !== 'Scheduled') {
      throw new ConfigError(words.queryEnded(status ?? 'unknown'));
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new ConfigError(words.queryTooLong);
};
