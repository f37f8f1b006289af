import type { Kind } from './act-on-inquiry.ts';
import type { Script, ScriptEvent } from './script.ts';
import { EXAMPLES } from './seed-inquiries.ts';

/** Finds unknown vendors and names in a script, and acts that the inquiry's list does not allow. */
export const findScriptFaults = ({ events, examples }: Script, vendorIds: string[]): string[] => {
  const kinds = new Map<string, Kind>(examples ? EXAMPLES : []);
  return inOrder(events).flatMap(({ event, index }) => {
    const place = `events[${index}]`;
    if (event.do === 'hand-over') {
      if (event.as !== undefined && kinds.has(event.as)) {
        return [`${place}.as: "${event.as}" is the name of another hand-over.`];
      }
      if (event.as !== undefined) kinds.set(event.as, event.kind);
      return faultsOfHandOver(event, place, vendorIds);
    }
    if (!('inquiry' in event)) return [];
    const kind = kinds.get(event.inquiry);
    if (kind === undefined) {
      return [`${place}.inquiry: "${event.inquiry}" is not the name (\`as\`) of a hand-over before it.`];
    }
    const wanted = WANTED[event.do];
    if (event.do === 'hand-over-again') kinds.set(event.inquiry, event.kind);
    return wanted === undefined || wanted === kind
      ? []
      : [`${place}.do: "${event.do}" needs a hand-over of kind ${wanted}; "${event.inquiry}" is a ${kind}.`];
  });
};

/** The events in order of time, with their places in the file. */
export const inOrder = (events: ScriptEvent[]): Array<{ event: ScriptEvent; index: number }> =>
  events.map((event, index) => ({ event, index })).toSorted((a, b) => a.event.at - b.event.at);

const WANTED: Partial<Record<ScriptEvent['do'], Kind>> = {
  answer: 'reply',
  confirm: 'confirm',
};

const faultsOfHandOver = (
  { vendor, askedAgo = 0, inquiryAgo = askedAgo }: Extract<ScriptEvent, { do: 'hand-over' }>,
  place: string,
  vendorIds: string[],
): string[] => [
  ...(vendor === undefined || vendorIds.includes(vendor)
    ? []
    : [`${place}.vendor: "${vendor}" is no vendor of the configuration (${vendorIds.join(', ')}).`]),
  ...(inquiryAgo >= askedAgo ? [] : [`${place}.inquiryAgo: must not be shorter than askedAgo.`]),
];
