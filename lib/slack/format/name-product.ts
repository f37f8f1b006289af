import type { TicketFacts } from '../../domain/ticket/ticket.ts';
import type { Texts } from '../wording/wording.ts';
import { tidyLine } from './cut-text.ts';
import { joinParts } from './list-lines.ts';

export type Named = Pick<
  TicketFacts,
  'product' | 'option' | 'productId' | 'sellerProductId' | 'vendorItemId'
>;

/** `스커트, Khaki L`, or the product's number while its name is unknown. Neither escaped nor cut. */
export const nameProduct = (named: Named, texts: Texts): string => {
  const { product = '', option = '', sellerProductId, productId } = named;
  const name = tidyLine(product);
  if (name !== '') return [name, tidyLine(option)].filter((part) => part !== '').join(', ');
  if (sellerProductId !== undefined) return texts.number.sellerProductId(tidyLine(sellerProductId));
  return productId === undefined ? '' : texts.number.productId(tidyLine(productId));
};

/** Also names the option by its number, where a card has room for it. */
export const nameProductWhole = (named: Named, texts: Texts): string => {
  const { product = '', vendorItemId } = named;
  const isNumbered = tidyLine(product) === '' && vendorItemId !== undefined;
  return joinParts(
    nameProduct(named, texts),
    isNumbered ? texts.number.vendorItemId(tidyLine(vendorItemId)) : undefined,
  );
};
