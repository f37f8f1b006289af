import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { SlackFailure, type SlackFailureKind } from '../../lib/workflows/slack-error.ts';
import { type BlindCause, type Reach, SourceError } from '../../lib/workflows/source-error.ts';
import type { Random } from './random.ts';

class MadeUpStoreError extends NotifierError {
  readonly code = 'MADE_UP_STORE';
  readonly retryable = true;
}

class MadeUpSourceError extends SourceError {
  readonly code = 'MADE_UP_SOURCE';
  readonly retryable = true;
  readonly blindCause: BlindCause = 'coupang-down';
  readonly reach: Reach;
  readonly aloneForMs: number;

  constructor(reach: Reach) {
    super(`made-up failure of reach ${reach}`);
    this.reach = reach;
    this.aloneForMs = reach === 'reading' ? 0 : 10 * 60_000;
  }
}

const ANY_CALL: [SlackFailureKind, ...SlackFailureKind[]] = ['unsure', 'rate-limited', 'refused'];
/** Beside these, what R22 answers with another form, another channel or another card. */
const REFUSALS: Record<string, typeof ANY_CALL> = {
  'slack.postCard': [...ANY_CALL, 'content-refused', 'channel-unusable'],
  'slack.editCard': [...ANY_CALL, 'content-refused', 'card-unusable', 'channel-unusable'],
  'slack.postLine': [...ANY_CALL, 'content-refused', 'card-unusable', 'channel-unusable'],
};

/** What a caller is told of a call that failed. `unsure`: it may have taken effect. */
export const makeUpError = (call: string, unsure: boolean, random: Random): Error => {
  if (call.startsWith('coupang.'))
    return new MadeUpSourceError(random.pick<Reach>(['reading', 'reading', 'reading', 'vendor', 'egress']));
  if (!call.startsWith('slack.')) return new MadeUpStoreError(`made-up failure of ${call}`);
  const kind = unsure ? 'unsure' : random.pick(REFUSALS[call] ?? ANY_CALL);
  const retryAfterMs = kind === 'rate-limited' ? { retryAfterMs: 1000 * random.between(1, 40) } : {};
  return new SlackFailure(kind, `made_up_${kind}`, `made-up failure of ${call}`, retryAfterMs);
};
