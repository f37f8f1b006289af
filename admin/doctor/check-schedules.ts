import { paginateListSchedules, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { SCHEDULES, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Whether each needed schedule is on, and none runs for a vendor that is not live. */
export const checkSchedules = async (
  client: SchedulerClient,
  { vendors }: Config,
  { idsOf }: StackFacts,
): Promise<Check[]> => {
  const states = new Map<string, string>();
  for (const GroupName of idsOf('AWS::Scheduler::ScheduleGroup'))
    for await (const page of paginateListSchedules({ client }, { GroupName }))
      for (const { Name, State } of page.Schedules ?? []) if (Name && State) states.set(Name, State);

  const live = vendors.filter((vendor) => vendor.live);
  const named = vendors.map((vendor) => ({ vendor, name: SCHEDULES.poll(vendor.market, vendor.id) }));
  const wanted = [
    ...named.filter(({ vendor }) => vendor.live).map(({ name }) => name),
    ...(live.length > 0 ? [SCHEDULES.trackSla] : []),
    SCHEDULES.report,
  ];
  // CloudFormation compares only templates. It does not look at what exists.
  const made = idsOf('AWS::Scheduler::Schedule');
  const left = named.filter(({ vendor, name }) => !vendor.live && states.has(name));
  return [
    ...wanted.map((name) => judge(name, states.get(name), made.includes(name))),
    ...left.map(({ name }) =>
      warn(
        `schedule ${name}`,
        'runs, though its vendor has live: false',
        `Deploy: npx cdk deploy ${STACKS.notifier}`,
      ),
    ),
  ];
};

const judge = (schedule: string, state: string | undefined, isMade: boolean): Check => {
  const name = `schedule ${schedule}`;
  if (state === 'ENABLED') return ok(name, 'is on');
  if (state !== undefined)
    return fail(name, `is ${state.toLowerCase()}`, 'Enable it in EventBridge Scheduler.');
  const section = schedule === SCHEDULES.report ? 'Report does not run' : 'Poll does not run';
  return fail(
    name,
    'does not exist',
    isMade
      ? `Somebody deleted it, and a deploy without changes does not make it again: RUNBOOK.md, ${section}`
      : `Deploy: npx cdk deploy ${STACKS.notifier}`,
  );
};
