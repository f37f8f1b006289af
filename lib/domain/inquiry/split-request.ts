export type SplitRequest = {
  /** What the agent wants of the seller. */
  ask: string;
  /** The other lines of the template, as they stand; none where the template is not known. */
  template: readonly string[];
};

/**
 * Parts what an agent asks from the template around it (C8). The lines before the label of the request, or without one the known
 * lines at the top, are the template. What is in neither is blank. A text of any other shape is the request as a whole. Source:
 * coupang-api.md section 3.
 */
export const splitRequest = (text: string): SplitRequest => {
  const lines = text.split('\n').map((line) => line.trim());
  const labelled = lines.findIndex((line) => REQUEST.test(line));
  const before = lines.slice(0, labelled);
  const isLabelled = labelled !== -1 && before.every((line) => isKnown(line) || FIELD.test(line));
  const end = isLabelled ? labelled : lines.findIndex((line) => !isKnown(line));
  const template = lines.slice(0, Math.max(end, 0)).filter((line) => line !== '');
  const isTemplate = isLabelled || template.some((line) => FACT.test(line));
  const ask = lines
    .slice(end)
    .join('\n')
    .replace(isLabelled ? REQUEST : '', '')
    .trim();
  return isTemplate && ask !== '' ? { ask, template } : { ask: text.trim(), template: [] };
};

/** `ㅁ` is a letter that agents use as a box. */
const BULLET = String.raw`^[◼■□▪▫●○•◆◇▶▷※ㅁㅇ*-]?\s*`;
const COLON = String.raw`\s*[:：]`;
const REQUEST = new RegExp(`${BULLET}(문의|상담|요청) ?내용${COLON}`);
/** Order, product, buyer and return. */
const FACT = new RegExp(
  `${BULLET}(주문 ?번호|아이템|상품명|고객명|고객명 ?/ ?연락처|연락처|(반송장|운송장|반품|반품 ?접수) ?번호|입고 ?일자)${COLON}`,
);
/** A line that is not known, before one that is: few words and a colon. */
const FIELD = new RegExp(`${BULLET}[^:：]{1,20}${COLON}`);
/** `[판매자이관]`, alone in its line. */
const TITLE = /^\[[^\]]{1,40}\]$/;

const isKnown = (line: string): boolean => line === '' || TITLE.test(line) || FACT.test(line);
