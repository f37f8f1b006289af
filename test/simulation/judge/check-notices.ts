import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { Aftermath } from './check-outcome.ts';
import { concernsOf, idOf, type Violation, violationsOf } from './violation.ts';

/** A notice is in Slack once with its present content, unless it had nothing to say (R18, R24). */
export const checkNotice = (notice: Notice, aftermath: Aftermath): Violation[] => {
  const id = idOf(notice.key);
  const violation = violationsOf(notice.key.notice, concernsOf(notice.key));
  const { facts } = notice;
  const { ts, shownVersion } = notice.delivery;
  const { version } = notice.outbox;
  const messages = aftermath.messages.filter(({ deliverable }) => deliverable === id);
  const mayBeSilent = 'members' in facts || (facts.about === 'blind' && facts.state === 'over');
  // A list that was found after a lost answer changes no more, unless it links to its cards.
  const isFound = facts.about === 'list' && facts.of !== 'new' && ts !== undefined;
  if (shownVersion !== version && !isFound) return [violation('R24', 'is not shown at its last version')];
  const replaced = aftermath.replacements.get(id) ?? 0;
  const wanted = ts === undefined && mayBeSilent ? replaced : 1 + replaced;
  const isTwice = messages.length > wanted && !aftermath.unsearched.has(id);
  if (messages.length < wanted || isTwice)
    return [violation('promise', `has ${messages.length} messages and not ${wanted}`)];
  if (ts === undefined && mayBeSilent) return [];
  const shown = messages.find((message) => message.ts === ts);
  if (!shown) return [violation('R18', 'does not know its message')];
  const state = 'state' in facts ? facts.state : 'told';
  const isShown = shown.version === version && shown.state === state;
  return isShown ? [] : [violation('R18', `shows version ${shown.version}, ${shown.state}`)];
};

/** An unreadable item is reported once, alone or with the others of its day (R13). */
export const checkUnusable = ({ coupang, notices }: Aftermath): Violation[] =>
  coupang.unusable.flatMap(({ status, inquiryId: hash }) => {
    const itemNotices = notices.filter(({ key: { notice } }) => {
      const [about, list, what = ''] = notice.split('/');
      return about === 'unusable' && list === status && (what === hash || /^\d{4}-/.test(what));
    });
    const problem = `the item ${hash} under ${status} was not reported`;
    return itemNotices.length > 0 ? [] : [{ rule: 'R13', problem, concerns: hash }];
  });
