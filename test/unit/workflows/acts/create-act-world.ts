import type { Press } from '../../../../lib/domain/ticket/act.ts';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { inquiryOf } from '../../../../lib/workflows/acts/act-source.ts';
import { carryOut } from '../../../../lib/workflows/acts/carry-out.ts';
import { press, type PressResult } from '../../../../lib/workflows/acts/press.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import type { HandOver } from '../../../simulation/coupang-people.ts';
import { createWorld } from '../../../simulation/create-world.ts';
import { type Effect, plain } from '../../../simulation/effect.ts';
import { MADE_UP_ACCESS } from '../../../simulation/create-world.ts';
import { createMemoryActions } from '../../../simulation/memory-actions.ts';

/** A message that only one person got. */
type SentRefusal = { by: string; channel: string; code: string; text?: string; mayBeSent?: true };

/** The program on memory ports, with one hand-over that the first poll has stored. `effect`: around each call of `act`. */
export const createActWorld = async (
  handOver: HandOver = {},
  effect: Effect = plain,
  options: Parameters<typeof createWorld>[0] = {},
) => {
  const world = createWorld({ ...options, effect });
  const { store, coupang, bus, clock } = world;
  const inquiryId = coupang.handOver(handOver);
  await world.poll();
  const { actions, sent } = createMemoryActions(coupang, clock.now, effect);
  const refusals: SentRefusal[] = [];
  const { key } = world.ticketOf(inquiryId);
  const services: ActPorts = {
    reader: store.reader,
    writer: store.writer,
    states: store.states,
    publisher: bus.publisher,
    clock,
    source: { ...MADE_UP_ACCESS, inquiry: (asked, stopAt) => inquiryOf(coupang.source)(asked, stopAt) },
    actions,
    maySend: () => true,
    whoMayBeAssigned: async (users) => users,
    doNotDisturb: { resting: async () => new Set() },
    people: {
      refused: ({ by, channel, sendingAt }, _ticket, { code }, text) =>
        effect('slack.refused', () => {
          const mayBeSent = sendingAt !== undefined && ({ mayBeSent: true } as const);
          refusals.push({ by, channel, code, ...(text !== undefined && { text }), ...mayBeSent });
        }),
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  return {
    ...world,
    key,
    inquiryId,
    sent,
    refusals,
    services,
    ticket: (): Ticket => world.ticketOf(inquiryId),
    press: (pressed: Press, with_: Partial<ActPorts> = {}): Promise<PressResult> =>
      press(key, pressed, { ...services, claimStaleMs: Infinity, ...with_ }),
    carryOut: (with_: Partial<ActPorts> = {}) =>
      carryOut(key, { egress: 'made-up' }, { ...services, ...with_ }),
  };
};

export type ActWorld = Awaited<ReturnType<typeof createActWorld>>;
