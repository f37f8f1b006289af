import * as z from 'zod/mini';
import type { BlindCause } from '../domain/reading/vendor-state.ts';

const CAUSES = {
  credentials: 'credentials',
  clock: 'clock',
  'ip-not-allowed': 'ip-not-allowed',
  'blocked-at-edge': 'blocked-at-edge',
  'wrong-market': 'wrong-market',
  'wrong-path': 'wrong-path',
  throttled: 'throttled',
  'vendor-inactive': 'vendor-inactive',
  'bad-request': 'bad-request',
  'coupang-down': 'coupang-down',
  protocol: 'protocol',
  incomplete: 'incomplete',
  'not-polling': 'not-polling',
} as const satisfies { [Cause in BlindCause]: Cause };

export const blindCauseSchema = z.enum(CAUSES);
