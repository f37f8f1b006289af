import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { namesOf } from '../../lib/config/names.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { checkStack } from '../doctor/check-stack.ts';
import { hasFailed, printLines } from '../doctor/print-checks.ts';
import { askForTestAlarm, placesOf, sendTestAlarm } from '../doctor/test-alarm.ts';
import { askAws } from './aws.ts';
import type { Configured } from './setup.ts';

const FILE = 'alarm-test.json';

/**
 * Sends a test alarm once to each address, and asks the person whether it arrived. Stores the confirmed addresses, so that a later
 * run sends it again only for a new address.
 * @returns false if something has to be fixed
 */
export const proveAlarms = async (setup: Configured): Promise<boolean> => {
  const { talk, sleep, answersFile, clients, config } = setup;
  const file = join(dirname(answersFile), FILE);
  const { facts } = await askAws(talk, 'CloudFormation: looks for the alarms', () =>
    checkStack(clients.cloudFormation, 'notifier', namesOf(config)),
  );
  const [topic] = facts?.idsOf('AWS::SNS::Topic') ?? [];
  if (facts === undefined || topic === undefined) return true;
  const proved = await readProved(file);
  if (placesOf(config).every((place) => proved[topic]?.includes(place))) return true;
  talk.say(`\nA test alarm goes to ${placesOf(config).join(' and ')}. It says that nothing is wrong.`);
  const { check, subject } = await askAws(talk, 'CloudWatch: sends a test alarm', () =>
    sendTestAlarm(clients.cloudWatch, config, facts, sleep),
  );
  const hasArrived = talk.isPerson ? (question: string) => talk.confirm(question, 'n') : undefined;
  const checks = [
    check,
    ...(subject === undefined ? [] : await askForTestAlarm(subject, config, hasArrived)),
  ];
  talk.say(printLines(checks));
  if (hasFailed(checks)) return false;
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, `${JSON.stringify({ ...proved, [topic]: placesOf(config) }, undefined, 2)}\n`);
  return true;
};

const provedJson = z.record(z.string(), z.array(z.string()));

const readProved = async (file: string): Promise<Record<string, string[]>> => {
  try {
    return provedJson.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Without a readable file the test runs again.
    return {};
  }
};
