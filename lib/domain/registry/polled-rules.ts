import { PRODUCT_RULES } from '../product/product-rules.ts';
import type { SideSource } from '../sources.ts';
import type { PolledRules } from '../ticket/source-rules.ts';

/** The rules of each source beside the hand-overs. */
export const POLLED_RULES: Record<SideSource, PolledRules> = {
  product: PRODUCT_RULES,
};
