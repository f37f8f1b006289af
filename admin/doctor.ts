import { setTimeout as sleep } from 'node:timers/promises';
import { defined } from '../lib/domain/defined.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { configFileOf, loadConfig } from '../lib/config/load-config.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkChannelId, checkUrl, explainErrors, readArguments } from './read-arguments.ts';
import { examine } from './doctor/examine.ts';
import { openClients } from './doctor/open-clients.ts';
import { learnFrom, printLearning } from './doctor/learn.ts';
import { hasFailed, printChecks } from './doctor/check.ts';
import { findVendor } from './find-vendor.ts';
import { openTalk } from './setup/talk.ts';

const USAGE = `Usage: npm run doctor [-- <options>]
       npm run doctor -- --learn <vendorId> [--market KR|TW] [--json] [--region <region>]

Checks all that hand-overs need to reach Slack, and says what to do.

--json           prints one JSON object for scripts
--test-ticket    sends a ticket marked 연습 (test) to this channel, and withdraws it: C0123456789
--test-alarm     sets an alarm to ALARM and back, and asks whether its mail arrived
--learn          compares the vendor's last five weeks with the assumptions about Coupang, read-only
--market         the market of --learn, if the vendor sells in two
--region         the region of the deployment (that of the configuration)
--language       ko, en or zh-TW: the language of this command (that of the terminal)
--slack-api-url  for a trial: gets the deployed bot token instead of Slack

Exit code: 0 if nothing has to be fixed, 1 if something has, 2 if it cannot look.
More: docs/doctor.md`;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
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
    throw new ConfigError(
      `--learn goes with --market, --json and --region only, and --market needs --learn.\n\n${USAGE}`,
    );
  }
  const configFile = configFileOf(process.env['NOTIFIER_CONFIG']);
  const config = await loadConfig(configFile);
  const clients = openClients(values.region ?? config.region);
  if (values.learn !== undefined) {
    const vendor = findVendor(values.learn, values.market, config, { texts: texts.secrets });
    const learning = await learnFrom(vendor, { config, clients });
    const isOk = !hasFailed(learning.checks);
    console.log(values.json ? JSON.stringify({ ok: isOk, ...learning }) : printLearning(learning));
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
    ...defined({ slackApiUrl, testTicket }),
    ...(values['test-alarm'] === true && { alarmTest: { hasArrived, sleep } }),
  });
  console.log(values.json ? JSON.stringify({ ok: !hasFailed(checks), checks }) : printChecks(checks));
  if (hasFailed(checks)) process.exitCode = 1;
}, 2);
