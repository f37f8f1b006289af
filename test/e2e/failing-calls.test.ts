import { FAIL_EVERY_CALL, tryOddities } from './try-oddities.ts';

tryOddities(FAIL_EVERY_CALL);
