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

/** Ctrl-U. */
const ERASE_LINE = '\u0015';
const DOWN = '\u001B[B';

const ANSWERS: Step[] = [
  ['AWS 리전', '\r'],
  ['  마켓', '\r'],
  ['업체코드', `${FIRST.vendorId}\r`],
  ['쇼핑몰 이름', 'AA몰\r'],
  // Three languages down, the selection is at Korean again.
  ['  카드의 언어', `${DOWN}${DOWN}${DOWN}\r`],
  ['상품 문의도 같은 채널에서', '\r'],
  ['팀의 근무 시간', 'always\r'],
  ['경보 메일을 받을 주소', 'ops\r'],
  ['서로 다른 메일 주소를 하나 이상 입력하세요', `${ERASE_LINE}${MAIL}\r`],
  ['AWS 밖에서 감시할', '\r'],
  ['답변까지 처리할까요?', '\r'],
  ['마지막 알림에서 멘션할', '\r'],
  ['  봇 토큰', `${KEYS.botToken}\r`],
  ['  Signing Secret', `${KEYS.signingSecret}\r`],
  ['카드를 올릴 Slack 채널', `${CHANNELS.first}\r`],
  ['예비 채널의 ID', `${CHANNELS.fallback}\r`],
  ['함께 올릴 두 번째 채널', '\r'],
  ['배포할까요?', 'y\r'],
  ['  Access Key', `${KEYS.accessKey}\r`],
  ['  Secret Key', `${KEYS.secretKey}\r`],
  ['키의 만료일', '\r'],
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

  test('O10, O19: in Korean, sets up an empty account until WING must know the address, and prints no key', async () => {
    deployment.simulator.fail('ip-not-allowed');
    const { code, output } = await deployment.deployer.setupInKorean([
      ...ANSWERS,
      ['WING과 쿠팡을 기다리는 중', CTRL_C],
    ]);
    const [address] = await readAddresses(deployment.emulator);
    expect(code).not.toBe(0);
    expect(output).toContain('ERP 같은 연동업체의 키: 여기서 멈추고');
    expect(output).toContain(`IP 주소: ${address?.ip}`);
    expect(output).toContain('npm run setup을 다시 실행하면 이어서 진행합니다');
    for (const key of Object.values(KEYS)) expect(output).not.toContain(key);
    expect(await deployment.account.outputsOf(STACKS.egress)).toMatchObject({
      [OUTPUTS.egressIp]: address?.ip,
    });
  });

  test('O10, O19: in Korean, continues once WING knows the address, and sends the test ticket', async () => {
    deployment.simulator.recover();
    // The emulator sends no alarm to a topic, so the test alarm counts as arrived.
    const topics = await deployment.account.topicArns();
    await writeFile(
      join(deployment.deployer.projectDir, '.local/alarm-test.json'),
      JSON.stringify(Object.fromEntries(topics.map((topic) => [topic, [MAIL]]))),
    );
    const { code, output } = await deployment.deployer.setupInKorean([
      ['그대로 진행할까요?', '\r'],
      ['연습 카드를 보낼까요?', '\r'],
      ['시작할까요?', 'n\r'],
    ]);
    expect(output).toContain('설치가 끝났습니다. AA몰을(를) 시작하려면: npm run setup -- --live');
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
