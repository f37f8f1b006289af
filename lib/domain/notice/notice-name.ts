import type { NoticeName } from './notice.ts';
import { STEP_NAMES } from '../ticket/step.ts';

/** Checks a text from outside. A notice's name contains no blank and no separator of item keys. */
export const isNoticeName = (text: unknown): text is NoticeName =>
  typeof text === 'string' &&
  [LIST, DIGEST, BUNDLE, OF_A_TIME, ALARM_MAIL, UNUSABLE].some((pattern) => pattern.test(text));

/** By a random token. */
const LIST = /^list\/[\w-]{1,64}$/;
/** Lists of earlier releases. */
const DIGEST = /^digest\/(0|[1-9]\d{0,15})$/;
const BUNDLE = new RegExp(`^bundle/(breach|(step|escalation)/(${STEP_NAMES.join('|')}))/(0|[1-9]\\d{0,15})$`);
/** By an instant. */
const OF_A_TIME =
  /^(blind|all-clear|last-shift|opening|hand-over|daily|weekly|key-expiry|wrong-clock|older-unread)\/(0|[1-9]\d{0,15})$/;
/** By the day and the hash of the addresses. Release 0.1.0 wrote no hash. */
const ALARM_MAIL = /^alarm-mail\/(0|[1-9]\d{0,15})(\/[0-9a-f]{8})?$/;
/** By the hash of the item, or by the day on which there were many. */
const UNUSABLE = /^unusable\/(NO_ANSWER|TRANSFER|ANSWER)\/[\w-]{1,64}$/;
