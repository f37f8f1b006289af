import { type Block, linkButton } from '../format/blocks.ts';

/** The list of inquiries. A link to a single inquiry is not known. Source: coupang-api.md section 6. */
const WING_INQUIRIES = 'https://wing.coupang.com/tenants/cs/csinquiry';

export const wingButton = (text: string): Block => linkButton('open-wing', text, WING_INQUIRIES);
