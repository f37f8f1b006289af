import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../lib/domain/defined.ts';
import { configFileOf, loadConfig } from '../lib/config/load-config.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkChannelId, checkUrl, explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { examine } from './doctor/examine.ts';
import { openClients } from './doctor/open-clients.ts';
import { learnFrom, printLearning } from './doctor/learn.ts';
import { hasFailed, printChecks } from './doctor/check.ts';
import { findVendor } from './find-vendor.ts';
import { ADMIN_WORDING } from './wording/wording.ts';
import { openTalk } from './setup/talk.ts';

await explainErrors(2, async (texts) => {
  const help = { usage: texts.doctor.usage, texts };
  const { values } = readArguments(help, [], {
    json: { type: 'boolean' },
    learn: { type: 'string' },
    market: { type: 'string' },
    'test-ticket': { type: 'string' },
    'test-alarm': { type: 'boolean' },
    region: { type: 'string' },
    'slack-api-url': { type: 'string' },
  });
  const { 'test-ticket': testTicket } = values;
  checkChannelId('--test-ticket', testTicket, help);
  // Ignores the environment: a forgotten variable would send the deployed token to another host.
  const slackApiUrl = values['slack-api-url'];
  checkUrl('--slack-api-url', slackApiUrl, help);
  const others =
    values.learn === undefined ? [values.market] : [testTicket, slackApiUrl, values['test-alarm']];
  if (others.some((value) => value !== undefined)) {
    throw explainUsage(texts.doctor.learnGoesWith, help);
  }
  // A script reads the same words in every terminal.
  const words = values.json === true && values.language === undefined ? ADMIN_WORDING.en : texts;
  const configFile = configFileOf(process.env['NOTIFIER_CONFIG']);
  const config = await loadConfig(configFile);
  const clients = openClients(values.region ?? config.region);
  if (values.learn !== undefined) {
    const vendor = findVendor(values.learn, values.market, config, { texts: texts.secrets });
    const learning = await learnFrom(vendor, { config, clients, words });
    const isOk = !hasFailed(learning.checks);
    console.log(values.json ? JSON.stringify({ ok: isOk, ...learning }) : printLearning(learning, words));
    if (!isOk) process.exitCode = 1;
    return;
  }
  const talk = openTalk(process.stdin, process.stderr, texts.prompt);
  const hasArrived =
    talk.isPerson && values.json !== true ? (question: string) => talk.confirm(question, 'n') : undefined;
  const checks = await examine({
    config,
    configFile,
    clients,
    slack: createWebClient({ slackApiUrl }),
    now: Date.now,
    words,
    ...defined({ slackApiUrl, testTicket }),
    ...(values['test-alarm'] === true && { alarmTest: { hasArrived, sleep } }),
  });
  console.log(values.json ? JSON.stringify({ ok: !hasFailed(checks), checks }) : printChecks(checks, words));
  if (hasFailed(checks)) process.exitCode = 1;
});
