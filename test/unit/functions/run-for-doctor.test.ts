import { expect, test } from '@jest/globals';
import { buildServices, type Services } from '../../../functions/poll/build-services.ts';
import { runCommand } from '../../../functions/poll/run-command.ts';
import { readConfig } from '../../../functions/wiring/read-config.ts';
import type { LaneReader } from '../../../lib/workflows/ports/store.ts';
import { createWorld, silent, type World } from '../../simulation/create-world.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const servicesIn = (world: World): Services => {
  const env = makeFunctionEnv();
  const { reader, writer, states, lanes } = world.store;
  const { publisher } = world.bus;
  const services = buildServices(env, readConfig(env), silent, { clock: world.clock });
  const { clock } = world;
  return {
    ...services,
    checkPortsOf: (vendor) => ({ ...services.checkPortsOf(vendor), states, clients: [world.coupang.source] }),
    testTicketPorts: { ...services.testTicketPorts, reader, writer, publisher, lanes, clock },
  };
};

test('I9: learning requests no page in the last 15 s of the function', async () => {
  const world = createWorld();
  const { readPages } = world.coupang.source;
  const stops: number[] = [];
  world.coupang.source.readPages = (window, status, from, stopAt) => {
    stops.push(stopAt);
    return readPages(window, status, from, stopAt);
  };
  const services = servicesIn(world);
  await runCommand({ learn: 'A00012345' }, services, world.clock);
  expect(stops.at(-1)).toBe(world.now() + services.settings.spans.timeoutMs - 15_000);
});

test('O8: a test ticket that is not shown is given up after a minute', async () => {
  const world = createWorld();
  const began = world.now();
  const services = servicesIn(world);
  const looks: number[] = [];
  const lanes: LaneReader = {
    read: async () => {
      looks.push(world.now() - began);
      world.advance(30_000);
      return undefined;
    },
  };
  const command = await runCommand(
    { testTicket: 'C0CS' },
    { ...services, testTicketPorts: { ...services.testTicketPorts, lanes } },
    world.clock,
  );
  expect(command?.result).toMatchObject({ stage: 'reaching-notify' });
  // The last one is for the stage.
  expect(looks).toEqual([0, 30_000, 60_000]);
});
