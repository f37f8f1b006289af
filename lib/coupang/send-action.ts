import type { ActionResult } from '../workflows/ports/inquiry-actions.ts';
import { type ActionVerdict, classifyAction } from './classify-action.ts';
import { CoupangError, type Fault } from './coupang-error.ts';
import { ERROR_ROWS } from './error-rows.ts';
import { readKeys } from './read-keys.ts';
import { askOnce, type Call } from './send-once.ts';
import { freshKeys, noteFault, type Sender, timeLeft } from './send-request.ts';
import type { Keys } from './sign-request.ts';

export type Action = { path: string; body: Record<string, string> };

/**
 * Sends a POST. Retries once, signed by Coupang's `Date` or with the key read again, but only after a documented 401, which shows that
 * Coupang did nothing. Throws no CoupangError.
 * @param stopAt epoch ms: no try begins after it
 */
export const sendAction = async (sender: Sender, action: Action, stopAt: number): Promise<ActionResult> => {
  const keys = await readKeys(sender.vendor, sender.credentials).catch(asFailure);
  if (keys instanceof CoupangError) return { is: 'failed', failure: keys };
  const call = { kind: 'action', path: action.path, query: '', body: JSON.stringify(action.body) } as const;
  const first = await tryOnce(sender, call, keys, stopAt);
  if (first.is !== 'done') noteFault(sender, call, first.fault, 1);
  const again = first.is === 'failed' ? await keysForOneMore(sender, first.fault, keys) : undefined;
  const verdict = again === undefined ? first : await tryOnce(sender, call, again, stopAt);
  if (again !== undefined && verdict.is !== 'done') noteFault(sender, call, verdict.fault, 2);
  switch (verdict.is) {
    case 'done':
      return { is: 'done' };
    case 'refused':
      return { is: 'refused', refusal: verdict.refusal };
    case 'unsure':
    case 'failed':
      return { is: verdict.is, failure: new CoupangError(sender.vendor, verdict.fault) };
  }
};

const asFailure = (error: unknown): CoupangError => {
  if (error instanceof CoupangError) return error;
  throw error;
};

const tryOnce = (sender: Sender, call: Call, keys: Keys, stopAt: number): Promise<ActionVerdict> =>
  sender.pace.run(async () => {
    // A request that is cut off at once may have been sent, and its outcome would be unknown.
    if (sender.clock.now() >= stopAt) return { is: 'failed', fault: NO_TIME };
    const answer = await askOnce(sender, call, keys, timeLeft(sender, stopAt));
    return classifyAction(answer, sender.clock.now());
  });

const NO_TIME: Fault = { code: 'COUPANG_UNAVAILABLE', detail: 'not sent: no time was left' };

const keysForOneMore = async (sender: Sender, fault: Fault, keys: Keys): Promise<Keys | undefined> => {
  switch (ERROR_ROWS[fault.code].again) {
    case 're-signed':
      return keys;
    case 'fresh-key':
      return freshKeys(sender, keys);
    case 'never':
    case 'once':
    case 'back-off':
      return undefined;
  }
};
