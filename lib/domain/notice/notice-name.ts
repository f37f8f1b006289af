import type { NoticeName } from './notice.ts';
import { STEP_NAMES } from '../ticket/step.ts';

/** Whether a text from outside is a notice's name. It holds no blank and no separator of item keys. */
export const isNoticeName = (text: unknown): text is NoticeName =>
  typeof text === 'string' &&
  [LIST, DIGEST, BUNDLE, OF_A_TIME, ALARM_MAIL, UNUSABLE].some((pattern) => pattern.test(text));

/** Named by a random token. */
const LIST = /^list\/[\w-]{1,64}$/;
/** Lists of earlier releases. */
const DIGEST = /^digest\/(0|[1-9]\d{0,15})$/;
const BUNDLE = new RegExp(`^bundle/(breach|(step|escalation)/(${STEP_NAMES.join('|')}))/(0|[1-9]\\d{0,15})$`);
/** Named by an instant. */
const OF_A_TIME =
  /^(blind|all-clear|last-shift|opening|hand-over|daily|weekly|key-expiry|wrong-clock|older-unread)\/(0|[1-9]\d{0,15})$/;
/** Named by the day, and by the hash of the addresses. Release 0.1.0 wrote no hash. */
const ALARM_MAIL = /^alarm-mail\/(0|[1-9]\d{0,15})(\/[0-9a-f]{8})?$/;
/** Named by the hash of the item, or by the day on which there were many. */
const UNUSABLE = /^unusable\/(NO_ANSWER|TRANSFER|ANSWER)\/[\w-]{1,64}$/;
