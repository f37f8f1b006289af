/** An attribute's value in DynamoDB's protocol, such as `{"S": "text"}`. */
export type Value = Partial<{
  S: string;
  N: string;
  B: string;
  BOOL: boolean;
  NULL: boolean;
  L: Value[];
  M: Item;
}>;
export type Item = { [name: string]: Value };

/** An item's size by DynamoDB's rules. Source: its developer guide, "DynamoDB Item sizes and formats". */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const valueBytes = ({ S, N, B, L, M }: Value): number => {
  if (S !== undefined) return Buffer.byteLength(S);
  // One byte for two significant digits, plus one.
  if (N !== undefined) return Math.ceil(N.replace(/^-/, '').replace('.', '').length / 2) + 1;
  if (B !== undefined) return Buffer.from(B, 'base64').length;
  // Three bytes, plus one for each element.
  if (L !== undefined) return 3 + L.reduce((sum, element) => sum + 1 + valueBytes(element), 0);
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M);
  return 1;
};
