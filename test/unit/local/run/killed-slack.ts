import { join } from 'node:path';
import { openMessageLog } from '../../../../local/run/message-log.ts';
import { startFakeSlack } from 'fake-slack';

/** A Slack that posts and prints each answer on a line until it is killed: `node killed-slack.ts <folder>`. */

const { channels } = await startFakeSlack({
  channels: ['C0CS'],
  token: 'xoxb-test',
  log: openMessageLog(join(process.argv[2] ?? '', 'slack.jsonl')),
});
for (let count = 0; ; count += 1) {
  const { ts } = await channels.post({ channel: 'C0CS', text: `${count} ${'x'.repeat(5000)}` });
  // Shorter than a pipe's block, so a line arrives whole or not at all.
  process.stdout.write(`${ts} ${count}\n`);
}
