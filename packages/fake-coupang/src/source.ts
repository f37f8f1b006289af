import type { Failing, Spoilt } from './failing.ts';
import { type Json, Raw, writeJson } from './json.ts';

/** A call that shows rows: a list by its word, or a look-up. */
type ShowingCall<Row, List> = {
  of: List | 'look-up';
  query: URLSearchParams;
  /** Whether Coupang would show the row: its vendor, list, dates and number fit. */
  fits: (row: Row) => boolean;
};

/** Chooses the rows of an answer, in any order. `undefined`: the total of a list counts the row, but no page shows it. */
type View<Row, List> = (saved: Row[], call: ShowingCall<Row, List>) => (Row | undefined)[];

type SourceOptions<Row, Shapes> = {
  failing: Pick<Failing, 'next' | 'nextOfRows'>;
  /**
   * The newest state, saved or not. POSTs are checked against it, so that only one of two concurrent POSTs is
   * accepted.
   */
  current: () => Row[];
  render: (row: Row, shapes: Shapes) => Json;
  document: Shapes;
  /** The shapes of `odd-shapes`. */
  odd: (row: Row) => Shapes;
  /** The field of the id in `renamed-id`. */
  otherIdField: string;
};

export type Source<Row, List> = Pick<SourceOptions<Row, unknown>, 'failing' | 'current'> & {
  /** Sets what lists and look-ups show from now on. `undefined`: the saved rows that fit. */
  show: (view: View<Row, List> | undefined) => void;
  save: (rows: Row[]) => void;
  /** The rows of an answer, the newest first. */
  rows: (call: ShowingCall<Row, List>) => (Row | undefined)[];
  /** Writes a row in the shapes of Coupang's document, or as a failure spoils it. */
  write: (row: Row, spoilt: Spoilt | undefined) => Json;
};

/** The inquiries of one kind as lists and look-ups show them. */
export const createSource = <Row extends { inquiryAt: number }, List, Shapes extends { idField: string }>({
  failing,
  current,
  render,
  document,
  odd,
  otherIdField,
}: SourceOptions<Row, Shapes>): Source<Row, List> => {
  const fitting: View<Row, List> = (rows, { fits }) => rows.filter(fits);
  const written = new WeakMap<Row, Raw>();
  let [view, saved] = [fitting, current()];
  return {
    failing,
    current,
    show: (wanted = fitting) => {
      view = wanted;
    },
    save: (rows) => {
      saved = rows;
    },
    rows: (call) =>
      view(saved, call).toSorted((a, b) => (b?.inquiryAt ?? -Infinity) - (a?.inquiryAt ?? -Infinity)),
    write: (row, spoilt) => {
      if (spoilt?.mode === 'odd-shapes') return render(row, odd(row));
      if (spoilt?.mode === 'renamed-id') return render(row, { ...document, idField: otherIdField });
      const text = written.get(row) ?? new Raw(writeJson(render(row, document)));
      written.set(row, text);
      return text;
    },
  };
};
