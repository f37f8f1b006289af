import * as fc from 'fast-check';
import type { Member, NoticeFacts } from '../../../lib/domain/notice/notice.ts';
import type { LineSort } from '../../../lib/domain/ticket/line.ts';
import { STEP_NAMES } from '../../../lib/domain/ticket/step.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { claimer, hostileText, instant } from './arbitrary-ticket.ts';
import type { BlindCause } from '../../../lib/domain/reading/vendor-state.ts';

const { ko } = WORDING;

const count = fc.nat(100_000);
const isCause = (cause: string): cause is BlindCause => cause in ko.blindCause;

const anySort: fc.Arbitrary<LineSort> = fc.oneof(
  fc.constant('breach' as const),
  fc.constantFrom(...STEP_NAMES).map((name) => `step/${name}` as const),
  fc.constantFrom(...STEP_NAMES).map((name) => `escalation/${name}` as const),
);

const digest = fc.record({
  about: fc.constant('digest' as const),
  members: fc.constant<Member[]>([]),
  past: count,
});

const bundle = fc.record({
  about: fc.constant('bundle' as const),
  members: fc.constant<Member[]>([]),
  of: anySort,
  at: instant,
});

const blind = fc.record(
  {
    about: fc.constant('blind' as const),
    state: fc.constantFrom('open', 'over'),
    since: instant,
    until: instant,
    cause: fc.constantFrom(...Object.keys(ko.blindCause).filter(isCause)),
    ip: hostileText,
    deadlines: fc.array(
      fc.record(
        {
          source: fc.constant('call-center' as const),
          inquiryId: hostileText,
          answerId: hostileText,
          dueAt: instant,
          product: hostileText,
        },
        { requiredKeys: ['source', 'inquiryId', 'answerId', 'dueAt'] },
      ),
      {
        maxLength: 12,
      },
    ),
    deadlineCount: count,
  },
  { requiredKeys: ['about', 'state', 'since', 'cause', 'deadlines', 'deadlineCount'] },
);

const allClear = fc.record({
  about: fc.constant('all-clear' as const),
  state: fc.constantFrom('counting', 'final'),
  since: instant,
  until: instant,
  asked: count,
  missed: count,
});

const unusable = fc.record({
  about: fc.constant('unusable' as const),
  status: fc.constantFrom('NO_ANSWER', 'TRANSFER', 'ANSWER'),
  count,
  problem: hostileText,
});

const keyExpiry = fc.record({
  about: fc.constant('key-expiry' as const),
  expiresOn: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
});
const alarmMail = fc.record({ about: fc.constant('alarm-mail' as const), missing: count });
const lastShift = fc.record(
  {
    about: fc.constant('last-shift' as const),
    members: fc.constant<Member[]>([]),
    endsAt: instant,
    nextShiftAt: instant,
  },
  { requiredKeys: ['about', 'members', 'endsAt'] },
);

const opening = fc.record({
  about: fc.constant('opening' as const),
  members: fc.constant<Member[]>([]),
  since: instant,
  until: instant,
});

const openLine = fc.record(
  {
    source: fc.constant('call-center' as const),
    inquiryId: hostileText,
    answerId: hostileText,
    kind: fc.constantFrom('reply', 'confirm'),
    dueAt: instant,
    product: hostileText,
    claimedBy: claimer,
  },
  { requiredKeys: ['source', 'inquiryId', 'answerId', 'kind', 'dueAt'] },
);
const listed = fc
  .tuple(fc.array(openLine, { maxLength: 24 }), fc.nat(500))
  .map(([lines, more]) => ({ lines, count: lines.length + more }));

const handOver = fc.record(
  {
    about: fc.constant('hand-over' as const),
    endsAt: instant,
    nextEndsAt: instant,
    unclaimed: listed,
    claimed: listed,
    dueSoon: listed,
  },
  { requiredKeys: ['about', 'endsAt', 'unclaimed', 'claimed', 'dueSoon'] },
);

const share = fc.tuple(count, count).map(([inTime, late]) => ({ inTime, counted: inTime + late }));
const durationMs = fc.nat(40 * 24 * 60 * 60 * 1000);

const report = fc.record(
  {
    about: fc.constantFrom('daily' as const, 'weekly' as const),
    from: instant,
    until: instant,
    opened: count,
    closed: fc.record({
      answered: count,
      confirmed: count,
      'auto-closed': count,
      withdrawn: count,
      'decided-by-coupang': count,
      unknown: count,
    }),
    share: fc.oneof(share, fc.constant({ inTime: 0, counted: 0 })),
    medianMs: durationMs,
    p90Ms: durationMs,
    worst: fc.array(fc.record({ category: hostileText, missed: count, counted: count }), { maxLength: 3 }),
    rolling: fc.oneof(share, fc.constant({ inTime: 0, counted: 0 })),
    dueBeforeNextShift: listed,
    acts: fc.array(
      fc.record(
        { by: claimer, name: hostileText, claimed: count, confirmed: count, replied: count },
        { requiredKeys: ['by', 'claimed', 'confirmed', 'replied'] },
      ),
      { maxLength: 20 },
    ),
    holidaysUnknown: fc.integer({ min: 2026, max: 2100 }),
  },
  {
    requiredKeys: [
      'about',
      'from',
      'until',
      'opened',
      'closed',
      'share',
      'worst',
      'rolling',
      'dueBeforeNextShift',
    ],
  },
);

/** Facts of any notice, with texts as hostile and as long as possible. */
export const arbitraryNoticeFacts: fc.Arbitrary<NoticeFacts> = fc.oneof(
  digest,
  bundle,
  blind,
  allClear,
  unusable,
  keyExpiry,
  alarmMail,
  lastShift,
  opening,
  handOver,
  report,
);
