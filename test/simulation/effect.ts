/**
 * Every call of an in-memory port goes through one of these, so that the fault harness can fail it before or after
 * it took effect, reorder it, or kill the process around it. `plain` just makes the call.
 */
export type Effect = <T>(name: string, take: () => T) => Promise<T>;

export const plain: Effect = async (_name, take) => take();
