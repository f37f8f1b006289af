import type { VendorConfig } from '../../config/schema.ts';
import { findVendor } from '../../config/find-vendor.ts';
import { defined } from '../../domain/defined.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import type {
  DoorMessenger,
  HomeRefusal,
  ButtonPress,
  HomeUse,
  Search,
  Home,
  OwnTickets,
} from '../ports/slack.ts';
import { answerPress } from './answer-press.ts';
import type { PressPorts } from './press.ts';
import { findTickets, type Found, readOwn } from './read-home.ts';
import { filterOfSeen, firstLive, readHomeOf, seenBy } from './refresh-homes.ts';

/**
 * Shows a person's Home after that person used it (A7). Only `people` of a vendor see its tickets, since a Home has no
 * channel whose members could be checked. The Home, or otherwise the channel, shows why a claim did nothing (R29). Throws
 * SlackFailure and errors of the store.
 */
export const answerHome = async (
  { by, name, filter: wanted, claim }: HomeUse,
  ports: PressPorts,
): Promise<void> => {
  const vendors = seenBy(by, ports);
  const filter = filterOfSeen(wanted, vendors);
  const vendor = claim?.key && findVendor({ vendors }, claim.key);
  const homeRefusal = claim && (await claimThere({ by, ...defined({ name }), ...claim }, vendor, ports));
  const { clock, door, homes } = ports;
  const now = clock.now();
  const show = async (): Promise<Home> => {
    const home = await readHomeOf(by, filter, vendors, ports);
    await door.showHome(by, home, filter, { vendors, now, ...defined({ refusal: homeRefusal }) });
    return home;
  };
  const home = await show().catch(async (error: unknown) => {
    if (homeRefusal && vendor) await door.failed({ by, channel: vendor.channel }, 'failed');
    throw error;
  });
  const first = firstLive(vendors);
  if (first) await homes.note(first, { by, filter, mark: home.mark, until: now + LOOKS_FOR_MS });
};

const claimThere = async (
  claim: Omit<ButtonPress, 'do' | 'channel'>,
  vendor: VendorConfig | undefined,
  ports: PressPorts,
): Promise<HomeRefusal | undefined> => {
  if (!vendor) return { refusal: { code: 'not-allowed' } };
  let homeRefusal: HomeRefusal | undefined;
  const door: DoorMessenger = {
    ...ports.door,
    refused: async (_, ticket, refusal) => void (homeRefusal = { ticket, refusal }),
    failed: async (_, why) => void (homeRefusal = why === 'failed' ? {} : { refusal: { code: why } }),
  };
  await answerPress({ ...claim, channel: vendor.channel, do: 'claim' }, { ...ports, door });
  return homeRefusal;
};

/** `/coupang`: without words or with the name of a kind, the person's own list. */
export const answerSearch = async (
  { by, channel, words, kind }: Search,
  ports: PressPorts,
): Promise<{ vendors: readonly VendorConfig[] } & ({ own: OwnTickets } | { found: Found })> => {
  const vendors = ports.vendors.filter((vendor) => vendor.channel === channel || by in vendor.acting.people);
  const refs = vendors.map(({ id, market }) => ({ market, vendorId: id }));
  return words === '' || kind !== undefined
    ? { vendors, own: await readOwn(refs, kind ?? 'all', by, ports) }
    : { vendors, found: await findTickets(refs, words, ports) };
};

/** Slack reports that a person opened a Home, but not that the person left it. */
const LOOKS_FOR_MS = 10 * MINUTE_MS;
