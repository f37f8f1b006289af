export {
  createFakeCoupang,
  type FakeCoupang,
  type FakeCoupangOptions,
  type FakeInProcess,
  startFakeCoupang,
} from './fake-coupang.ts';
export { authorize, type Keys, type RequestToSign, sign } from './sign.ts';
export { parseState, type StateStore, type WorldState } from './world-state.ts';

// The events at Coupang, and what can go wrong.
export { type Kind, listedAs } from './act-on-inquiry.ts';
export { FAILURE_MODES, type FailureMode } from './failures.ts';
export type { SimulatedCall } from './gateway.ts';
export type { SimulatedVendor } from './simulated-vendor.ts';
export { type HandOver, makeInquiry } from './make-inquiry.ts';
export { ORDER_PLOTS, type OrderPlot } from './orders/order-plot.ts';
export { MADE_UP_PERSON } from './orders/render-order.ts';
export { type Act, type ActHow, createWorld, newState } from './world.ts';
export { takesQuestions } from './product/question-world.ts';
export type { SimulatedQuestion } from './product/simulated-question.ts';
export { isAsking, type SimulatedInquiry, type SimulatedPost } from './simulated-inquiry.ts';

// The made-up texts.
export { findStory, templatesOf } from './catalogue.ts';
export { glossOf } from './gloss.ts';
export type { Language, Market, Source } from './market.ts';
export { MARKET_TEXTS } from './market-texts.ts';
export { questionTemplatesOf, wordsOf } from './product/question-texts.ts';
export { createRandom, type Random } from './random.ts';
export { TEMPLATES, type Template } from './texts.ts';

// The shapes of Coupang's answers.
export { digits, type Json, writeJson } from './json.ts';
export { layOutPage } from './lay-out-page.ts';
export { ACTION_MESSAGES } from './read-action-body.ts';
export { DOCUMENT_SHAPES, renderInquiry, type Shapes } from './render-inquiry.ts';
