import { ACTION_MESSAGES, type ActionBody } from './read-action-body.ts';
import { endsAt, isAsking, type SimulatedInquiry, type SimulatedPost } from './simulated-inquiry.ts';
import { isSystemText } from './market-texts.ts';

const LOGIN = /^[\w.@-]{2,50}$/;

export type ActionCheck = {
  inquiryId: string;
  vendorId: string;
  body: ActionBody;
  /** Coupang's clock, epoch ms. */
  now: number;
  /** The WING logins that Coupang knows. Absent: any well-formed login. */
  wingIds: string[] | undefined;
};

/**
 * @returns Coupang's refusal of a reply, or undefined if it is accepted. Source: coupang-api.md sections 2.3 and 2.4;
 * the order of the checks is not documented.
 * @param inquiry the vendor's inquiry in the path
 */
export const refuseReply = (
  inquiry: SimulatedInquiry | undefined,
  check: ActionCheck,
): string | undefined => {
  const { inquiryId, vendorId, body, now } = check;
  if (inquiry === undefined || body.inquiryId !== inquiryId || body.vendorId !== vendorId) {
    return ACTION_MESSAGES.otherVendors;
  }
  if (body.parentAnswerId === null || body.parentAnswerId === '') return ACTION_MESSAGES.parentMissing;
  const length = body.content?.length ?? 0;
  if (length < 2 || length > 1000) return ACTION_MESSAGES.contentLength;
  const wrongUser = refuseUser(body.replyBy, check.wingIds);
  if (wrongUser !== undefined) return wrongUser;
  const parent = inquiry.posts.find(({ answerId }) => answerId === body.parentAnswerId);
  if (parent !== undefined && wasClosed(parent, inquiry, now)) return ACTION_MESSAGES.closed;
  const waits = inquiry.inquiryStatus === 'progress' && parent !== undefined && isAsking(parent);
  return waits ? undefined : ACTION_MESSAGES.notAnswerable;
};

/** @returns Coupang's refusal of a confirmation, or undefined if it is accepted. Source: as above. */
export const refuseConfirm = (
  inquiry: SimulatedInquiry | undefined,
  { body, now, wingIds }: ActionCheck,
): string | undefined => {
  if (inquiry === undefined) return ACTION_MESSAGES.otherVendors;
  const wrongUser = refuseUser(body.confirmBy, wingIds);
  if (wrongUser !== undefined) return wrongUser;
  if (inquiry.inquiryStatus !== 'complete') return ACTION_MESSAGES.notConfirmable;
  const newest = inquiry.posts.findLast(isAsking);
  return newest === undefined || now >= endsAt(newest) ? ACTION_MESSAGES.closed : undefined;
};

const refuseUser = (user: string | null, wingIds: string[] | undefined): string | undefined => {
  if (user === null || !LOGIN.test(user)) return ACTION_MESSAGES.userMalformed;
  return wingIds === undefined || wingIds.includes(user) ? undefined : ACTION_MESSAGES.userUnknown;
};

/** The 24 hours are over, Coupang decided, or Coupang's own post replaced the seller's. */
const wasClosed = (post: SimulatedPost, inquiry: SimulatedInquiry, now: number): boolean => {
  if (isAsking(post)) return now >= endsAt(post);
  if (post.completeReason === 'DISPUTE_PROCESS') return true;
  return inquiry.posts.some((reply) => reply.parentAnswerId === post.answerId && isSystemText(reply.content));
};
