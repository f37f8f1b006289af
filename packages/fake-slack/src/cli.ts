#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startFakeSlack } from './fake-slack.ts';

const USAGE = `fake-slack [--port 8788]

A made-up Slack on 127.0.0.1, with one channel and one person. Nothing is kept on disk.`;

const CHANNEL = 'C0TEAM';
const TOKENS = {
  token: 'xoxb-made-up',
  appToken: 'xapp-made-up',
  signingSecret: 'made-up-signing-secret',
};

const run = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string', default: '8788' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (!/^\d{1,5}$/.test(values.port))
    throw new TypeError(`--port is a whole number of up to five digits, not ${values.port}.`);
  const slack = await startFakeSlack({
    ...TOKENS,
    channels: [CHANNEL],
    people: [{ id: 'U0MEI', name: 'mei' }],
    port: Number(values.port),
  });
  // As JSON, so that no text can control the terminal.
  slack.channels.onChange(({ kind, message }) =>
    console.log(`${kind} ${message.channel} ${message.ts} ${JSON.stringify(message.text)}`),
  );
  console.log(`A made-up Slack is at ${slack.apiUrl}

bot token       ${TOKENS.token}
app token       ${TOKENS.appToken}
signing secret  ${TOKENS.signingSecret}
channel         ${CHANNEL}

A call:
curl -H 'Authorization: Bearer ${TOKENS.token}' -d channel=${CHANNEL} -d text=Hello ${slack.apiUrl}chat.postMessage

Ctrl-C stops it. Messages:`);
  const stop = () => void slack.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
