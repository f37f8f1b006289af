import { performance } from 'node:perf_hooks';
import { parseLossless } from '../../lib/coupang/parse-lossless.ts';
import { createWorld } from '../simulation/create-world.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const ROUNDS = 15;

/** How cost grows: ratios of medians within one run. */
export const measureRatios = async (): Promise<[string, number][]> => [
  [
    'times as long: a page of 30 items with ids beyond 2^53, to JSON.parse alone',
    ratioOfParsing('90071992547409931'),
  ],
  ['times as long: a page of 30 items with usual ids, to JSON.parse alone', ratioOfParsing('1015668177')],
  ['times as long: a quiet poll over 1,000 open tickets, to one over 100', await ratioOfPolls(1000, 100)],
];

const ratioOfParsing = (inquiryId: string): number => {
  const item = `{"inquiryId":${inquiryId},"content":"${'made-up text '.repeat(60)}","replies":[{"answerId":${inquiryId}}]}`;
  const page = `{"code":200,"data":{"content":[${Array.from({ length: 30 }, () => item).join(',')}]}}`;
  const many = (parse: (text: string) => unknown) => () => {
    for (let count = 0; count < 50; count += 1) parse(page);
  };
  const plain = median(many((text) => JSON.parse(text)));
  return median(many(parseLossless)) / plain;
};

const ratioOfPolls = async (large: number, small: number): Promise<number> => {
  const timed = async (open: number): Promise<number> => {
    const world = createWorld();
    for (let count = 0; count < open; count += 1) world.coupang.handOver();
    await world.poll();
    await world.drain();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      world.advance(MINUTE_MS);
      const began = performance.now();
      await world.poll();
      times.push(performance.now() - began);
    }
    return middle(times);
  };
  const [many, few] = [await timed(large), await timed(small)];
  return many / few;
};

const median = (run: () => void): number => {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return middle(times);
};

export const middle = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
