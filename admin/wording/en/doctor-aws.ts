import type { StackDescription } from '../../../lib/deployment/describe-stack.ts';
import { ELSEWHERE } from '../../../lib/deployment/describe-stack.ts';
import { PUT_BACK_OR_WAIT } from '../../../lib/workflows/reports/run-out.ts';

/** The doctor's lines on the configuration and on AWS. */
export const enDoctorAws = {
  config: {
    name: 'configuration',
    live: (file: string, live: number, all: number) => `${file}: ${live} of ${all} vendors live`,
    noneLive: (file: string) => `${file}: no vendor is live, so nothing is read`,
    goLive: 'Once all other lines are ok: set live: true and deploy.',
    egress: 'egress',
    noEgress: "'none': Coupang accepts registered addresses only",
    setEgress: "Set egress to 'existing-subnets' or 'nat-instance' and deploy; 'none' is for the simulator.",
    deployed: 'deployed configuration',
    unknown: 'is unknown: the deployed release does not name it',
    same: (file: string) => `is ${file}`,
    differs: (file: string) => `differs from ${file}, or is of another release. All other lines use the file`,
  },
  stack: {
    name: (stack: string) => `stack ${stack}`,
    missing: 'is not deployed',
    deployIt: (deploy: string) => `Deploy it: ${deploy}`,
    foreign: ({ says }: Pick<StackDescription, 'says' | 'description' | 'tags'>) =>
      `is not this program's: ${says}`,
    elsewhere: ELSEWHERE,
    address: 'egress address',
    register: (address: string) => `${address}; it must be registered for each vendor's key in WING`,
    leftEgress: (egress: string) =>
      `still exists, though egress is '${egress}': its NAT costs money every hour`,
    deleteEgress: (deploy: string) =>
      `First ${deploy}, then lift its protection and delete it (docs/operations.md, Changing the egress)`,
    changing: (status: string) => `is being changed: ${status}`,
    waitForChange: 'Wait until it is done, then run the doctor again.',
    isDeployed: (status: string) => `is deployed: ${status}`,
    rolledBack: 'the last deploy failed and was rolled back',
    broken: (status: string) => `is broken: ${status}`,
    seeEvents: (events: string, command: string) => `See why: ${events}. Then: ${command}`,
  },
  tables: {
    left: 'left tables',
    name: (table: string) => `table ${table}`,
    leftWithTexts: 'is left from an earlier stack; no stack uses it, and its texts are never removed',
    useOrDelete: (setting: string, deploy: string) =>
      `To use it again: ${setting}, and ${deploy}. Or delete it (docs/operations.md, Taking it down)`,
    leftEmpty: 'is left from a deploy that failed, and is empty',
    delete: 'Delete it (docs/operations.md, Taking it down)',
    unnamed: 'is in use, but the configuration does not name it: a deploy would make a new, empty table',
    nameIt: (setting: string) => `Write ${setting} in the configuration`,
    removedVendors: 'removed vendors',
    removed: (vendor: string, open: number, withTexts: number) =>
      `${vendor} is in the table and not in the configuration: ${open} open tickets without polls and warnings, ${withTexts} closed ones with texts`,
    putBack: PUT_BACK_OR_WAIT,
    noneRemoved: 'none left anything in the table',
  },
  concurrency: {
    name: 'concurrency',
    unknown: 'the limit is unknown: Lambda does not return it',
    tooLowToReserve: (limit: number, toReserve: number, needed: number) =>
      `the account may run ${limit} functions at once; slackActionsConcurrency: ${toReserve} needs a limit of ${needed}`,
    requestIt: (command: string) => `Request it: ${command}. Or lower slackActionsConcurrency, or remove it.`,
    limits: (free: number, reserved: number, limit: number) =>
      `the account may run ${free} functions at once${reserved > 0 ? `, as ${reserved} of ${limit} are reserved` : ''}`,
    enough: (limits: string, needed: number) => `${limits}; ${needed} is enough`,
    tooLow: (limits: string, live: number, needed: number) =>
      `${limits}; live vendors: ${live}. They need ${needed}, or cards and warnings come late`,
    request: (command: string) => `Request more: ${command}`,
  },
  wakeUps: {
    name: 'wake-ups to notify',
    acts: 'acts to act',
    orders: 'orders to act',
    notifyNeverStarts: 'notify is never started',
    actNeverStarts: 'no act from Slack reaches Coupang',
    ordersNeverShown: 'no order is shown in Slack',
    recreate:
      'A deploy without changes does not create it again: take the stack down and back (docs/operations.md, Taking it down).',
    noRule: (rule: string) => `the rule ${rule} does not exist`,
    ruleIsOff: (rule: string, state: string) => `the rule ${rule} is ${state}`,
    enable: (command: string) => `Enable it: ${command}`,
    noMatch: (event: string, lost: string) => `no rule matches ${event}: ${lost}`,
    startsNothing: (rule: string) => `the rule ${rule} starts no function of the stack`,
    isOn: (target: string) => `a rule is on, and starts ${target}`,
    mayNotStart: (rule: string, target: string) => `the rule ${rule} may not start ${target}`,
    allow: (command: string) => `Allow it: ${command}`,
  },
  schedules: {
    all: 'schedules',
    name: (schedule: string) => `schedule ${schedule}`,
    leftOn: 'runs, though its vendor has live: false',
    isOn: 'is on',
    isOff: (state: string) => `is ${state}`,
    enable: (command: string) => `Enable it: ${command}`,
    missing: 'does not exist',
    deleted: (section: string) =>
      `Somebody deleted it, and a deploy without changes does not make it again: RUNBOOK.md, ${section}`,
  },
  mail: {
    name: 'alarm mail',
    pager: 'alarm pager',
    onlyReport: 'no vendor is live, so only report is watched',
    noTopic: 'the stack has no topic for alarms',
    getsAlarms: (place: string) => `${place} gets the alarms`,
    pagerPending: (host: string) =>
      `${host} has not confirmed the subscription (PendingConfirmation): no alarm arrives there`,
    checkPager: (command: string) =>
      `Check the integration in the pager: an integration for Amazon CloudWatch or SNS confirms by itself. To send the request again: ${command}`,
    pagerMissing: (host: string) => `${host} is not subscribed: no alarm arrives there`,
    run: (command: string) => `Run: ${command}`,
    pending: (mail: string) =>
      `${mail} has not confirmed the subscription (PendingConfirmation): no alarm arrives`,
    confirm: (command: string, again: string) =>
      `Copy the link of the mail "AWS Notification - Subscription Confirmation", do not open it, and run: ${command}. To send the mail again: ${again}`,
    missing: (mail: string) =>
      `${mail} is not subscribed, as if somebody had followed the unsubscribe link of an alarm: no alarm arrives`,
    subscribe: (subscribe: string, confirm: string) =>
      `Run: ${subscribe}. Copy the link of its mail, do not open it, and run: ${confirm}`,
    byLink: (mail: string) =>
      `${mail} gets the alarms, but was confirmed by the link: anyone who opens the unsubscribe link of an alarm ends it, even a mail scanner`,
    subscribeAgain: (subscribe: string, confirm: string) =>
      `Open the unsubscribe link of an alarm yourself. Then run: ${subscribe}. Copy the link of its mail, do not open it, and run: ${confirm}`,
  },
  alarmTest: {
    name: 'alarm test',
    notRun: 'was not run',
    noAlarm: 'the stack has no topic for alarms, or no alarm',
    deploy: (deploy: string) => `Deploy: ${deploy}`,
    noneSends: 'no alarm of the stack sends to the topic',
    changed: (deploy: string) => `Somebody has changed them. Deploy: ${deploy}`,
    notSeen: (seconds: number) =>
      `CloudWatch did not show within ${seconds} s whether the topic accepted the test`,
    seeHistory: (command: string) => `See its history: ${command}. Then run the test again.`,
    sent: (alarm: string) => `CloudWatch sent "${alarm}" to the topic`,
    noPublish: 'CloudWatch may not publish to the topic: no alarm arrives anywhere',
    allowPublish:
      "Somebody has changed the topic's policy: it must allow sns:Publish to cloudwatch.amazonaws.com, for alarms of this account.",
    notSent: 'CloudWatch could not send the test to the topic: no alarm arrives anywhere',
    notAsked: 'nobody was asked whether the test arrived',
    lookThere: (subject: string) =>
      `Look there for ${subject}. If it has not come within five minutes, alarms do not arrive: RUNBOOK.md, Alarms do not reach an address`,
    question: (subject: string, place: string) =>
      `Has ${subject} arrived at ${place}? It may take some minutes.`,
    arrived: 'the test has arrived',
    notArrived: 'the test has not arrived, although the topic accepted it',
    lookForSpam:
      'Look into the spam folder, and ask your mail administrator whether mails from no-reply@sns.amazonaws.com are blocked. Then run the test again.',
  },
};
