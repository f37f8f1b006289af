import { fc } from '../../fixtures/fast-check.ts';
import { anyNoticeFacts } from '../../fixtures/domain/any-notice-facts.ts';
import { hostileText, instant } from './arbitrary-ticket.ts';

/** Facts of any notice, with texts as hostile and as long as possible. */
export const arbitraryNoticeFacts = anyNoticeFacts({
  word: hostileText,
  id: hostileText,
  instant,
  members: fc.constant([]),
});
