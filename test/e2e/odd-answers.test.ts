import { FAIL_SOME, tryOddities } from './try-oddities.ts';

tryOddities(FAIL_SOME);
