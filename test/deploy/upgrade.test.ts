import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { wholeConfig } from '../upgrade/day-config.ts';
import { putItems } from '../upgrade/fill-store.ts';
import { layOut, moveTo, parseKeptDay } from '../upgrade/kept-day.ts';
import { namesOf } from '../upgrade/names-of.ts';
import { readKept } from '../upgrade/releases.ts';
import { CHANNELS, FIRST } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

/** CDK adds the rest of a template, for its bootstrap. */
const templates = z.object({ [STACKS.notifier]: z.object({ Resources: z.unknown(), Outputs: z.unknown() }) });
const NOTHING = 'export const handler = async () => ({});\n';

/** The last release's stack and what it left; its functions are empty. Then the present release over it. */
describe('an upgrade from the last release (O12)', () => {
  const day = moveTo(Date.now(), parseKeptDay(readKept('day.json')));
  const idOf = (name: string): string => day.named[name] ?? '';
  const before = namesOf(day.messages);
  let deployment: Deployment;
  let oldTable: string | undefined;

  beforeAll(async () => {
    deployment = await startDeployment(30, { layOut: (dir) => layOut(day, dir) });
    const { account, deployer, emulator } = deployment;
    const { projectDir } = deployer;
    const { Resources, Outputs } = templates.parse(readKept('templates.json'))[STACKS.notifier];
    const template = JSON.stringify({ Resources, Outputs }).replaceAll('<hash>', 'hash');
    const [file, code] = [join(projectDir, 'kept.json'), join(projectDir, 'nothing')];
    await writeFile(file, template);
    await mkdir(code);
    await writeFile(join(code, 'handler.mjs'), NOTHING);
    const app = `node ${resolve('test/deploy/release-stack.ts')}`;
    await deployer.deployApp(`${app} ${STACKS.notifier} ${file} ${code}`);
    const known = async () => (await account.outputsOf(STACKS.notifier))[OUTPUTS.tableName];
    await deployment.until('the kept stack is there', async () => (await known()) !== undefined);
    oldTable = await known();
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = emulator.env;
    const client = new DynamoDBClient({
      endpoint: emulator.endpoint,
      region: emulator.env['AWS_REGION'] ?? '',
      credentials: { accessKeyId, secretAccessKey },
    });
    await putItems(client, oldTable ?? '', day.items);
    client.destroy();
    await writeFile(join(projectDir, 'notifier.config.json'), JSON.stringify(wholeConfig()));
    await deployment.storeKeys([FIRST.vendorId]);
    await deployment.deploy(wholeConfig());
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  const cardsOf = (name: string) =>
    deployment.messagesOf(idOf(name)).filter(({ metadata }) => metadata?.event_payload['name'] === 'card');

  test('keeps the table, with every ticket', async () => {
    expect(deployment.outputs().TableName).toBe(oldTable);
    for (const [name, inquiryId] of Object.entries(day.named))
      expect([name, await deployment.ticketsOf(inquiryId)]).toEqual([name, [expect.anything()]]);
  });

  test('shows an answer on the card that the last release posted', async () => {
    const [kept] = day.messages.filter(({ metadata }) =>
      String(metadata?.event_payload['key']).includes(`/${idOf('answered unseen')}/`),
    );
    await deployment.until('the edit', () => cardsOf('answered unseen')[0]?.editedTs !== undefined);
    expect(cardsOf('answered unseen')).toMatchObject([{ ts: kept?.ts }]);
  });

  test('posts the card whose response was lost, and a card for a new hand-over', async () => {
    await deployment.until('the card', () => cardsOf('unshown').length > 0, 120_000);
    const { inquiryId } = await deployment.simulator.handOver();
    await deployment.until('the new card', () => deployment.messagesOf(inquiryId).length > 0);
  });

  test('keeps claims, snoozes and deadlines', async () => {
    const factsOf = async (name: string) => (await deployment.ticketsOf(idOf(name)))[0]?.facts;
    expect(await factsOf('claimed')).toMatchObject({ claimedBy: 'U0HANA' });
    expect(await factsOf('snoozed')).toMatchObject({ snoozed: { by: 'U0HANA' } });
    const item = day.items.find(({ pk }) => pk?.S?.endsWith(`#${idOf('warned 1h')}`));
    expect(await factsOf('warned 1h')).toMatchObject({ state: 'open', dueAt: Number(item?.['dueAt']?.N) });
    expect(await factsOf('missed')).toMatchObject({ state: 'closed', outcome: 'auto-closed' });
  });

  test('posts nothing twice and loses no message', async () => {
    await deployment.settle();
    const after = namesOf(deployment.messages(CHANNELS.first));
    expect(after.filter((name, index) => after.indexOf(name) !== index)).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('leaves the doctor nothing to fix, once the Slack app has the scopes for acting', async () => {
    deployment.slack.giveScope('commands');
    const { code, output } = await deployment.deployer.doctor();
    expect(output).toContain(' 0 to fix.');
    expect(code).toBe(0);
  });
});
