import type { Now } from '../domain/attention-time.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { type DigestName, memberOf, newNotice, type Notice } from '../domain/notice.ts';
import type { TicketKey } from '../domain/ticket.ts';
import type { NoticeStore } from './ports.ts';

export type Digest = { name: DigestName; notice: Notice };
export type DigestServices = { notices: Pick<NoticeStore, 'create' | 'change'> };

/**
 * The first of a digest's three steps (R24): it stands in the store with its members' keys before any ticket names it,
 * unsealed, in the index for the lease's end.
 * @param at corrected clock, epoch ms; names the digest
 * @returns undefined if a digest of that instant exists already
 */
export const putDigest = async (
  vendor: VendorRef,
  digest: { members: readonly TicketKey[]; past: number; sealBy: number; at: number },
  { notices }: DigestServices,
): Promise<Digest | undefined> => {
  const { members, past, sealBy, at } = digest;
  const name: DigestName = `digest/${at}`;
  const keys = members.map(memberOf);
  const facts = { about: 'digest' as const, state: 'unsealed' as const, sealBy, members: keys, past };
  const notice = await notices.create(newNotice({ ...vendor, notice: name }, facts, at));
  return notice && { name, notice };
};

/** The last: now it may be shown, and its event is named (R24). Undefined: it is sealed already. */
export const sealDigest = async (
  digest: Notice,
  at: number,
  { notices }: { notices: Pick<NoticeStore, 'change'> },
): Promise<Notice | undefined> =>
  digest.facts.about === 'digest'
    ? notices.change(digest, { ...digest.facts, state: 'sealed' }, 'NoticeChanged', at)
    : undefined;

/** What a dead poll left, once its lease has ended (R24). */
export const sealDigestIfDue = async (
  digest: Notice,
  now: Now,
  services: { notices: Pick<NoticeStore, 'change'> },
): Promise<Notice | undefined> =>
  digest.facts.about === 'digest' && digest.facts.sealBy <= now.raw
    ? sealDigest(digest, now.corrected, services)
    : undefined;
