import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { isOneOf } from '../../lib/domain/is-one-of.ts';
import { NEW_VENDOR_STATE, type Stop, type VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { VendorStates } from '../../lib/workflows/ports/store.ts';
import { copy } from './copy.ts';
import type { Effect } from './effect.ts';

type Lease = { token: string; until: number };

/** The fields that others than a poll write. */
const NOT_OF_POLL = ['trackedAt', 'resumedAt', 'pause', 'homesUntil', 'remindedAt', 'actStop'] as const;

/** The state items: one per vendor with its lease, and one per egress IP (R5). */
export const createMemoryStates = (
  effect: Effect,
  options: {
    onRelease?: (state: VendorState) => void;
    /** Sees every written state. A release's state comes before `onRelease`. */
    onState?: (state: VendorState) => void;
    state?: VendorState;
  },
) => {
  const items = new Map<string, { vendor: VendorRef; state: VendorState; lease?: Lease }>();
  const blocks = new Map<string, Stop>();
  const put = (vendor: VendorRef, item: { state: VendorState; lease?: Lease }): void => {
    const { market, vendorId } = vendor;
    freeze(item.state);
    items.set(nameOf(vendor), { vendor: { market, vendorId }, ...item });
    options.onState?.(item.state);
  };
  const change = (vendor: VendorRef, fields: Partial<VendorState>): void => {
    const known = items.get(nameOf(vendor));
    if (known) put(vendor, { ...known, state: { ...known.state, ...fields } });
  };
  const states: VendorStates = {
    vendors: () =>
      effect('store.vendors', () =>
        [...items.values()].map(({ vendor }) => vendor).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
      ),
    read: (vendor) => effect('store.readState', () => items.get(nameOf(vendor))?.state ?? options.state),
    noteTracked: (vendor, note) =>
      effect('store.noteTracked', () => {
        const { state = options.state, ...lease } = items.get(nameOf(vendor)) ?? {};
        if ((state === undefined) !== (note.watchedSince !== undefined)) return undefined;
        const noted = { ...(state ?? NEW_VENDOR_STATE), ...note };
        put(vendor, { ...lease, state: noted });
        return noted;
      }),
    takeLease: (vendor, { token, now, until, firstPollAt }) =>
      effect('store.takeLease', () => {
        const known = items.get(nameOf(vendor));
        if (known?.lease && known.lease.token !== token && known.lease.until > now) return 'taken';
        const state = known?.state ?? options.state ?? NEW_VENDOR_STATE;
        const noted = { ...(firstPollAt !== undefined && { firstPollAt }), ...state };
        put(vendor, { state: noted, lease: { token, until } });
        return noted;
      }),
    releaseLease: (vendor, token, state) =>
      effect('store.releaseLease', () => {
        const known = items.get(nameOf(vendor));
        if (known?.lease?.token !== token) return false;
        const released = copy(state);
        for (const name of NOT_OF_POLL) delete released[name];
        const kept = Object.entries(known.state).filter(([name]) => isOneOf(name, NOT_OF_POLL));
        put(vendor, { state: { ...released, ...Object.fromEntries(kept) } });
        options.onRelease?.(state);
        return true;
      }),
    noteActStop: (vendor, actStop) => effect('store.noteActStop', () => change(vendor, { actStop })),
    noteReminded: (vendor, remindedAt) => effect('store.noteReminded', () => change(vendor, { remindedAt })),
    egressBlock: (egress) => effect('store.egressBlock', () => blocks.get(egress)),
    blockEgress: (egress, block) =>
      effect('store.blockEgress', () => {
        if ((blocks.get(egress)?.until ?? 0) < block.until) blocks.set(egress, block);
      }),
  };
  return {
    states,
    noteHomes: (vendor: VendorRef, homesUntil: number): void => change(vendor, { homesUntil }),
    releaseAbandoned: (): void => {
      for (const [name, { vendor, state, lease }] of items) {
        const { contactsUntil: _, ...rest } = state;
        items.set(name, { vendor, state: lease ? rest : state });
      }
    },
  };
};

/** Its readers share it. */
const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
};

const nameOf = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}`;
