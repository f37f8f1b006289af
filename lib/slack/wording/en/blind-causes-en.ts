import type { CauseTexts } from '../notice-texts.ts';
import type { BlindCause } from '../../../domain/reading/vendor-state.ts';

/** Source: coupang-api.md section 4. */
export const blindCausesEn: Record<BlindCause, CauseTexts> = {
  credentials: {
    name: 'unusable API key',
    toDo: [
      'To do: in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API, see whether the key has expired (180 days) or was issued anew, and store the valid key for this notifier.',
      'Issuing a key anew stops the old one at once, also for other programs that use it: ask them first.',
    ],
  },
  clock: {
    name: 'wrong clock',
    toDo: ['To do: let the machine that runs this notifier set its clock automatically.'],
  },
  'ip-not-allowed': {
    name: 'unregistered IP',
    toDo: [
      'To do: add the IP in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API &gt; Edit (takes up to 30 minutes)',
      'Do not issue the key anew: only add the IP to the key in use (up to 10).',
    ],
  },
  'blocked-at-edge': {
    name: 'IP blocked by Coupang',
    toDo: [
      'All calls from this IP rest for 10 minutes and are then tried again automatically.',
      'To do: if it comes back, ask Coupang to unblock the IP.',
    ],
  },
  'wrong-market': {
    name: 'key of another market',
    toDo: ['To do: check that the configured market is the one that issued the key (KR Korea, TW Taiwan).'],
  },
  'wrong-path': {
    name: 'list not found',
    toDo: [
      'To do: check that the configured vendor id is the one that the key was issued for.',
      'If it is, Coupang’s API may have changed: tell the engineer, with the log.',
    ],
  },
  throttled: {
    name: 'too many calls',
    toDo: [
      'It is tried again automatically after 10 minutes or more.',
      'To do: let other programs that use the same key (such as an ERP) call less. All of a vendor’s programs share 5 calls a second.',
    ],
  },
  'vendor-inactive': {
    name: 'vendor not active',
    toDo: [
      'To do: look at the vendor’s state in WING (withdrawn, not activated, locked); if it is wrong, ask Coupang.',
    ],
  },
  'bad-request': {
    name: 'request refused',
    toDo: [
      'To do: check the configured vendor id.',
      'If it is right, this is a defect of the notifier: tell the engineer, with the log.',
    ],
  },
  'coupang-down': {
    name: 'Coupang unreachable',
    toDo: [
      'It goes on trying automatically.',
      'To do: if WING does not open either, wait. If WING opens, check the way out to the internet and the log, and give Coupang its transactionId.',
    ],
  },
  protocol: {
    name: 'unusable answer',
    toDo: [
      'It goes on trying automatically.',
      'To do: if it lasts, see whether Coupang’s API has changed or something between (such as a proxy) changes its answers.',
    ],
  },
  incomplete: {
    name: 'list not read to its end',
    toDo: [
      'What was read does appear. The next poll reads it again.',
      'To do: if it lasts, see in the log how long a poll takes, and raise pollTimeoutSeconds in the configuration.',
    ],
    effect: 'some inquiries may not appear',
  },
  'not-polling': {
    name: 'poll not running',
    toDo: [
      'To do: the engineer checks that the schedule of poll is on and that a Coupang API key is stored, and looks for errors in the log and the alarms.',
    ],
  },
};
