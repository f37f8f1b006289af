import { defined } from '../../lib/domain/defined.ts';
import type { Failing } from './failing.ts';
import { inOrder } from './find-script-faults.ts';
import type { ScriptProgress } from './keep-state.ts';
import { digestOf, type Script, type ScriptEvent } from './script.ts';
import type { Vendors, World } from './world.ts';

export type ScriptPlayer = {
  /** When the next event is due, raw clock, epoch ms; Infinity after the last. */
  nextAt: () => number;
  playNext: () => void;
  progress: () => ScriptProgress;
};

/**
 * Plays a script's events in order. Each one gets its own time, even if it is played late.
 * @param before how far an earlier run of the same script came
 */
export const createScriptPlayer = (
  script: Script,
  { world, failing, vendors }: { world: World; failing: Failing; vendors: Vendors },
  before: ScriptProgress | undefined,
  now: number,
): ScriptPlayer => {
  const digest = digestOf(script);
  const start =
    before?.digest === digest ? structuredClone(before) : { digest, startedAt: now, played: 0, named: {} };
  const { startedAt, named } = start;
  const events = inOrder(script.events).map(({ event }) => event);
  let { played } = start;

  const fail = (event: Extract<ScriptEvent, { do: 'fail' }>, at: number) =>
    failing.fail(event.mode, {
      ...(event.for !== undefined && { until: at + event.for }),
      ...defined({ query: event.only }),
    });
  const handOver = (event: Extract<ScriptEvent, { do: 'hand-over' }>, at: number) => {
    const { kind, vendor: id, askedAgo = 0, inquiryAgo = askedAgo, template, count, as } = event;
    const vendor = vendors.find(({ vendorId }) => vendorId === id) ?? vendors[0];
    const how = { kind, askedAt: at - askedAgo, inquiryAt: at - inquiryAgo, ...defined({ template }) };
    const made = Array.from({ length: count }, () => world.handOver(vendor, how).inquiryId);
    if (as !== undefined) named[as] = made;
  };
  const play = (event: ScriptEvent, at: number) => {
    switch (event.do) {
      case 'fail':
        return fail(event, at);
      case 'recover':
        return failing.recover();
      case 'hand-over':
        return handOver(event, at + failing.skewMs());
      default: {
        const how = { at: at + failing.skewMs(), ...('kind' in event && { kind: event.kind }) };
        // A folder from an earlier run may lack the example inquiries of Coupang's document.
        const known = new Set(world.inquiries().map(({ inquiryId }) => inquiryId));
        const inquiries = (named[event.inquiry] ?? [event.inquiry]).filter((id) => known.has(id));
        return inquiries.forEach((inquiryId) => world.act(inquiryId, event.do, how));
      }
    }
  };

  // Failures that were active at the end of the last run are switched on again.
  for (const event of events.slice(0, played)) {
    if (event.do === 'fail' || event.do === 'recover') play(event, startedAt + event.at);
  }
  return {
    nextAt: () => startedAt + (events[played]?.at ?? Infinity),
    playNext: () => {
      const event = events[played];
      if (event === undefined) return;
      played += 1;
      play(event, startedAt + event.at);
    },
    progress: () => ({ digest, startedAt, played, named }),
  };
};
