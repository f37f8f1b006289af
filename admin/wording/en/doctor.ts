import { enDoctorAws } from './doctor-aws.ts';
import { enDoctorCoupang } from './doctor-coupang.ts';
import { enDoctorSlack } from './doctor-slack.ts';

export const enDoctor = {
  usage: `Usage: npm run doctor [-- <options>]
       npm run doctor -- --learn <vendorId> [--market KR|TW] [--json] [--region <region>]

Checks all that hand-overs need to reach Slack, and says what to do.

--json           prints one JSON object for scripts, in English unless --language is given
--test-ticket    sends a ticket marked 연습 (test) to this channel, and withdraws it: C0123456789
--test-alarm     sets an alarm to ALARM and back, and asks whether its mail arrived
--learn          compares the vendor's last five weeks with the assumptions about Coupang, read-only
--market         the market of --learn, if the vendor sells in two
--region         the region of the deployment (that of the configuration)
--language       ko or en: the language of this command (that of the terminal)
--slack-api-url  for a trial: gets the deployed bot token instead of Slack

Exit code: 0 if nothing has to be fixed, 1 if something has, 2 if it cannot look.
More: docs/doctor.md`,
  learnGoesWith: '--learn goes with --market, --json and --region only, and --market needs --learn.',
  states: { ok: 'ok', warn: 'warn', fail: 'fail' },
  summary: (ok: number, warn: number, fail: number) => `${ok} ok, ${warn} to note, ${fail} to fix.`,
  refusesAll: (reason: string) => `AWS refuses every request: ${reason}`,
  notChecked: (reason: string) => `could not be checked: ${reason}`,
  fixFirst: 'First fix the failures above.',
  runAgain: 'Run the doctor again.',
  pollFailed: (reason: string) => `the deployed poll failed: ${reason}`,
  pollIsOther: 'the deployed poll is of another release: its answer cannot be read',
  noPollFunction: 'the stack does not name its poll function',
  ifNew: (deploy: string) =>
    `If the vendor or this release is new: ${deploy}. Otherwise see the log of poll.`,
  deploy: (deploy: string) => `Deploy: ${deploy}`,
  deployRelease: (deploy: string) => `Deploy this release: ${deploy}`,
  aws: enDoctorAws,
  coupang: enDoctorCoupang,
  slack: enDoctorSlack,
};

export type DoctorTexts = typeof enDoctor;
