/**
 * An inquiry of Coupang, after the client has parsed it. Ids are decimal strings (they may exceed 2^53). Instants are epoch
 * milliseconds. Free text is masked. Source: Coupang's v5 list endpoint.
 */

export const MARKETS = ['KR', 'TW'] as const;
export type Market = (typeof MARKETS)[number];

/** `call-center`: inquiries of the customer centre. Product inquiries would be a second source. */
export type Source = 'call-center';

/** The values of the list's `partnerCounselingStatus` that the program reads. */
export type ListStatus = 'NO_ANSWER' | 'TRANSFER' | 'ANSWER';

export type VendorRef = { market: Market; vendorId: string };

export type Post = {
  /** Absent if Coupang's item had no readable one. */
  answerId?: string;
  /** `system`: a post that begins like Coupang's automatic posts, whatever its author type. */
  by: 'csAgent' | 'vendor' | 'system' | 'unknown';
  /** `receptionist` of a vendor's post: the WING login of the writer, masked. */
  login?: string;
  /** `replyAt`, epoch ms. */
  at?: number;
  /** Masked. */
  text: string;
  /** `text` is only the beginning of a long post. */
  isCut?: true;
  /** `partnerTransferStatus`. A missing or unknown word is `unknown`. */
  transfer: 'none' | 'requestAnswer' | 'answered' | 'unknown';
  needAnswer: boolean;
  /** `partnerTransferCompleteReason`. A missing one is `NONE`. */
  completeReason: 'NONE' | 'DISPUTE_PROCESS' | 'DISPUTE_PROCESS_COMPLETE' | 'CANCEL' | 'unknown';
  parentAnswerId?: string;
};

export type Inquiry = {
  inquiryId: string;
  /** Epoch ms. */
  inquiryAt?: number;
  /** `itemName`, masked. */
  product?: string;
  category?: string;
  orderId?: string;
  /** Epoch ms. */
  orderDate?: number;
  /** The top-level `content`, masked. Often only `상담이력`. */
  content: string;
  /** `content` is only the beginning of a long text. */
  isCut?: true;
  /** `csPartnerCounselingStatus`. Absent if it is missing or not one of these words. */
  counselingStatus?: CounselingStatus;
  posts: Post[];
};

export const COUNSELING_STATUSES = ['requestAnswer', 'answered', 'none'] as const;
export type CounselingStatus = (typeof COUNSELING_STATUSES)[number];

/** `reply`: NO_ANSWER lists it, and the agent wants an answer. `confirm`: TRANSFER lists it, and a confirmation is enough. */
export type Kind = 'reply' | 'confirm';
