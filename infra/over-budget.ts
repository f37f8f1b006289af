/**
 * @param bytes the size of each bundle
 * @param budgetsKB the largest size allowed, in KB of 1000 bytes
 * @returns a line for each bundle that is too large, missing or without a budget
 */
export const overBudget = (bytes: Record<string, number>, budgetsKB: Record<string, number>): string[] => {
  const names = new Set([...Object.keys(bytes), ...Object.keys(budgetsKB)]);
  return [...names].flatMap((name) => {
    const size = bytes[name];
    const budgetKB = budgetsKB[name];
    if (budgetKB === undefined) return [`${name}: has no size budget. Add one to infra/function-names.ts.`];
    if (size === undefined || size === 0) return [`${name}: was not built.`];
    if (size <= budgetKB * 1000) return [];
    const sizeKB = Math.ceil(size / 1000);
    return [
      `${name}: ${sizeKB} KB is over its budget of ${budgetKB} KB. Each 100 KB costs a cold start about 12 ms: look for a new import, or raise the budget in infra/function-names.ts and say why.`,
    ];
  });
};
