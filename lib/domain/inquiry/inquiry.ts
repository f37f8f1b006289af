/**
 * Coupang's inquiry, as parsed by the client of its source. Ids are decimal strings, since they may exceed 2^53. Instants are epoch
 * milliseconds. Free text is masked. Source: Coupang's v5 list endpoints.
 */

export const MARKETS = ['KR', 'TW'] as const;
export type Market = (typeof MARKETS)[number];

export type VendorRef = { market: Market; vendorId: string };

export type Post = {
  /** Absent if Coupang's item had no readable id. */
  answerId?: string;
  /** `system`: a post that begins like Coupang's automatic posts, whatever its author type. */
  by: 'csAgent' | 'vendor' | 'system' | 'unknown';
  /** `receptionist` of a vendor's post: the writer's WING login, masked. */
  login?: string;
  /** `replyAt`. */
  at?: number;
  text: string;
  /** `text` is only the beginning of a long post. */
  isCut?: true;
  /** `partnerTransferStatus`. A missing or unknown value is `unknown`. */
  transfer: 'none' | 'requestAnswer' | 'answered' | 'unknown';
  needAnswer: boolean;
  /** `partnerTransferCompleteReason`. A missing value is `NONE`. */
  completeReason: 'NONE' | 'DISPUTE_PROCESS' | 'DISPUTE_PROCESS_COMPLETE' | 'CANCEL' | 'unknown';
  parentAnswerId?: string;
};

/** Facts that Coupang shows beside the posts. A ticket keeps them as they are, so a new fact needs no code there. */
export type InquiryFacts = {
  inquiryAt?: number;
  /** `itemName` of a hand-over. The name of a question's product. */
  product?: string;
  category?: string;
  orderId?: string;
  orderDate?: number;
  /** The orders of a question. */
  orderIds?: string[];
  /** Numbers of a question's product. */
  productId?: string;
  sellerProductId?: string;
  /** The number of the option, if there is exactly one. */
  vendorItemId?: string;
  /** The name of the item of `product`. */
  option?: string;
};

export type Inquiry = InquiryFacts & {
  inquiryId: string;
  /** The top-level `content`. Often only `상담이력`. */
  content: string;
  /** `content` is only the beginning of a long text. */
  isCut?: true;
  /** `csPartnerCounselingStatus`. Absent if missing or unknown. */
  counselingStatus?: CounselingStatus;
  /** `inquiryStatus: complete`. Coupang takes no reply then. */
  isComplete?: true;
  posts: Post[];
};

export const COUNSELING_STATUSES = ['requestAnswer', 'answered', 'none'] as const;
export type CounselingStatus = (typeof COUNSELING_STATUSES)[number];
