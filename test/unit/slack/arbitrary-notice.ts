import * as fc from 'fast-check';
import type { Member, NoticeFacts } from '../../../lib/domain/notice.ts';
import { ko } from '../../../lib/slack/wording-ko.ts';
import type { BlindCause } from '../../../lib/domain/blindness.ts';
import { hostileText } from './arbitrary-ticket.ts';

const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
const count = fc.nat(100_000);
const isCause = (cause: string): cause is BlindCause => cause in ko.blindCause;

const digest = fc.record({
  about: fc.constant('digest' as const),
  state: fc.constant('sealed' as const),
  sealBy: instant,
  members: fc.constant<Member[]>([]),
  past: count,
});

const blind = fc.record(
  {
    about: fc.constant('blind' as const),
    state: fc.constantFrom('open', 'over'),
    since: instant,
    until: instant,
    cause: fc.constantFrom(...Object.keys(ko.blindCause).filter(isCause)),
    ip: hostileText,
    deadlines: fc.array(fc.record({ dueAt: instant, product: hostileText }, { requiredKeys: ['dueAt'] }), {
      maxLength: 12,
    }),
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

/** What any notice may be about, with texts as hostile and as long as they come. */
export const arbitraryNoticeFacts: fc.Arbitrary<NoticeFacts> = fc.oneof(digest, blind, allClear, unusable);
