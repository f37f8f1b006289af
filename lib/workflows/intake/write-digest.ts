import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { memberOf, newNotice, type Notice } from '../../domain/notice/notice.ts';
import type { DigestName, TicketKey } from '../../domain/ticket/ticket.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

/**
 * Puts a digest with its members' keys into the store before any ticket names it (R24). Nobody is shown it before its event is
 * published: by the poll, once every ticket is written, or by `track-sla` at `publishBy`, if the poll died.
 * @param digest `at` names it; `publishBy`: the lease's end; corrected clock, epoch ms
 * @returns undefined if a digest of that instant exists already
 */
export const putDigest = async (
  vendor: VendorRef,
  digest: { members: readonly TicketKey[]; past: number; publishBy: number; at: number },
  { notices }: { notices: Pick<NoticeStore, 'create'> },
): Promise<{ name: DigestName; notice: Notice } | undefined> => {
  const { members, past, publishBy, at } = digest;
  const name: DigestName = `digest/${at}`;
  const facts = { about: 'digest' as const, members: members.map(memberOf), past };
  const notice = await notices.create(newNotice({ ...vendor, notice: name }, facts, at, publishBy));
  return notice && { name, notice };
};
