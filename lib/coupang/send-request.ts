import { CALL_GRACE_MS } from '../workflows/ports/coupang.ts';
import type { Log } from '../workflows/ports/log.ts';
import { classifyResponse, type Verdict } from './classify-response.ts';
import {
  CoupangError,
  type Fault,
  type CoupangErrorCode,
  ERROR_ROWS,
  type ErrorRow,
} from './coupang-error.ts';
import type { Pace, Sleep } from './pace.ts';
import { readKeys, type Credentials } from './read-keys.ts';
import { type Call, type Connection, sendHttp } from './send-http.ts';
import type { Keys } from './sign-request.ts';

export type Sender = Connection & {
  credentials: Credentials;
  pace: Pace;
  sleep: Sleep;
  random: () => number;
  timeoutMs: number;
  /** Runs before each try, and stops the call by throwing. */
  admit?: () => Promise<void>;
  log?: Log;
};

export const NO_TIME: Fault = { code: 'COUPANG_UNAVAILABLE', detail: 'not sent: no time was left' };

export type Success = Exclude<Verdict, { is: 'fault' }>;

export const MAX_TRIES = 3;
const FIRST_BACK_OFF_MS = 1000;

/**
 * Sends a call, and retries it by its row of the error table. Each of at most `maxTries` tries has its own signature,
 * and none begins after `stopAt` (epoch ms). Only a sender with `admit` also checks this right before each try.
 * @throws CoupangError, and what `admit` throws
 */
export const sendRequest = async (
  sender: Sender,
  call: Call,
  stopAt: number,
  maxTries = MAX_TRIES,
): Promise<Success> => {
  let keys = await readKeys(sender.vendor, sender.credentials);
  const seen = new Set<CoupangErrorCode>();
  for (let tries = 1; ; tries += 1) {
    await admit(sender, stopAt);
    const verdict = await sender.pace.run(() => {
      if (sender.admit) checkTime(sender, stopAt);
      return send(sender, call, keys, stopAt);
    });
    if (verdict.is !== 'fault') return verdict;
    const { fault } = verdict;
    noteFault(sender, call, fault, tries);
    const failure = new CoupangError(sender.vendor, fault);
    const { again } = ERROR_ROWS[fault.code];
    const isSpent = tries >= maxTries || (again !== 'back-off' && seen.has(fault.code));
    if (isSpent || !(await waitForTry(sender, again, tries, stopAt))) throw failure;
    const next = again === 'fresh-key' ? await freshKeys(sender, keys) : keys;
    if (next === undefined) throw failure;
    keys = next;
    seen.add(fault.code);
  }
};

/** Counts no try that would begin too late. */
const admit = async (sender: Sender, stopAt: number): Promise<void> => {
  if (!sender.admit) return;
  checkTime(sender, stopAt);
  await sender.admit();
};

const checkTime = ({ vendor, clock }: Sender, stopAt: number): void => {
  if (clock.now() >= stopAt) throw new CoupangError(vendor, NO_TIME);
};

const send = async (sender: Sender, call: Call, keys: Keys, stopAt: number): Promise<Verdict> => {
  const answer = await sendHttp(sender, call, keys, timeLeft(sender, stopAt));
  if ('code' in answer) return { is: 'fault', fault: answer };
  return classifyResponse(answer, call.kind, sender.clock.now());
};

export const timeLeft = (sender: Sender, stopAt: number): number =>
  Math.max(1, Math.min(sender.timeoutMs, Math.ceil(stopAt + CALL_GRACE_MS - sender.clock.now())));

/** @returns false if no other try may begin */
const waitForTry = async (
  sender: Sender,
  again: ErrorRow['again'],
  tries: number,
  stopAt: number,
): Promise<boolean> => {
  switch (again) {
    case 'never':
      return false;
    case 'back-off':
    case 'once':
      return backOff(sender, tries, stopAt);
    case 're-signed':
      return sender.clock.now() < stopAt;
    case 'fresh-key':
      return true;
  }
};

/** Exponential, with full jitter. Returns false if the time would be up. */
const backOff = async (sender: Sender, tries: number, stopAt: number): Promise<boolean> => {
  const wait = Math.round(sender.random() * FIRST_BACK_OFF_MS * 2 ** (tries - 1));
  if (sender.clock.now() + wait >= stopAt) return false;
  await sender.sleep(wait);
  return true;
};

/** A key may have been replaced since it was cached. The old key is not used twice. */
export const freshKeys = async (sender: Sender, used: Keys): Promise<Keys | undefined> => {
  const fresh = await readKeys(sender.vendor, sender.credentials, { fresh: true }).catch(() => undefined);
  const differs = fresh?.accessKey !== used.accessKey || fresh.secretKey !== used.secretKey;
  return differs ? fresh : undefined;
};

export const noteFault = (sender: Sender, call: Call, fault: Fault, tries: number): void => {
  sender.pace.noteFailure();
  sender.log?.warn('a call to Coupang failed', {
    ...sender.vendor,
    call: call.kind,
    try: tries,
    code: fault.code,
    status: fault.status,
    transactionId: fault.transactionId,
  });
};
