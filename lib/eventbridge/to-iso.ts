/** Undefined for a time that is none, which the contract then refuses. */
export const toIso = (at: number): string | undefined => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};
