import { VENDOR } from './create-world.ts';

/** One run's requests to the store and the bus, by vendor. */
export type RequestLog = {
  /** Ids of the vendors that it sent any request for. */
  vendors: Set<string>;
  /** Ids of the vendors for which a request failed. */
  failed: Set<string>;
};

/** A port whose requests go to the vendor that their first argument is about: `mine` for the vendor of the day. */
export const routeByVendor = <Port extends object>(mine: Port, theirs: Port, requests: RequestLog): Port =>
  new Proxy(mine, {
    get:
      (_, name) =>
      (about: unknown, ...rest: unknown[]) => {
        const vendorId = vendorOf(about);
        const port = vendorId === VENDOR.vendorId ? mine : theirs;
        const call: unknown = Reflect.get(port, name);
        if (typeof call !== 'function' || vendorId === undefined)
          throw new Error(`${String(name)} names no vendor`);
        requests.vendors.add(vendorId);
        const answer: unknown = Reflect.apply(call, port, [about, ...rest]);
        if (answer instanceof Promise) answer.catch(() => requests.failed.add(vendorId));
        return answer;
      },
  });

/** A vendor, a key, a ticket or notice, or events of one vendor. */
const vendorOf = (about: unknown): string | undefined => {
  if (typeof about !== 'object' || about === null) return undefined;
  if (Array.isArray(about)) return vendorOf(about[0]);
  if ('vendorId' in about) return String(about.vendorId);
  if ('key' in about) return vendorOf(about.key);
  return 'deliverable' in about ? vendorOf(about.deliverable) : undefined;
};
