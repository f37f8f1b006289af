import { describe, expect, test } from '@jest/globals';
import {
  type Filter,
  fits,
  fitsEnded,
  readFilter,
  type Row,
  writeFilter,
} from '../../../../local/page/client/board/filter-tickets.js';
import { createNewFinder } from '../../../../local/page/client/board/find-new.js';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { NOW } from './page-parts.ts';

const row = (more: Partial<Row> = {}): Row => ({
  source: 'call-center',
  kind: 'reply',
  vendor: 'KR/A00012345',
  state: 'open',
  people: [],
  due: NOW + 2 * HOUR,
  found: '1000000001 98294587072450 Ivory 반팔티, M',
  ...more,
});
const shows = (filter: Filter, boardRow = row(), name = 'U0KIM') =>
  fits(boardRow, filter, { now: NOW, name });

describe('the board’s filters', () => {
  test.each<[Filter, Partial<Row>, boolean]>([
    [{}, {}, true],
    [{ source: 'call-center' }, {}, true],
    [{ source: 'product' }, {}, false],
    [{ kind: 'reply' }, {}, true],
    [{ kind: 'confirm' }, {}, false],
    [{ vendor: 'KR/A00012345' }, {}, true],
    [{ vendor: 'TW/A00012345' }, {}, false],
    [{ state: 'open' }, {}, true],
    [{ state: 'unverified' }, {}, false],
    [{ state: 'claimed' }, {}, false],
    [{ state: 'unclaimed' }, {}, true],
    [{ state: 'claimed' }, { people: ['U0KIM'] }, true],
    [{ state: 'unclaimed' }, { people: ['U0KIM'] }, false],
    [{ hour: 'h3' }, {}, true],
    [{ hour: 'h1' }, {}, false],
    [{ hour: 'h1' }, { due: NOW + HOUR }, true],
    [{ hour: 'over' }, { due: NOW + 1 }, false],
    [{ hour: 'over' }, { due: NOW }, true],
    [{ hour: 'h6' }, { due: NOW + 6 * HOUR + MINUTE }, false],
    [{ hour: 'of-a-later-release' }, {}, true],
    [{ mine: '1' }, { people: ['U0KIM'] }, true],
    [{ mine: '1' }, { people: ['U0LEE'] }, false],
    [{ q: '0000001' }, {}, true],
    [{ q: '982945' }, {}, true],
    [{ q: ' ivory  반팔' }, {}, true],
    [{ q: 'ivory 긴팔' }, {}, false],
    [{ q: '반팔'.normalize('NFD') }, {}, true],
    [{ q: 'ivory', kind: 'confirm' }, {}, false],
  ])('%j with %j: %s', (filter, more, isShown) => {
    expect(shows(filter, row(more))).toBe(isShown);
  });

  test('do not show nobody’s tickets as mine before I have chosen a name', () => {
    expect(shows({ mine: '1' }, row(), '')).toBe(false);
  });

  test('do not hide ended tickets by state or hour', () => {
    const filter = { state: 'claimed', hour: 'over' };
    expect(fitsEnded(row(), filter, 'U0KIM')).toBe(true);
    expect(fitsEnded(row(), { ...filter, kind: 'confirm' }, 'U0KIM')).toBe(false);
    expect(fitsEnded(row(), { ...filter, source: 'product' }, 'U0KIM')).toBe(false);
  });

  test('show as mine the ended tickets that I claimed, answered or confirmed', () => {
    const ended = row({ people: ['U0LEE', 'U0KIM'] });
    const shown = ['U0KIM', 'U0LEE', 'U0PARK', ''].map((name) => fitsEnded(ended, { mine: '1' }, name));
    expect(shown).toEqual([true, true, false, false]);
  });

  test('are in the address, beside its other parameters', () => {
    const filter = { q: '반팔 M', kind: 'reply', mine: '1' };
    const search = writeFilter('?lang=en', filter);
    expect(readFilter(search)).toEqual(filter);
    expect(search).toMatch(/^\?lang=en&/);
    expect(writeFilter(search, {})).toBe('?lang=en');
    expect(writeFilter('?q=1', { q: '' })).toBe('');
    expect(readFilter('?q=&other=1')).toEqual({});
  });
});

describe('new tickets on the board', () => {
  test('are none at first, and each is new only once', () => {
    const findNew = createNewFinder();
    expect(findNew(['1', '2'])).toEqual([]);
    expect(findNew(['1', '2', '3'])).toEqual(['3']);
    expect(findNew(['1'])).toEqual([]);
    // Back after a reading that failed, or after a look-up.
    expect(findNew(['1', '2', '3', '4'])).toEqual(['4']);
  });

  test('include the first ticket of an empty board', () => {
    const findNew = createNewFinder();
    findNew([]);
    expect(findNew(['1'])).toEqual(['1']);
  });
});
