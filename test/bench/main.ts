import { countRequests } from './count-requests.ts';
import { measureRatios } from './measure-ratios.ts';

/** Exact counts first: they hold on any machine. Then ratios within this run: never compare them across machines. */
console.log('Requests, counted on in-memory ports\n');
for (const [what, count] of await countRequests()) console.log(`${String(count).padStart(8)}  ${what}`);
console.log('\nRatios within this run, median of 15\n');
for (const [what, ratio] of await measureRatios()) console.log(`${ratio.toFixed(2).padStart(8)}  ${what}`);
