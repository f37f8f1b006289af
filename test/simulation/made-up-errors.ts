import { NotifierError } from '../../lib/domain/notifier-error.ts';
import type { SlackFailureKind } from '../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import { type Reach, SourceError } from '../../lib/workflows/ports/coupang.ts';
import type { Random } from './random.ts';
import type { Waiting } from './scheduler.ts';
import type { SourceCause } from '../../lib/domain/reading/vendor-state.ts';

class MadeUpStoreError extends NotifierError {
  readonly code = 'MADE_UP_STORE';
  readonly retryable = true;
}

/** A time-out: the call may have taken effect. */
class LostAnswer extends Error {}

class MadeUpSourceError extends SourceError {
  readonly code = 'MADE_UP_SOURCE';
  readonly retryable = true;
  readonly blindCause: SourceCause;
  readonly ip: string | undefined;
  readonly reach: Reach;
  readonly aloneForMs: number;

  constructor(reach: Reach) {
    super(`made-up failure of reach ${reach}`);
    this.reach = reach;
    this.aloneForMs = reach === 'reading' ? 0 : 10 * 60_000;
    this.blindCause = CAUSES[reach];
    this.ip = reach === 'vendor' ? '192.0.2.7' : undefined;
  }
}

const CAUSES = {
  reading: 'coupang-down',
  vendor: 'ip-not-allowed',
  egress: 'blocked-at-edge',
} as const satisfies Record<Reach, SourceCause>;

const ANY_CALL: [SlackFailureKind, ...SlackFailureKind[]] = [
  'unsure',
  'unreached',
  'rate-limited',
  'refused',
  'token-unusable',
];
/** In addition, the errors that R22 answers with another form, another channel or another card. */
const REFUSALS: Record<string, typeof ANY_CALL> = {
  'slack.post': [...ANY_CALL, 'content-refused', 'channel-unusable'],
  'slack.edit': [...ANY_CALL, 'content-refused', 'card-unusable', 'channel-unusable'],
  'prepare.post': ['unreached', 'rate-limited', 'token-unusable'],
  'prepare.edit': ['unreached', 'rate-limited', 'token-unusable'],
};

const GONE_THREAD = ['card-unusable'] as const;

/** The error of a failed call. `unsure`: it may have taken effect. */
export const makeUpError = (
  { name: call, about: { thread } }: Waiting,
  unsure: boolean,
  random: Random,
  { refusedLookUps }: { refusedLookUps: number },
): Error => {
  if (call === 'coupang.post' && (unsure || random.chance(0.5))) return new LostAnswer('made-up time-out');
  if (call.startsWith('coupang.'))
    return makeUpSourceError(random.pick<Reach>(['reading', 'reading', 'reading', 'vendor', 'egress']));
  if (!/^(slack|prepare|person)\./.test(call)) return new MadeUpStoreError(`made-up failure of ${call}`);
  const isRefused = call === 'slack.find' && random.chance(refusedLookUps);
  const refusals: typeof ANY_CALL = [...(REFUSALS[call] ?? ANY_CALL), ...(thread ? GONE_THREAD : [])];
  const refusal = isRefused ? 'look-up-refused' : random.pick(refusals);
  const kind = unsure && /^(slack|person)\./.test(call) ? 'unsure' : refusal;
  const retryAfterMs = kind === 'rate-limited' ? { retryAfterMs: 1000 * random.between(1, 40) } : {};
  return new SlackFailure(kind, `made_up_${kind}`, `made-up failure of ${call}`, retryAfterMs);
};

export const makeUpSourceError = (reach: Reach): SourceError => new MadeUpSourceError(reach);
