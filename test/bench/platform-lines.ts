/**
 * The lines that Lambda itself logs for one invocation. Source: its developer guide, "Log and monitor Node.js Lambda
 * functions".
 */
export const platformLines = (requestId: string, ms: number, memoryMb: number): string[] => [
  `START RequestId: ${requestId} Version: $LATEST`,
  `END RequestId: ${requestId}`,
  `REPORT RequestId: ${requestId}\tDuration: ${ms.toFixed(2)} ms\tBilled Duration: ${Math.ceil(ms)} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: 100 MB\t`,
];
