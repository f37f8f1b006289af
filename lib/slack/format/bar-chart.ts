export type Bar = { name: string; count: number };

const WIDTH = 16;
const BLOCK = '█';

/**
 * One line a bar, `████ 4 답변 완료`, in a block of fixed width. The name comes last, since a Korean letter need not be as wide
 * as two Latin ones there. The largest count gets the whole width. Each count above 0 gets one block at least.
 */
export const barChart = (bars: readonly Bar[]): string => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const digits = `${most}`.length;
  const lines = bars.map(({ name, count }) => {
    const blocks = count <= 0 ? 0 : Math.max(1, Math.round((count / most) * WIDTH));
    return `${BLOCK.repeat(blocks).padEnd(WIDTH)} ${`${count}`.padStart(digits)}  ${name}`;
  });
  return ['```', ...lines, '```'].join('\n');
};
