import { practiceVendor } from '../../lib/config/practice-vendor.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { VendorRef } from '../../lib/domain/inquiry.ts';
import type { SubjectKey } from '../../lib/domain/subject.ts';
import type { Delivered } from '../../lib/workflows/deliver.ts';
import type { Log } from '../../lib/workflows/ports.ts';
import { findVendor } from '../wiring/read-config.ts';

type Deliver = (subject: SubjectKey) => Promise<Delivered>;

/** A vendor that was taken out of the configuration has no channel any more. Its events are done with; the log says so once a vendor. */
export const createPassOverRemoved = (config: Config, log: Log): ((deliver: Deliver) => Deliver) => {
  const told = new Set<string>();
  const tell = ({ market, vendorId }: VendorRef): void => {
    const id = `${market}/${vendorId}`;
    if (told.has(id)) return;
    told.add(id);
    log.info('events of a vendor that the configuration does not name are passed over', { market, vendorId });
  };
  return (deliver) => async (subject) => {
    if (practiceVendor(subject, config) ?? findVendor(config, subject)) return deliver(subject);
    tell(subject);
    return { result: 'absent' };
  };
};
