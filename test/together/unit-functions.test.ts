import { runTogether } from './run-together.ts';

runTogether('unit/functions');
