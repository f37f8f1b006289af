/** The exact 400 messages of the POSTs. Source: coupang-api.md section 2.4. */
export const ACTION_MESSAGES = {
  notAnswerable:
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer",
  notConfirmable:
    "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer",
  contentLength: 'The reply content length should be between 2 ~ 1000',
  parentMissing: 'The parentAnswerId is required.',
  userUnknown: 'userId가 올바르지 않습니다 - 520',
  userMalformed: 'userId가 올바르지 않습니다 - 521',
  closed: '상담이 종료된 문의입니다 - 522',
  otherVendors: "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
  rawCharacter: (code: number) =>
    `Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
  broken: 'Could not read JSON: Unexpected end-of-input or character',
} as const;
