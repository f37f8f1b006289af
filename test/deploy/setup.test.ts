import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { readAddresses } from './ask-emulator.ts';
import { CHANNELS, FIRST } from './made-up-config.ts';
import type { Step } from './run-in-terminal.ts';
import { type Deployment, KEYS, startDeployment } from './start-deployment.ts';

const MAIL = 'ops@shop.example.com';
const CTRL_C = '\u0003';

const ANSWERS: Step[] = [
  ['AWS region', '\r'],
  ['Market', '\r'],
  ['Vendor id', `${FIRST.vendorId}\r`],
  ["The shop's name", 'AA몰\r'],
  ['Language', '\r'],
  ['When the team works', 'always\r'],
  ['Mail address', `${MAIL}\r`],
  ['check outside of AWS', '\r'],
  ['on or off', '\r'],
  ['Whom the last warning', '\r'],
  ['Bot token', `${KEYS.botToken}\r`],
  ['Signing secret', `${KEYS.signingSecret}\r`],
  ['Slack channel for the cards', `${CHANNELS.first}\r`],
  ['Another channel', `${CHANNELS.fallback}\r`],
  ['A second channel', '\r'],
  ['Deploy?', 'y\r'],
  ['Access key', `${KEYS.accessKey}\r`],
  ['Secret key', `${KEYS.secretKey}\r`],
  ['Last day of the key', '\r'],
];

/** One account for the whole file, from nothing on. */
describe('npm run setup', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await startDeployment(30, { bootstrapped: false });
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  test('O10: sets up an empty account until WING must know the address, and prints no key', async () => {
    deployment.simulator.fail('ip-not-allowed');
    const { code, output } = await deployment.deployer.setupInTerminal([
      ...ANSWERS,
      ['Waits for WING and Coupang', CTRL_C],
    ]);
    const [address] = await readAddresses(deployment.emulator);
    expect(code).not.toBe(0);
    expect(output).toContain(`In WING, add ${address?.ip} to the addresses`);
    expect(output).toContain('Nothing is lost');
    for (const key of Object.values(KEYS)) expect(output).not.toContain(key);
    expect(await deployment.account.outputsOf(STACKS.egress)).toMatchObject({
      [OUTPUTS.egressIp]: address?.ip,
    });
  });

  test('O10: continues once WING knows the address, and sends the test ticket', async () => {
    deployment.simulator.recover();
    // The emulator sends no alarm to a topic, so the test alarm counts as arrived.
    const topics = await deployment.account.topicArns();
    await writeFile(
      join(deployment.deployer.projectDir, '.local/alarm-test.json'),
      JSON.stringify(Object.fromEntries(topics.map((topic) => [topic, [MAIL]]))),
    );
    const { code, output } = await deployment.deployer.setupInTerminal([
      ['Go on with it as it is? (y/n)', '\r'],
      ['Send a test ticket', '\r'],
      ['Start AA몰 now?', 'n\r'],
    ]);
    expect(output).toContain(' 0 to fix.');
    expect(output).not.toContain('npx cdk');
    expect(code).toBe(0);
    const [card] = deployment.messages(CHANNELS.first);
    expect(card).toMatchObject({ text: expect.stringMatching(/연습/), editedTs: expect.any(String) });
  });

  test('O10: starts the vendor without a terminal, and a hand-over gets a card', async () => {
    const { code, output } = await deployment.deployer.setup('--yes', '--live');
    expect(output).toContain('AA몰: live.');
    expect(code).toBe(0);
    const { inquiryId } = await deployment.simulator.handOver();
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
  });

  test('O10: replaces the configuration of a live vendor only with --force, and keeps the vendor live', async () => {
    const keys = join(deployment.deployer.projectDir, 'slack.txt');
    await writeFile(keys, `${KEYS.botToken}\n${KEYS.signingSecret}\n`);
    const flags = ['--vendor', FIRST.vendorId, '--label', 'BB몰', '--alarm-mail', MAIL, '--slack-keys', keys];
    flags.push('--channel', CHANNELS.first, '--fallback-channel', CHANNELS.fallback);
    const refused = await deployment.deployer.setup('--yes', ...flags);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('says otherwise than the flags');
    const replaced = await deployment.deployer.setup('--yes', '--force', ...flags);
    expect(replaced.output).toContain('kept as notifier.config.ts.old');
    expect(replaced.output).toContain('1 of 1 vendors live');
    expect(replaced.output).toContain(' 0 to fix.');
    expect(replaced.code).toBe(0);
  });
});
