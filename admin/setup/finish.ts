import { defined } from '../../lib/domain/defined.ts';
import { examine } from '../doctor/examine.ts';
import { hasFailed, printChecks, printLines } from '../doctor/check.ts';
import type { Configured } from './setup.ts';
import { mkdir, readFile } from 'node:fs/promises';
import { join, dirname } from 'node:path';
import * as z from 'zod/mini';
import { namesOf } from '../../lib/config/names.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { findStack } from '../doctor/check-stack.ts';
import { placesOf, sendTestAlarm, askForTestAlarm } from '../doctor/test-alarm.ts';
import { askAws } from './aws.ts';

/**
 * Runs the doctor, and sends the test ticket. A person may fix problems and check again.
 * @returns whether nothing has to be fixed
 */
export const examineAll = async (
  { config, configFile, clients, talk, slack, flags, now, texts }: Configured,
  testTicket?: string,
): Promise<boolean> => {
  const { slackApiUrl } = flags;
  for (;;) {
    const checks = await talk.during(texts.setup.doctorLooks(testTicket), () =>
      examine({
        config,
        configFile,
        clients,
        slack,
        now,
        words: texts,
        ...defined({ slackApiUrl, testTicket }),
      }),
    );
    talk.say(`\n${printChecks(checks, texts)}\n`);
    if (!hasFailed(checks)) return true;
    if (!talk.isPerson || !(await talk.confirm(texts.setup.lookAgain, 'y'))) return false;
  }
};

/** The channel of the test ticket. Once a vendor is live, a person must request the ticket. */
export const chooseTestTicket = async ({
  talk,
  flags,
  texts,
  config: { vendors },
}: Configured): Promise<string | undefined> => {
  if (flags.testTicket !== undefined) return flags.testTicket;
  const channel = vendors[0]?.channel;
  const isLive = vendors.some(({ live }) => live);
  if (channel === undefined || !talk.isPerson) return isLive ? undefined : channel;
  const wants = await talk.confirm(texts.setup.sendTestTicket(channel), isLive ? 'n' : 'y');
  return wants ? channel : undefined;
};

const FILE = 'alarm-test.json';

/**
 * Sends a test alarm to each address, and asks the person whether it arrived. Later runs test only new addresses.
 * @returns false if something has to be fixed
 */
export const proveAlarms = async (setup: Configured): Promise<boolean> => {
  const { talk, sleep, answersFile, clients, config, texts } = setup;
  const { setup: words } = texts;
  const file = join(dirname(answersFile), FILE);
  const facts = await askAws(setup, words.looksForAlarms, () =>
    findStack(clients.cloudFormation, 'notifier', namesOf(config)),
  );
  const [topic] = facts?.idsOf('AWS::SNS::Topic') ?? [];
  if (facts === undefined || topic === undefined) return true;
  const proved = await readProved(file);
  if (placesOf(config).every((place) => proved[topic]?.includes(place))) return true;
  talk.say(`\n${words.testAlarmGoesTo(placesOf(config))}`);
  const { check, subject } = await askAws(setup, words.sendsTestAlarm, () =>
    sendTestAlarm(clients.cloudWatch, facts, { sleep, words: texts }),
  );
  const hasArrived = talk.isPerson ? (question: string) => talk.confirm(question, 'n') : undefined;
  const checks = [
    check,
    ...(subject === undefined ? [] : await askForTestAlarm(subject, config, { hasArrived, words: texts })),
  ];
  talk.say(printLines(checks, texts));
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
    return {};
  }
};
