import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import type { InquirySource } from '../../../lib/workflows/ports/coupang.ts';
import { noteDone } from '../../../lib/domain/act/decide-act.ts';
import { isAccepted } from '../../../lib/domain/ticket/act.ts';
import type { TicketWriter } from '../../../lib/workflows/ports/store.ts';

/** All ports, one of which has another method. */
export const instead = <All, Port extends keyof All, Method extends keyof All[Port]>(
  ports: All,
  port: Port,
  method: Method,
  make: (own: All[Port][Method]) => All[Port][Method],
): All => ({ ...ports, [port]: { ...ports[port], [method]: make(ports[port][method]) } });

/** Notes an act as done as soon as Coupang has accepted it. */
export const acceptedAsDone =
  (change: TicketWriter['change']): TicketWriter['change'] =>
  async (before, facts, event, at) => {
    const { act } = facts;
    const isAsDone = act !== undefined && isAccepted(act);
    return change(before, isAsDone ? noteDone({ ...before, facts }, act, at).facts : facts, event, at);
  };

/** Changes the inquiries that look-ups find. */
export const withFound =
  (source: InquirySource, change: (inquiry: Inquiry) => Inquiry): InquirySource['lookUp'] =>
  async (...call) => {
    const { found, ...rest } = await source.lookUp(...call);
    return { ...rest, found: new Map([...found].map(([id, inquiry]) => [id, change(inquiry)])) };
  };
