import { forEachSettled } from '../outbox/for-each-settled.ts';
import { isStored } from '../outbox/known-notices.ts';
import { blindDeadlines, judgeBlindness, pauseWithin, type Sight } from '../../domain/blindness/blindness.ts';
import { INDEX_LAG_MS, isCaughtUp, isPartlyRead } from '../../domain/blindness/catch-up-place.ts';
import { countBlindTime } from '../../domain/blindness/count-blind-time.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import {
  type AllClearFacts,
  type BlindFacts,
  newNotice,
  type Notice,
  type NoticeFacts,
  type NoticeKey,
  type NoticeName,
} from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { type CatchUp, type Pause, TEAM_CAUSE, type VendorState } from '../../domain/reading/vendor-state.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { AttentionRows, TicketReader } from '../ports/ticket-store.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { writeDecided } from '../outbox/write-decided.ts';

export type WatchServices = {
  reader: Pick<TicketReader, 'closed'>;
  notices: NoticeStore;
  /** Ids of the notices that are in the store, kept between runs: a blind time is in the state for a week. */
  known: Set<string>;
};

/** A vendor's state, and when it was read. The state is judged by that time. */
export type SeenState = { readAt: number; state: VendorState | undefined };

/**
 * Announces that a vendor's recent week could not be read for too long, and that it can be read again (D10, R17). It reads
 * the store alone. It also announces a blind time that was over before any run saw it, and a pause of the program. The
 * all-clear is written before its blindness is over, so that a crash in between repeats nothing and leaves none open. Call it
 * for live vendors only: a vendor that is not polled looks blind.
 * @param rows the vendor's whole index: open blindness and counting all-clears stay in it
 * @returns every notice as it was written
 */
export const watchBlindness = async (
  vendor: VendorRef,
  { tickets, notices }: AttentionRows,
  { blindMs }: { blindMs: number },
  { readAt: now, state }: SeenState,
  services: WatchServices,
): Promise<Notice[]> => {
  if (!state) return [];
  const watch: Watch = { vendor, state, tickets, now, blindMs, services, written: [] };
  const sight = judgeBlindness({ state, now, blindMs });
  const ended = state.catchUps.filter((catchUp) => catchUp.until - catchUp.since > blindMs);
  const failures = await forEachSettled(
    [
      ...(sight.is === 'blind' ? [() => tellBlindness(sight, watch)] : []),
      ...ended.map((catchUp) => () => tellEnded(catchUp, watch)),
      ...notices.flatMap(({ notice }) => {
        if (notice.startsWith('blind/')) return [() => endBlindness(notice, watch)];
        return notice.startsWith('all-clear/') ? [() => countOn(notice, watch)] : [];
      }),
    ],
    (work) => work(),
  );
  // What was written is then published from the index.
  if (failures.length > 0) throw failures[0];
  return watch.written;
};

type Watch = {
  vendor: VendorRef;
  state: VendorState;
  tickets: readonly AttentionRow[];
  /** Epoch ms. */
  now: number;
  blindMs: number;
  services: WatchServices;
  written: Notice[];
};

const tellBlindness = async (sight: Extract<Sight, { is: 'blind' }>, watch: Watch): Promise<void> => {
  const { is, ...told } = sight;
  const deadlines = blindDeadlines(watch.tickets, told.since, watch.now);
  const facts: BlindFacts = { about: 'blind', state: 'open', ...told, ...deadlines };
  await writeNotice(`blind/${told.since}`, watch, (before) => {
    if (!before) return facts;
    return isOpenBlindness(before.facts) && !saysTheSame(before.facts, facts) ? facts : undefined;
  });
};

/** Compares the fields one by one, since the store may change their order. */
const saysTheSame = (a: BlindFacts, b: BlindFacts): boolean => {
  const told = ({ cause, ip, deadlines, deadlineCount }: BlindFacts) =>
    JSON.stringify([
      TEAM_CAUSE[cause],
      ip,
      deadlineCount,
      deadlines.map(({ inquiryId, answerId, dueAt, product }) => [inquiryId, answerId, dueAt, product]),
    ]);
  return told(a) === told(b);
};

const endBlindness = async (name: NoticeName, watch: Watch): Promise<void> => {
  const { state, services } = watch;
  const { recentCompleteAt } = state;
  const blind = (await services.notices.read(keyOf(name, watch)))?.facts;
  if (!blind || !isOpenBlindness(blind)) return;
  const { since } = blind;
  if (recentCompleteAt === undefined || recentCompleteAt === since) return;
  const readAgainAt = state.catchUps.find((catchUp) => catchUp.since === since)?.until ?? recentCompleteAt;
  const until = await giveAllClear({ since, until: Math.max(since, readAgainAt) }, watch);
  await writeNotice(name, watch, (before) =>
    before && isOpenBlindness(before.facts) ? { ...before.facts, state: 'over', until } : undefined,
  );
};

/** Writes the all-clear of a blind time, as that of a pause if no blindness was told. An open notice is ended in another step. */
const tellEnded = async ({ since, until }: CatchUp, watch: Watch): Promise<void> => {
  if (await isStored(keyOf(`all-clear/${since}`, watch), watch.services)) return;
  const wasTold = await isStored(keyOf(`blind/${since}`, watch), watch.services);
  const pause = wasTold ? undefined : pauseWithin({ since, until }, watch.state.pause, watch.blindMs);
  await giveAllClear({ since, until }, watch, pause);
};

/** @returns the end that the all-clear shows; an earlier run may have written it */
const giveAllClear = async (
  blindTime: { since: number; until: number },
  watch: Watch,
  pause?: Pause,
): Promise<number> => {
  const name: NoticeName = `all-clear/${blindTime.since}`;
  const known = (await watch.services.notices.read(keyOf(name, watch)))?.facts;
  if (known?.about === 'all-clear') return known.until;
  const counts = await count(blindTime, watch);
  let { until } = blindTime;
  await writeNotice(name, watch, (before) => {
    if (before?.facts.about === 'all-clear') until = before.facts.until;
    return before
      ? undefined
      : { about: 'all-clear', state: 'counting', ...blindTime, ...counts, ...defined({ pause }) };
  });
  return until;
};

/**
 * Counts again. The counts are final once the answered lists have been read, but not in the run that created the notice: the
 * indexes lag.
 */
const countOn = async (name: NoticeName, watch: Watch): Promise<void> => {
  const known = (await watch.services.notices.read(keyOf(name, watch)))?.facts;
  if (known?.about !== 'all-clear' || known.state === 'final') return;
  const counts = await count(known, watch);
  await writeNotice(name, watch, (before) => {
    const facts = before?.facts;
    if (!before || facts?.about !== 'all-clear' || facts.state === 'final') return undefined;
    const { state, now } = watch;
    const isFinal =
      now - before.outbox.changedAt >= INDEX_LAG_MS && isCaughtUp(state.catchUps, facts.since, now);
    const isPartial = isPartlyRead(state.catchUps, facts.since);
    if (isFinal) return { ...facts, ...counts, state: 'final', ...(isPartial && { isPartial }) };
    const isSame = facts.asked === counts.asked && facts.missed === counts.missed;
    return isSame ? undefined : { ...facts, ...counts };
  });
};

const count = async (
  blindTime: { since: number; until: number },
  { vendor, tickets, services: { reader } }: Watch,
): Promise<Pick<AllClearFacts, 'asked' | 'missed'>> => {
  const closed = await reader.closed(vendor, blindTime.since);
  return countBlindTime(tickets, closed, blindTime);
};

const writeNotice = async (
  name: NoticeName,
  watch: Watch,
  decide: (before: Notice | undefined) => NoticeFacts | undefined,
): Promise<void> => {
  const { services, now, written } = watch;
  const key = keyOf(name, watch);
  const notice = await writeDecided(
    deliverableId(key),
    async () => {
      const before = await services.notices.read(key);
      const facts = decide(before);
      return facts && { before, facts };
    },
    ({ before, facts }) =>
      before
        ? services.notices.change(before, facts, 'BlindnessChanged', now)
        : services.notices.create(newNotice(key, facts, now)),
  );
  if (notice) written.push(notice);
};

const keyOf = (notice: NoticeName, { vendor }: Watch): NoticeKey => ({ ...vendor, notice });

const isOpenBlindness = (facts: NoticeFacts): facts is BlindFacts & { state: 'open' } =>
  facts.about === 'blind' && facts.state === 'open';
