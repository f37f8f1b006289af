/**
 * The form in which texts are compared: NFKC, each run of spaces and line breaks as one space, without invisible characters.
 * Two texts that a reader cannot tell apart are usually equal in it. Idempotent, and linear in the text's length.
 */
export const normalText = (text: string): string => {
  const visible = withoutLongRuns(text.replaceAll(INVISIBLE, ''));
  return withoutLongRuns(visible.normalize('NFKC')).replaceAll(SPACES, ' ').trim();
};

/** U+2800 is Braille without any dot. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;
const SPACES = /[\s\p{Cc}]+/gu;

/**
 * The time of `normalize` grows with the square of a run of combining marks. No language needs more than 30 marks on one
 * character. Source: Unicode Standard Annex 15, stream-safe text. Normalisation may lengthen a run.
 */
const withoutLongRuns = (text: string): string => text.replaceAll(LONG_RUN, '$1');
const LONG_RUN = /(\p{M}{30})\p{M}+/gu;
