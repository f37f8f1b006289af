import { noteDone } from '../../../lib/domain/act/decide-act.ts';
import { defined } from '../../../lib/domain/defined.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import type { Reading } from '../../../lib/domain/reading/reading.ts';
import { isAccepted } from '../../../lib/domain/ticket/act.ts';
import type {
  ActionResult,
  InquiryActions,
  InquirySource,
  SourceError,
} from '../../../lib/workflows/ports/coupang.ts';
import type { DeliveryResult, TicketWriter } from '../../../lib/workflows/ports/store.ts';
import { withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';

/** All ports, one of which has another method. */
export const instead = <All, Port extends keyof All, Method extends keyof All[Port]>(
  ports: All,
  port: Port,
  method: Method,
  make: (own: All[Port][Method]) => All[Port][Method],
): All => ({ ...ports, [port]: { ...ports[port], [method]: make(ports[port][method]) } });

/** All ports, of which those acts at Coupang have another result. */
export const withActs = <All extends { actions: InquiryActions }>(
  ports: All,
  change: (result: ActionResult, again: () => Promise<ActionResult>) => ActionResult | Promise<ActionResult>,
): All => {
  const changed = async (act: () => Promise<ActionResult>): Promise<ActionResult> => change(await act(), act);
  const { confirm, reply } = ports.actions;
  const actions: InquiryActions = {
    confirm: (...call) => changed(() => confirm(...call)),
    reply: (...call) => changed(() => reply(...call)),
  };
  return { ...ports, actions };
};

/** A ticket or notice after a result, whatever was written since it was read. */
export const withResult = (
  before: Deliverable,
  result: DeliveryResult,
  attentionAt?: number,
): Deliverable => {
  const { posted, retries = {}, ...fields } = result;
  const kept = withoutFields(
    before,
    'attempt',
    'attentionAt',
    ...(result.replaced ? ['channel', 'ts', 'threadTs'] : []),
  );
  const noted = {
    ...fields,
    ...defined({ attentionAt }),
    retries: defined({ ...before.delivery.retries, ...retries }),
  };
  return kept.type === 'ticket'
    ? withFields(kept, { ...noted, posted: { ...kept.delivery.posted, ...posted } })
    : withFields(kept, noted);
};

/** Notes an act as done as soon as Coupang has accepted it. */
export const acceptedAsDone =
  (change: TicketWriter['change']): TicketWriter['change'] =>
  async (before, facts, event, at) => {
    const { act } = facts;
    const isAsDone = act !== undefined && isAccepted(act);
    return change(before, isAsDone ? noteDone({ ...before, facts }, act, at).facts : facts, event, at);
  };

/** Changes what readings of lists find. */
export const withReadings = (
  source: InquirySource,
  change: (reading: Reading) => Reading,
): InquirySource => ({
  ...source,
  read: async (...call) => {
    const { reading, ...rest } = await source.read(...call);
    return { reading: change(reading), ...rest };
  },
});

/** Changes the inquiries that look-ups find. */
export const withFound =
  (source: InquirySource, change: (inquiry: Inquiry) => Inquiry): InquirySource['lookUp'] =>
  async (...call) => {
    const { found, ...rest } = await source.lookUp(...call);
    return { ...rest, found: new Map([...found].map(([id, inquiry]) => [id, change(inquiry)])) };
  };

export type Halt = { until: number; failure: SourceError };

/** Reads no list while there is a halt. */
export const haltedBy = (source: InquirySource, halt: () => Halt | undefined): InquirySource => ({
  ...source,
  read: async (window, status, stopAt, repairs) => {
    const { until = -Infinity, failure } = halt() ?? {};
    if (!failure || until <= stopAt) return source.read(window, status, stopAt, repairs);
    const nothing = { inquiries: [], unusable: [], droppedFields: [], complete: false, beganAt: stopAt };
    return { reading: { ...nothing, window, status }, failure };
  },
});
