import type { Now } from '../../domain/delivery/attention-time.ts';
import type { Clock } from './clock.ts';

/** What calendars, Coupang and its deadlines go by, epoch ms; Coupang's offset comes on top. */
export const wallNow = ({ now, wall = now }: Clock): number => wall();

/** @param offsetMs Coupang's clock minus ours */
export const nowBy = (clock: Clock, offsetMs: number): Now => ({
  raw: clock.now(),
  corrected: wallNow(clock) + offsetMs,
});

/** How long, by the wall clock, a span of this program's own work takes, ms. */
export const onTheWall = ({ rate = () => 1 }: Clock, spanMs: number): number => spanMs * rate();
