import type { LifeWords } from './words.ts';

export const en: LifeWords = {
  sentences: {
    stored:
      'First seen in a listing, and stored: {kind}. The agent asked at {askedAt}; due at {dueAt}. Announced by {announcement}.[ Already over: {outcome}.]',
    changed: 'Version {version} stored: Coupang shows something else[ ({fields})]. State: {state}.',
    'left-lists': 'Version {version} stored: it is in no list any more, and how it ended is not known yet.',
    warned: 'Version {version} stored.[ Step fired: {steps}.][ Overtaken by a nearer step: {passed}.]',
    closed: 'Version {version} stored: closed, {outcome}[ at {answeredAt}, {inTime}].',
    reopened: 'Version {version} stored: open again, since Coupang lists it once more. Due at {dueAt}.',
    published: 'Version {version} published: {event}.',
    'not-published': 'Version {version} not published: {event}. The next run tries again.',
    'looked-up': 'Coupang was asked for this inquiry alone: {isFound}.',
    'look-up-due': 'How it ended is still not known. Look-ups so far: {lookUps}; the next at {nextLookUpAt}.',
    posted:
      'Slack took the {attempt}: channel {channel}, ts {ts}[, in thread {threadTs}]. It shows version {version}.',
    edited: 'Slack took an edit[: channel {channel}, ts {ts}]. It shows version {version}.',
    found: 'Slack has the {attempt} that was sent at {attemptedAt}: channel {channel}, ts {ts}.',
    'not-found': 'Slack does not have the {attempt} that was sent at {attemptedAt}.',
    failed: 'Slack did not take the {call} of the {attempt}[ in {channel}]: {kind} ({reason}).',
    'put-off': 'The {attempt} waits until {nextTryAt}. Refusals so far: {refusals} ({reason}).',
    'passed-over': 'Not sent, since a newer message says it: {lines}.',
    replaced: 'The message at channel {channel}, ts {ts} can no longer be edited. A new one follows.',
  },
  values: {
    'kind reply': 'an answer is wanted',
    'kind confirm': 'a confirmation is wanted',
    'kind unsure': 'the answer was lost',
    'kind unreached': 'it could not be reached',
    'announcement none': 'nothing, since it was over',
    'announcement card': 'a card',
    'outcome answered': 'the seller answered',
    'outcome confirmed': 'the seller confirmed',
    'outcome auto-closed': 'Coupang closed it unanswered',
    'outcome withdrawn': 'the hand-over was withdrawn',
    'outcome decided-by-coupang': 'Coupang decided itself',
    'outcome unknown': 'how it ended is unknown',
    'inTime true': 'in time',
    'inTime false': 'too late',
    'isFound true': 'it knows it',
    'isFound false': 'it does not know it',
  },
  messages: {
    step: '{rest} warning',
    escalation: '{rest} warning in its own channel',
    line: 'line "{rest}"',
  },
};
