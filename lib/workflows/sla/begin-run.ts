import { NOTE_AGAIN_MS, noteTracking } from '../../domain/reading/tracked-note.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, TicketKey } from '../../domain/ticket/ticket.ts';
import {
  type SeenState,
  type TrackedVendor,
  type TrackRun,
  type TrackSlaPorts,
  type TrackSlaSettings,
} from './track-sla-run.ts';

/** Reads a vendor's state and index. Reads more only if something is due. */
export const beginRun = async (
  { vendor, settings, ...rest }: TrackedVendor,
  ports: TrackSlaPorts,
): Promise<TrackRun> => {
  const { reader, clock, known } = ports;
  const seen = await seeAndNote(vendor, settings, ports);
  const now = clock.now();
  const rows = await reader.attention(vendor);
  const isDue = ({ attentionAt }: { attentionAt: number }): boolean => attentionAt <= now;
  const isNew = ({ nextStepAt }: AttentionRow): boolean => nextStepAt === undefined;
  const isStepDue = (row: AttentionRow): boolean => isDue(row) && (row.nextStepAt ?? Infinity) <= now;
  const open = rows.tickets.filter(({ closedAt }) => closedAt === undefined);
  const isFirst = !known.has(ladderId(vendor));
  const otherLadders = open.filter(
    (row) => isFirst && !isNew(row) && !isStepDue(row) && !known.has(lookedAtId(row)),
  );
  // Each run of this process checks them until all match the present ladder.
  if (isFirst && otherLadders.length === 0) known.add(ladderId(vendor));
  return {
    ...rest,
    vendor,
    settings,
    seen,
    rows,
    tickets: rows.tickets.filter(isDue),
    notices: rows.notices.filter(isDue),
    dueLadders: open.filter(isStepDue),
    newLadders: open.filter((row) => isDue(row) && isNew(row)),
    otherLadders,
    due: {
      unpublished: new Map(),
      acts: [],
      reconciled: new Set(),
      settled: 0,
      failed: new Set(),
      defects: [],
    },
    ports,
  };
};

/** Marks in `known` a ticket whose ladder has its present form. */
export const lookedAtId = (key: TicketKey): string => `${deliverableId(key)}/ladder`;

const ladderId = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}/ladder`;

/**
 * Reads the state and notes that the program runs before any step fires, so that a gap is known by then (R16). Without a gap,
 * one request writes the note and returns the state.
 */
const seeAndNote = async (
  vendor: VendorRef,
  { spans }: TrackSlaSettings,
  { states, clock, lastSeen }: TrackSlaPorts,
): Promise<SeenState> => {
  // Take the time before the read: a machine that sleeps in between must not judge an old state by a later time.
  const readAt = clock.now();
  const noteOn = (state: VendorState | undefined) => noteTracking(state, readAt, spans.blindMs);
  const last = lastSeen.get(ladderId(vendor));
  const plain = last && noteOn(last);
  const noted = plain && !plain.resumedAt && !plain.pause && (await states.noteTracked(vendor, plain));
  const read = noted || (await states.read(vendor));
  const note = noteOn(read);
  // If the machine slept meanwhile, another run may have noted a later time.
  const hasSlept = Math.abs(clock.now() - readAt) >= NOTE_AGAIN_MS;
  const isOvertaken = hasSlept && (await states.read(vendor))?.trackedAt !== read?.trackedAt;
  if (note && !isOvertaken) await states.noteTracked(vendor, note);
  const state = read && { ...read, ...note };
  if (state) lastSeen.set(ladderId(vendor), state);
  return { readAt, state };
};
