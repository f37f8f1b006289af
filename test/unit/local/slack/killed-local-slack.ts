import { startLocalSlack } from '../../../../local/slack/local-slack.ts';

/**
 * A local Slack that posts and prints each answer on a line until it is killed: `node killed-local-slack.ts <folder>`.
 */

const { channels } = await startLocalSlack({
  dataDir: process.argv[2] ?? '',
  channels: ['C0CS'],
  token: 'xoxb-test',
  now: Date.now,
  print: () => undefined,
});
for (let count = 0; ; count += 1) {
  const { ts } = await channels.post({ channel: 'C0CS', text: `${count} ${'x'.repeat(5000)}` });
  // Shorter than a pipe's block, so a line arrives whole or not at all.
  process.stdout.write(`${ts} ${count}\n`);
}
