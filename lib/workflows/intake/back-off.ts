import type { Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { VendorStates } from '../ports/vendor-states.ts';

/**
 * Why Coupang is left alone for now, for the egress IP or the vendor. `undefined`: it may be called. A new key ends a
 * vendor's stop, since the old key may have caused it (coupang-api.md section 4).
 * @param now epoch ms
 */
export const findBackOff = async (
  state: VendorState | undefined,
  now: number,
  egress: string,
  {
    states,
    source,
  }: { states: Pick<VendorStates, 'egressBlock'>; source: Pick<InquirySource, 'keyFingerprint'> },
): Promise<Stop | undefined> => {
  const block = await states.egressBlock(egress);
  if (block && block.until > now) return block;
  const backOff = state?.backOff;
  if (!backOff || backOff.until <= now) return undefined;
  return backOff.keyFingerprint === (await source.keyFingerprint({ fresh: true })) ? backOff : undefined;
};
