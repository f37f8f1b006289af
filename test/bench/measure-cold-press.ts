import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { ENV, namesOf } from '../../lib/config/names.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { startStore } from '../../local/aws/store.ts';
import { listen } from '../../local/common/listen.ts';
import { WORKSPACE } from 'fake-slack';
import sample from '../../notifier.config.ts';
import { makeShownTicket } from '../fixtures/domain/make-ticket.ts';
import { startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import { SIGNING_SECRET, signRequest } from '../unit/slack/requests/sign-request.ts';
import type { Budgeted } from './measure-delivery.ts';
import { startForwarder } from './start-forwarder.ts';

const ROUNDS = 7;
/** Made up: the answer time of each call, with the network. */
const AWS_MS = 100;
const SLACK_MS = 500;
/** Slack's trigger is valid for 3 s, and half a second may pass before the process starts. */
const OPEN_SECONDS = 2.5;
/** Slack waits this long for the response. */
const RESPONSE_SECONDS = 3;

const REGION = 'ap-northeast-2';
const TABLE_NAME = 'tickets';
const PERSON = 'U0KIM';
const CREDENTIALS = { accessKeyId: 'madeup', secretAccessKey: 'made-up' };

const OPENS = 'POST /api/views.open';
/** Runs a function once, as Lambda starts it. */
const RUN_ONCE = `
  const { readFileSync } = await import('node:fs');
  const [, file, event] = process.argv;
  const { handler } = await import(file);
  const context = { awsRequestId: 'made-up', functionName: 'slack-actions', getRemainingTimeInMillis: () => 10_000 };
  const { statusCode } = await handler(JSON.parse(readFileSync(event, 'utf8')), context);
  process.send({ statusCode });`;
const responseSchema = z.object({ statusCode: z.literal(200) });

/** `calls`: in the sequence of their answers, with the time from the start of the process. */
type ColdPress = { calls: { operation: string; ms: number }[]; responseMs: number };

/**
 * A press on the order of a card that starts a process of the bundled function, without a compile cache. The servers are on the loopback address,
 * and each answers late. Returns wall times: the least of some rounds, since other work on the machine only adds to them.
 */
export const measureColdPress = async (): Promise<Budgeted[]> => {
  const system = await startColdSystem();
  try {
    const rounds: ColdPress[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await system.press());
    const least = (figure: (press: ColdPress) => number): number => Math.min(...rounds.map(figure));
    const openedMs = least(({ calls }) => calls.find(({ operation }) => operation === OPENS)?.ms ?? NaN);
    const responseMs = least((press) => press.responseMs);
    const names = rounds[0]?.calls.map(({ operation }) => operation.split('/').at(-1) ?? '') ?? [];
    const before = names.slice(0, names.indexOf('views.open') + 1);
    return [
      {
        what: `calls until the view is open: ${before.join(', ')}`,
        figure: before.length,
        budget: 3,
      },
      { what: `calls of the press: ${names.join(', ')}`, figure: names.length, budget: 4 },
      {
        what: `s from the start of the process to the open view of the order, with ${AWS_MS} ms for a call of AWS and ${SLACK_MS} ms for one of Slack, least of ${ROUNDS}`,
        figure: openedMs / 1000,
        budget: OPEN_SECONDS,
      },
      { what: 's to its response', figure: responseMs / 1000, budget: RESPONSE_SECONDS },
    ];
  } finally {
    await system.stop();
  }
};

const startColdSystem = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-bench-cold-'));
  const acting = { people: { [PERSON]: { wingId: 'wing-kim' } } };
  const vendors = sample.vendors.map((vendor) => ({ ...vendor, live: true, acting }));
  const config = parseConfig({ ...sample, acting: 'on', vendors }, 'notifier.config.ts');
  const [vendor] = config.vendors;
  if (vendor === undefined) throw new Error('The sample configuration names no vendor.');
  await bundleFunctions({ 'slack-actions': 'functions/slack-actions/handler.ts' }, config, join(dir, 'dist'));

  const { market, id: vendorId, channel } = vendor;
  const ticket = makeShownTicket({ market, vendorId, channel, dueAt: Date.now() + HOUR_MS });
  const store = await startStore(join(dir, 'dynalite'), TABLE_NAME, REGION, { credentials: CREDENTIALS });
  await createTicketStore({ client: store.client, tableName: TABLE_NAME }).writer.create(ticket);
  const secrets = await startSecretsManager({
    [namesOf({}).secrets.slack]: JSON.stringify({
      botToken: 'xoxb-made-up',
      signingSecret: SIGNING_SECRET,
      teamId: WORKSPACE.teamId,
    }),
  });
  const bus = await listen(() => Response.json({ FailedEntryCount: 0, Entries: [{ EventId: 'made-up' }] }));
  const slack = await listen(() =>
    Response.json({ ok: true, view: { id: 'V0MADEUP', hash: '1764046805.abc' } }),
  );

  let began = 0;
  let calls: ColdPress['calls'] = [];
  const front = (url: string, takesMs: number) =>
    startForwarder(url, async ({ operation, ok }) => {
      if (!ok) throw new Error(`${operation} failed.`);
      await wait(takesMs);
      calls.push({ operation, ms: performance.now() - began });
    });
  const fronts = {
    dynamodb: await front(store.endpoint, AWS_MS),
    secrets: await front(secrets.env.AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_MS),
    bus: await front(bus.url, AWS_MS),
    slack: await front(slack.url, SLACK_MS),
  };
  const env = {
    NODE_DISABLE_COMPILE_CACHE: '1',
    [ENV.tableName]: TABLE_NAME,
    [ENV.busName]: 'tickets',
    [ENV.slackApiUrl]: `${fronts.slack.url}/api/`,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: fronts.secrets.url,
    AWS_ENDPOINT_URL_DYNAMODB: fronts.dynamodb.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: fronts.bus.url,
  };
  const user = { id: PERSON, name: 'kim', team_id: WORKSPACE.teamId };
  const container = { type: 'message', message_ts: ticket.delivery.ts, channel_id: channel };
  const action = { action_id: 'reply', value: ticketId(ticket.key), action_ts: '1.2' };
  const payload = { type: 'block_actions', user, trigger_id: '1.2', container, actions: [action] };
  const text = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const eventFile = join(dir, 'event.json');
  const handlerUrl = pathToFileURL(join(dir, 'dist', 'slack-actions', 'handler.mjs')).href;

  return {
    press: async (): Promise<ColdPress> => {
      writeFileSync(eventFile, JSON.stringify(signRequest(text, Date.now())));
      calls = [];
      began = performance.now();
      const child = spawn(process.execPath, ['--input-type=module', '-e', RUN_ONCE, handlerUrl, eventFile], {
        env,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const messages: unknown[] = await once(child, 'message');
      const responseMs = performance.now() - began;
      child.kill();
      await once(child, 'close');
      responseSchema.parse(messages[0]);
      return { calls, responseMs };
    },
    stop: async (): Promise<void> => {
      for (const { close } of [...Object.values(fronts), bus, slack, secrets]) await close();
      await store.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
