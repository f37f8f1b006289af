import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LEAVE_TABLES, STACKS } from '../../lib/config/names.ts';
import { firstVendor, madeUpConfig } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

const CONFIG = madeUpConfig({ vendors: [firstVendor()] });

/** One account for the whole file, in the order of what happens there. */
describe('the check before a deploy', () => {
  let deployment: Deployment;
  let first: string;

  beforeAll(async () => {
    deployment = await startDeployment(30);
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  /** A deployment that must not begin. */
  const refusal = async (config: typeof CONFIG): Promise<string> => {
    const error: unknown = await deployment
      .deploy(config, STACKS.notifier)
      .catch((caught: unknown) => caught);
    return String(error).replaceAll(/\s+/g, ' ');
  };

  test('O3: neither replaces nor deletes a foreign stack of the same name', async () => {
    const { projectDir, deployApp, cdk } = deployment.deployer;
    const [file, code] = [join(projectDir, 'foreign.json'), join(projectDir, 'nothing')];
    await mkdir(code);
    const Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } };
    const Outputs = { Topic: { Value: { Ref: 'Topic' } } };
    await writeFile(file, JSON.stringify({ Resources, Outputs }));
    const app = `node ${resolve('test/deploy/release-stack.ts')}`;
    await deployApp(`${app} ${STACKS.notifier} ${file} ${code}`);
    const outputs = await deployment.account.outputsOf(STACKS.notifier);

    // The emulator keeps no description of a stack.
    expect(await refusal(CONFIG)).toContain("The stack Notifier in ap-northeast-2 is not this program's");
    expect(await cdk('destroy', '--all', '--force')).toMatchObject({ code: 1 });
    expect(await deployment.account.outputsOf(STACKS.notifier)).toEqual(outputs);
    expect((await deployment.deployer.doctor()).output).toMatch(
      /fail +stack Notifier +is not this program's/,
    );
    await deployment.account.deleteStack(STACKS.notifier);
  });

  test('O3: creates no second table beside a table of a destroyed stack', async () => {
    await deployment.deploy(CONFIG, STACKS.notifier);
    first = deployment.outputs().TableName;
    await deployment.account.fillTable(first);
    await deployment.deployer.destroy();
    expect(await refusal(CONFIG)).toContain(`write existingTable: '${first}' in the configuration`);
    expect(await deployment.account.functions()).toEqual([]);
  });

  test('O3: `cdk diff` and `cdk synth` report the left table; `cdk ls` and `cdk destroy` still work', async () => {
    const { cdk } = deployment.deployer;
    expect(await cdk('ls')).toMatchObject({ code: 0, output: expect.stringContaining(STACKS.notifier) });
    for (const command of ['diff', 'synth'])
      expect(await cdk(command)).toMatchObject({ code: 1, output: expect.stringContaining(first) });
    expect(await cdk('diff', '--ignore-errors', '--method', 'template')).toMatchObject({ code: 0 });
    expect(await cdk('destroy', '--all', '--force')).toMatchObject({ code: 0 });
  });

  test('O3: accepts existingTable, and then refuses a deploy without it', async () => {
    await deployment.deploy({ ...CONFIG, existingTable: first }, STACKS.notifier);
    expect(deployment.outputs().TableName).toBe(first);
    expect(await refusal(CONFIG)).toContain(`leave ${first} behind`);
    expect(deployment.outputs().TableName).toBe(first);
    const { code, output } = await deployment.deployer.doctor();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`fail +table ${first} +is in use`));
  });

  test('O3: `-c leaveTables=` allows a new table once, and the new stack can be destroyed', async () => {
    const { cdk, destroy, doctor } = deployment.deployer;
    const deploy = (...more: string[]) =>
      cdk('deploy', STACKS.notifier, '--require-approval', 'never', ...more);
    expect(await deploy('-c', `${LEAVE_TABLES}=Notifier-Tickets-other`)).toMatchObject({ code: 1 });
    expect(await deploy('-c', `${LEAVE_TABLES}=${first}`)).toMatchObject({ code: 0 });
    expect(await deploy()).toMatchObject({ code: 0 });
    expect((await doctor()).output).toMatch(new RegExp(`fail +table ${first} +is left`));
    await destroy();
    expect(await deployment.account.functions()).toEqual([]);
  });
});
