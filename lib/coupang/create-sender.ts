import { setTimeout as wait } from 'node:timers/promises';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Clock } from '../workflows/ports/clock.ts';
import type { Log } from '../workflows/ports/log.ts';
import { createPace, type Sleep } from './pace.ts';
import type { Credentials } from './read-keys.ts';
import type { Sender } from './send-request.ts';
import { createSigningClock } from './sign-request.ts';

export type SenderOptions = {
  vendor: VendorRef;
  baseUrl: string;
  credentials: Credentials;
  clock: Clock;
  /** Coupang accepts five a second from all programs of a vendor together. */
  callsPerSecond: number;
  sleep?: Sleep;
  fetch?: typeof fetch;
  /** From 0 to below 1. */
  random?: () => number;
  log?: Log;
  /** For one try, the body included. */
  timeoutMs?: number;
  maxBodyBytes?: number;
};

export const createSender = (options: SenderOptions): Sender => {
  const { vendor, credentials, log } = options;
  const sleep = options.sleep ?? ((ms: number) => wait(ms));
  const pace = createPace(options.clock, sleep, options.callsPerSecond);
  return {
    vendor,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
    credentials,
    sleep,
    pace,
    clock: options.clock,
    signingClock: createSigningClock(options.clock),
    fetch: options.fetch ?? fetch,
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBodyBytes: options.maxBodyBytes ?? 5_000_000,
    onWarning: () => {
      log?.warn('Coupang warns that the limit of calls is near', { ...vendor });
      pace.slowDown();
    },
    ...defined({ log }),
  };
};
