import type { SenderOptions } from '../../../lib/coupang/create-sender.ts';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import type { Clock } from '../../../lib/workflows/ports/clock.ts';
import type { World } from '../create-world.ts';
import type { Random } from '../random.ts';

/** The real client in front of a made-up Coupang. Its waits move the clock. */
export const madeUpSender = (
  vendor: VendorRef,
  { clock, advance }: { clock: Clock; advance: World['advance'] },
  { random, fetch }: { random: Random['next']; fetch: typeof globalThis.fetch },
): SenderOptions => ({
  vendor,
  baseUrl: 'https://coupang.invalid',
  credentials: async () => ({ accessKey: 'made-up', secretKey: 'made-up' }),
  clock,
  callsPerSecond: 5,
  sleep: async (ms) => advance(ms),
  random,
  fetch,
});

/** Notes in the trace what is new in the table and in Slack. */
export const createChangeNotes = (
  world: World,
  note: (who: string, what: string, detail: string) => void,
) => {
  let shown = 0;
  const states = new Map<string, string>();
  return (): void => {
    for (const { key, facts } of world.tickets()) {
      const state = `${facts.state} ${facts.state === 'closed' ? facts.outcome : ''} ${facts.announcement}`;
      const id = deliverableId(key);
      if (states.get(id) !== state) note('table', state, id);
      states.set(id, state);
    }
    for (const { deliverable, name } of world.slack.messages.slice(shown)) note('Slack', name, deliverable);
    shown = world.slack.messages.length;
  };
};

export const countContent = (world: World) => ({
  messages: world.slack.messages.length,
  tickets: world.tickets().length,
  notices: world.notices().length,
});
