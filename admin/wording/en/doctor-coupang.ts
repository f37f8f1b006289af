import { ASSUMPTIONS } from '../../../lib/domain/assumptions/assumptions.ts';
import type { LATER_CALLS } from '../../../lib/domain/reading/vendor-state.ts';
import type { CheckResult } from '../../../lib/workflows/intake/check-vendor.ts';

const WING = 'WING > 판매자정보 > 추가판매정보 > OPEN API';
const WAIT = 'Run the doctor again in some minutes. If it says the same, see the log of poll.';
const storeKey = ({ store }: { store: string }) =>
  `First find out who issued the key: an integrator's key (연동업체) takes no address (docs/setup.md). If an ERP uses your own key, use the same one. Store it: ${store}`;

/** `store`: the command that stores the key. */
export type AboutKey = {
  store: string;
  /** The address that Coupang saw, or else that of the egress stack. */
  address: string | undefined;
  /** The address of the egress stack, if Coupang saw another one. */
  otherAddress: string | undefined;
  isYoung: boolean;
};
type Advice = Record<Exclude<CheckResult, 'ok'>, (about: AboutKey) => string>;
const advice: Advice = {
  'not-set-up': storeKey,
  'key-missing': storeKey,
  'key-just-issued': () =>
    'A new key may take 24 hours: run the doctor again later. Meanwhile compare both halves with WING; do not reissue the key.',
  'ip-not-allowed': ({ address, otherAddress, isYoung }) =>
    `Add ${address ?? 'the address'} to the key's addresses in ${WING} > 수정 (up to 10, takes up to 30 minutes); do not reissue the key. An integrator's key (연동업체) takes none: docs/setup.md.${
      isYoung ? ' The first access of a new key may take 24 hours.' : ''
    }${otherAddress === undefined ? '' : ` The egress stack's address is ${otherAddress}: poll does not go out through it.`}`,
  credentials: ({ store }) =>
    `Compare both halves with ${WING}: keys are valid for 180 days. If the key was reissued, store the new one: ${store}`,
  'key-unreadable': ({ store }) =>
    `The line on the key's secret shows whether the key is stored. If that line is ok, poll may not read the secret. If kmsKeyArn was changed, store the key again: ${store}`,
  'wrong-market': () => "Check the vendor's market in the configuration: the key belongs to another market.",
  'wrong-path': () => 'Check the vendor id: the key belongs to another vendor.',
  'vendor-inactive': () => "Check the vendor's state in WING: it is withdrawn, not activated or locked.",
  'blocked-at-edge': () =>
    'Run the doctor again when that time is over. If the block comes back, ask Coupang to unblock the address.',
  throttled: () => 'See what else uses this key, such as an ERP: all programs share five calls a second.',
  clock: () =>
    'Run the doctor again. If it says the same, the clocks of Lambda and Coupang differ: report it to AWS and Coupang.',
  'bad-request': () => 'Check the vendor id. If it is right, report a defect of this program.',
  'coupang-down': () =>
    "Does WING open in a browser? Then poll's way to the internet is broken: RUNBOOK.md, Egress lost. Or egress is 'none'.",
  protocol: () => WAIT,
  contradicted: () =>
    "Coupang's lists omit inquiries that Coupang still shows one by one. If this lasts, report it to Coupang.",
  'format-changed': () =>
    'Coupang changed the format of its rows: update this program, or report a defect. Until then look in WING.',
  'filter-ignored': () =>
    'Coupang ignores the status that a list is asked for. If this lasts, report it to Coupang.',
  incomplete: () => WAIT,
  'not-polling': () => WAIT,
};

/** Calls that rest, by the name in poll's answer. */
const held = {
  list: 'Calls of the list',
  'look-up': 'Look-ups',
  older: 'Lists of older windows',
  names: 'Names of products',
  act: 'Acts',
} satisfies Record<'list' | 'act' | (typeof LATER_CALLS)[number], string>;
const sources = {
  product: {
    name: 'product questions',
    refused: `Coupang accepts this key for hand-overs, but not for product questions. Look in ${WING} whether the key may read product inquiries (상품문의), and check the vendor's market in the configuration. Do not reissue the key. Until it works, take 'product' out of sources, and look in WING > 상품 문의.`,
  },
};
const stopped: Readonly<Record<string, string>> = {
  pages: 'It ended early, at the limit of pages for one run: older lists were not read.',
  time: "It ended early, because poll's time was up: raise pollTimeoutSeconds if this happens often.",
  coupang: 'It ended early, because Coupang failed: see below.',
};

/** The doctor's lines on Coupang, on its key and on messages that wait. */
export const enDoctorCoupang = {
  all: 'Coupang',
  name: (vendor: string) => `Coupang ${vendor}`,
  advice,
  wait: WAIT,
  notLive: 'accepts this key; the vendor is not live',
  lastReading: (seconds: number) => `accepts this key; the last complete reading was ${seconds} s ago`,
  oldReading: (minutes: number) => `accepts this key, but the last complete reading was ${minutes} min ago`,
  seeSchedule:
    'See the schedule and the log of poll (RUNBOOK.md, No complete reading). If the vendor just went live again: wait two minutes.',
  noReading: 'accepts this key, but there was no complete reading yet',
  waitAfterDeploy: 'After a first deploy wait two minutes. Else see the schedule and the log of poll.',
  /** @param problem in English, from the deployed poll */
  failed: (result: string, problem: string | undefined, until: string | undefined) =>
    `${result}${problem === undefined ? '' : `: ${problem}`}${until === undefined ? '' : ` (Coupang was not asked: calls are paused until ${until})`}`,
  /** The checks of the sources beside the hand-overs, by source. */
  sources: sources as Readonly<Record<string, typeof sources.product>>,
  sourceRead: 'Coupang lets this key read them',
  calls: (vendor: string) => `calls ${vendor}`,
  held,
  heldUntil: (calls: string, until: string, reason: string) => `${calls} rest until ${until}: ${reason}`,
  heldToDo:
    'All other calls go on, and these are tried again by themselves. If the stop comes back for hours, see the log of poll (RUNBOOK.md, No complete reading).',
  totals: (vendor: string) => `totals ${vendor}`,
  wrongTotals: (shortBy: number, status: string | undefined, from: string | undefined, others: number) =>
    `Coupang counts ${shortBy} more inquiries than it lists under ${status} from ${from}${others > 0 ? `, and in ${others} more lists` : ''}; after three such readings in a row the list counts, and not the total`,
  wrongTotalsToDo:
    "Nothing is lost: every listed inquiry is shown, and each ticket that left the lists is looked up before it closes. Compare with WING, and write to Coupang's support: the list API v5 gives a totalElements above the rows of all its pages.",

  secret: {
    name: (vendor: string) => `secret ${vendor}`,
    slack: 'secret Slack',
    unset: (name: string) => `There is no secret ${name} yet`,
    run: (command: string) => `Run: ${command}`,
    unusable: (name: string, faults: string) => `The secret ${name} cannot be used: ${faults}`,
    noLastDay: 'holds no last day of the key: nothing warns before it ends',
    storeLastDay: (command: string) =>
      `Store the key once more, with the last day that WING shows: ${command}`,
    renew: (command: string) => `Reissue it in WING, which ends the old key at once, then: ${command}`,
    ended: (day: string) => `the key ended on ${day}`,
    ends: (day: string, days: number) => `the key ends on ${day}, in ${days} days`,
    stored: (day: string, days: number) => `is stored; the key ends on ${day}, in ${days} days`,
    isStored: 'is stored',
    noSigningSecret: 'has no signing secret',
    storeBoth: (command: string) => `Store both keys again: ${command}`,
    noWorkspace: 'has no id of the workspace: nobody can claim, confirm or reply',
    storeWorkspace: (command: string) => `Store it; press Enter to keep both keys: ${command}`,
  },
  clocks: {
    here: 'clock here',
    agrees: 'agrees with AWS',
    isOff: (seconds: number) => `is ${seconds} s off AWS's`,
    setIt: 'Let this machine set its clock automatically. AWS and Slack may refuse its requests.',
    coupang: 'clock of Coupang',
    coupangIsOff: (seconds: number) => `its Date header is ${seconds} s off AWS's clock`,
    useAws:
      "Nothing: the notifier uses AWS's clock. Times that Coupang writes may be wrong by as much. If it lasts, report it to Coupang.",
    coupangAgrees: 'agrees with AWS within five minutes',
  },
  learn: {
    name: (vendor: string) => `learning ${vendor}`,
    notLive: 'the vendor has live: false, so its inquiries are not read',
    setLive: (deploy: string) => `Set live: true in the configuration, then: ${deploy}`,
    deployThis: (deploy: string) => `Deploy this one: ${deploy}`,
    read: (inquiries: number, pages: number, windows: number) =>
      `Read: ${inquiries} inquiries on ${pages} pages of ${windows} windows. No words of buyers or agents left the function.`,
    stopped,
    endedEarly: (reason: string) => `It ended early: ${reason}.`,
    columns: { for: 'for', against: 'against', assumed: 'what we assume' },
    assumptions: Object.fromEntries(
      ASSUMPTIONS.map(({ name, assumed, ifWrong }) => [name, { assumed, ifWrong }]),
    ) as Readonly<Record<string, { assumed: string; ifWrong: string }>>,
    lists: {
      title: 'What each list shows (the tickets of the newest 50 inquiries):',
      columns: {
        inquiries: 'inquiries',
        requestAnswer: 'requestAnswer',
        answered: 'answered',
        complete: 'complete',
        asking: 'a post asks',
        open: 'open ticket',
        closed: 'closed ticket',
      },
    },
    uncounted: 'No list of Coupang shows a case for or against this. Look in WING:',
    sum: (all: number, against: number, without: number) =>
      `${all} assumptions: ${against} with cases against, ${without} without any case.`,
  },
};
