import { runTogether } from './run-together.ts';

runTogether('test/upgrade');
