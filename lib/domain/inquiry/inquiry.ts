/**
 * What Coupang tells of an inquiry, once it is through the client's door: ids are decimal strings (they may
 * exceed 2^53), instants are epoch milliseconds, free text is masked. Source: Coupang's v5 list endpoint.
 */

export type Market = 'KR' | 'TW';

/** `call-center` is the customer-centre inquiry; product inquiries will be a second source. */
export type Source = 'call-center';

/** The list's `partnerCounselingStatus` words that we read. */
export type ListStatus = 'NO_ANSWER' | 'TRANSFER' | 'ANSWER';

export type VendorRef = { market: Market; vendorId: string };

export type Post = {
  /** Absent where Coupang's item had none that could be read. */
  answerId?: string;
  /** `system` is a post that begins as Coupang's automatic ones do, whatever author type it carries. */
  by: 'csAgent' | 'vendor' | 'system' | 'unknown';
  /** `receptionist` of a vendor's post: the WING login that wrote it, masked. */
  login?: string;
  /** `replyAt`, epoch ms. */
  at?: number;
  /** Masked. */
  text: string;
  /** `partnerTransferStatus`; a missing one, or a word that we do not know, is `unknown`. */
  transfer: 'none' | 'requestAnswer' | 'answered' | 'unknown';
  needAnswer: boolean;
  /** `partnerTransferCompleteReason`; a missing one is `NONE`. */
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
  /** The top-level `content`, masked; often only `상담이력`. */
  content: string;
  posts: Post[];
};

export type Kind = 'reply' | 'confirm';
