import { runTogether } from './run-together.ts';

runTogether('test/unit/webhooks');
