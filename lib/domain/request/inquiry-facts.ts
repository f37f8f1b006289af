import type { Inquiry, InquiryFacts } from '../inquiry/inquiry.ts';

export const inquiryFacts = ({
  inquiryId: _inquiryId,
  content: _content,
  isCut: _isCut,
  counselingStatus: _counselingStatus,
  isComplete: _isComplete,
  posts: _posts,
  ...facts
}: Inquiry): InquiryFacts => facts;
